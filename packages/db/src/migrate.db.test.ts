import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { dumpSchema, migrate, migrationFiles } from "./index.ts";

describe("migrations", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  test("schema.sql is the schema after every migration (npm run schema:dump)", async () => {
    expect(await dumpSchema(database.url)).toBe(readFileSync(new URL("../schema.sql", import.meta.url), "utf8"));
  });

  test("several starters at once: one applies, the others find nothing to do", async () => {
    await database.sql`drop schema public cascade`;
    await database.sql`create schema public`;
    const done = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(done.flat()).toEqual(migrationFiles().map((f) => f.name));
    expect(await migrate(database.url)).toEqual([]);
  });

  test("a migration that has changed since it was applied is refused", async () => {
    await database.sql`update applied_migrations set sha256 = 'other' where name like '0001%'`;
    await expect(migrate(database.url)).rejects.toThrow("has changed since it was applied");
  });

  test("a database that knows more than the program is refused", async () => {
    await database.sql`insert into applied_migrations (name, sha256) values ('9999_future.sql', 'x')`;
    await expect(migrate(database.url)).rejects.toThrow("9999_future.sql");
  });
});
