import { expect, test } from "vitest";
import { type DatabaseStanding, faultsOf } from "./guard.ts";

const known = [
  { name: "0001_orders.sql", sha256: "a" },
  { name: "0002_access.sql", sha256: "b" },
];
const sound: DatabaseStanding = {
  synchronousCommit: "on",
  clockAheadMs: 0,
  askedMs: 4,
  standby: false,
  unconfined: false,
  applied: { "0001_orders.sql": "a", "0002_access.sql": "b" },
};

test.each<[string, Partial<DatabaseStanding>, RegExp | undefined]>([
  ["as it should be", {}, undefined],
  ["commits to one standby", { synchronousCommit: "remote_apply" }, undefined],
  ["answers before it has written", { synchronousCommit: "off" }, /synchronous_commit/],
  ["clock 2 s ahead", { clockAheadMs: 2_000 }, undefined],
  ["clock 2.1 s ahead", { clockAheadMs: 2_100 }, /2\.1 s behind the database/],
  ["clock 5 min behind", { clockAheadMs: -300_000 }, /300\.0 s ahead of the database/],
  ["clock 2.1 s ahead, but the answer took a second", { clockAheadMs: 2_100, askedMs: 1_000 }, undefined],
  ["only repeats another", { standby: true }, /leads to a standby/],
  ["signs in as the owner", { unconfined: true }, /could see every partner/],
  ["older schema", { applied: { "0001_orders.sql": "a" } }, /npm run migrate \(0002_access\.sql\)/],
  ["no schema", { applied: {} }, /0001_orders\.sql, 0002_access\.sql/],
  ["newer schema", { applied: { ...sound.applied, "0003_more.sql": "c" } }, undefined],
  [
    "another schema",
    { applied: { ...sound.applied, "0002_access.sql": "x" } },
    /0002_access\.sql was applied with another content/,
  ],
])("a database: %s", (_, more, wanted) => {
  const faults = faultsOf({ ...sound, ...more }, known);
  expect(faults).toHaveLength(wanted === undefined ? 0 : 1);
  if (wanted) expect(faults[0]).toMatch(wanted);
});
