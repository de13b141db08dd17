import { rmSync } from "node:fs";
import { throwAwayFolder } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { scrape } from "@saihan/metrics";
import type { Running } from "@saihan/runtime";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documented } from "../../services/intake-api/src/app.ts";
import { startIntake } from "../../services/intake-api/src/start.ts";
import { missing, pathOf } from "../support/authorisation.ts";
import { clientOf, someContract } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { operationsOf } from "../support/openapi-requests.ts";
import { codeAt } from "../support/people.ts";
import { type PostgresPair, startPair } from "../support/postgres-pair.ts";
import { type NetworkProxy, proxyTo } from "../support/proxy.ts";
import { withDatabase } from "../support/servers.ts";

type Outcome = "replica" | "behind" | "away" | "conflict" | "unfit";

/** Lists and reports come from a standby, and nobody can tell. */
describe.skipIf(missingStore)("a replica for lists and reports", () => {
  let pair: PostgresPair;
  let network: NetworkProxy;
  let house: House;
  /** The standby's database, past every rule: the administrator. */
  let standby: postgres.Sql;
  const others: Running[] = [];
  const folder = throwAwayFolder("replica");
  beforeAll(async () => {
    pair = await startPair(folder);
    network = await proxyTo(pair.standbyUrl());
    house = await openHouse({ serverUrl: pair.url, replicaUrl: network.url });
    standby = postgres(withDatabase(pair.standbyUrl(), new URL(house.database.url).pathname.slice(1)), { max: 1 });
  });
  afterAll(async () => {
    await Promise.all(others.map((one) => one.close()));
    await standby?.end({ timeout: 1 });
    await house?.close();
    await network?.close();
    await pair?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Another API process of the house. */
  const another = async (replicaUrl: string | undefined, lagLimitMs = 10_000, said: unknown[][] = []) => {
    const warn = (...line: unknown[]) => void said.push(line);
    const { intakeConfig, clock } = house;
    const config = { ...intakeConfig, DATABASE_REPLICA_URL: replicaUrl, DATABASE_REPLICA_LAG_MS: lagLimitMs };
    const started = await startIntake(config, { ...silentLog, warn }, { now: clock.now });
    others.push(started);
    return `http://127.0.0.1:${started.port}`;
  };
  const tryUntil = async (what: string, ask: () => Promise<boolean>) => {
    const until = performance.now() + 20_000;
    while (!(await ask())) {
      if (performance.now() > until) throw new Error(`waited in vain: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const pause = () => standby`select pg_wal_replay_pause()`;
  const resume = () => standby`select pg_wal_replay_resume()`;

  /** A child contract with a little in it. */
  const furnish = async () => {
    const owner = clientOf(house.api, house.partner);
    const made = await owner.post("/v1/contracts", someContract());
    const contractId = made.body.contract.id as string;
    await owner.ended(made);
    await owner.ended(await owner.post(`/v1/contracts/${contractId}/tenants`, { name: "t1", region: "jp1" }));
    const bulk = await owner.post("/v1/bulks", JSON.stringify({ customerName: "まとめて" }), {
      "content-type": "application/x-ndjson",
    });
    await owner.post("/v1/tickets", { contractId, category: "service", type: "other", subject: "問い合わせ", text: "本文" });
    const webhook = await owner.post("/v1/webhooks", { contractId, url: "https://receiver.example/hook", enabled: false });
    await house.settle();
    return { ...missing, contract: contractId, bulk: bulk.body.id as string, webhook: webhook.body.id as string };
  };
  const operator = async (): Promise<Partner> => {
    const { loginId, password, totpSecret } = await addOperator(house);
    const code = codeAt(house, totpSecret);
    const { body } = await clientOf(house.api, undefined).post("/v1/operator/sign-in", { loginId, password, code });
    return { name: "operator", contractId: "", apiKey: body.token, named: house.partner.contractId };
  };

  test("what says that it may go there is answered by it, in the words of the primary, to every caller", async () => {
    const ids = await furnish();
    const withoutReplica = await another(undefined);
    const month = house.clock.now().toISOString().slice(0, 7);
    const callers = [
      house.partner,
      await house.addUser(house.partner, { type: "administrator", contractId: ids.contract }),
      house.stranger,
      await house.addPartner("代理店", "agency"),
      await operator(),
    ];
    const declared = new Set(documented.filter(({ reads }) => reads === "replica").map(({ id }) => id));
    const operations = operationsOf(await (await fetch(`${house.api}/openapi.json`)).json());
    const before = await outcomes();
    const [carried, wrong]: [Set<string>, unknown[]] = [new Set(), []];
    for (const op of operations.filter(({ id }) => declared.has(id))) {
      const path = pathOf({ ...op, path: op.path.replace("{month}", month) }, ids);
      for (const caller of callers) {
        // What is sealed, or was refused to somebody, between two questions makes them differ once, not again and again.
        for (let tries = 1; ; tries++) {
          const { replica } = carried.has(op.id) ? before : await outcomes();
          const reply = await clientOf(house.api, caller).get(path);
          if (!carried.has(op.id) && (await outcomes()).replica > replica) carried.add(op.id);
          const known = await clientOf(withoutReplica, caller).get(path);
          const same = reply.status === known.status && (reply.status !== 200 || reply.text === known.text);
          if (same && (reply.status !== 200 || carried.has(op.id))) break;
          if (tries === 10) {
            wrong.push([op.id, caller.name, path, carried.has(op.id), reply.text.slice(0, 300), known.text.slice(0, 300)]);
            break;
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([...declared].filter((id) => !carried.has(id))).toEqual([]);
    const after = await outcomes();
    expect([after.unfit - before.unfit, after.away - before.away]).toEqual([0, 0]);
    // The standby says the same of itself, a second or two later.
    await tryUntil("its tables have been read", async () => {
      await clientOf(house.api, house.partner).get("/v1/contracts");
      const [row] = await standby<{ scans: number }[]>`
        select (seq_scan + idx_scan)::int as scans from pg_stat_user_tables where relname = 'contracts'`;
      return (row?.scans ?? 0) > 0;
    });
  });

  test("what was accepted is seen at once, through every process, although the replica stands still", async () => {
    const api = await another(house.intakeConfig.DATABASE_REPLICA_URL);
    const here = clientOf(house.api, house.partner);
    const there = clientOf(api, house.partner);
    await pause();
    try {
      const made = await here.post("/v1/contracts", someContract());
      const id = made.body.contract.id as string;
      const before = await outcomes();
      for (const client of [here, there]) {
        expect((await client.get("/v1/contracts")).body.contracts.map((c: { id: string }) => c.id)).toContain(id);
        expect((await client.get("/v1/orders")).body.orders.map((o: { id: string }) => o.id)).toContain(made.body.order.id);
      }
      expect(await standby`select from contracts where id = ${id}`).toHaveLength(0);
      expect((await outcomes()).replica).toBe(before.replica);
    } finally {
      await resume();
    }
    await house.settle();
    const { replica } = await outcomes();
    await tryUntil("the replica answers again", async () => {
      expect((await here.get("/v1/contracts")).status).toBe(200);
      return (await outcomes()).replica > replica;
    });
  });

  test("a replica that is too far behind is not asked until it has caught up", async () => {
    const said: unknown[][] = [];
    const api = await another(house.intakeConfig.DATABASE_REPLICA_URL, 700, said);
    const client = clientOf(api, house.partner);
    await pause();
    try {
      await client.post("/v1/contracts", someContract());
      await tryUntil("it is laid aside", async () => said.length > 0);
      expect(said[0]).toEqual(["the replica is not asked", { cause: "it is too far behind" }]);
      expect((await client.get("/v1/contracts")).status).toBe(200);
      expect(await figure('saihan_replica_asked{pool="intake-api-replica"}')).toBe(0);
      expect(await figure('saihan_replica_lag_seconds{pool="intake-api-replica"}')).toBeGreaterThan(0.6);
    } finally {
      await resume();
    }
    await tryUntil("it is asked again", async () => (await figure('saihan_replica_asked{pool="intake-api-replica"}')) === 1);
    await house.settle();
  });

  test("a replica that is away or silent: the primary answers", async () => {
    const client = clientOf(house.api, house.partner);
    const look = async () => {
      const reply = await client.get("/v1/contracts?count=true");
      expect([reply.status, reply.body.count]).toEqual([200, count]);
    };
    const count = (await client.get("/v1/contracts?count=true")).body.count;
    expect(count).toBeGreaterThan(0);
    const { away } = await outcomes();
    await network.down();
    await look();
    expect((await outcomes()).away).toBeGreaterThan(away);
    await network.up();
    const carriesAgain = async () => {
      const { replica } = await outcomes();
      await tryUntil("it carries again", async () => {
        await look();
        return (await outcomes()).replica > replica;
      });
    };
    await carriesAgain();
    network.freeze();
    try {
      await look();
    } finally {
      network.thaw();
      network.cut();
    }
    await carriesAgain();
  });

  test("the API does not start with a replica that is none, is another's, or is entered past the policies", async () => {
    const { database, intakeConfig } = house;
    const given = intakeConfig.DATABASE_REPLICA_URL ?? "";
    await expect(another(intakeConfig.DATABASE_URL)).rejects.toThrow(/not in recovery/);
    await expect(another(withDatabase(given, "saihan_template"))).rejects.toThrow(/standby of another database/);
    const owner = withDatabase(pair.standbyUrl(), new URL(database.url).pathname.slice(1));
    await expect(another(owner)).rejects.toThrow(/at DATABASE_REPLICA_URL the program's role .* could see every partner/);
  });
});

async function figure(name: string): Promise<number> {
  const { text } = await scrape();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.split(" ")
      .at(-1) ?? 0,
  );
}

/** What has become of reads so far, over all processes of this house. */
async function outcomes(): Promise<Record<Outcome, number>> {
  const { text } = await scrape();
  const of = (outcome: Outcome) =>
    Number(new RegExp(`^saihan_replica_reads_total\\{outcome="${outcome}"[^}]*\\} (\\d+)`, "m").exec(text)?.[1] ?? 0);
  return { replica: of("replica"), behind: of("behind"), away: of("away"), conflict: of("conflict"), unfit: of("unfit") };
}
