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

/** The short form; npm run fuzz asks for more. */
const calls = Number(process.env.FUZZ_CALLS ?? 440);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const only = process.env.FUZZ_ONLY;
const together = 8;
const fieldKinds: Readonly<Record<string, string>> = { approvalRequestId: "request", contract: "contract", user: "user" };

describe("requests drawn from the OpenAPI document, half valid and half broken (S-21)", () => {
  let world: World;
  let ajv: Ajv2020;
  let metering: string;
  let drawnOperations: FuzzOperation[];
  const count = { sent: 0, accepted: 0, refused: 0, broken: 0 };
  const faults = new Map<string, { times: number; request: FuzzRequest; answer: string }>();
  const asked = new Map<string, { valid: number; broken: number; taken: number }>();

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
  }, 120_000);
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
          return { op, request: request as FuzzRequest, caller: callerFor(op, whole, i + round) };
        });
        const before = half === "broken" ? await stand() : "";
        const uploads = requests.filter(({ op }) => op.path === "/v1/usage");
        const others = requests.filter((r) => !uploads.includes(r));
        for (let i = 0; i < others.length; i += together) await Promise.all(others.slice(i, i + together).map(ask));
        // A process takes few uploads at once, and refuses more.
        for (const upload of uploads) await ask(upload);
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
          .map(([id, a]) => `never taken: ${id} of ${a.valid}`)
          .join("\n"),
      );
    expect([...faults].map(([what, { times, request, answer }]) => ({ what, times, request, answer }))).toEqual([]);
    for (const op of operations)
      expect(asked.get(op.id), op.id).toMatchObject({ valid: expect.any(Number), broken: expect.any(Number) });
    expect(count.accepted).toBeGreaterThan(0);
    expect(callers.length).toBeGreaterThan(0);
  }, 3_600_000);

  async function ask({ op, request, caller }: { op: FuzzOperation; request: FuzzRequest; caller: Caller }): Promise<void> {
    const tally = asked.get(op.id) ?? { valid: 0, broken: 0, taken: 0 };
    asked.set(op.id, tally);
    tally[request.half]++;
    count.sent++;
    const answer = await sendAs(world, caller, request);
    if (answer.status < 400) {
      count.accepted++;
      tally.taken++;
    } else if (request.half === "valid") count.refused++;
    else count.broken++;
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

  /** Those who ask: mostly who may. The users are new in each round, since requests take rights and users away. */
  async function everybody(round: number): Promise<Caller[]> {
    const { house, callers, places } = world;
    const administrator = await house.addUser(house.partner, { type: "administrator" });
    const child = await house.addUser(house.partner, { type: "administrator", contractId: places.child.contractId });
    await Promise.all([furnishAnew(places.child), furnishAnew(places.outside)]);
    const more = [administrator, child].map((user) => ({ ...user, who: `administrator of round ${round}` }) as unknown as Caller);
    return [...more, ...callers];
  }

  /** What earlier requests have ended is there again: a contract, a user, a tenant. */
  async function furnishAnew(place: Place): Promise<void> {
    const owner = clientOf(world.house.api, world.house.partner);
    const standing = await owner.get(`/v1/contracts/${place.contractId}`);
    if (standing.body.state !== "active") {
      const contract = await owner.post("/v1/contracts", someContract({ notifyRepresentative: false }));
      await owner.ended(contract);
      place.ids.contract = place.contractId = contract.body.contract.id;
    }
    const name = `f${randomUUID().slice(0, 8)}`;
    const at = `/v1/contracts/${place.contractId}`;
    const person = { loginId: `${name}@fuzz.example`, mailAddress: `${name}@fuzz.example`, name };
    const [user, tenant] = [await owner.post(`${at}/users`, person), await owner.post(`${at}/tenants`, { name, region: "jp1" })];
    await Promise.all([owner.ended(user), owner.ended(tenant)]);
    Object.assign(place.ids, { user: user.body.user.id, tenant: tenant.body.tenant.id, order: tenant.body.order.id });
  }

  function callerFor(op: FuzzOperation, all: readonly Caller[], turn: number): Caller {
    if (op.path === "/v1/usage" && turn % 4 !== 3)
      return { ...(all[0] as Caller), who: "the provider's metering", apiKey: metering };
    const staff = all.filter((c) => c.who.startsWith("operator"));
    const signedIn = all.filter((c) => c.who.endsWith("signed in"));
    const first = all.find((c) => c.who === "parent representative") as Caller;
    const mostly = op.path.startsWith("/v1/operator")
      ? staff
      : op.path.startsWith("/v1/me") || op.path.startsWith("/v1/sessions")
        ? signedIn
        : [first, all[0] as Caller];
    return (turn % 4 === 3 ? all[turn % all.length] : mostly[turn % mostly.length]) as Caller;
  }

  /** Everything in the database that a request can change, as one text. */
  async function stand(): Promise<string> {
    const { sql } = world.house.database;
    const tables = await sql`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
    const lines: string[] = [];
    for (const { name } of tables) {
      // Refusals are noted in the audit; its seal, the numbering of events, the filing of contracts and the use of keys go on by themselves.
      if (/^audit_|^event|^contract_pieces$|^contracts_to_file$|^migrations$|throttle|attempts$/.test(name)) continue;
      const [row] = await sql.unsafe(
        `select md5(coalesce(string_agg(t, '|' order by t), '')) as hash from (select (to_jsonb(x) - 'used_at' - 'seen_at' - 'last_used_at')::text as t from "${name}" x) y`,
      );
      lines.push(`${name} ${row?.hash}`);
    }
    return lines.join("\n");
  }
});
