import { scrape } from "@saihan/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("what the processes measure", () => {
  let house: House;
  let text: string;
  beforeAll(async () => {
    house = await openHouse();
    const client = clientOf(house.api, house.partner);
    await client.ended(await client.post("/v1/contracts", someContract({ customerName: "計測商事株式会社" })));
    await house.settle();
    await house.restart.provisioning.stop();
    await client.post("/v1/contracts", someContract());
    house.clock.advance(90_000);
    text = (await scrape()).text;
    await house.restart.provisioning.start();
  });
  afterAll(() => house?.close());

  const value = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);

  test("an order that ended, its attempts, its mail, its request", () => {
    expect(value(/^saihan_order_seconds_count\{.*kind="contract.create",state="succeeded".*\} (\d+)/m)).toBeGreaterThan(0);
    expect(
      value(/^saihan_attempt_seconds_count\{.*queue="provisioning",job="create-contract",outcome="done".*\} (\d+)/m),
    ).toBeGreaterThan(0);
    expect(value(/^saihan_mails_total\{.*outcome="sent".*\} (\d+)/m)).toBeGreaterThan(0);
    expect(
      value(/^saihan_http_request_seconds_count\{.*method="POST",route="\/v1\/contracts",status="2xx".*\} (\d+)/m),
    ).toBeGreaterThan(0);
    expect(value(/^saihan_database_connections\{.*pool="intake-api",what="most".*\} (\d+)/m)).toBe(12);
  });

  test("an order that waits: how many, and for how long, by the clock of the house", () => {
    expect(value(/^saihan_orders_open\{.*kind="contract.create",state="received".*\} (\d+)/m)).toBe(1);
    expect(
      value(/^saihan_orders_oldest_seconds\{.*kind="contract.create",state="received".*\} ([\d.]+)/m),
    ).toBeGreaterThanOrEqual(90);
    expect(value(/^saihan_work_items\{.*queue="provisioning",state="(?:unsent|under_way)".*\} (\d+)/m)).toBe(1);
    expect(value(/^saihan_orders_overdue(?:\{.*\})? (\d+)/m)).toBe(0);
    expect(text).toMatch(/^saihan_queue_jobs\{.*queue="provisioning",state="waiting".*\} \d+/m);
  });

  test("no label names a partner, a contract, a person or an order", () => {
    expect(text).not.toMatch(/econ\d{10}|ecid\d{10}|@|計測|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
