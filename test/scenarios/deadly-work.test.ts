import type { ChildProcess } from "node:child_process";
import { sendAgain, single } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { lookAtJob, openQueueStore } from "@saihan/queues";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { startStruckWorker } from "../support/strike.ts";

const crashLimit = 5;

/** Work on which its process dies again and again (reliability D11, D12; ). */
describe.skipIf(missingStore)("work that kills", () => {
  let house: House;
  let worker: ChildProcess | undefined;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    worker?.removeAllListeners("exit");
    worker?.kill("SIGKILL");
    await house?.close();
  });

  test(`is set aside after ${crashLimit} deaths, never by the queue; the others are done; handed over again, it is done too`, async () => {
    const client = clientOf(house.api, house.partner);
    await house.restart.users.stop();
    const place = (name: string) =>
      client.post(`/v1/contracts/${house.partner.contractId}/users`, {
        loginId: `${name}@d.example`,
        mailAddress: `${name}@d.example`,
      });
    const deadly = await place("deadly");
    const others = [await place("one"), await place("two"), await place("three")];
    const orderId = deadly.body.order.id;
    let deaths = 0;
    const live = () => {
      worker = startStruckWorker(house, { orderId, at: "begun", with: "SIGKILL", crashLimit });
      worker.once("exit", () => {
        deaths++;
        live();
      });
    };
    live();
    const workOf = async () =>
      (
        await house.database.sql<
          { partnerId: string; id: string; generation: number; attempt: number; lastError: string | null; aside: boolean }[]
        >`
          select partner_id, id, generation, attempt, last_error, quarantined_at is not null as aside from outbox
           where order_id = ${orderId} and name = 'create-user'`
      )[0];
    await expect.poll(async () => (await workOf())?.aside, { timeout: 90_000, interval: 200 }).toBe(true);
    expect(deaths).toBe(crashLimit);
    expect(await workOf()).toMatchObject({ attempt: crashLimit + 1, lastError: "its process died too often" });
    const ended = await Promise.all(others.map((o) => client.ended(o)));
    expect(ended.map(({ state }) => state)).toEqual(["succeeded", "succeeded", "succeeded"]);
    worker?.removeAllListeners("exit");
    worker?.kill("SIGKILL");
    // The queue has not given it up: it counts no deaths.
    const work = await workOf();
    const { DATABASE_URL, REDIS_URL, QUEUE_PREFIX } = house.userConfig;
    const store = openQueueStore({ redisUrl: REDIS_URL, databaseUrl: DATABASE_URL, prefix: QUEUE_PREFIX }, silentLog);
    const job = await lookAtJob(store, { id: Number(work?.id), generation: work?.generation ?? 0, queue: "users" });
    await store.close();
    expect(job.state).not.toBe("failed");
    expect((await client.get(`/v1/orders/${orderId}`)).body.state).toBe("executing");

    await house.restart.users.start();
    const id = { partnerId: work?.partnerId as string, id: Number(work?.id) };
    await single(house.db, { service: "test" }, (tx) => sendAgain(tx, id, house.clock.now()));
    expect((await client.ended(deadly)).state).toBe("succeeded");
    await house.settle();
  });
});
