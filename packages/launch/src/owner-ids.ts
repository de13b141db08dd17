import { readFileSync } from "node:fs";

/** Someone must do something before Postgres can start; the message says what. */
export class CannotStartPostgres extends Error {
  override name = "CannotStartPostgres";
}

/** Postgres and its kin refuse to run as root: then they run as `postgres` or `nobody`. */
export function ownerIds(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new CannotStartPostgres(
    "Postgres does not run as root, and neither a user postgres nor nobody exists: set DATABASE_URL instead.",
  );
}
