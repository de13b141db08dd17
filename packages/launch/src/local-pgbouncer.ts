import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnGuarded } from "./guarded-child.ts";
import { ownerIds } from "./owner-ids.ts";
import { freePort } from "./ports.ts";
import { waitFor } from "./wait-for.ts";

export interface LocalPgBouncer {
  port: number;
  stop(): Promise<void>;
}

/** A PgBouncer on the PATH or where Debian puts it, if there is one. */
export function findPgBouncer(): string | undefined {
  for (const name of ["pgbouncer", "/usr/sbin/pgbouncer"]) {
    try {
      execFileSync(name, ["--version"], { stdio: "ignore" });
      return name;
    } catch {
      // not there
    }
  }
  return undefined;
}

/**
 * A PgBouncer in transaction mode on loopback, in front of every database of one server.
 *
 * @param perRole connections to the server for each role and database: fewer than its clients, so that they must share
 * @param roles who may sign in, all with one password
 */
export async function startPgBouncer(options: {
  command: string;
  folder: string;
  server: { host: string; port: number };
  roles: readonly string[];
  password: string;
  perRole: number;
}): Promise<LocalPgBouncer> {
  const { command, folder, server, roles, password, perRole } = options;
  const port = await freePort();
  const owner = ownerIds();
  mkdirSync(folder, { recursive: true });
  const [file, users] = [join(folder, "pgbouncer.ini"), join(folder, "users.txt")];
  const lines = [
    ...[
      "[databases]",
      `* = host=${server.host} port=${server.port}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
    ],
    ...["unix_socket_dir =", "pool_mode = transaction", "auth_type = scram-sha-256", `auth_file = ${users}`],
    ...[`default_pool_size = ${perRole}`, "max_client_conn = 1000", "log_connections = 0", "log_disconnections = 0"],
  ];
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  writeFileSync(users, roles.map((role) => `"${role}" "${password}"\n`).join(""), { mode: 0o600 });
  if (owner) for (const path of [folder, file, users]) chownSync(path, owner.uid, owner.gid);
  const child = await spawnGuarded("INT", command, [file], { cwd: "/", ...owner });
  let up = false;
  const said: string[] = [];
  child.onLine((line) => {
    said.push(line);
    if (line.includes("process up")) up = true;
  });
  await Promise.race([
    waitFor("pgbouncer", 20_000, async () => (up ? true : undefined)),
    child.exited.then(() => {
      throw new Error(`pgbouncer ended while starting:\n${said.join("\n")}`);
    }),
  ]);
  return { port, stop: () => child.stop() };
}
