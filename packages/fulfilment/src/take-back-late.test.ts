import { expect, test } from "vitest";
import { madeForNobody } from "./take-back-late.ts";

const domain = { kind: "domain", id: "d1" } as const;
const user = { kind: "user", id: "u1" } as const;

test.each([
  { what: "the order is open: the next attempt finds them", ended: false, recorded: [], removed: [] },
  { what: "the order has ended with these very objects", ended: true, recorded: ["d1", "u1"], removed: [] },
  {
    what: "the order has ended with others, made again after a removal",
    ended: true,
    recorded: ["d0", "u0"],
    removed: [user, domain],
  },
  { what: "the order has ended with nothing", ended: true, recorded: [], removed: [user, domain] },
  { what: "one of them was found and recorded by a later attempt", ended: true, recorded: ["d1"], removed: [user] },
])("$what", ({ ended, recorded, removed }) => {
  expect(madeForNobody([domain, user], ended, new Set(recorded))).toEqual(removed);
});
