import { authorize, no } from "@saihan/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionOf } from "../support/actions.ts";
import { askAtRandom, type Caller, type Ids, missing, openWorld, pathOf, type World } from "../support/authorisation.ts";
import { clientOf, type Reply } from "../support/client.ts";
import { type House, missingStore } from "../support/house.ts";
import { addMeteringKey } from "../support/metering.ts";

/** Calls with ids drawn at random. The long form (npm run test:authorisation) asks for 50,000. */
const randomCalls = Number(process.env.AUTHORISATION_CALLS ?? 1_500);
const seed = Number(process.env.AUTHORISATION_SEED ?? 1);
const tableCodes = [
  "ACTION_NOT_ALLOWED",
  "RIGHT_MISSING",
  "SCOPE_MISSING",
  "SIGN_IN_NEEDED",
  "AGENCY_MAY_NOT",
  "RESELLER_MAY_NOT",
  "UNAUTHENTICATED",
  "CONTRACT_NOT_FOUND",
];

describe.skipIf(missingStore)("authorisation, drawn from the OpenAPI document (S-01, S-02, S-04, S-26)", () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld();
  }, 240_000);
  afterAll(() => {
    console.log(
      `authorisation: ${world?.calls()} calls, seed ${seed}, ${world?.operations.length} operations, ${world?.callers.length} callers`,
    );
    return world?.house.close();
  });

  test("every operation refuses who does not say who they are, in the same words", async () => {
    const { house, operations, places, callers, send } = world;
    const nobodies = [
      undefined,
      ...["shk_abc", house.partner.apiKey.replace(/.$/, "!"), await revokedKey(house), await expiredKey(house)].map((apiKey) => ({
        ...(callers[0] as Caller),
        apiKey,
      })),
    ];
    for (const op of operations) {
      const replies = await Promise.all(nobodies.map((caller) => send(caller, op, places.child.ids, "k")));
      expect([op.id, ...replies.map((r) => `${r.status} ${r.body.code}`)]).toEqual([
        op.id,
        ...replies.map(() => "401 UNAUTHENTICATED"),
      ]);
      expect(new Set(replies.map((r) => faceOf(r))).size).toBe(1);
    }
  });

  test("every cell of the permission table: each operation, each caller, each contract as it stands to them", async () => {
    const { operations, places, callers, send } = world;
    const wrong: unknown[] = [];
    for (const op of operations.filter((o) => o.pathIds.some(({ kind }) => kind === "contract"))) {
      for (const caller of callers) {
        for (const place of Object.values(places)) {
          const inReach = caller.sees.includes(place);
          // Of a partner that they do not name, the staff see nothing.
          const known = caller.named === undefined || caller.named === place.partnerId;
          const expected = known ? authorize(caller.actor, actionOf(op.id), { ...place, inReach }) : no("CONTRACT_NOT_FOUND");
          // Ids of things in it that do not exist: whoever is allowed is told so, and nothing changes.
          const reply = await send(caller, op, { contract: place.contractId });
          const refusedBy = tableCodes.includes(reply.body?.code) ? reply.body.code : "allowed";
          const wanted = expected.ok ? "allowed" : expected.code;
          if (refusedBy !== wanted) wrong.push([op.id, caller.who, place.name, wanted, refusedBy, reply.status]);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test("usage comes from the provider's metering alone, whose keys open nothing else", async () => {
    const { house, operations, callers, send, places } = world;
    const event = { "content-type": "application/cloudevents-batch+json" };
    const usage = (caller: Caller) => clientOf(house.api, caller).post("/v1/usage", [], event);
    for (const caller of callers) expect([caller.who, (await usage(caller)).body.code]).toEqual([caller.who, "UNAUTHENTICATED"]);
    const [key, narrow] = [await addMeteringKey(house), await addMeteringKey(house, "/meter", [])];
    const holding = (apiKey: string): Caller => ({ ...(callers[0] as Caller), apiKey });
    expect(await usage(holding(key))).toMatchObject({ status: 200, body: { taken: 0, repeated: 0, late: 0, parked: 0 } });
    expect(await usage(holding(narrow))).toMatchObject({ status: 403, body: { code: "SCOPE_MISSING" } });
    for (const op of operations.filter(({ id }) => id !== "sendUsage")) {
      const reply = await send(holding(key), op, places.child.ids, "k");
      expect([op.id, reply.status, reply.body.code]).toEqual([op.id, 401, "UNAUTHENTICATED"]);
    }
  });

  test("what is foreign answers as what is missing: same status, body and headers", async () => {
    const { operations, places, callers, send, calls } = world;
    const wrong: unknown[] = [];
    for (const op of operations) {
      const kinds = [...op.pathIds, ...op.queryIds].map(({ kind }) => kind).filter((kind) => kind !== "other");
      if (kinds.length === 0 && !op.bodyIds) continue;
      for (const caller of callers) {
        const keyOf = () => (op.order ? `theft-${calls()}` : "");
        const hidden = Object.values(places).filter((place) => !caller.sees.includes(place));
        const none = hidden.length > 0 && (await send(caller, op, missing, keyOf()));
        if (!none) continue;
        for (const place of hidden) {
          const foreign = await send(caller, op, place.ids, keyOf());
          const [a, b] = [faceOf(foreign, place.ids), faceOf(none, missing)];
          if (a !== b) wrong.push([op.id, caller.who, place.name, a, b]);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test("ids drawn at random from everywhere: nothing foreign is read or written", async () => {
    expect(await askAtRandom(world, randomCalls, seed)).toEqual([]);
  }, 1_800_000);

  test("fields that nobody asked for change nothing (S-04)", async () => {
    const { house, operations, places, callers } = world;
    const owner = callers[0] as Caller;
    const extras = ["partnerId", "partner_id", "id", "type", "state", "rights", "price", "constructor", "model"];
    for (const op of operations.filter((o) => o.body(() => "x") !== undefined)) {
      for (const field of extras) {
        const body = {
          ...(op.body((kind) => (kind === "other" ? "x" : places.child.ids[kind])) as object),
          [field]: "econ0000000001",
        };
        const known = field in (op.body(() => "x") as object);
        if (known) continue;
        const path = pathOf(op, places.child.ids);
        const reply = await clientOf(house.api, owner).send(op.method.toUpperCase(), path, body, {
          "idempotency-key": `extra-${op.id}-${field}`,
        });
        expect([op.id, field, reply.status, reply.body.code]).toEqual([op.id, field, 422, "INVALID_REQUEST"]);
      }
      const poisoned = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
      const path = pathOf(op, places.child.ids);
      const reply = await clientOf(house.api, owner).send(op.method.toUpperCase(), path, poisoned, {
        "content-type": "application/json",
        "idempotency-key": `polluted-${op.id}`,
      });
      expect([op.id, reply.status]).toEqual([op.id, 422]);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("an idempotency key is its caller's own: nobody else gets the answer to it (S-26)", async () => {
    const { house, callers } = world;
    const [owner, ...others] = callers as [Caller, ...Caller[]];
    const key = "the-key-of-the-owner";
    const body = {
      customerName: "鍵の持ち主",
      representative: { loginId: `idem-${seed}@x.example`, mailAddress: "idem@x.example" },
    };
    const first = await clientOf(house.api, owner).post("/v1/contracts", body, { "idempotency-key": key });
    expect(first.status).toBe(202);
    for (const other of others) {
      const reply = await clientOf(house.api, other).post("/v1/contracts", body, { "idempotency-key": key });
      expect([other.who, reply.headers.get("idempotency-replayed")]).toEqual([other.who, null]);
      expect(reply.text).not.toContain(first.body.order.id);
    }
    const again = await clientOf(house.api, owner).post("/v1/contracts", body, { "idempotency-key": key });
    expect([again.status, again.headers.get("idempotency-replayed"), again.text]).toEqual([202, "true", first.text]);
    expect(
      (
        await clientOf(house.api, owner).patch(
          `/v1/contracts/${first.body.contract.id}`,
          { customerName: "x" },
          { "idempotency-key": key },
        )
      ).body.code,
    ).toBe("IDEMPOTENCY_KEY_REUSED");
  });
});

/** What an answer shows, without what is different in every answer and the ids that were asked for. */
function faceOf(reply: Reply, asked: Partial<Ids> = {}): string {
  let text = reply.text;
  for (const id of Object.values(asked)) text = text.replaceAll(id, "ID");
  // What was just made has an id, times and names of its own.
  if (reply.status === 201)
    text = text.replace(/^\{"id":"[^"]*"/, "").replaceAll(/"\w+(At|From|To)":"[^"]*"|"\w*([nN]ame|Id)":"x\d[^"]*"/g, "");
  const headers = [...reply.headers].filter(
    ([name]) => !["date", "x-request-id", "content-length", "ratelimit", "ratelimit-remaining"].includes(name),
  );
  return `${reply.status} ${text.replace(/"requestId":"[^"]*"/, "")} ${JSON.stringify(headers.map((h) => h.join(": ")).toSorted())}`;
}

async function revokedKey(house: House): Promise<string> {
  const user = await house.addUser(house.partner, { type: "administrator" });
  await house.database.sql`update api_keys set revoked_at = now() where user_id = ${user.userId}`;
  return user.apiKey;
}

async function expiredKey(house: House): Promise<string> {
  const user = await house.addUser(house.partner, { type: "administrator" });
  await house.database.sql`update api_keys set expires_at = now() - interval '1 day' where user_id = ${user.userId}`;
  return user.apiKey;
}
