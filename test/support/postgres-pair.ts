import { chmodSync, chownSync, copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type EmbeddedPostgres, reachableFolder, startPostgres, waitFor } from "@saihan/launch";
import postgres from "postgres";
import { makeBackup } from "../../scripts/care/base-backup.ts";
import { type NetworkProxy, proxyTo } from "./proxy.ts";
import { makeTemplate, withDatabase } from "./servers.ts";

/**
 * A Postgres and its synchronous standby behind one address, as a provider's cluster software keeps them: what is committed stands on both
 * before anybody is told.
 */
export interface PostgresPair {
  /** The administrator's, which leads to whichever is the primary. */
  url: string;
  /** The administrator's, of the one that is the standby at this moment. */
  standbyUrl(): string;
  /** SIGKILL for the primary; the standby takes over. @returns how long the address led nowhere, in ms */
  strike(): Promise<number>;
  /** Lets the address lead to the standby for a while, as one that lags behind the servers' roles does. */
  leadTo(server: "primary" | "standby"): void;
  /** Makes a new standby for the one that took over. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

const template = "saihan_template";

export async function startPair(folder: string): Promise<PostgresPair> {
  let number = 0;
  const place = () => join(folder, String(++number));
  let primary = await startPostgres({ folder: place(), wantedPort: 0, throwAway: true });
  await makeTemplate(primary.url);
  let standby: EmbeddedPostgres | undefined = await follow(primary, place(), folder);
  await wait(primary.url);
  const front: NetworkProxy = await proxyTo(primary.url);
  return {
    url: front.url,
    standbyUrl: () => {
      if (!standby) throw new Error("there is no standby");
      return standby.url;
    },
    strike: async () => {
      if (!standby) throw new Error("nobody is there to take over");
      const began = performance.now();
      process.kill(primary.pid, "SIGKILL");
      await primary.exited;
      // Until the next standby is there this one answers for itself, as cluster software has it: else everybody would wait.
      await tell(standby.url, (sql) => sql`select pg_promote()`);
      await tell(standby.url, async (sql) => {
        await sql`alter system reset synchronous_standby_names`;
        await sql`select pg_reload_conf()`;
      });
      front.leadTo(standby.port);
      const away = performance.now() - began;
      rmSync(primary.folder, { recursive: true, force: true });
      primary = standby;
      standby = undefined;
      return away;
    },
    leadTo: (server) => front.leadTo((server === "standby" && standby ? standby : primary).port),
    mend: async () => {
      standby = await follow(primary, place(), folder);
      await wait(primary.url);
    },
    stop: async () => {
      await front.close();
      await standby?.stop();
      // A primary that stops waits for nobody, but its last clients may wait for the standby.
      await tell(primary.url, (sql) => sql`alter system reset synchronous_standby_names`);
      await primary.stop();
      for (const left of [primary, standby]) if (left) rmSync(left.folder, { recursive: true, force: true });
    },
  };
}

/** Makes a standby of a running server, from a backup that is made while it works. */
async function follow(primary: EmbeddedPostgres, into: string, scratch: string): Promise<EmbeddedPostgres> {
  const taken = join(scratch, "taken");
  await makeBackup({ url: withDatabase(primary.url, template), folder: taken, method: "copy", keyMark: null });
  const home = reachableFolder(into);
  mkdirSync(home, { recursive: true });
  const data = join(home, "data");
  renameSync(join(taken, "base"), data);
  rmSync(taken, { recursive: true });
  writeFileSync(join(data, "standby.signal"), "");
  copyFileSync(join(primary.folder, "password"), join(home, "password"));
  const { uid, gid } = statSync(join(primary.folder, "data"));
  chmodSync(data, 0o700);
  for (const entry of [{ parentPath: data, name: "" }, ...(await readdir(data, { recursive: true, withFileTypes: true }))]) {
    chownSync(join(entry.parentPath, entry.name), uid, gid);
  }
  const { password } = new URL(primary.url);
  return startPostgres({
    ...{ folder: into, wantedPort: 0, throwAway: true, standby: true },
    settings: {
      primary_conninfo: `host=127.0.0.1 port=${primary.port} user=saihan password=${password} application_name=standby`,
    },
  });
}

/** From now on a commit is answered when the standby has it too. */
async function wait(url: string): Promise<void> {
  await tell(url, async (sql) => {
    await sql`alter system set synchronous_standby_names = 'standby'`;
    await sql`select pg_reload_conf()`;
    await waitFor("the standby", 60_000, async () => {
      const [found] = await sql`select from pg_stat_replication where sync_state = 'sync'`;
      return found ? true : undefined;
    });
  });
}

async function tell(url: string, say: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await say(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
