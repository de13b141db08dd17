import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Tx } from "../../transaction.ts";

/** What became of a batch of usage events. `late` is part of `taken`. */
export interface UsageTaken {
  taken: number;
  repeated: number;
  late: number;
  parked: number;
}

/** The columns of a staged event, in the order of its COPY line. */
const stageColumns = `n integer, source text, event_id text, contract_id text, resource_id text, menu text, plan text, component text,
  reading boolean, from_ms bigint, to_ms bigint, quantity numeric, currency text, fault text, why text, raw jsonb`;

/** Values of one staged event; `null` is SQL's null. Instants are milliseconds since 1970, the quantity is decimal text. */
export interface StagedUsage {
  source: string;
  eventId: string;
  contractId: string;
  resourceId: string;
  menu: string;
  plan: string;
  component: string;
  /** A reading of a meter; otherwise an interval in which a resource of a size existed. */
  reading: boolean;
  fromMs: number;
  /** The same as fromMs for a reading. */
  toMs: number;
  quantity: string;
  currency: string | null;
}

/** One event as a line of COPY's text format. @param n its number in the batch */
export function stagedLine(n: number, u: StagedUsage): string {
  return `${n}\t${copied(u.source)}\t${copied(u.eventId)}\t${copied(u.contractId)}\t${copied(u.resourceId)}\t${copied(u.menu)}\t${copied(u.plan)}\t${copied(u.component)}\t${u.reading ? "t" : "f"}\t${u.fromMs}\t${u.toMs}\t${u.quantity}\t${u.currency === null ? "\\N" : copied(u.currency)}\t\\N\t\\N\t\\N\n`;
}

/** An event that cannot be read, as it came, with what is wrong with it. */
export function unreadableLine(
  n: number,
  u: { source: string; eventId: string; contractId: string; why: string; raw: unknown },
): string {
  const text = typeof u.raw === "string" ? u.raw : (JSON.stringify(u.raw) ?? "");
  // As text in JSON, since jsonb refuses NUL and halves of surrogate pairs.
  const raw = JSON.stringify(Buffer.from(text.slice(0, 8_000).replaceAll("\0", "")).toString());
  return `${n}\t${copied(u.source)}\t${copied(u.eventId)}\t${copied(u.contractId)}\t\t\t\t\tf\t0\t0\t0\t\\N\tUSAGE_UNREADABLE\t${copied(u.why)}\t${copied(raw)}\n`;
}

function copied(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] as string) : text;
}
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Copies lines into the stage and takes them in (function take_usage of migration 0006). All of a batch stands or nothing.
 * @param lines of `stagedLine` and `unreadableLine`
 * @param earliest first day of the oldest month that anybody's usage may lie in
 */
export async function takeUsageBatch(
  tx: Tx,
  lines: readonly string[],
  facts: { at: Date; earliest: string; lateWindowMonths: number },
): Promise<UsageTaken> {
  await tx.unsafe(`create temp table if not exists usage_stage (${stageColumns}) on commit delete rows`);
  // Batches come one after the other; one that waits its turn is not stuck.
  await tx.unsafe("set local lock_timeout = '60s'; set local statement_timeout = '60s'");
  await tx.unsafe("grant select on usage_stage to saihan_ledger");
  const copy = (await tx.unsafe("copy usage_stage from stdin").writable()) as Writable;
  const over = finished(copy);
  for (let i = 0; i < lines.length; i += 500) {
    if (!copy.write(lines.slice(i, i + 500).join(""))) await Promise.race([new Promise((go) => copy.once("drain", go)), over]);
  }
  copy.end();
  await over;
  const [row] = await tx<UsageTaken[]>`
    select * from take_usage(${facts.at}, ${facts.earliest}::date, ${facts.lateWindowMonths})`;
  return row ?? { taken: 0, repeated: 0, late: 0, parked: 0 };
}

/** A usage event that waits for a person. */
export interface ParkedUsage {
  no: number;
  source: string;
  eventId: string;
  contractId: string;
  content: Record<string, unknown>;
  code: string;
  variables: Record<string, string | number>;
  arrivedAt: Date;
}

/** Parked events that nobody has settled, oldest first. */
export function listParkedUsage(tx: Tx, limit: number, after = 0) {
  return tx<ParkedUsage[]>`
    select no, source, event_id, contract_id, content, code, variables, arrived_at
      from usage_parked where settled_at is null and no > ${after} order by no limit ${limit}`;
}

/** How many events are parked for which reason. */
export function countParkedUsage(tx: Tx) {
  return tx<{ code: string; count: number }[]>`
    select code, count(*) from usage_parked where settled_at is null group by code order by code`;
}

/** Notes what became of parked events. @param as `taken`, or why they shall not be billed */
export function settleParkedUsage(tx: Tx, nos: readonly number[], as: string, at: Date) {
  return tx`
    update usage_parked set settled_at = ${at}, settled_as = ${as}
     where settled_at is null and no in (select value::bigint from jsonb_array_elements_text(${tx.json([...nos])}))`;
}

/** Settles parked events that have been taken in since, with the content under which they were parked. @returns how many */
export function settleTaken(tx: Tx, nos: readonly number[], at: Date) {
  return tx`
    update usage_parked p set settled_at = ${at}, settled_as = 'taken'
     where p.settled_at is null and p.no in (select value::bigint from jsonb_array_elements_text(${tx.json([...nos])}))
       and jsonb_typeof(p.content) = 'object'
       and exists (select from usage_records u join usage_sources s on s.no = u.source
                    where s.name = p.source and u.event_id = p.event_id and u.from_ms = (p.content ->> 'fromMs')::bigint
                      and u.to_ms = (p.content ->> 'toMs')::bigint and u.quantity = (p.content ->> 'quantity')::numeric)`;
}
