import { rmSync } from "node:fs";
import { programRoles } from "@saihan/db";
import { findPgBouncer, startPgBouncer, throwAwayFolder } from "@saihan/launch";
import type { TestProject } from "vitest/node";
import { rolePassword } from "./servers.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Port of the pooler that the house goes through, 0 when there is none to start; nothing in other projects. */
    poolerPort: number;
  }
}

/** Starts a PgBouncer in transaction mode for a whole project. REQUIRE_PGBOUNCER=1 makes it an error that there is none. */
export default async function setup(project: TestProject) {
  const command = findPgBouncer();
  if (!command && process.env.REQUIRE_PGBOUNCER === "1") throw new Error("no pgbouncer on the PATH, and REQUIRE_PGBOUNCER=1");
  if (!command) console.log("scenarios through a pooler are skipped: no pgbouncer on the PATH");
  project.provide("poolerPort", 0);
  if (!command) return;
  const folder = throwAwayFolder("pooler");
  const server = new URL(project.getProvidedContext().databaseUrl);
  const pooler = await startPgBouncer({
    ...{ command, folder, roles: programRoles, password: rolePassword, perRole: 10 },
    server: { host: server.hostname, port: Number(server.port) },
  });
  project.provide("poolerPort", pooler.port);
  return async () => {
    await pooler.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
