import { connect, disconnect } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { openPlatform } from "@saihan/platform";
import { type Handler, jobs, openQueueStore, type QueueStore, startWorker } from "@saihan/queues";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handleCreateUser } from "../../services/user-worker/src/handlers/create-user.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** A worker that has stopped taking jobs without a word, as libraries did after an outage (reliability D14). */
describe.skipIf(missingStore)("a worker that stands still", () => {
  let house: House;
  let store: QueueStore;
  beforeAll(async () => {
    house = await openHouse();
    await house.restart.users.stop();
    const { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl, QUEUE_PREFIX: prefix } = house.userConfig;
    store = openQueueStore({ redisUrl, databaseUrl, prefix }, silentLog);
  });
  afterAll(async () => {
    await store?.close();
    await house?.close();
  });

  /** A user worker of which the first `deaf` workers that it makes take nothing. */
  function startDeaf(deaf: number, giveUp: () => void) {
    const db = connect({ url: house.userConfig.DATABASE_URL, applicationName: "stands", max: 2 });
    let made = 0;
    const watched: QueueStore = {
      ...store,
      worker: (...args) => {
        const worker = store.worker(...args);
        if (made++ < deaf) void worker.pause(true);
        return worker;
      },
    };
    const worker = startWorker({
      ...{ db, store: watched, log: silentLog, now: house.clock.now, queue: "users", giveUp },
      ctx: { db, platform: openPlatform(house.userConfig, () => {}), now: house.clock.now },
      jobs: [jobs.createUser],
      handlers: { "create-user": handleCreateUser as Handler<unknown, never> },
      stuckMs: 1_200,
    });
    return {
      made: () => made,
      close: async () => {
        await worker.close();
        await disconnect(db);
      },
    };
  }
  const place = (name: string) =>
    clientOf(house.api, house.partner).post(`/v1/contracts/${house.partner.contractId}/users`, {
      ...{ loginId: `${name}@stands.example`, mailAddress: `${name}@stands.example` },
    });

  test("is made anew, and goes on", async () => {
    let gaveUp = 0;
    const worker = startDeaf(1, () => gaveUp++);
    const order = await clientOf(house.api, house.partner).ended(await place("anew"));
    expect([order.state, worker.made(), gaveUp]).toEqual(["succeeded", 2, 0]);
    await worker.close();
    await house.settle();
  });

  test("that stands still when it was made anew ends its process; idle, it does not", async () => {
    let gaveUp = 0;
    const worker = startDeaf(99, () => gaveUp++);
    // Nothing waits: nothing is wrong.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect([worker.made(), gaveUp]).toEqual([1, 0]);
    const accepted = await place("ends");
    await expect.poll(() => gaveUp).toBeGreaterThan(0);
    expect(worker.made()).toBe(2);
    await worker.close();
    await house.restart.users.start();
    expect((await clientOf(house.api, house.partner).ended(accepted)).state).toBe("succeeded");
    await house.settle();
  });
});
