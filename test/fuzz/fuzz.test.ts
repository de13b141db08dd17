import { randomUUID } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, missing, openWorld, type Place, type World } from "../support/authorisation.ts";
import { clientOf, someContract } from "../support/client.ts";
import { addMeteringKey } from "../support/metering.ts";
import type { Json } from "./draw.ts";
import { type FuzzOperation, type FuzzRequest, faultOf, fuzzOperations, type Known, sendAs } from "./fuzz.ts";

/** Columns that change by themselves: when something was used, and how far an endpoint has been told. */
const moving = [
  ...["used_at", "seen_at", "last_used_at"],
  ...["seq", "turn", "pending", "failures", "failing_since", "next_at", "heartbeat_at", "state", "disabled_cause"],
];
/** The short form; npm run fuzz asks for more. */
/** Enough that every operation comes once in each half. */
const calls = Number(process.env.FUZZ_CALLS ?? 560);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const only = process.env.FUZZ_ONLY;
const together = 8;
/** Refusals for who asks, whatever is asked. */
const notForYou =
  /^(ACTION_NOT_ALLOWED|RESELLER_MAY_NOT|AGENCY_MAY_NOT|SCOPE_MISSING|SIGN_IN_NEEDED|UNAUTHENTICATED|CONTRACT_NOT_FOUND)$/;
const fieldKinds: Readonly<Record<string, string>> = { approvalRequestId: "request", contract: "contract", user: "user" };

interface Drawn {
  readonly op: FuzzOperation;
  readonly request: FuzzRequest;
  readonly caller: Caller;
}

describe("requests drawn from the OpenAPI document, half valid and half broken (S-21)", () => {
  let world: World;
  let ajv: Ajv2020;
  let metering: string;
  let drawnOperations: FuzzOperation[];
  /** By operation, the place of a caller who may ask for it. */
  const able = new Map<string, number>();
  const guessedWrong = new Set<string>();
  const administrators: (Caller & { userId: string })[] = [];
  const count = { sent: 0, accepted: 0, refused: 0, broken: 0 };
  const faults = new Map<string, { times: number; request: FuzzRequest; answer: string }>();
  const asked = new Map<string, { valid: number; broken: number; taken: number; reasons: Map<string, number> }>();

  beforeAll(async () => {
    world = await openWorld();
    metering = await addMeteringKey(world.house);
    const document = (await (await fetch(`${world.house.api}/openapi.json`)).json()) as Json;
    ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
    (formats as unknown as (ajv: Ajv2020) => void)(ajv);
    ajv.addSchema(document, "api");
    drawnOperations = fuzzOperations(document, ajv, [
      ...(["child", "child", "child", "child", "child", "outside", "outside", "parent", "foreignChild"] as const).map(knownIn),
      () => [],
    ]);
  });
  afterAll(() => world?.house.close());

  /** What exists in one place, as it stands when it is asked for. */
  const knownIn =
    (name: keyof World["places"]): Known =>
    (field) => {
      const kind = fieldKinds[field] ?? field.replace(/Id$/, "");
      // A list of addresses that leaves out this machine would lock the callers out.
      if (field === "addresses") return ["127.0.0.0/8"];
      if (field === "menu" || field === "terms") return ["oracle", "cloud-server", "block-storage"];
      if (field === "region") return ["jp1", "jp2"];
      const id = kind in missing ? world.places[name].ids[kind as keyof typeof missing] : undefined;
      return id ? [id] : [];
    };

  test(`${calls} calls, seed ${seed}: no 5xx, every answer as documented, what is broken changes nothing`, async () => {
    const operations = drawnOperations.filter((op) => !only || only.split(",").includes(op.id));
    const { house, callers } = world;
    const size = Math.max(operations.length, 400);
    for (let n = 0, round = 0; n < calls; round++) {
      const batch = Math.min(size, calls - n);
      const whole = await everybody(round);
      for (const half of ["valid", "broken"] as const) {
        const requests = Array.from({ length: Math.ceil(batch / 2) }, (_, i) => {
          const op = operations[((n / 2 + i) % operations.length) | 0] as FuzzOperation;
          const [request] = fc.sample(op.arbitrary[half], { numRuns: 1, seed: seed * 1_000_003 + n + i });
          return { op, request: request as FuzzRequest, caller: callerFor(op, whole, n + i + round) };
        });
        const before = half === "broken" ? await stand() : "";
        const uploads = requests.filter(({ op }) => op.path === "/v1/usage");
        const others = requests.filter((r) => !uploads.includes(r));
        for (let i = 0; i < others.length; i += together)
          await Promise.all(others.slice(i, i + together).map((drawn) => ask(drawn, whole)));
        // A process takes few uploads at once, and refuses more.
        for (const upload of uploads) await ask(upload, whole);
        await house.settle(120_000);
        if (half === "broken")
          expect(await stand(), `seed ${seed}, round ${round}: broken requests changed something`).toBe(before);
      }
      n += batch;
    }
    console.log(
      `fuzz: ${count.sent} calls of ${operations.length} operations, seed ${seed}: ${count.accepted} taken, ${count.refused} valid ones refused, ${count.broken} broken ones refused`,
    );
    if (process.env.FUZZ_VERBOSE)
      console.log(
        [...asked]
          .filter(([, a]) => a.taken === 0)
          .map(
            ([id, a]) =>
              `never taken: ${id} of ${a.valid}: ${[...a.reasons].map(([reason, times]) => `${times} ${reason}`).join(", ")}`,
          )
          .join("\n"),
      );
    expect([...faults].map(([what, { times, request, answer }]) => ({ what, times, request, answer }))).toEqual([]);
    for (const op of operations)
      expect(asked.get(op.id), op.id).toMatchObject({ valid: expect.any(Number), broken: expect.any(Number) });
    expect(count.accepted).toBeGreaterThan(0);
    expect(callers.length).toBeGreaterThan(0);
  }, 3_600_000);

  async function ask({ op, request, caller }: Drawn, all: readonly Caller[]): Promise<void> {
    const tally = asked.get(op.id) ?? { valid: 0, broken: 0, taken: 0, reasons: new Map<string, number>() };
    asked.set(op.id, tally);
    tally[request.half]++;
    count.sent++;
    const answer = await sendAs(world, caller, request);
    const code = answer.status < 400 ? undefined : /"code":"(\w+)"/.exec(answer.text)?.[1];
    if (request.half === "valid") learn(op, caller, all, code);
    if (answer.status < 400) {
      count.accepted++;
      tally.taken++;
    } else if (request.half === "valid") {
      count.refused++;
      const reason = `${answer.status} ${code}`;
      tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
    } else count.broken++;
    const fault = faultOf(op, ajv, request, answer);
    if (!fault) return;
    const what = `${op.id} ${fault}`;
    const found = faults.get(what);
    if (found) found.times++;
    else {
      faults.set(what, { times: 1, request, answer: `${caller.who}: ${answer.status} ${answer.text.slice(0, 600)}` });
      console.log(`fuzz: ${what} ${JSON.stringify(request)} -> ${answer.status} ${answer.text.slice(0, 600)}`);
    }
  }

  /** Those who ask: mostly who may. Administrators whose rights an earlier request took away are followed by new ones. */
  async function everybody(round: number): Promise<Caller[]> {
    const { house, callers, places } = world;
    await Promise.all([furnishAnew(places.child), furnishAnew(places.outside)]);
    for (const [i, contractId] of [house.partner.contractId, places.child.contractId].entries()) {
      const [able] = await house.database.sql`
        select u.id from users u join api_keys k on k.user_id = u.id and k.revoked_at is null
         where u.id = ${administrators[i]?.userId ?? ""} and u.contract_id = ${contractId} and u.state = 'active' and u.type = 'administrator'`;
      if (able) continue;
      const user = await house.addUser(house.partner, { type: "administrator", contractId });
      administrators[i] = { ...user, who: `administrator of round ${round}` } as unknown as (typeof administrators)[number];
    }
    return [...administrators, ...callers];
  }

  /** What earlier requests have ended or filled is there again: a contract, a user, a tenant. */
  async function furnishAnew(place: Place): Promise<void> {
    const owner = clientOf(world.house.api, world.house.partner);
    const { sql } = world.house.database;
    const { contractId, ids } = place;
    const renew = async () => {
      const contract = await owner.post("/v1/contracts", someContract({ notifyRepresentative: false }));
      await owner.ended(contract);
      place.ids.contract = place.contractId = contract.body.contract.id;
    };
    const fill = async () => {
      const name = `f${randomUUID().slice(0, 8)}`;
      const at = `/v1/contracts/${place.contractId}`;
      const person = { loginId: `${name}@fuzz.example`, mailAddress: `${name}@fuzz.example`, name };
      const user = await owner.post(`${at}/users`, person);
      const tenant = await owner.post(`${at}/tenants`, { name, region: "jp1" });
      if (user.status !== 202 || tenant.status !== 202) return false;
      await Promise.all([owner.ended(user), owner.ended(tenant)]);
      Object.assign(place.ids, { user: user.body.user.id, tenant: tenant.body.tenant.id, order: tenant.body.order.id });
      return true;
    };
    const [contract] = await sql`select id from contracts where id = ${contractId} and state = 'active'`;
    const [both] = await sql`
      select u.id from users u join tenants t on t.id = ${ids.tenant} and t.state = 'active' and t.contract_id = u.contract_id
       where u.id = ${ids.user} and u.state = 'active' and u.contract_id = ${contractId}`;
    if (contract && both) return;
    if (!contract) await renew();
    if (await fill()) return;
    await renew();
    expect(await fill()).toBe(true);
  }

  /** One in four asks whoever it is; the others are asked by those who may, guessed first and then found by trying. */
  function callerFor(op: FuzzOperation, all: readonly Caller[], turn: number): Caller {
    if (op.path === "/v1/usage" && turn % 4 !== 3)
      return { ...(all[0] as Caller), who: "the provider's metering", apiKey: metering };
    const named = (what: RegExp) => all.filter(({ who }) => what.test(who));
    const guessed = op.path.startsWith("/v1/operator")
      ? named(/^operator/)
      : /^\/v1\/(me|sessions)/.test(op.path)
        ? named(/signed in$/)
        : [all.find(({ who }) => who === "parent representative") as Caller, all[0] as Caller];
    const may = able.get(op.id);
    // Mixed, so that an operation does not meet the same caller in every round.
    const drawn = Math.imul(turn ^ seed, 0x9e3779b1) >>> 12;
    if (drawn % 4 === 3) return all[(drawn >>> 2) % all.length] as Caller;
    if (may !== undefined) return all[may % all.length] as Caller;
    const from = guessedWrong.has(op.id) && drawn % 4 === 2 ? all : guessed;
    return from[(drawn >>> 2) % from.length] as Caller;
  }

  /** Whoever is refused for who they are leaves the next request to another. */
  function learn(op: FuzzOperation, caller: Caller, all: readonly Caller[], code: string | undefined): void {
    const at = all.indexOf(caller);
    const refused = code !== undefined && notForYou.test(code);
    if (!refused && at >= 0 && !able.has(op.id)) able.set(op.id, at);
    else if (refused) {
      if (able.get(op.id) === at) able.delete(op.id);
      guessedWrong.add(op.id);
    }
  }

  /** Everything in the database that a request can change, as one text. */
  async function stand(): Promise<string> {
    const { sql } = world.house.database;
    const tables = await sql`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
    const lines: string[] = [];
    for (const { name } of tables) {
      // Refusals are noted in the audit; its seal, the numbering of events, their way to webhooks, the filing of contracts and the use of
      // keys go on by themselves.
      if (/^audit_|^event|^webhook_deliveries$|^contract_pieces$|^contracts_to_file$|^migrations$|throttle|attempts$/.test(name))
        continue;
      const kept = name === "outbox" ? "where x.queue <> 'webhooks'" : "";
      const [row] = await sql.unsafe(
        `select md5(coalesce(string_agg(t, '|' order by t), '')) as hash from (select (to_jsonb(x) - $1::text[])::text as t from "${name}" x ${kept}) y`,
        [name === "webhook_endpoints" ? moving : moving.slice(0, 3)],
      );
      lines.push(`${name} ${row?.hash}`);
    }
    return lines.join("\n");
  }
});
