import { rmSync } from "node:fs";
import { join } from "node:path";
import { giveLogins, migrate } from "@saihan/db";
import { findRedisServer, startPostgres, startRedis, throwAwayFolder } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { openQueueStore } from "@saihan/queues";
import postgres from "postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The administrator's address of the test Postgres. */
    databaseUrl: string;
    /** A migrated database that every test file copies. */
    template: string;
    redisUrl: string;
  }
}

/**
 * One Postgres and one Redis for the whole run, in a folder that goes with it. Without a Redis server on this machine its
 * half of the scenarios is skipped, and says so; REQUIRE_REDIS=1 makes that an error.
 */
interface Servers {
  databaseUrl: string;
  redisUrl: string;
  stop(): Promise<void>;
}

const template = "saihan_template";
/** With which the programs' roles sign in to the test server. */
export const rolePassword = "roles-of-the-test-server";
let running: Promise<Servers> | undefined;
let users = 0;

/** Called by every project that needs the servers; the first starts them, the last stops them. */
export default async function setup(project: TestProject) {
  users++;
  running ??= start();
  const { databaseUrl, redisUrl, stop } = await running;
  project.provide("databaseUrl", databaseUrl);
  project.provide("template", template);
  project.provide("redisUrl", redisUrl);
  return async () => {
    if (--users === 0) await stop();
  };
}

async function start(): Promise<Servers> {
  const folder = throwAwayFolder("test");
  const command = findRedisServer();
  if (!command && process.env.REQUIRE_REDIS === "1") throw new Error("no redis-server on the PATH, and REQUIRE_REDIS=1");
  if (!command) console.log("scenarios on redis are skipped: no redis-server or valkey-server (6.2 or newer) on the PATH");
  const server = await startPostgres({ folder: join(folder, "postgres"), wantedPort: 0, throwAway: true });
  const redis = command ? await startRedis({ command, folder: join(folder, "redis") }) : undefined;
  await makeTemplate(server.url);
  return {
    databaseUrl: server.url,
    redisUrl: redis?.url ?? "",
    stop: async () => {
      await Promise.all([server.stop(), redis?.stop()]);
      for (const left of new Set([server.folder, folder])) rmSync(left, { recursive: true, force: true });
    },
  };
}

/** Lays down on a new server the migrated database that tests copy, and lets the programs' roles sign in. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${template}`);
  await admin.end();
  const url = withDatabase(serverUrl, template);
  await migrate(url);
  await giveLogins(url, rolePassword);
  const store = openQueueStore({ redisUrl: undefined, databaseUrl: url }, silentLog);
  await store.prepare();
  await store.close();
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
