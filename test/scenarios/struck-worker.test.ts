import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { points, startStruckWorker } from "../support/strike.ts";

/** A worker that is killed, or frozen for longer than it may hold its job, at every point of its work (reliability ). */
describe.skipIf(missingStore)("a worker that is struck", () => {
  let house: House;
  let worker: ChildProcess | undefined;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    worker?.kill("SIGKILL");
    await house?.close();
  });

  const place = (name: string) =>
    clientOf(house.api, house.partner).post(`/v1/contracts/${house.partner.contractId}/users`, {
      ...{ loginId: `${name}@struck.example`, mailAddress: `${name}@struck.example` },
    });
  /** The order's one effect, in the books, on the platform and in the mail. */
  async function onlyOneEffect(accepted: Awaited<ReturnType<typeof place>>) {
    const { order, user } = accepted.body;
    await house.settle();
    const history = await house.database.sql`select to_state from order_transitions where order_id = ${order.id} order by seq`;
    expect(history.map(({ toState }) => toState)).toEqual(["received", "executing", "succeeded"]);
    const acted = (await house.platformJournal()).filter((e) => e.clientToken === order.id && e.outcome === "acted");
    expect(acted).toHaveLength(1);
    expect((await house.platformObjects()).filter(({ name }) => name === user.id)).toHaveLength(1);
    expect(await house.database.sql`select from mails where order_id = ${order.id}`).toHaveLength(1);
    expect((await house.mails()).filter((m) => m.recipients.includes(user.mailAddress))).toHaveLength(1);
  }

  test.each(points)("killed %s: another takes over, and it acts once (R-02)", async (at) => {
    await house.restart.users.stop();
    const accepted = await place(`killed-${at}`);
    const struck = startStruckWorker(house, { orderId: accepted.body.order.id, at, with: "SIGKILL" });
    worker = struck;
    const signal = await new Promise((resolve) => struck.once("exit", (_, given) => resolve(given)));
    expect(signal).toBe("SIGKILL");
    const began = performance.now();
    await house.restart.users.start();
    expect((await clientOf(house.api, house.partner).ended(accepted)).state).toBe("succeeded");
    expect(performance.now() - began).toBeLessThan(20_000);
    await onlyOneEffect(accepted);
  });

  test.each(["before-act", "before-commit"] as const)(
    "frozen %s until another has done it, it wakes up and writes nothing (R-04)",
    async (at) => {
      await house.restart.users.stop();
      const accepted = await place(`frozen-${at}`);
      const struck = startStruckWorker(house, { orderId: accepted.body.order.id, at, with: "SIGSTOP" });
      worker = struck;
      const state = () => /\) (\S)/.exec(readFileSync(`/proc/${struck.pid}/stat`, "utf8"))?.[1];
      await expect.poll(state).toBe("T");
      await house.restart.users.start();
      expect((await clientOf(house.api, house.partner).ended(accepted)).state).toBe("succeeded");
      struck.kill("SIGCONT");
      // Awake again it goes on with what it had begun, and then takes other work.
      await house.restart.users.stop();
      const next = await place(`after-${at}`);
      expect((await clientOf(house.api, house.partner).ended(next)).state).toBe("succeeded");
      struck.kill("SIGKILL");
      await house.restart.users.start();
      await onlyOneEffect(accepted);
      await onlyOneEffect(next);
    },
  );
});
