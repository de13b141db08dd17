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
           count(a.id) filter (where a.action = o.kind and a.actor = o.actor and a.at = o.accepted_at and a.target = o.subject_id
                               and a.partner_id = o.partner_id and a.contract_id = o.contract_id and a.outcome = 'done'
                               and a.request_id is not null)::int as accepted_rightly,
           count(a.id) filter (where a.action like 'order.%')::int as ended,
           count(a.id) filter (where a.action = 'order.' || o.state and a.at = o.ended_at and a.target = o.subject_id
                               and a.partner_id = o.partner_id and a.contract_id = o.contract_id and a.outcome = 'done'
                               and a.actor = t.actor and a.reason is not distinct from o.failure ->> 'code')::int as ended_rightly
      from orders o
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

/** An object's state is the one that the last entry about it says. Users also change with their contract, which has the entry. */
async function lookAtStates(sql: postgres.Sql, look: Look): Promise<void> {
  const objects = await sql<{ id: string; state: string; audited: string | null }[]>`
    with objects as (
      select id, state from contracts where kind = 'child'
      union all select id, state from tenants
      union all select u.id, u.state from users u join contracts c on c.id = u.contract_id
                 where u.type <> 'representative' and c.kind = 'child' and c.state <> 'terminated'
    )
    select o.id, o.state,
           (select a.after ->> 'state' from audit_entries a where a.target = o.id and a.outcome = 'done' and a.after ? 'state'
             order by a.id desc limit 1) as audited
      from objects o`;
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
  const entries = await sql<{ id: string; holds: string | null }[]>`
    with secrets as (
      select 'a mail address' as what, mail_address as value from users where mail_address <> ''
      union select 'a login id', login_id from users
      union select 'a name', name from users where char_length(name) >= 3
      union select 'a customer name', customer_name from contracts where kind = 'child' and char_length(customer_name) >= 3
    )
    select id::text, (select what from secrets where strpos(text, value) > 0 limit 1) as holds
      from (select id, concat_ws(' ', actor, target, before::text, after::text, reason) as text from audit_entries) entries`;
  look("no audit entry tells of anybody's name or address", entries, (e) =>
    e.holds === null ? undefined : `entry ${e.id} holds ${e.holds}`,
  );
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
