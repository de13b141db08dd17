import { type Acceptance, acceptContracts, acceptOrders, batch, type CallerScope, type Db, violatedUnique } from "@saihan/db";

/** Orders of one caller written by one statement, at most. */
const together = 50;

interface Waiting {
  acceptance: Acceptance;
  resolve: (accepted: boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes orders that rest on no facts. While one statement of a caller is under way, further orders of that caller gather
 * and go together in the next: under load a statement carries many orders, and alone an order waits for nothing.
 */
export interface Accepting {
  /** @returns false when the idempotency key was used before: then nothing was written. */
  accept(scope: CallerScope, acceptance: Acceptance): Promise<boolean>;
}

export function createAccepting(db: Db, underWayAtOnce = 2): Accepting {
  const lines = new Map<string, Line>();

  return {
    accept: (scope, acceptance) =>
      new Promise((resolve, reject) => {
        const line = lines.get(scope.actor) ?? { scope, waiting: [], underWay: 0 };
        lines.set(scope.actor, line);
        line.waiting.push({ acceptance, resolve, reject });
        if (line.underWay < underWayAtOnce) void run(line);
      }),
  };

  async function run(line: Line): Promise<void> {
    line.underWay++;
    while (line.waiting.length > 0) await write(line.scope, take(line.waiting));
    line.underWay--;
    if (line.underWay === 0) lines.delete(line.scope.actor);
  }

  async function write(scope: CallerScope, list: Waiting[]): Promise<void> {
    try {
      const acceptances = list.map((w) => w.acceptance);
      const answers = await batch(db, scope, (tx) => [...acceptContracts(tx, acceptances), acceptOrders(tx, acceptances)]);
      const accepted = new Set(answers.at(-1)?.map((row) => row.n as number));
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

interface Line {
  scope: CallerScope;
  waiting: Waiting[];
  underWay: number;
}

/** The next ones, no key twice. */
function take(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>();
  const taken: Waiting[] = [];
  for (let i = 0; i < waiting.length && taken.length < together; ) {
    const next = waiting[i] as Waiting;
    const { key } = next.acceptance;
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
