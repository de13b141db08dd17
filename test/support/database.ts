import { randomBytes } from "node:crypto";
import { asRole, type ProgramRole } from "@saihan/db";
import postgres from "postgres";
import { inject } from "vitest";
import { rolePassword, withDatabase } from "./servers.ts";

export interface TestDatabase {
  /** As the owner, past every rule of the house. */
  url: string;
  /** As one of the programs. */
  as(role: ProgramRole): string;
  /** Plain SQL, past every rule of the house: for arranging and looking. */
  sql: postgres.Sql;
  drop(): Promise<void>;
}

/** A database of one's own, copied from the migrated template. @param serverUrl of another server than that of the run, which has the template too */
export async function createDatabase(serverUrl = inject("databaseUrl")): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  // Copies of one template come one after the other.
  for (let round = 0; ; round++) {
    try {
      await admin.unsafe(`create database ${name} template ${inject("template")}`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || round > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const url = withDatabase(serverUrl, name);
  const sql = postgres(url, { max: 3, onnotice: () => {}, transform: { column: { from: postgres.toCamel } } });
  return {
    url,
    as: (role) => asRole(url, role, rolePassword),
    sql,
    drop: async () => {
      await sql.end({ timeout: 1 });
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
