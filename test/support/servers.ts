import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@saihan/db";
import { findRedisServer, startPostgres, startRedis } from "@saihan/launch";
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
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "saihan-test-"));
  const server = await startPostgres({ folder: join(folder, "postgres"), wantedPort: 0, throwAway: true });
  const command = findRedisServer();
  if (!command && process.env.REQUIRE_REDIS === "1") throw new Error("no redis-server on the PATH, and REQUIRE_REDIS=1");
  if (!command) console.log("scenarios on redis are skipped: no redis-server or valkey-server (6.2 or newer) on the PATH");
  const redis = command ? await startRedis({ command, folder: join(folder, "redis") }) : undefined;
  const template = "saihan_template";
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${template}`);
  await admin.end();
  const url = withDatabase(server.url, template);
  await migrate(url);
  const store = openQueueStore({ redisUrl: undefined, databaseUrl: url }, silentLog);
  await store.prepare();
  await store.close();
  project.provide("databaseUrl", server.url);
  project.provide("template", template);
  project.provide("redisUrl", redis?.url ?? "");
  return async () => {
    await Promise.all([server.stop(), redis?.stop()]);
    rmSync(folder, { recursive: true, force: true });
    if (server.folder !== join(folder, "postgres")) rmSync(server.folder, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
