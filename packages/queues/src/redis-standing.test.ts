import type { Redis } from "ioredis";
import { expect, test } from "vitest";
import { faultsIn, faultsOfRedis } from "./redis-standing.ts";

const info = (more: Record<string, string>) => {
  const facts = { redis_version: "7.0.15", maxmemory_policy: "noeviction", aof_enabled: "1", ...more };
  return `# Server\r\n${Object.entries(facts)
    .map(([name, value]) => `${name}:${value}`)
    .join("\r\n")}\r\n`;
};

test.each<[string, string, RegExp[]]>([
  ["as it should be", info({}), []],
  ["the oldest that will do", info({ redis_version: "6.2.0" }), []],
  ["evicts", info({ maxmemory_policy: "allkeys-lru" }), [/maxmemory-policy allkeys-lru/]],
  ["evicts what expires", info({ maxmemory_policy: "volatile-ttl" }), [/maxmemory-policy volatile-ttl/]],
  ["keeps nothing", info({ aof_enabled: "0" }), [/append-only/]],
  ["too old", info({ redis_version: "6.0.16" }), [/6\.0\.16 is too old/]],
  ["much too old", info({ redis_version: "5.0.0" }), [/too old/]],
  [
    "everything at once",
    info({ redis_version: "5.0.0", aof_enabled: "0", maxmemory_policy: "allkeys-random" }),
    [/policy/, /file/, /old/],
  ],
  ["says nothing of it", "# Server\r\n", []],
])("a Redis: %s", (_, text, wanted) => {
  const faults = faultsIn(text);
  expect(faults).toHaveLength(wanted.length);
  for (const [i, pattern] of wanted.entries()) expect(faults[i]).toMatch(pattern);
});

test.each([
  ["a node of a Cluster", { redis_mode: "cluster", role: "master" }, /redis\+cluster:/],
  ["a replica", { redis_mode: "standalone", role: "slave" }, /must name the primary or Sentinels/],
])("an address that names %s alone is refused", async (_, more, says) => {
  const client = { info: async () => info(more) } as unknown as Redis;
  expect((await faultsOfRedis(client, "k"))[0]).toMatch(says);
});
