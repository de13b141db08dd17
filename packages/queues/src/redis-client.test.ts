import { expect, test } from "vitest";
import { readRedisAddress } from "./redis-address.ts";
import { optionsOf } from "./redis-client.ts";

const sentinel = (manner: "ask" | "work") =>
  optionsOf(readRedisAddress("rediss+sentinel://app:pw@s1:1,s2:2/house"), manner).redis;

test("whoever asks hears within seconds that the store is away; whoever works waits for it", () => {
  expect(sentinel("ask")).toMatchObject({ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 5_000 });
  expect(sentinel("work")).toMatchObject({ enableOfflineQueue: true, maxRetriesPerRequest: null });
  expect(sentinel("work")).not.toHaveProperty("commandTimeout");
});

test("with rediss+ both the servers and their Sentinels are reached over TLS", () => {
  expect(sentinel("work")).toMatchObject({ tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true });
  const cluster = optionsOf(readRedisAddress("rediss+cluster://:pw@n1:1"), "work").cluster;
  expect(cluster.redisOptions).toMatchObject({ tls: {}, password: "pw", maxRetriesPerRequest: null });
});

test.each([
  ["READONLY You can't write against a read only replica.", 2],
  ["NOREPLICAS Not enough good replicas to write.", true],
  ["OOM command not allowed when used memory > 'maxmemory'.", false],
])("%s: asks the Sentinels anew: %s", (message, wanted) => {
  expect(sentinel("work").reconnectOnError?.(new Error(message))).toBe(wanted);
});
