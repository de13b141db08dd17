import { type Acceptance, acceptOrders, type Db, type Scope, single, violatedUnique } from "@saihan/db";

/** Orders of one partner written by one statement, at most. */
const together = 50;

interface Waiting {
  acceptance: Acceptance;
  resolve: (accepted: boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes orders that rest on no facts. While one statement of a partner is under way, further orders of that partner gather
 * and go together in the next: under load a statement carries many orders, and alone an order waits for nothing.
 */
export interface Accepting {
  /** @returns false when the idempotency key was used before: then nothing was written. */
  accept(scope: Scope & { partnerId: string }, acceptance: Acceptance): Promise<boolean>;
}

export function createAccepting(db: Db, underWayAtOnce = 2): Accepting {
  const lines = new Map<string, { scope: Scope; waiting: Waiting[]; underWay: number }>();

  return {
    accept: (scope, acceptance) =>
      new Promise((resolve, reject) => {
        const line = lines.get(scope.partnerId) ?? { scope, waiting: [], underWay: 0 };
        lines.set(scope.partnerId, line);
        line.waiting.push({ acceptance, resolve, reject });
        if (line.underWay < underWayAtOnce) void run(scope.partnerId, line);
      }),
  };

  async function run(partnerId: string, line: { scope: Scope; waiting: Waiting[]; underWay: number }): Promise<void> {
    line.underWay++;
    while (line.waiting.length > 0) await write(line.scope, take(line.waiting));
    line.underWay--;
    if (line.underWay === 0) lines.delete(partnerId);
  }

  async function write(scope: Scope, list: Waiting[]): Promise<void> {
    try {
      const rows = await single(db, scope, (tx) =>
        acceptOrders(
          tx,
          list.map((w) => w.acceptance),
        ),
      );
      const accepted = new Set(rows.map((r) => r.n));
      for (const [n, waiting] of list.entries()) waiting.resolve(accepted.has(n));
    } catch (error) {
      const [first] = list;
      if (list.length === 1) first?.reject(error);
      // One of them asks for a name that is taken, and took the others with it: each for itself.
      else if (violatedUnique(error)) for (const waiting of list) await write(scope, [waiting]);
      else for (const waiting of list) waiting.reject(error);
    }
  }
}

/** The next ones, no key twice. */
function take(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>();
  const taken: Waiting[] = [];
  for (let i = 0; i < waiting.length && taken.length < together; ) {
    const next = waiting[i] as Waiting;
    const key = `${next.acceptance.order.actor} ${next.acceptance.key}`;
    if (keys.has(key)) {
      i++;
      continue;
    }
    keys.add(key);
    taken.push(next);
    waiting.splice(i, 1);
  }
  return taken;
}
