import { expect, test } from "vitest";
import { readRedisAddress } from "./redis-address.ts";

test.each([
  ["redis://:pw@redis.example:6380/1", { kind: "single", url: "redis://:pw@redis.example:6380/1" }],
  ["rediss://redis.example", { kind: "single", url: "rediss://redis.example" }],
  [
    "redis+sentinel://app:p%40ss%2Fw@s1.example:26380,s2.example,[::1]:26381/house?db=2&sentinel-username=watch&sentinel-password=s%26t",
    {
      kind: "sentinel",
      servers: [
        { host: "s1.example", port: 26_380 },
        { host: "s2.example", port: 26_379 },
        { host: "::1", port: 26_381 },
      ],
      ...{ tls: false, username: "app", password: "p@ss/w", name: "house", db: 2 },
      ...{ sentinelUsername: "watch", sentinelPassword: "s&t" },
    },
  ],
  [
    "rediss+sentinel://:pw@s1.example/house",
    { kind: "sentinel", servers: [{ host: "s1.example", port: 26_379 }], tls: true, password: "pw", name: "house", db: 0 },
  ],
  [
    "rediss+cluster://:pw@n1.example:7000,n2.example",
    {
      kind: "cluster",
      servers: [
        { host: "n1.example", port: 7_000 },
        { host: "n2.example", port: 6_379 },
      ],
      ...{ tls: true, password: "pw" },
    },
  ],
])("%s is read", (text, address) => {
  expect(readRedisAddress(text)).toEqual(address);
});

test.each([
  ["http://redis.example"],
  ["redis.example:6379"],
  ["redis+sentinel://:pw@s1.example:26379"],
  ["redis+sentinel://:pw@s1.example:26379/"],
  ["redis+sentinel://s1.example/house?db=two"],
  ["redis+cluster://:pw@n1.example/1"],
  ["redis+cluster://n1.example:70000"],
  ["redis+cluster://n1.example,,n2.example"],
  ["redis+cluster://"],
])("%s is refused, and nothing of it is quoted", (text) => {
  expect(() => readRedisAddress(text)).toThrow(TypeError);
  expect(() => readRedisAddress(text)).not.toThrow(/pw|example/);
});
