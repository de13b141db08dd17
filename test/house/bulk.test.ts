import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { throwAwayFolder, waitFor } from "@saihan/launch";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalHouse, type RunningHouse } from "../../scripts/house.ts";
import { clientOf } from "../support/client.ts";

/**
 * Contracts in bulk, three of a hundred rows bad, while processes are killed. `BULK_ROWS=10000 npx vitest run --project house
 * test/house/bulk.test.ts` is the long form, the same code.
 */
const rows = Number(process.env.BULK_ROWS ?? 400);
const bad = Math.floor((rows * 3) / 100);
const patienceMs = 60_000 + rows * 100;

describe(`${rows} contracts in bulk, with kill -9 in between`, () => {
  const folder = throwAwayFolder("bulk");
  let house: RunningHouse;
  let sql: postgres.Sql;
  beforeAll(async () => {
    house = await openLocalHouse({
      ...{ stateFolder: folder, portBase: 0, tell: () => {}, say: () => {} },
      env: { RATE_LIMIT: "100000", WORKER_LOCK_MS: "5000", RETRY_DELAY_MS: "200", RECONCILE_AFTER_MS: "8000", LOG_LEVEL: "warn" },
    });
    sql = postgres(house.started.database, { max: 1 });
  });
  afterAll(async () => {
    await sql?.end();
    await house?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const number = (n: number) => `BULK${String(n).padStart(6, "0")}`;
  /** Every third bad row lacks a login id, has an address that is none, or takes the login id of another. */
  const row = (n: number) => {
    const good = {
      customerNumber: number(n),
      customerName: `一括商事${n}`,
      loginId: `b${n}@bulk.example`,
      mailAddress: `b${n}@bulk.example`,
      notify: false,
    };
    if (n % 100 >= 3) return good;
    const { loginId: _, ...without } = good;
    return [without, { ...good, mailAddress: "not an address" }, { ...good, loginId: "b99@bulk.example" }][n % 3];
  };

  async function kill(name: string): Promise<void> {
    const pid = await waitFor(`${name} runs`, 60_000, async () => {
      try {
        const found = Number(readFileSync(join(folder, "run", `${name}.pid`), "utf8"));
        process.kill(found, 0);
        return found;
      } catch {
        return undefined;
      }
    });
    process.kill(pid, "SIGKILL");
  }

  test(`${rows - bad} contracts, ${bad} refused with reasons, nothing twice`, { timeout: patienceMs + 60_000 }, async () => {
    const [partner] = house.started.partners;
    const client = clientOf(house.started.api, partner);
    const again = async <T>(ask: () => Promise<T>): Promise<T> => {
      for (const until = performance.now() + 60_000; ; await pause(100)) {
        try {
          return await ask();
        } catch (error) {
          if (performance.now() > until) throw error;
        }
      }
    };
    const file = Array.from({ length: rows }, (_, n) => JSON.stringify(row(n))).join("\n");
    const key = { "content-type": "application/x-ndjson", "idempotency-key": "the-file" };
    const planned = await client.post("/v1/bulks", file, key);
    expect([planned.status, planned.body.plan]).toEqual([201, { create: rows - bad, change: 0, unchanged: 0, refused: bad }]);
    const path = `/v1/bulks/${planned.body.id}`;
    const apply = () => client.post(`${path}/apply`, {}, { "idempotency-key": "apply-it" });
    // The API dies when it is asked, and is asked again with the same key.
    const asked = apply().catch(() => undefined);
    await kill("intake-api");
    await asked;
    expect((await again(apply)).status).toBe(202);
    const made = async () =>
      Number((await sql`select count(*) as n from contracts where customer_number like 'BULK%' and state = 'active'`)[0]?.n);
    const placed = async () => Number((await sql`select count(*) as n from contracts where customer_number like 'BULK%'`)[0]?.n);
    const reached = (share: number, of: () => Promise<number>) =>
      waitFor(`${share} of the rows`, patienceMs, async () => ((await of()) >= rows * share ? true : undefined), 20);
    // While orders are placed, and while they are carried out.
    for (const share of [0.2, 0.6]) {
      await reached(share, placed);
      await kill("provisioning-worker");
    }
    for (const share of [0.1, 0.3, 0.5, 0.7]) {
      await reached(share, made);
      for (const name of ["provisioning-worker", "intake-api", "outbox-relay"]) await kill(name);
    }
    await reached(1 - bad / rows, made);
    const { body } = await again(async () => {
      const reply = await client.get(path);
      if (reply.body.state !== "applied" || reply.body.progress.underWay > 0) throw new Error("not over yet");
      return reply;
    });
    expect(body.progress).toMatchObject({ underWay: 0 });
    const lines = (await client.get(`${path}/result`, { accept: "application/x-ndjson" })).text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const refused = lines.filter((line) => line.problem !== null);
    expect([lines.length, refused.length]).toEqual([rows, bad]);
    const codes = new Set<string>(refused.map((line) => line.problem.code));
    expect([...codes].toSorted()).toEqual(["BULK_ROW_INCOMPLETE", "BULK_ROW_INVALID", "BULK_ROW_REPEATED"]);
    const [books] = await sql`
      select count(*)::int as contracts, count(distinct customer_number)::int as numbers, count(distinct platform_id)::int as domains,
             count(*) filter (where state = 'active')::int as active
        from contracts where customer_number like 'BULK%'`;
    const good = rows - bad;
    expect({ ...books }).toEqual({ contracts: good, numbers: good, domains: good, active: good });
    const [orders] = await sql`
      select count(*)::int as orders, count(*) filter (where o.state = 'succeeded')::int as succeeded
        from orders o join contracts c on c.partner_id = o.partner_id and c.id = o.contract_id where c.customer_number like 'BULK%'`;
    expect({ ...orders }).toEqual({ orders: good, succeeded: good });
    const ids = new Set((await sql`select id from contracts where customer_number like 'BULK%'`).map((one) => one.id));
    const answer = await fetch(`${house.started.platform}/objects`);
    const { objects } = (await answer.json()) as { objects: { kind: string; name: string; deleted: boolean }[] };
    expect(objects.filter((o) => o.kind === "domain" && !o.deleted && ids.has(o.name)).length).toBe(good);
  });
});
