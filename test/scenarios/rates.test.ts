import { waitFor } from "@saihan/launch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
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

describe.skipIf(missingStore)("more at once than a process can do", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ requestsAtOnce: 4 });
  });
  afterAll(() => house?.close());

  test("is refused at once and says when to come again; who only waits for news takes no place", async () => {
    const client = clientOf(house.api, house.partner);
    const { body } = await client.post("/v1/contracts", someContract(), { "Idempotency-Key": "waited for" });
    await house.settle();
    const { latest } = (await client.get("/v1/events?limit=1")).body as { latest: number };
    const gone = new AbortController();
    const waiting = Array.from({ length: 8 }, () =>
      fetch(`${house.api}/v1/events?after=${latest}&wait=60`, {
        headers: { authorization: `Bearer ${house.partner.apiKey}` },
        signal: gone.signal,
      }).catch(() => undefined),
    );
    await waitFor("all who wait to wait", 10_000, async () =>
      (await client.get("/v1/contracts?limit=1")).status === 200 ? true : undefined,
    );
    const replies = await Promise.all(Array.from({ length: 60 }, () => client.get("/v1/contracts?limit=1")));
    const refused = replies.filter((r) => r.status === 503);
    expect(new Set(replies.map((r) => r.status))).toEqual(new Set([200, 503]));
    expect(refused[0]?.body).toMatchObject({ code: "OVERLOADED", retryable: true, turn: "operations" });
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await client.get("/v1/contracts?limit=1")).status).toBe(200);
    expect(body).toMatchObject({ order: { kind: "contract.create" } });
    gone.abort();
    await Promise.all(waiting);
  });
});
