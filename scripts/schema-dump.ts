import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dumpSchema, migrate } from "@saihan/db";
import { startPostgres } from "@saihan/launch";

/** npm run schema:dump: writes packages/db/schema.sql from a fresh database with every migration applied. */
const folder = mkdtempSync(join(tmpdir(), "saihan-schema-"));
const server = await startPostgres({ folder, wantedPort: 0, throwAway: true });
try {
  await migrate(server.url);
  writeFileSync(new URL("../packages/db/schema.sql", import.meta.url), await dumpSchema(server.url));
  console.log("wrote packages/db/schema.sql");
} finally {
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
