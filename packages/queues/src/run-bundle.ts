import {
  type Bundle,
  batch,
  claimBundle,
  DatabaseUnavailable,
  type Piece,
  type PieceEnd,
  quarantineWork,
  settlePieces,
  single,
} from "@saihan/db";
import { errorFacts } from "@saihan/log";
import { type AttemptOutcome, attemptEnded } from "@saihan/metrics";
import { type OpenSpan, openSpan } from "@saihan/tracing";
import type { Job as QueuedJob } from "bullmq";
import { z } from "zod";
import type { AnyBundleHandler, PieceAttempt, PieceOutcome } from "./bundle.ts";
import { type Frame, isOwner } from "./run-job.ts";
import { type Settler, settleTogether } from "./settle-together.ts";
import { watchStandstill } from "./standstill.ts";

/** How long an end waits for others. While it does, a process that dies leaves it unknown, so it is short. */
const settleWithinMs = 20;
const longestPauseMs = 15 * 60_000;

const carried = z.object({
  works: z.array(z.number().int().min(1)).min(1).max(1_000),
  partner: z.string(),
  traces: z.array(z.string().nullable()).optional().catch(undefined),
});

interface Ended {
  attempt: PieceAttempt;
  outcome: PieceOutcome<object>;
}

/**
 * The way of a bundle: begin every piece in one round trip, carry each out, settle each. A piece that failed leaves the bundle and comes back
 * through the outbox, so the bundle itself is done when every piece has an end. It fails only when the database does.
 */
export async function runBundle<Ctx>(frame: Frame<Ctx>, handler: AnyBundleHandler<Ctx>, queued: QueuedJob): Promise<void> {
  const data = carried.safeParse(queued.data);
  if (!data.success || !isOwner(data.data.partner) || !queued.id) {
    frame.log.warn("a bundle without work numbers or a partner was refused", { queue: frame.queue });
    return;
  }
  const { works, traces = [] } = data.data;
  const bundle = { carrier: queued.id, works };
  // Each piece belongs to the trace of what it was written for, not to one of the bundle.
  const traceOf = new Map(works.map((work, i) => [work, traces[i]]));
  const scope = { partnerId: data.data.partner, actor: frame.actor };
  const mayAct = watchStandstill(frame.lockMs);
  try {
    const [pieces, rows] = await begin(frame, handler, scope, bundle);
    const rowOf = new Map(rows.map((row) => [row.workId, row]));
    const settler = settlerOf(frame, handler, scope);
    let underWay = pieces.length;
    const over = () => {
      if (--underWay === 0) settler.last();
    };
    await Promise.all(
      pieces.map(async (piece) => {
        const log = () => frame.log.child(factsOf(handler.job.name, piece));
        const attempt = { ...piece, scope, log };
        const row = rowOf.get(piece.workId);
        if (!row || piece.crashes >= frame.crashLimit) {
          const cause = row ? "its process died too often" : "what it names does not exist";
          await single(frame.db, scope, (tx) => quarantineWork(tx, piece.workId, cause, frame.now()));
          log().error("set aside", { cause });
          attemptEnded(frame.queue, handler.job.name, "set_aside", 0);
          return over();
        }
        // A frozen process that wakes up leaves to others what it has not begun.
        if (!mayAct()) return over();
        const parent = traceOf.get(piece.workId);
        const facts = { queue: frame.queue, job: handler.job.name, outboxId: piece.workId, attempt: piece.attempt };
        const start = { kind: "consumer", parent, facts: { ...facts, partnerId: scope.partnerId } } as const;
        const span = parent ? openSpan(`do ${handler.job.name}`, start) : undefined;
        const carry = () => carryOut(frame, handler, row, attempt, settler, over, span);
        await (span ? span.within(carry) : carry());
      }),
    );
  } catch (error) {
    const cause = error instanceof DatabaseUnavailable ? "DATABASE_UNAVAILABLE" : "INTERNAL_FAULT";
    frame.log.warn("a bundle will be tried again", { ...errorFacts(error), cause });
    throw new Error(cause);
  }
}

async function begin<Ctx>(
  frame: Frame<Ctx>,
  handler: AnyBundleHandler<Ctx>,
  scope: PieceAttempt["scope"],
  bundle: Bundle,
): Promise<[Piece[], { workId: number }[]]> {
  const at = frame.now();
  const { queue, name } = handler.job;
  const [pieces, rows] = await batch(frame.db, scope, (tx) => [
    claimBundle(tx, bundle, { queue, name }, at),
    ...handler.begin(tx, bundle),
  ]);
  const loaded = rows as unknown as { workId: number }[];
  const more = handler.prepare(loaded, at);
  if (more) await batch(frame.db, scope, more);
  return [pieces as unknown as Piece[], loaded];
}

async function carryOut<Ctx>(
  frame: Frame<Ctx>,
  handler: AnyBundleHandler<Ctx>,
  row: { workId: number },
  attempt: PieceAttempt,
  settler: Settler<Ended>,
  over: () => void,
  span: OpenSpan | undefined,
): Promise<void> {
  const began = performance.now();
  const ended = (outcome: AttemptOutcome) =>
    attemptEnded(frame.queue, handler.job.name, outcome, (performance.now() - began) / 1_000);
  let outcome: PieceOutcome<object>;
  try {
    outcome = await handler.handle(frame.ctx, row, attempt);
  } catch (error) {
    // Nothing is known of the result, so its row stays as it was begun.
    outcome = { end: "again", fault: "INTERNAL_FAULT", tries: attempt.faults + 1, cause: error, result: null };
  }
  const settled = settler.settle({ attempt, outcome });
  over();
  await settled;
  if (attempt.orderId) span?.note({ orderId: attempt.orderId });
  span?.note({ outcome: outcome.end });
  span?.end(outcome.end === "again" ? outcome.cause : undefined);
  ended(outcome.end === "done" ? "done" : "again");
  if (outcome.end === "done") frame.log.debug("done", factsOf(handler.job.name, attempt));
  if (outcome.end !== "again") return;
  attempt.log().warn("will be tried again", { ...(outcome.cause ? errorFacts(outcome.cause) : {}), cause: outcome.fault });
}

/** What a line of the log says of a piece, as it would of a job of its own. */
function factsOf(
  job: string,
  { workId, orderId, attempt }: Pick<Piece, "workId" | "orderId" | "attempt">,
): Record<string, unknown> {
  return { outboxId: workId, job, attempt, ...(orderId ? { orderId } : {}) };
}

/** Pieces that end together are written in one round trip: the ends of their work, then their results. */
function settlerOf<Ctx>(frame: Frame<Ctx>, handler: AnyBundleHandler<Ctx>, scope: PieceAttempt["scope"]): Settler<Ended> {
  const write = async (ends: readonly Ended[]) => {
    const at = frame.now();
    const works = ends.map(({ attempt, outcome }) => endOf(attempt, outcome, at, frame.retryDelayMs));
    const results = ends.flatMap(({ attempt: { workId, attempt }, outcome: { result } }) =>
      result ? [{ ...result, workId, attempt }] : [],
    );
    await batch(frame.db, scope, (tx) => [
      settlePieces(tx, works, at),
      ...(results.length > 0 ? [handler.record(tx, results, at)] : []),
    ]);
    frame.outbox.tell();
    for (const { attempt } of ends) if (attempt.orderId) frame.orders.tell(attempt.orderId);
  };
  return settleTogether(write, { withinMs: settleWithinMs, most: 100 });
}

/** When a piece is due again: at the time that it names, or after a pause that doubles with every try up to a quarter of an hour, half of it random. */
export function endOf(
  { workId, attempt }: Pick<PieceAttempt, "workId" | "attempt">,
  outcome: PieceOutcome<unknown>,
  at: Date,
  retryDelayMs: number,
): PieceEnd {
  if (outcome.end === "done") return { workId, attempt, againAt: null, fault: null };
  const pauseAfter = (tries: number) =>
    Math.min(longestPauseMs, retryDelayMs * 2 ** Math.min(tries - 1, 16)) * (0.5 + Math.random() / 2);
  const delayMs = outcome.end === "later" ? outcome.delayMs : pauseAfter(outcome.tries);
  return { workId, attempt, againAt: new Date(at.getTime() + delayMs), fault: outcome.fault };
}
