import type { AnyStatement, Bundle, PartnerScope, Piece, Statement, Tx } from "@saihan/db";
import type { Log } from "@saihan/log";
import type { Job } from "./define-job.ts";

/** One piece of a bundle under way. */
export interface PieceAttempt extends Piece {
  readonly scope: PartnerScope;
  /** Names the piece in every line. Made when it is asked for: most pieces have nothing to say. */
  log(): Log;
}

/** What became of a piece: done, again after a fault, or not yet. */
export type PieceOutcome<Result> = { result: Result | null } & (
  | { end: "done" }
  /** Tried in vain, for the how-manieth time: tried again after a while that grows with every time. */
  | { end: "again"; fault: string; tries: number; cause?: unknown }
  /** Nothing was tried and nothing is wrong: its time has not come. */
  | { end: "later"; fault: string; delayMs: number }
);

/**
 * What is done with work that comes in bundles: one round trip begins all of it, each piece is carried out by itself, and what became
 * of pieces is written together with that of others which end at about the same time.
 */
export interface BundleHandler<Ctx, Row extends { workId: number }, Result> {
  readonly job: Job;
  /** Reads one row for each piece, then notes what must stand before any is carried out; in the transaction that begins the attempts. */
  begin(tx: Tx, bundle: Bundle): readonly [Statement<Row[]>, ...AnyStatement[]];
  /** What some pieces need beside that, in a transaction of its own; mostly nothing. */
  prepare(rows: readonly Row[], at: Date): ((tx: Tx) => readonly AnyStatement[]) | undefined;
  handle(ctx: Ctx, row: Row, attempt: PieceAttempt): Promise<PieceOutcome<Result>>;
  /** Writes results of pieces whose attempt is the newest. */
  record(tx: Tx, results: readonly (Result & { workId: number; attempt: number })[], at: Date): AnyStatement;
}

/** Of any bundle, for the frame. */
// biome-ignore lint/suspicious/noExplicitAny: rows and results pass through the frame unread
export type AnyBundleHandler<Ctx> = BundleHandler<Ctx, any, any>;
