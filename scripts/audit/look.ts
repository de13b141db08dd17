import { type Verdict, verifyChains } from "@saihan/audit";
import type postgres from "postgres";
import { openAnchors } from "./anchor-file.ts";
import { inOneSnapshot, openReader } from "./read-chains.ts";
import { reportLines } from "./report.ts";

/** An order beside what the audit says of it. */
interface Audited {
  id: string;
  kind: string;
  state: string;
  accepted: number;
  acceptedRightly: number;
  ended: number;
  endedRightly: number;
  hasEnded: boolean;
}

type Look = <T>(invariant: string, things: readonly T[], wrong: (thing: T) => string | undefined) => void;

/** Is every state change in the audit, once, by the one who made it, and is every chain whole? */
export async function lookAtAudit(
  sql: postgres.Sql,
  given: { databaseUrl: string; anchorFiles: readonly string[] },
  look: Look,
): Promise<void> {
  const orders = await sql<Audited[]>`
    select o.id, o.kind, o.state, o.ended_at is not null as has_ended,
           count(a.id) filter (where a.action = o.kind)::int as accepted,
           count(a.id) filter (where a.action = o.kind and a.actor = first.actor and a.at = o.accepted_at and a.target = o.subject_id
                               and a.partner_id = o.partner_id and a.contract_id = o.contract_id and a.outcome = 'done'
                               and (a.request_id is not null or first.cause <> 'ACCEPTED'))::int as accepted_rightly,
           count(a.id) filter (where a.action like 'order.%')::int as ended,
           count(a.id) filter (where a.action = 'order.' || o.state and a.at = o.ended_at and a.target = o.subject_id
                               and a.partner_id = o.partner_id and a.contract_id = o.contract_id and a.outcome = 'done'
                               and a.actor = t.actor and a.reason is not distinct from o.failure ->> 'code')::int as ended_rightly
      from orders o
      left join order_transitions first on first.order_id = o.id and first.seq = 1
      left join audit_entries a on a.order_id = o.id
      left join order_transitions t on t.order_id = o.id and t.to_state = o.state and o.ended_at is not null
     group by o.partner_id, o.id`;
  look("every order has exactly one audit entry of its acceptance", orders, (o) =>
    o.accepted === 1 && o.acceptedRightly === 1 ? undefined : `${o.kind} ${o.id}: ${o.accepted}, right ${o.acceptedRightly}`,
  );
  look("every end of an order has exactly one audit entry", orders, (o) => {
    const due = o.hasEnded ? 1 : 0;
    return o.ended === due && o.endedRightly === due
      ? undefined
      : `${o.kind} ${o.id} is ${o.state}: ${o.ended}, right ${o.endedRightly}`;
  });
  await lookAtStates(sql, look);
  const verdicts = await verifyWhenSealed(given);
  look("every audit entry is sealed and every chain verifies", verdicts, (v) =>
    !v.fault && v.unsealed === 0
      ? undefined
      : reportLines([v], { all: true, anchorLines: 1, now: new Date() }).slice(0, 2).join(" "),
  );
  await lookAtNames(sql, look);
}

/**
 * An object's state is the one that the last entry about it says. A contract's first representative is made with it, and users go with their
 * contract: then the contract has the entry.
 */
async function lookAtStates(sql: postgres.Sql, look: Look): Promise<void> {
  const objects = await sql<{ id: string; state: string; audited: string | null }[]>`
    with last as (
      select distinct on (target) target, after ->> 'state' as state from audit_entries where outcome = 'done' and after ? 'state'
       order by target, id desc
    ), objects as (
      select id, state from contracts where kind = 'child'
      union all select id, state from tenants
      union all select id::text, state from subscriptions
      union all select u.id, u.state from users u join contracts c on c.id = u.contract_id
                 where c.kind = 'child' and c.state <> 'terminated'
                   and exists (select from orders made where made.kind = 'user.create' and made.subject_id = u.id)
    )
    select o.id, o.state, l.state as audited
      from objects o left join last l on l.target = o.id`;
  look("every object is in the state that the last audit entry about it says", objects, (o) =>
    o.state === o.audited ? undefined : `${o.id} is ${o.state}, the audit says ${o.audited}`,
  );
  const steps = await sql<{ target: string; before: string | null; prior: string }[]>`
    select target, before, prior from (
      select target, before ->> 'state' as before, lag(after ->> 'state') over (partition by partner_id, target order by id) as prior
        from audit_entries where outcome = 'done' and after ? 'state') steps
     where prior is not null`;
  look("every audited change begins where the one before it ended", steps, ({ target, before, prior }) =>
    before === prior ? undefined : `${target}: ${prior} and then from ${before}`,
  );
}

async function lookAtNames(sql: postgres.Sql, look: Look): Promise<void> {
  const secrets = await sql<{ what: string; value: string }[]>`
    select 'a mail address' as what, mail_address as value from users where char_length(mail_address) >= 3
    union select 'a login id', login_id from users where char_length(login_id) >= 3
    union select 'a name', name from users where char_length(name) >= 3
    union select 'a customer name', customer_name from contracts where kind = 'child' and char_length(customer_name) >= 3`;
  const find = finderOf(secrets);
  const entries: { id: string; holds: string | undefined }[] = [];
  await sql<{ id: string; text: string }[]>`
    select id::text, concat_ws(' ', actor, target, before::text, after::text, reason) as text from audit_entries`.cursor(
    5_000,
    (rows) => {
      for (const { id, text } of rows) entries.push({ id, holds: find(text) });
    },
  );
  look("no audit entry tells of anybody's name or address", entries, (e) =>
    e.holds === undefined ? undefined : `entry ${e.id} holds ${e.holds}`,
  );
}

/**
 * Finds any of many texts within others, in time that does not grow with how many there are: each is known by its first characters, as many as
 * there are of it up to twelve.
 */
function finderOf(secrets: readonly { what: string; value: string }[]): (text: string) => string | undefined {
  const known = new Map<number, Map<string, { what: string; value: string }[]>>();
  for (const secret of secrets) {
    const length = Math.min(12, secret.value.length);
    const ofLength = known.get(length) ?? new Map();
    const head = secret.value.slice(0, length);
    ofLength.set(head, [...(ofLength.get(head) ?? []), secret]);
    known.set(length, ofLength);
  }
  return (text) => {
    for (const [length, heads] of known) {
      for (let at = 0; at + length <= text.length; at++) {
        const found = heads.get(text.slice(at, at + length))?.find(({ value }) => text.startsWith(value, at));
        if (found) return found.what;
      }
    }
    return undefined;
  };
}

async function verifyWhenSealed(given: { databaseUrl: string; anchorFiles: readonly string[] }): Promise<Verdict[]> {
  const opened = openAnchors(given.anchorFiles, []);
  const sql = openReader(given.databaseUrl);
  try {
    for (const until = performance.now() + 5_000; ; ) {
      const verdicts = await inOneSnapshot(sql, [], (source) => verifyChains(source, opened.anchors));
      if (verdicts.every((v) => v.unsealed === 0) || performance.now() > until) return verdicts;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    opened.close();
    await sql.end({ timeout: 1 });
  }
}
