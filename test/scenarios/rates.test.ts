import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("a caller that asks too often", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ rateLimit: 20 });
  });
  afterAll(() => house?.close());

  test("is told when to come again, and others are not held up by it", async () => {
    const [loud, quiet] = [clientOf(house.api, house.partner), clientOf(house.api, house.stranger)];
    const replies = await Promise.all(Array.from({ length: 60 }, () => loud.get("/v1/contracts?limit=1")));
    const refused = replies.filter((r) => r.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]?.body).toMatchObject({ code: "RATE_LIMITED", retryable: true });
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await quiet.get("/v1/contracts?limit=1")).status).toBe(200);
  });

  test("wrong credentials are counted by the address they come from", async () => {
    const thief = clientOf(house.api, { apiKey: "shk_guess" });
    const replies = await Promise.all(Array.from({ length: 12 }, () => thief.get("/v1/contracts")));
    const statuses = replies.map((r) => r.status).toSorted((a, b) => a - b);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});
