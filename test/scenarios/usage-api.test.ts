import { makeApiKey } from "@saihan/auth";
import { insertProviderKey, revokeProviderKey, single } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addContracts, addPrices, addResources } from "../support/billing.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const [partner, child] = ["econ4000000001", "econ4000000002"];
const scope = { service: "test" };

describe.skipIf(missingStore)("usage over the API", () => {
  let house: House;
  const key = makeApiKey();
  beforeAll(async () => {
    house = await openHouse();
    house.clock.advance(Date.parse("2026-05-02T00:00:00Z") - house.clock.now().getTime());
    await addPrices(house.db);
    await addContracts(
      house.database.sql,
      partner,
      [partner, child].map((id) => ({ id, startedAt: "2026-04-01T00:00:00Z" })),
    );
    await addResources(house.db, partner, [
      { contractId: child, resourceId: "vm", menu: "Virtual server", plan: "1vCPU-4GB", from: "2026-04-01T00:00:00Z" },
    ]);
    await single(house.db, scope, (tx) =>
      insertProviderKey(tx, {
        id: key.id,
        name: "metering",
        source: "/meter",
        secretHash: key.secretHash,
        at: house.clock.now(),
      }),
    );
  });
  afterAll(() => house?.close());

  const event = (hour: number, more: object = {}) => ({
    ...{ specversion: "1.0", id: `e${hour}`, source: "/meter", type: "saihan.usage.interval.v1", subject: "vm" },
    data: {
      ...{ contractId: child, menu: "Virtual server", plan: "1vCPU-4GB", component: "minute" },
      from: new Date(Date.parse("2026-04-01T00:00:00Z") + hour * 3_600_000).toISOString(),
      to: new Date(Date.parse("2026-04-01T00:00:00Z") + (hour + 1) * 3_600_000).toISOString(),
    },
    ...more,
  });
  const send = async (type: string, body: string | ReadableStream, token = key.key) => {
    const answer = await fetch(`${house.api}/v1/usage`, {
      ...{ method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": type }, body, duplex: "half" },
    } as RequestInit);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test("one event, a batch, and a stream; what was sent before counts once", async () => {
    expect(await send("application/cloudevents+json", JSON.stringify(event(0)))).toEqual({
      status: 200,
      body: { taken: 1, repeated: 0, late: 0, parked: 0 },
    });
    const batch = [event(0), event(1), { ...event(2), source: "/another" }];
    expect((await send("application/cloudevents-batch+json", JSON.stringify(batch))).body).toEqual({
      taken: 1,
      repeated: 1,
      late: 0,
      parked: 1,
    });
    const lines = Array.from({ length: 700 }, (_, hour) => JSON.stringify(event(hour)));
    expect((await send("application/x-ndjson", `${lines.join("\n")}\n{"half an`)).body).toEqual({
      taken: 698,
      repeated: 2,
      late: 0,
      parked: 1,
    });
  });

  test("partners' keys, revoked keys and unknown types are refused", async () => {
    expect(await send("application/x-ndjson", "{}", house.partner.apiKey)).toMatchObject({
      status: 401,
      body: { code: "UNAUTHENTICATED" },
    });
    expect(await send("application/json", "{}")).toMatchObject({ status: 415 });
    expect(await send("application/cloudevents+json", "{")).toMatchObject({ status: 400, body: { code: "MALFORMED_JSON" } });
    expect(await send("application/cloudevents-batch+json", `["${"x".repeat(5_000_000)}"]`)).toMatchObject({ status: 413 });
    await single(house.db, scope, (tx) => revokeProviderKey(tx, key.id, house.clock.now()));
    expect(await send("application/x-ndjson", "{}")).toMatchObject({ status: 401 });
  });
});
