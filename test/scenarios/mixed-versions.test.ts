import { connect, disconnect } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { defineHandler, defineJob, type Handler, openQueueStore, startWorker } from "@saihan/queues";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** Older and newer programs side by side on one database and one queue (reliability R-26). */
describe.skipIf(missingStore)("mixed versions", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  const write = async (name: string, payload: object) => {
    const [row] = await house.database.sql`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      values (${house.partner.contractId}, 'users', ${name}, ${house.database.sql.json(payload as never)}, now(), now()) returning id`;
    return Number(row?.id);
  };
  const stateOf = async (id: number) =>
    (
      await house.database.sql`
        select attempt, faults, last_error, done_at is not null as done, quarantined_at is not null as aside from outbox where id = ${id}`
    )[0];

  test("older workers give work back that only newer ones know; a newer one does it", async () => {
    const id = await write("polish-user", { userId: "ecid1000000001", shine: 3 });
    await expect.poll(async () => (await stateOf(id))?.lastError).toBe("WORK_UNKNOWN_HERE");
    expect(await stateOf(id)).toMatchObject({ attempt: 1, faults: 1, done: false, aside: false });
    // Other work goes on meanwhile.
    const client = clientOf(house.api, house.partner);
    expect((await client.ended(await client.post("/v1/contracts", someContract()))).state).toBe("succeeded");

    const { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl, QUEUE_PREFIX: prefix } = house.userConfig;
    const store = openQueueStore({ redisUrl, databaseUrl, prefix }, silentLog);
    const db = connect({ url: databaseUrl, applicationName: "newer", max: 2 });
    const job = defineJob({
      queue: "users",
      name: "polish-user",
      payload: z.strictObject({ userId: z.string(), shine: z.number() }),
    });
    const handler = defineHandler({
      load: () => [],
      handle: async (_ctx: unknown, _payload: { userId: string; shine: number }, attempt) => attempt.complete(() => []),
    });
    await house.restart.users.stop();
    const newer = startWorker({
      ...{ db, store, log: silentLog, now: house.clock.now, queue: "users", ctx: {}, jobs: [job] },
      handlers: { "polish-user": handler as Handler<unknown, never> },
    });
    // It rests for a while: here it is handed over again at once.
    await house.database
      .sql`update outbox set sent_at = null, generation = generation + 1, available_at = now() where id = ${id}`;
    await expect.poll(async () => (await stateOf(id))?.done).toBe(true);
    await newer.close();
    await store.close();
    await disconnect(db);
    await house.restart.users.start();
  });

  test("what nobody knows is set aside in the end, and work of a known kind with a payload that is not", async () => {
    const ids = [await write("polish-user", { x: 1 }), await write("create-user", { orderId: "no id of an order" })];
    for (const id of ids) {
      await expect.poll(async () => (await stateOf(id))?.attempt).toBe(1);
      await house.database.sql`
        update outbox set attempt = 19, faults = 19, sent_at = null, generation = generation + 1, available_at = now() where id = ${id}`;
      await expect.poll(async () => (await stateOf(id))?.aside).toBe(true);
      expect((await stateOf(id))?.lastError).toMatch(/^no handler for \S+ with such a payload$/);
    }
  });

  test("a column that an older program does not know of is left alone by it", async () => {
    await house.database.sql`alter table orders add column newer text default 'x'`;
    await house.database.sql`alter table outbox add column newer text default 'x'`;
    const client = clientOf(house.api, house.partner);
    expect((await client.ended(await client.post("/v1/contracts", someContract()))).state).toBe("succeeded");
    await house.settle();
  });
});
