import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";

interface Feed {
  partnerId: string;
  seq: number;
  oldest: number;
  kept: number;
  first: number | null;
  last: number | null;
  behind: boolean;
}

type Look = <T>(invariant: string, things: readonly T[], wrong: (thing: T) => string | undefined) => void;

/** Is every feed whole, and does it tell of every order once when it was accepted and once when it ended? */
export async function lookAtEvents(sql: postgres.Sql, look: Look): Promise<void> {
  look("every feed of events is numbered without a gap, up to the end of the audit", await feedsWhenNumbered(sql), (f) => {
    const whole = f.kept === f.seq - f.oldest + 1 && (f.kept === 0 || (f.first === f.oldest && f.last === f.seq));
    return whole && !f.behind ? undefined : `${f.partnerId}: ${JSON.stringify(f)}`;
  });
  const orders = await sql<{ id: string; kind: string; accepted: number; ended: number; due: number }[]>`
    select o.id, o.kind, count(e.seq) filter (where e.kind = o.kind || '.accepted')::int as accepted,
           count(e.seq) filter (where e.kind = o.kind || '.' || o.state)::int as ended,
           (o.ended_at is not null)::int as due
      from orders o join event_heads h on h.partner_id = o.partner_id and h.oldest = 1
      left join events e on e.partner_id = o.partner_id and e.order_id = o.id
     group by o.partner_id, o.id`;
  look("every order is one event when it is accepted, and one when it has ended", orders, (o) =>
    o.accepted === 1 && o.ended === o.due ? undefined : `${o.kind} ${o.id}: ${o.accepted} and ${o.ended}`,
  );
}

/** Events come up to a second after what they tell of. */
async function feedsWhenNumbered(sql: postgres.Sql): Promise<Feed[]> {
  for (const until = performance.now() + 5_000; ; ) {
    const feeds = await sql<Feed[]>`
      select h.partner_id, h.seq::int, h.oldest::int, count(e.seq)::int as kept, min(e.seq)::int as first, max(e.seq)::int as last,
             h.audit_seq < coalesce(max(a.seq), 0) or exists (select from event_notes n where n.partner_id = h.partner_id) as behind
        from event_heads h
        left join audit_heads a on a.partner_id = h.partner_id
        left join events e on e.partner_id = h.partner_id
       group by h.partner_id`;
    if (feeds.every(({ behind }) => !behind) || performance.now() > until) return feeds;
    await pause(100);
  }
}
