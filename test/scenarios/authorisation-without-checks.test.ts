import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { askAtRandom, openWorld, type World } from "../support/authorisation.ts";
import { missingStore } from "../support/house.ts";

// A build of the house in which the permission table says yes to everything.
vi.mock("@saihan/domain", async (original) => ({ ...(await original<object>()), authorize: () => ({ ok: true }) }));

describe.skipIf(missingStore)("with the application's own checks taken out (S-05)", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  }, 240_000);
  afterAll(() => world?.house.close());

  test("the database alone shows and changes nothing foreign", async () => {
    const sibling = world.callers.find((c) => c.who === "child general");
    const groups = world.operations.find((op) => op.id === "createUser");
    // The checks are out: a general user of a child may make users in its own contract now.
    if (!sibling || !groups) throw new Error("the world lacks something");
    expect((await world.send(sibling, groups, world.places.child.ids, "checks-are-out")).status).toBe(202);
    await world.house.settle();
    expect(await askAtRandom(world, Number(process.env.AUTHORISATION_CALLS ?? 1_500), 2)).toEqual([]);
  }, 1_800_000);
});
