import { type Actor, operatorKinds, type UserActor } from "@saihan/domain";
import type postgres from "postgres";
import { seeded } from "../../scripts/chaos/random.ts";
import { clientOf, type Reply } from "./client.ts";
import { addOperator, type House, openHouse, type Partner } from "./house.ts";
import { type DocumentedOperation, type IdKind, operationsOf } from "./openapi-requests.ts";
import { codeAt, givePassword, goodPassword } from "./people.ts";

export type Ids = Record<Exclude<IdKind, "other">, string>;

/** One contract with something of every kind in it. `canary` stands in every free text of it. */
export interface Place {
  name: string;
  partnerId: string;
  contractId: string;
  canary: string;
  ids: Ids;
}
export interface Caller extends Partner {
  who: string;
  actor: Actor;
  /** Places that the caller may see something of. */
  sees: readonly Place[];
}

/** Ids that nothing has. */
export const missing: Ids = {
  contract: "econ0000000001",
  user: "ecid0000000001",
  tenant: "00000000000000000000000000000000",
  workspace: "ws0000000001",
  iamGroup: "00000000-0000-7000-8000-000000000008",
  iamRole: "00000000-0000-7000-8000-000000000009",
  order: "00000000-0000-7000-8000-000000000000",
  group: "00000000-0000-7000-8000-000000000001",
  key: "zzzzzzzzzzzz",
  subscription: "00000000-0000-7000-8000-000000000002",
  duty: "00000000-0000-7000-8000-000000000003",
  webhook: "00000000-0000-7000-8000-000000000005",
  request: "00000000-0000-7000-8000-000000000004",
  bulk: "00000000-0000-7000-8000-000000000007",
  referral: "00000000-0000-7000-8000-000000000005",
  ticket: "tk0000000001",
  disclosure: "00000000-0000-7000-8000-000000000006",
  statement: "PS-1999-000001",
  rule: "00000000-0000-7000-8000-00000000000a",
  savedSearch: "00000000-0000-7000-8000-00000000000a",
};

export interface World {
  house: House;
  /** Those that need a credential. */
  operations: DocumentedOperation[];
  places: Record<"parent" | "child" | "outside" | "foreign" | "foreignChild", Place>;
  callers: Caller[];
  calls: () => number;
  /** Asks for an operation with these ids. Without a key an order is refused before anything is written. */
  send(caller: Caller | undefined, op: DocumentedOperation, ids: Partial<Ids>, key?: string): Promise<Reply>;
}

/** A house with two partners, their contracts, and callers of every kind. */
export async function openWorld(options: Parameters<typeof openHouse>[0] = {}): Promise<World> {
  const house = await openHouse(options);
  const operations = operationsOf(await (await fetch(`${house.api}/openapi.json`)).json()).filter((op) => !op.open);
  const places = await furnish(house);
  const callers = await invite(house, places);
  let calls = 0;
  return {
    ...{ house, operations, places, callers, calls: () => calls },
    send: (caller, op, ids, key = "") => {
      calls++;
      const idOf = (kind: IdKind) => (kind === "other" ? "x" : (ids[kind] ?? missing[kind]));
      const query = op.queryIds.map(({ name, kind }) => `${name}=${idOf(kind)}`).join("&");
      const path = pathOf(op, ids);
      const headers = { "idempotency-key": key };
      return clientOf(house.api, caller).send(op.method.toUpperCase(), query ? `${path}?${query}` : path, op.body(idOf), headers);
    },
  };
}

export function pathOf(op: DocumentedOperation, ids: Partial<Ids>): string {
  let path = op.path;
  for (const { name, kind } of op.pathIds)
    path = path.replace(`{${name}}`, kind === "other" ? "x" : (ids[kind] ?? missing[kind]));
  return path;
}

/**
 * Every caller asks with ids drawn at random from everywhere.
 * @returns what was shown that the caller may not see, what was changed there, and every 5xx
 */
export async function askAtRandom(
  { house, operations, places, callers, send, calls }: World,
  howOften: number,
  seed: number,
): Promise<unknown[]> {
  const { pick, whole } = seeded(seed);
  const everywhere = [...Object.values(places).map((p) => p.ids), missing];
  const found: unknown[] = [];
  // A caller who has left asks nothing more.
  const staying = operations.filter((op) => op.id !== "signOut");
  const writes = staying.filter((op) => op.method !== "get");
  for (const caller of callers) {
    const hidden = Object.values(places).filter((p) => !caller.sees.includes(p));
    const before = await standOf(house.database.sql, hidden);
    for (let n = 0; n < howOften / callers.length; n++) {
      const op = whole(1, 3) === 1 ? pick(writes) : pick(staying);
      // What the caller may change is left as it is for the callers to come: a write names somewhere hidden, or lacks its key.
      const pool = op.method === "get" || op.order ? everywhere : [...hidden.map((p) => p.ids), missing];
      const ids = Object.fromEntries(Object.keys(missing).map((kind) => [kind, pick(pool)[kind as keyof Ids]])) as Ids;
      const refused = op.pathIds.some(({ kind }) => kind === "contract") && hidden.some((p) => p.contractId === ids.contract);
      const reply = await send(caller, op, ids, op.order && refused ? `random-${calls()}` : "");
      const seen = hidden.filter((p) => reply.text.includes(p.canary));
      if (seen.length > 0) found.push([op.id, caller.who, "sees", seen.map((p) => p.name), ids]);
      if (reply.status >= 500) found.push([op.id, caller.who, reply.status, ids]);
    }
    const after = await standOf(house.database.sql, hidden);
    for (const [table, hash] of Object.entries(before)) if (after[table] !== hash) found.push([caller.who, "changed", table]);
  }
  return found;
}

/** Two partners, each with a contract or two in which there is something of every kind. */
async function furnish(house: House) {
  const place = async (name: string, partner: Partner, child: boolean): Promise<Place> => {
    const canary = `canary.${name}.x`;
    const owner = clientOf(house.api, partner);
    let contractId = partner.contractId;
    if (child) {
      const made = await owner.post("/v1/contracts", {
        customerName: canary,
        representative: { loginId: `${canary}@x.example`, mailAddress: `${canary}@x.example`, name: canary },
      });
      await owner.ended(made);
      contractId = made.body.contract.id;
    }
    const user = await owner.post(`/v1/contracts/${contractId}/users`, {
      loginId: `u${canary}@x.example`,
      mailAddress: `u${canary}@x.example`,
      name: canary,
    });
    const tenant = await owner.post(`/v1/contracts/${contractId}/tenants`, {
      name: `t-${canary}`,
      region: "jp1",
      description: canary,
    });
    await Promise.all([owner.ended(user), owner.ended(tenant)]);
    const group = await owner.post("/v1/contract-groups", {
      name: `g${canary}`,
      ...(child ? { contracts: { add: [contractId] } } : {}),
    });
    const [key] = await house.database.sql`select id from api_keys where contract_id = ${contractId} limit 1`;
    // Disabled: what the worker would write beside the calls is no foreign write.
    const webhook = await owner.post("/v1/webhooks", {
      ...{ contractId, url: "https://receiver.example/hook", description: canary, enabled: false },
    });
    const ids = {
      contract: contractId,
      user: user.body.user.id,
      tenant: tenant.body.tenant.id,
      workspace: await describedWorkspace(tenant.body.tenant.workspaceId, canary),
      order: tenant.body.order.id,
      group: group.body.id,
      iamGroup: (
        await owner.post(`/v1/contracts/${contractId}/iam-groups`, { name: `g-${canary}`.slice(0, 60), description: canary })
      ).body.id as string,
      iamRole: (
        await owner.post(`/v1/contracts/${contractId}/iam-roles`, {
          ...{ name: `r-${canary}`.slice(0, 60), description: canary },
          resources: [{ basePath: "/ecl-sss", path: "/api/v2/*" }],
        })
      ).body.id as string,
      key: key?.id ?? missing.key,
      ticket: (await owner.post("/v1/tickets", { contractId, category: "service", type: "other", subject: canary, text: canary }))
        .body.id as string,
      disclosure: child ? await askForName(partner, contractId, canary) : missing.disclosure,
      ...(child ? { referral: missing.referral, statement: missing.statement } : await refer(partner, canary)),
      rule: child ? await price(partner, contractId, canary) : missing.rule,
      webhook: webhook.body.id,
      // The owner's own: of the partner, not of a child.
      savedSearch: child
        ? missing.savedSearch
        : ((await owner.post("/v1/saved-searches", { name: canary, query: { q: canary } })).body.id as string),
      request: (
        await owner.post("/v1/approval-requests", {
          ...{ approverType: "contract", approverId: contractId, service: "colocation-connection" },
          actions: [{ service: "colocation-connection", region: "", apiPath: "/v1/x", method: "POST", body: { canary } }],
          descriptions: [{ lang: "en", text: canary }],
        })
      ).body.id as string,
      bulk: (await owner.post("/v1/bulks", JSON.stringify({ customerName: canary }), { "content-type": "application/x-ndjson" }))
        .body.id as string,
      ...(child
        ? await sell(partner, contractId, tenant.body.tenant.id, canary)
        : { subscription: missing.subscription, duty: missing.duty }),
    };
    return { name, partnerId: partner.contractId, contractId, canary, ids };
  };
  async function describedWorkspace(id: string, canary: string): Promise<string> {
    await house.database.sql`update workspaces set description = ${canary} where id = ${id}`;
    return id;
  }
  /** What the partner had when it was an agency: a referral, commission on it, and a payment statement. */
  async function refer({ contractId }: Partner, canary: string): Promise<Pick<Ids, "referral" | "statement">> {
    const { sql } = house.database;
    const directContract = canary.replaceAll(".", "-");
    const [row] = await sql`
      insert into referrals (partner_id, id, customer_name, contact_name, contact_address, note, state, registered_by, registered_at, ended_by, ended_at,
                             direct_contract, concluded_on)
      values (${contractId}, gen_random_uuid(), ${canary}, ${canary}, 'x@x.example', ${canary}, 'concluded', 'user:x', now(), 'operator:x', now(),
              ${directContract}, '2020-04-01') returning id`;
    const referral = row?.id as string;
    const statement = `PS-2020-${contractId.slice(-6)}`;
    await sql`
      insert into partner_months (partner_id, month, state, cutoff_at, opened_at, opened_by, batches, code_version)
      values (${contractId}, '2020-04-01', 'closed', now(), now(), 'test', 1, 'test')`;
    await sql`
      insert into commission_terms (partner_id, from_month, percent, excluded_menus, minimum_payout, objection_days, payee, recorded_by, recorded_at)
      values (${contractId}, '2020-04-01', 5, ${sql.json([canary])}, 0, 90, 'corporation', 'operator:x', now())`;
    await sql`
      insert into direct_documents (partner_id, kind, number, referral_id, direct_contract, month, issue_date, lines, recorded_by, recorded_at)
      values (${contractId}, 'invoice', 'D-1', ${referral}, ${directContract}, '2020-04-01', '2020-05-01',
              ${sql.json([{ menu: canary, net: "100" }])}, 'operator:x', now())`;
    await sql`
      insert into commission_entries (partner_id, kind, number, referral_id, month, booked_month, terms_from, rule, percent, base, commission, booked_at)
      values (${contractId}, 'invoice', 'D-1', ${referral}, '2020-04-01', '2020-04-01', '2020-04-01', 'rate', 5, 100, 5, now())`;
    await sql`insert into document_series (series, last, last_at) values (${`PS-${contractId}`}, 1, now())`;
    const party = { name: canary, address: canary };
    const entry = { contractId: directContract, month: "2020-04", base: "100", commission: "5", percent: "5" };
    const paid = {
      payer: party,
      agent: party,
      month: "2020-04",
      supplyDate: "2020-04-30",
      entries: [{ ...entry, cause: { kind: "invoice", number: "D-1" } }],
    };
    const content = {
      statement: { ...paid, commission: "5", taxPercent: "10", tax: "0", payable: "5", creditableShare: "100" },
      ...{ number: statement, issueDate: "2020-05-06", paymentDate: "2020-06-06", objectionDeadline: "2099-12-31" },
      ...{
        deadline: "2099-12-31T15:00:00.000Z",
        withheld: "0",
        payee: "corporation",
        names: [{ id: directContract, customerName: canary }],
      },
    };
    await sql`
      insert into documents (partner_id, number, series, no, kind, month, version, counterparty, issue_date, finalised_at, net, tax, total, due, content, sha256)
      values (${contractId}, ${statement}, ${`PS-${contractId}`}, 1, 'payment_statement', '2020-04-01', 1, ${canary}, '2020-05-06', now(), 5, 0, 5, 5,
              ${sql.json(content)}, 'x')`;
    await sql`insert into payment_statement_entries (partner_id, statement, kind, number) values (${contractId}, ${statement}, 'invoice', 'D-1')`;
    return { referral, statement };
  }
  /** What an end user is charged for a menu, and its statement of a month: two documents of money that must not be mixed up. */
  async function price({ contractId: partnerId }: Partner, contractId: string, canary: string): Promise<string> {
    const { sql } = house.database;
    const [row] = await sql`
      insert into resale_rules (partner_id, id, scope, menu, holder, contract_id, from_month, price, late, created_by, created_at)
      values (${partnerId}, gen_random_uuid(), 'menu', ${canary}, 'contract', ${contractId}, '2020-04-01',
              ${sql.json({ kind: "percent", basis: "cost", percent: "1" })}, false, 'user:x', now()) returning id`;
    await sql`
      insert into partner_months (partner_id, month, state, cutoff_at, opened_at, opened_by, batches, code_version)
      values (${partnerId}, '2020-04-01', 'closed', now(), now(), 'test', 1, 'test') on conflict do nothing`;
    const number = `EU-2020-${contractId.slice(-6)}`;
    await sql`insert into document_series (series, last, last_at) values (${`EU-${contractId}`}, 1, now())`;
    const line = { menu: canary, component: "month", usageMonth: "2020-04", price: "1" };
    const content = {
      statement: { contractId, month: "2020-04", lines: [line], net: "1", illustrative: false },
      ...{ number, issueDate: "2020-05-06", issuer: { name: "x", address: "x" }, customerName: canary, customerNumber: null },
    };
    await sql`
      insert into documents (partner_id, number, series, no, kind, month, version, counterparty, issue_date, finalised_at, net, tax, total, due, content, sha256,
                             contract_id)
      values (${partnerId}, ${number}, ${`EU-${contractId}`}, 1, 'end_user_statement', '2020-04-01', 1, ${canary}, '2020-05-06', now(), 1, 0, 1, 1,
              ${sql.json(content)}, 'x', ${contractId})`;
    return row?.id as string;
  }
  async function askForName(partner: Partner, contractId: string, canary: string): Promise<string> {
    const [row] = await house.database.sql`
      insert into disclosures (partner_id, id, contract_id, reason, state, asked_by, asked_at)
      values (${partner.contractId}, gen_random_uuid(), ${contractId}, ${canary}, 'asked', 'operator:x', now()) returning id`;
    return row?.id;
  }
  /** A menu in the tenant, and the duty that it leaves behind. */
  async function sell(partner: Partner, contractId: string, tenantId: string, canary: string) {
    const owner = clientOf(house.api, partner);
    await house.database.sql`
      insert into reseller_agreements (partner_id, id, from_day, names, recorded_by, recorded_at)
      values (${partner.contractId}, 'test', '2020-04-01', '[]', 'operator:test', now()) on conflict do nothing`;
    await owner.post("/v1/sale-facts/terms", { terms: "oracle" });
    const body = { tenantId, menu: "oracle", plan: "standard", name: canary };
    const sold = await owner.post(`/v1/contracts/${contractId}/subscriptions`, body);
    await owner.ended(sold);
    return { subscription: sold.body.subscription.id as string, duty: sold.body.duties[0].id as string };
  }
  return {
    parent: await place("parent", house.partner, false),
    child: await place("child", house.partner, true),
    outside: await place("outside", house.partner, true),
    foreign: await place("foreign", house.stranger, false),
    foreignChild: await place("foreignchild", house.stranger, true),
  };
}

/** Callers of every kind. */
async function invite(house: House, places: World["places"]): Promise<Caller[]> {
  const { parent, child, outside, foreign, foreignChild } = places;
  const all = [parent, child, outside];
  const base = { kind: "user", model: "reseller", rights: null, scopes: null, signedIn: false, confined: false } as const;
  const of = async (
    who: string,
    partner: Partner,
    more: Partial<UserActor> & { type: UserActor["type"] },
    sees: Place[],
  ): Promise<Caller> => {
    const contractId = more.contractId ?? partner.contractId;
    const anew = more.type === "representative" && contractId !== partner.contractId;
    const { sql } = house.database;
    if (anew) await sql`update users set type = 'general' where contract_id = ${contractId} and type = 'representative'`;
    const user = await house.addUser(partner, { type: more.type, contractId, ...(more.rights ? { rights: more.rights } : {}) });
    if (anew) await sql`update contracts set representative_id = ${user.userId} where id = ${contractId}`;
    const actor: UserActor = { ...base, id: "key:x", partnerId: partner.contractId, contractId, userId: user.userId, ...more };
    return { ...user, who, actor, sees };
  };
  const representativeOf = async (
    who: string,
    partner: Partner,
    sees: Place[],
    more: Partial<UserActor> = {},
  ): Promise<Caller> => {
    const [row] = await house.database.sql`select representative_id from contracts where id = ${partner.contractId}`;
    const { contractId } = partner;
    const actor: UserActor = {
      ...base,
      id: "key:x",
      type: "representative",
      partnerId: contractId,
      contractId,
      userId: row?.representativeId,
      ...more,
    };
    return { ...partner, who, actor, sees };
  };
  const owner = clientOf(house.api, house.partner);
  const signedIn = await representativeOf("parent representative, signed in", house.partner, all, { signedIn: true });
  const person = { userId: (signedIn.actor as UserActor).userId, loginId: `owner@${house.partner.contractId}.example` };
  await givePassword(house, person.userId, goodPassword);
  const session = await clientOf(house.api, undefined).post("/v1/sign-in", { loginId: person.loginId, password: goodPassword });
  const operators: Caller[] = [];
  for (const type of operatorKinds) {
    const { loginId, password, totpSecret } = await addOperator(house, type);
    const code = codeAt(house, totpSecret);
    const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", { loginId, password, code });
    if (reply.status !== 200) throw new Error(`the operator could not sign in: ${reply.text}`);
    const actor = { kind: "operator", id: `operator:op-${type}`, type } as const;
    const [named, who] = [house.partner.contractId, `operator for ${type}`];
    operators.push({ name: type, contractId: "", apiKey: reply.body.token, named, who, actor, sees: all });
  }
  const confined = await of("parent general in a group", house.partner, { type: "general", confined: true }, [parent, child]);
  const confinedAdministrator = await of(
    "parent administrator in a group",
    house.partner,
    { type: "administrator", confined: true },
    [parent, child],
  );
  await owner.patch(`/v1/contract-groups/${child.ids.group}`, {
    users: { add: [confined, confinedAdministrator].map(({ actor }) => (actor as UserActor).userId) },
  });
  const scoped = await representativeOf("parent key that reads contracts", house.partner, all, { scopes: ["contracts:read"] });
  const issued = await owner.post(
    `/v1/contracts/${house.partner.contractId}/users/${(scoped.actor as UserActor).userId}/api-keys`,
    {
      name: "読み取り",
      scopes: ["contracts:read"],
    },
  );
  const agency = await house.addPartner("代理店", "agency");
  return [
    await representativeOf("parent representative", house.partner, all),
    await of("parent administrator", house.partner, { type: "administrator" }, all),
    await of("parent administrator for users", house.partner, { type: "administrator", rights: ["users"] }, all),
    await of("parent general", house.partner, { type: "general" }, all),
    confined,
    confinedAdministrator,
    { ...scoped, apiKey: issued.body.key },
    await of("child representative", house.partner, { type: "representative", contractId: child.contractId }, [child]),
    await of("child administrator", house.partner, { type: "administrator", contractId: child.contractId }, [child]),
    await of(
      "child administrator for tenants",
      house.partner,
      { type: "administrator", contractId: child.contractId, rights: ["tenants"] },
      [child],
    ),
    await of("child general", house.partner, { type: "general", contractId: child.contractId }, [child]),
    await of("sibling administrator", house.partner, { type: "administrator", contractId: outside.contractId }, [outside]),
    { ...signedIn, apiKey: session.body.session.token },
    ...operators,
    await representativeOf("agency representative", agency, [], { model: "agency" }),
    await representativeOf("another partner's representative", house.stranger, [foreign, foreignChild]),
    await of(
      "another partner's child administrator",
      house.stranger,
      { type: "administrator", contractId: foreignChild.contractId },
      [foreignChild],
    ),
  ];
}

/** Everything that stands in these places, as one hash per table. */
export async function standOf(sql: postgres.Sql, hidden: readonly Place[]): Promise<Record<string, string>> {
  const contracts = hidden.map((p) => p.contractId);
  const tables = await sql`
    select table_name as name, bool_or(column_name = 'contract_id') as with_contract
      from information_schema.columns where table_schema = 'public' and column_name in ('contract_id', 'partner_id') group by 1 order by 1`;
  const entries: [string, string][] = [];
  for (const { name, withContract } of tables) {
    if (["outbox", "audit_entries", "idempotency_keys", "audit_heads"].includes(name)) continue;
    // Numbered a while after what they tell of.
    if (["events", "event_notes", "event_heads"].includes(name)) continue;
    const column = name === "contracts" ? "id" : withContract ? "contract_id" : undefined;
    if (!column) continue;
    // When a key was last used is not a foreign write.
    const [row] = await sql.unsafe(
      `select md5(coalesce(string_agg((to_jsonb(t) - 'used_at')::text, '|' order by (to_jsonb(t) - 'used_at')::text), '')) as hash from ${name} t where ${column} = any($1)`,
      [contracts],
    );
    entries.push([name, row?.hash]);
  }
  return Object.fromEntries(entries);
}
