import {
  applyRetention,
  type Db,
  dropUsageMonth,
  insertAuditEntries,
  makeUsageMonth,
  type Scope,
  single,
  type Tx,
  transaction,
  usageMonths,
} from "@saihan/db";
import {
  keptSince,
  providerId,
  type RetentionCode,
  retentionCodes,
  retentionRule,
  usageMonthsAhead,
  usageMonthsToDrop,
} from "@saihan/domain";

/** What a rule came to. */
export interface Retained {
  code: RetentionCode;
  /** What is older than this is past its retention. */
  before: Date;
  /** Pieces; of usage, months. */
  gone: number;
  /** A trial looks at so many only: there may be more. */
  more: boolean;
}

const atOnce = 1_000;
const trialMost = 100_000;

/**
 * Carries out every rule of retention that is the bell's, makes the places for the usage of this month and the next, and writes what went into the
 * provider's audit. What is left of a round that dies is found by the next.
 * @param trial everything is done, counted, and undone
 */
export async function retainOnce(options: { db: Db; now: () => Date; actor: string; trial?: boolean }): Promise<Retained[]> {
  const { db, now, actor, trial = false } = options;
  const at = now();
  const scope = { partnerId: providerId, actor };
  const done: Retained[] = [];
  for (const code of retentionCodes) {
    const rule = retentionRule(code, at);
    if (rule.by !== "bell" || rule.end === "dropped") continue;
    const before = keptSince(rule, at);
    const most = trial ? trialMost : atOnce;
    const round = (tx: Tx) => applyRetention(tx, code, before, at, most);
    let gone = 0;
    let last: number;
    do {
      const [row] = trial ? await undone(db, scope, round) : await single(db, scope, round);
      last = row?.gone ?? 0;
      gone += last;
    } while (last === most && !trial);
    done.push({ code, before, gone, more: last === most });
  }
  const months = await single(db, scope, (tx) => usageMonths(tx));
  const rule = retentionRule("usage-months", at);
  const dropped = usageMonthsToDrop(months, rule, at);
  if (!trial) {
    for (const month of dropped) await single(db, scope, (tx) => dropUsageMonth(tx, month));
    const there = new Set(months.map(({ month }) => month));
    for (const month of usageMonthsAhead(at)) if (!there.has(month)) await single(db, scope, (tx) => makeUsageMonth(tx, month));
  }
  done.push({ code: "usage-months", before: keptSince(rule, at), gone: dropped.length, more: false });
  const some = done.filter(({ gone }) => gone > 0);
  if (!trial && some.length > 0) {
    const after = Object.fromEntries(some.map(({ code, gone }) => [code, gone]));
    await single(db, scope, (tx) =>
      insertAuditEntries(tx, [
        { partnerId: providerId, contractId: providerId, at, actor, action: "retention.apply", target: "database", after },
      ]),
    );
  }
  return done;
}

class Undone extends Error {
  override name = "Undone";
}

/** What a statement would give; nothing of it stands. */
async function undone<T>(db: Db, scope: Scope, statement: (tx: Tx) => PromiseLike<T>): Promise<T> {
  let result: T | undefined;
  try {
    await transaction(
      db,
      scope,
      async (tx) => {
        result = await statement(tx);
        throw new Undone();
      },
      120_000,
    );
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return result as T;
}
