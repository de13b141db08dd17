import { rmSync } from "node:fs";
import { findRedisServer, type RedisSet, throwAwayFolder } from "@saihan/launch";
import type { TestProject } from "vitest/node";

/** Starts Redis servers that stand in for one another, for a whole project, in place of the one Redis that the others share. */
export function setupOf(start: (options: { command: string; folder: string }) => Promise<RedisSet>) {
  return async (project: TestProject) => {
    const command = findRedisServer();
    // servers.ts has said that it is missing.
    if (!command) return;
    const folder = throwAwayFolder("redis-set");
    const set = await start({ command, folder });
    project.provide("redisUrl", set.url);
    return async () => {
      await set.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  };
}
