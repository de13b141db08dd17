import { rmSync, writeFileSync } from "node:fs";
import { dumpSchema, migrate } from "@saihan/db";
import { startPostgres, throwAwayFolder } from "@saihan/launch";

/** npm run schema:dump: writes packages/db/schema.sql from a fresh database with every migration applied. */
const folder = throwAwayFolder("schema");
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
