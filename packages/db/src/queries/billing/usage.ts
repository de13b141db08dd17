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

/** What events of one sender about one component of a plan have in common. */
interface StagedKind {
  kind: number;
  source: string;
  menu: string;
  plan: string;
  component: string;
  currency: string | null;
}

/** An event that cannot be read, as it came, with what is wrong with it. */
export interface UnreadableUsage {
  source: string;
  eventId: string;
  contractId: string;
  why: string;
  raw: unknown;
}

type Names = [source: string, menu: string, plan: string, component: string];

/** How much text is gathered before it leaves the heap. */
const chunkLength = 32 * 1024;

/**
 * A batch of events in the form in which it is sent: lines of COPY in buffers, outside the heap. What many events have in common (sender, menu,
 * plan, component) is sent once.
 */
export class StagedBatch {
  /** Events in it. */
  rows = 0;
  /** Bytes that are held for it, about. */
  bytes = 0;
  readonly kinds: StagedKind[] = [];
  readonly #kindOf = new Map<string, number>();
  readonly #chunks: Buffer[] = [];
  readonly #unreadable: Buffer[] = [];
  #text = "";

  add(u: StagedUsage): void {
    const n = ++this.rows;
    const line = `${n}\t${this.#kind(u)}\t${copied(u.eventId)}\t${copied(u.contractId)}\t${copied(u.resourceId)}\t${u.reading ? "t" : "f"}\t${u.fromMs}\t${u.toMs}\t${u.quantity}\n`;
    this.bytes += line.length;
    this.#text += line;
    if (this.#text.length >= chunkLength) this.#cut();
  }

  addUnreadable(u: UnreadableUsage): void {
    this.rows++;
    const text = typeof u.raw === "string" ? u.raw : (JSON.stringify(u.raw) ?? "");
    // As text in JSON, since jsonb refuses NUL and halves of surrogate pairs.
    const raw = JSON.stringify(Buffer.from(text.slice(0, 8_000).replaceAll("\0", "")).toString());
    const line = [u.source, u.eventId, u.contractId, u.why, raw].map(copied).join("\t");
    this.bytes += line.length;
    this.#unreadable.push(Buffer.from(`${line}\n`));
  }

  /** The lines of the events that can be read. */
  lines(): readonly Buffer[] {
    this.#cut();
    return this.#chunks;
  }

  unreadableLines(): readonly Buffer[] {
    return this.#unreadable;
  }

  #kind({ source, menu, plan, component, currency }: StagedUsage): number {
    const key = `${source}\0${menu}\0${plan}\0${component}\0${currency ?? ""}`;
    let kind = this.#kindOf.get(key);
    if (kind === undefined) {
      // As the bytes of COPY would be: jsonb refuses halves of surrogate pairs.
      const [from, of, at, part] = [source, menu, plan, component].map((text) => Buffer.from(text).toString()) as Names;
      kind = this.kinds.push({ kind: this.kinds.length + 1, source: from, menu: of, plan: at, component: part, currency });
      this.#kindOf.set(key, kind);
      this.bytes += key.length;
    }
    return kind;
  }

  #cut(): void {
    if (this.#text === "") return;
    this.#chunks.push(Buffer.from(this.#text));
    this.#text = "";
  }
}

function copied(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] as string) : text;
}
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Copies a batch into the stage and takes it in (functions stage_usage and take_usage of migration 0006). All of a batch stands or nothing.
 * @param earliest first day of the oldest month that anybody's usage may lie in
 */
export async function takeUsageBatch(
  tx: Tx,
  staged: StagedBatch,
  facts: { at: Date; earliest: string; lateWindowMonths: number },
): Promise<UsageTaken> {
  const [lines, unreadable] = [staged.lines(), staged.unreadableLines()];
  // Batches come one after the other; one that waits its turn is not stuck.
  await Promise.all([
    tx`select set_config('lock_timeout', '60s', true), set_config('statement_timeout', '60s', true)`,
    tx`select stage_usage(${tx.json(staged.kinds as never)})`,
  ]);
  if (lines.length > 0) await copyInto(tx, "usage_stage", lines);
  if (unreadable.length > 0) await copyInto(tx, "usage_unreadable", unreadable);
  const [row] = await tx<UsageTaken[]>`
    select * from take_usage(${facts.at}, ${facts.earliest}::date, ${facts.lateWindowMonths})`;
  return row ?? { taken: 0, repeated: 0, late: 0, parked: 0 };
}

async function copyInto(tx: Tx, stage: string, chunks: readonly Buffer[]): Promise<void> {
  const copy = (await tx.unsafe(`copy ${stage} from stdin`).writable()) as Writable;
  const over = finished(copy);
  for (const chunk of chunks) {
    if (!copy.write(chunk)) await Promise.race([new Promise((go) => copy.once("drain", go)), over]);
  }
  copy.end();
  await over;
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
