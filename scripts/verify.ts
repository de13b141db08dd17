import { mayBecome, type OrderState } from "@saihan/domain";
import postgres from "postgres";
import { lookAtAudit } from "./audit/look.ts";
import { lookAtEvents } from "./audit/look-at-events.ts";
import { type Hooks, lookAtHooks } from "./chaos/hooks.ts";
import type { AcceptedOrder } from "./chaos/load.ts";
import { type KeystoneToVerify, lookAtKeystone } from "./verify-keystone.ts";

/**
 * An auditor apart from the house: reads only Postgres, the platform's journal (or Keystone), the mail catcher and the clients' own list, and
 * prints one line per invariant.
 */
export interface Finding {
  invariant: string;
  /** How many things were looked at. */
  looked: number;
  broken: number;
  examples: string[];
}

export interface Verified {
  findings: Finding[];
  figures: Record<string, number>;
}

interface JournalEntry {
  call: string;
  clientToken: string;
  outcome: string;
  objectId?: string;
}
interface CloudObject {
  id: string;
  kind: string;
  name: string;
  domainId?: string;
  deleted: boolean;
  enabled: boolean;
}
interface Cloud {
  objects: CloudObject[];
  grants: { userId: string; projectId: string }[];
}
interface Caught {
  recipients: string[];
  messageId: string;
}

export async function verify(given: {
  databaseUrl: string;
  /** The simulator's. */
  platformUrl: string;
  /** The Keystone that the house acts on instead. */
  keystone?: KeystoneToVerify;
  mailUrl: string;
  accepted: AcceptedOrder[];
  /** Anchors of the audit, if there are any. */
  anchorFiles?: readonly string[];
  /** Receivers of webhooks, if there are any. */
  hooks?: Hooks;
}): Promise<Verified> {
  const sql = postgres(given.databaseUrl, { max: 1, onnotice: () => {}, transform: { column: { from: postgres.toCamel } } });
  try {
    const findings: Finding[] = [];
    const look = <T>(invariant: string, things: readonly T[], wrong: (thing: T) => string | undefined) => {
      const bad = things.map(wrong).filter((text) => text !== undefined);
      findings.push({ invariant, looked: things.length, broken: bad.length, examples: bad.slice(0, 3) });
    };
    const orders = await sql<
      {
        id: string;
        kind: string;
        state: OrderState;
        contractId: string;
        subjectId: string;
        input: { notify?: string; mailAddress?: string };
        endedAt: Date | null;
      }[]
    >`
      select id, kind, state, contract_id, subject_id, input, ended_at from orders`;
    const byId = new Map(orders.map((o) => [o.id, o]));
    const known = new Map(given.accepted.map((a) => [a.orderId, a]));

    look("nothing accepted is lost: every accepted order is there and has ended", given.accepted, (a) => {
      const order = byId.get(a.orderId);
      if (!order) return `${a.orderId} is not there`;
      return order.endedAt ? undefined : `${a.orderId} is ${order.state}`;
    });
    look("every accepted order has succeeded", given.accepted, (a) =>
      byId.get(a.orderId)?.state === "succeeded" ? undefined : `${a.kind} ${a.orderId} is ${byId.get(a.orderId)?.state}`,
    );
    const own = new Set(
      (await sql<{ orderId: string }[]>`select order_id from order_transitions where seq = 1 and cause = 'UNTIL_REACHED'`).map(
        (r) => r.orderId,
      ),
    );
    look("nothing was ordered that no client knows of and that was not due", orders, (o) =>
      known.has(o.id) || own.has(o.id) ? undefined : `${o.kind} ${o.id}`,
    );
    const keys = await sql<{ key: string; body: string }[]>`select key, body from idempotency_keys`;
    const orderOfKey = new Map(keys.map((k) => [k.key, (JSON.parse(k.body) as { order: { id: string } }).order.id]));
    look("one key, one order: the kept answer is the one that the client was given", given.accepted, (a) =>
      orderOfKey.get(a.key) === a.orderId ? undefined : `${a.key}: ${a.orderId} and ${orderOfKey.get(a.key)}`,
    );
    await lookAtHistories(sql, look);
    if (given.keystone) await lookAtKeystone(sql, given.keystone, look);
    else await lookAtAccess(sql, await lookAtPlatform(sql, given.platformUrl, orders, look), look);
    await lookAtRepresentatives(sql, look);
    const resent = await lookAtMail(sql, given.mailUrl, { orders, accepted: given.accepted }, look);
    await lookAtAudit(sql, { databaseUrl: given.databaseUrl, anchorFiles: given.anchorFiles ?? [] }, look);
    await lookAtEvents(sql, look);
    if (given.hooks) await lookAtHooks(sql, given.hooks, look);
    const work = await sql<{ id: number; done: boolean; quarantined: boolean }[]>`
      select id, done_at is not null as done, quarantined_at is not null as quarantined from outbox`;
    look("all work is done, none is set aside", work, (w) => (w.done && !w.quarantined ? undefined : `work ${w.id}`));
    const [perOrder] = await sql<{ rows: number }[]>`
      select coalesce(max(n), 0)::int as rows
        from (select count(*) - (select count(*) from mails m where m.order_id = w.order_id) as n
                from outbox w where order_id is not null group by order_id) x`;
    look("one piece of work per order at most, and one per mail of it", [perOrder?.rows ?? 0], (rows) =>
      rows <= 1 ? undefined : `${rows}`,
    );
    const [attempts] = await sql<{ attempts: number; works: number; generations: number }[]>`
      select coalesce(sum(attempt), 0)::int as attempts, count(*)::int as works, coalesce(sum(generation), 0)::int as generations from outbox`;
    return {
      findings,
      figures: {
        orders: orders.length,
        worksPerOrder: round(work.length / Math.max(1, orders.length)),
        attemptsPerWork: round((attempts?.attempts ?? 0) / Math.max(1, attempts?.works ?? 0)),
        sentAgainByReconciler: attempts?.generations ?? 0,
        mailsDeliveredTwiceUnderOneMessageId: resent,
      },
    };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export type Look = <T>(invariant: string, things: readonly T[], wrong: (thing: T) => string | undefined) => void;

async function lookAtHistories(sql: postgres.Sql, look: Look): Promise<void> {
  const histories = await sql<
    { orderId: string; state: OrderState; steps: { seq: number; from: OrderState | null; to: OrderState }[] }[]
  >`
    select o.id as order_id, o.state,
           jsonb_agg(jsonb_build_object('seq', t.seq, 'from', t.from_state, 'to', t.to_state) order by t.seq) as steps
      from orders o join order_transitions t on t.order_id = o.id group by 1, 2`;
  look("every history is unbroken, lawful, and ends once", histories, ({ orderId, state, steps }) => {
    for (const [i, step] of steps.entries()) {
      const before = steps[i - 1];
      if (step.seq !== i + 1) return `${orderId}: a gap before ${step.seq}`;
      if (step.from !== (before?.to ?? null)) return `${orderId}: ${before?.to} and then from ${step.from}`;
      if (step.from && !mayBecome(step.from, step.to)) return `${orderId}: ${step.from} became ${step.to}`;
    }
    return steps.at(-1)?.to === state ? undefined : `${orderId} is ${state} but its history says ${steps.at(-1)?.to}`;
  });
}

async function lookAtPlatform(
  sql: postgres.Sql,
  url: string,
  orders: readonly { id: string; kind: string; state: string }[],
  look: Look,
): Promise<Cloud> {
  const journal: JournalEntry[] = [];
  for (;;) {
    const { entries } = (await (await fetch(`${url}/journal?after=${journal.length}`)).json()) as { entries: JournalEntry[] };
    if (entries.length === 0) break;
    journal.push(...entries);
  }
  const cloud = (await (await fetch(`${url}/objects`)).json()) as Cloud;
  const { objects } = cloud;
  const acted = new Map<string, number>();
  for (const e of journal) {
    if (e.outcome === "acted" && e.call.startsWith("create-")) acted.set(e.clientToken, (acted.get(e.clientToken) ?? 0) + 1);
  }
  look("no token has made two objects on the platform", [...acted], ([token, times]) =>
    times === 1 ? undefined : `${token}: ${times}`,
  );
  const creations = orders.filter((o) => o.kind.endsWith(".create") && o.state === "succeeded");
  look("every creation that succeeded acted on the platform exactly once", creations, (o) =>
    acted.get(o.id) === 1 ? undefined : `${o.kind} ${o.id}: ${acted.get(o.id) ?? 0}`,
  );
  const living = new Map(objects.filter((o) => !o.deleted).map((o) => [o.id, o]));
  const ours = await sql<{ id: string; platformId: string | null; state: string; gone: boolean }[]>`
    select id, platform_id, state, state in ('terminated', 'failed') as gone from contracts
    union all select id, platform_id, state, state in ('deleted', 'failed') from users
    union all select id, platform_id, state, state in ('deleted', 'failed') from tenants`;
  const parents = new Set(
    (
      await sql<
        { id: string }[]
      >`select id from contracts where kind = 'parent' union select id from users where partner_id = contract_id`
    ).map((r) => r.id),
  );
  const children = ours.filter((o) => !parents.has(o.id));
  look("what stands in our books stands on the platform, and what is gone is gone", children, (o) => {
    const there = o.platformId !== null && living.has(o.platformId);
    return there === !o.gone ? undefined : `${o.id} is ${o.state} here and ${there ? "lives" : "does not live"} there`;
  });
  const known = new Set(ours.map((o) => o.platformId));
  look("nothing lives on the platform that our books do not know", [...living.values()], (o) =>
    known.has(o.id) ? undefined : `${o.kind} ${o.name}`,
  );
  const suspended = new Map(ours.map((o) => [o.platformId, o.state]));
  look(
    "a domain is disabled exactly when its contract is suspended",
    [...living.values()].filter((o) => o.kind === "domain"),
    (o) =>
      o.enabled === (suspended.get(o.id) !== "suspended")
        ? undefined
        : `${o.name} is ${suspended.get(o.id)} and ${o.enabled ? "enabled" : "disabled"}`,
  );
  return cloud;
}

async function lookAtAccess(sql: postgres.Sql, { grants }: Cloud, look: Look): Promise<void> {
  const access = await sql<{ what: string; state: string; standing: boolean; key: string | null }[]>`
    select a.user_id || ' on ' || a.tenant_id as what, a.state, a.granted_at is not null as standing, u.platform_id || ' ' || t.platform_id as key
      from tenant_access a join users u on u.id = a.user_id join tenants t on t.id = a.tenant_id`;
  const there = new Set(grants.map((g) => `${g.userId} ${g.projectId}`));
  look("what access stands in our books stands on the platform", access, (a) =>
    a.state === "granted" && a.standing && a.key !== null && there.has(a.key) ? undefined : `${a.what} is ${a.state}`,
  );
  const known = new Set(access.map((a) => a.key));
  look("no access stands on the platform that our books do not know", [...there], (key) => (known.has(key) ? undefined : key));
}

async function lookAtRepresentatives(sql: postgres.Sql, look: Look): Promise<void> {
  const tenants = await sql<{ id: string; has: boolean }[]>`
    select t.id, exists (select from tenant_access a where a.tenant_id = t.id and a.user_id = c.representative_id) as has
      from tenants t join contracts c on c.id = t.contract_id where t.state = 'active'`;
  look("every tenant's contract has a representative with access to it", tenants, (t) => (t.has ? undefined : t.id));
}

/** @returns how many mails arrived more than once under one Message-ID */
async function lookAtMail(
  sql: postgres.Sql,
  url: string,
  {
    orders,
    accepted,
  }: {
    orders: readonly {
      id: string;
      kind: string;
      state: string;
      subjectId: string;
      input: { notify?: string; mailAddress?: string };
    }[];
    accepted: readonly AcceptedOrder[];
  },
  look: Look,
): Promise<number> {
  const caught: Caught[] = [];
  for (let after = 0; ; ) {
    const page = (await (await fetch(`${url}/api/messages?after=${after}&oldest=1&limit=2000`)).json()) as (Caught & {
      id: number;
    })[];
    if (page.length === 0) break;
    caught.push(...page);
    after = Math.max(...page.map((m) => m.id));
  }
  const mails = await sql<
    {
      id: string;
      orderId: string;
      userId: string;
      state: string;
      messageId: string | null;
      address: string | null;
      template: string;
    }[]
  >`
    select id, order_id, user_id, state, message_id, address, template from mails`;
  const arrivals = new Map<string, Caught[]>();
  for (const mail of caught) arrivals.set(mail.messageId, [...(arrivals.get(mail.messageId) ?? []), mail]);
  const due = orders.filter(
    (o) =>
      o.state === "succeeded" &&
      o.input.notify !== "none" &&
      /^(contract\.(create|suspend|resume|terminate)|user\.(create|change)|representative\.change)$/.test(o.kind),
  );
  const perOrder = new Map<string, number>();
  for (const m of mails) perOrder.set(m.orderId, (perOrder.get(m.orderId) ?? 0) + 1);
  look("every order that owes a mail wrote exactly one to each whom it concerns", due, (o) =>
    perOrder.get(o.id) === (o.kind === "representative.change" ? 2 : 1)
      ? undefined
      : `${o.kind} ${o.id}: ${perOrder.get(o.id) ?? 0}`,
  );
  look("every mail was sent and has arrived", mails, (m) =>
    m.state === "sent" && m.messageId && arrivals.has(m.messageId) ? undefined : `${m.template} ${m.id} is ${m.state}`,
  );
  // Sent by one who died of it, a mail is sent once more, to where its user is reached then.
  const had = new Map<string, Set<string>>();
  const note = (userId: string, address: string | null | undefined) => {
    if (address) had.set(userId, (had.get(userId) ?? new Set()).add(address));
  };
  for (const o of orders) note(o.subjectId, o.input.mailAddress);
  const firstAddress = new Map(
    accepted.filter((a) => /^(contract|user)\.create$/.test(a.kind)).map((a) => [a.orderId, a.mailTo]),
  );
  for (const m of mails) note(m.userId, firstAddress.get(m.orderId));
  look("every mail went to its one recipient and to nobody else", mails, (m) => {
    const came = arrivals.get(m.messageId ?? "") ?? [];
    for (const [i, { recipients }] of came.entries()) {
      const [to = ""] = recipients;
      const right = to === m.address || (i < came.length - 1 && had.get(m.userId)?.has(to));
      if (recipients.length !== 1 || !right) return `${m.id}: ${recipients.join(", ")}, not ${m.address}`;
    }
    return undefined;
  });
  const ids = new Set(mails.map((m) => m.messageId));
  look("nothing arrived that was not written", [...arrivals.keys()], (messageId) => (ids.has(messageId) ? undefined : messageId));
  return [...arrivals.values()].filter((list) => list.length > 1).length;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

export function printFindings({ findings, figures }: Verified): void {
  for (const f of findings) {
    console.log(
      `${f.broken === 0 ? "✓" : "✗"} ${f.invariant} (${f.looked} looked at${f.broken ? `, ${f.broken} BROKEN: ${f.examples.join("; ")}` : ""})`,
    );
  }
  console.log(
    Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  );
  const broken = findings.filter((f) => f.broken > 0).length;
  console.log(broken === 0 ? "0 lost, 0 duplicated effects" : `${broken} of ${findings.length} invariants are broken`);
}
