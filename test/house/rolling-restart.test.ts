import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, throwAwayFolder, waitFor } from "@saihan/launch";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalHouse, type RunningHouse } from "../../scripts/house.ts";
import { someContract } from "../support/client.ts";

/**
 * Every process is asked to stop in turn, and started again, while orders run (reliability R-23). `ROLLS=50 npx vitest run --project house
 * test/house/rolling-restart.test.ts` is the long form, the same code.
 */
const rolls = Number(process.env.ROLLS ?? 1);

describe(`${rolls} rolling restarts under load`, () => {
  const folder = throwAwayFolder("rolling");
  let house: RunningHouse;
  let sql: postgres.Sql;
  let apis: string[];
  beforeAll(async () => {
    house = await openLocalHouse({
      ...{ stateFolder: folder, portBase: 0, tell: () => {}, say: () => {} },
      env: { RATE_LIMIT: "100000", LOG_LEVEL: "warn" },
    });
    const port = await freePort();
    const second = `http://127.0.0.1:${port}`;
    await house.supervisor.start({
      name: "intake-api-2",
      main: fileURLToPath(new URL("../../services/intake-api/src/main.ts", import.meta.url)),
      env: {
        ...{ DATABASE_URL: house.databaseAs("saihan_api"), PORT: String(port), RATE_LIMIT: "100000", LOG_LEVEL: "warn" },
        MASTER_KEY: readFileSync(join(folder, "master-key"), "utf8").trim(),
      },
      health: `${second}/healthz`,
    });
    apis = [house.started.api, second];
    sql = postgres(house.started.database, { max: 1 });
  });
  afterAll(async () => {
    await sql?.end();
    await house?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const pidOf = (name: string) => house.supervisor.list().find((s) => s.name === name)?.pid;

  /** Asks a process to stop, and waits until its successor answers. @returns milliseconds until it had ended */
  async function restart(name: string, health: string): Promise<number> {
    const before = pidOf(name) as number;
    const began = performance.now();
    process.kill(before, "SIGTERM");
    const took = await waitFor(`the end of ${name}`, 20_000, async () => {
      try {
        process.kill(before, 0);
        return undefined;
      } catch {
        return performance.now() - began;
      }
    });
    await waitFor(`the new ${name}`, 30_000, async () => {
      const pid = pidOf(name);
      if (pid === undefined || pid === before) return undefined;
      return (await fetch(health).catch(() => undefined))?.ok ? true : undefined;
    });
    return took;
  }

  test("no request fails that is sent once more, every order is done at its first attempt, every process ends in time", {
    timeout: 60_000 + rolls * 90_000,
  }, async () => {
    const [partner] = house.started.partners as { apiKey: string }[];
    const asked = { orders: 0, again: 0, failed: [] as string[] };
    let running = true;
    /** A partner's system behind a balancer: what one API does not answer goes to the other once more, under the same key. */
    const client = async (n: number) => {
      for (let i = 0; running; i++) {
        const key = `rolling ${n} ${i}`;
        const body = JSON.stringify(someContract());
        let last = "";
        for (let tries = 0; tries < 2; tries++) {
          const headers = {
            ...{ authorization: `Bearer ${partner?.apiKey}`, "content-type": "application/json", "idempotency-key": key },
          };
          try {
            const answer = await fetch(`${apis[(n + i + tries) % 2]}/v1/contracts`, { method: "POST", headers, body });
            last = `${answer.status} ${await answer.text()}`;
            if (answer.status === 202) break;
          } catch (error) {
            last = String(error);
          }
          asked.again++;
        }
        asked.orders++;
        if (!last.startsWith("202")) asked.failed.push(last);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const clients = [0, 1, 2, 3].map(client);
    const healthOf = (port: number) => `http://127.0.0.1:${port}/healthz`;
    const { health } = house.ports;
    const processes: [name: string, health: string][] = [
      ["intake-api", `${apis[0]}/readyz`],
      ["outbox-relay", healthOf(health.relay)],
      ["provisioning-worker", healthOf(health.provisioning)],
      ["notification-worker", healthOf(health.notifications)],
      ["user-worker", healthOf(health.users)],
      ["intake-api-2", `${apis[1]}/readyz`],
    ];
    const ends: [name: string, ms: number][] = [];
    for (let roll = 0; roll < rolls; roll++) for (const [name, at] of processes) ends.push([name, await restart(name, at)]);
    running = false;
    await Promise.all(clients);
    expect(asked.failed).toEqual([]);
    expect(asked.orders).toBeGreaterThan(20 * rolls);
    expect(ends.filter(([, ms]) => ms > 10_000)).toEqual([]);
    await waitFor("every order to end", 60_000, async () => {
      const [row] = await sql`select count(*)::int as open from outbox where done_at is null`;
      return row?.open === 0 ? true : undefined;
    });
    const [row] = await sql`
      select (select count(*)::int from orders where kind = 'contract.create' and state = 'succeeded' and accepted_at > now() - interval '1 hour') as done,
             (select count(*)::int from outbox where attempt - faults > 1) as stalled`;
    expect(row?.done).toBeGreaterThanOrEqual(asked.orders);
    expect(row?.stalled).toBe(0);
  });
});
