import type { AnyStatement, ClaimedWork, PartnerScope, RowsOf, Tx } from "@saihan/db";
import type { Log } from "@saihan/log";
import type { z } from "zod";
import type { Job } from "./define-job.ts";

/** Something outside did not answer, or said "later": the same attempt may succeed after a while. */
export class Transient extends Error {
  override name = "Transient";
  /** A code for the log and the outbox row, e.g. PLATFORM_BUSY. */
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Nothing will change by trying again. The frame sets the work aside; handlers end their order themselves. */
export class Permanent extends Error {
  override name = "Permanent";
}

/** Another attempt has taken over. Nothing of this one stands; that is not a fault. */
export class Fenced extends Error {
  override name = "Fenced";
}

/** One start of a piece of work. */
export interface Attempt {
  /** Counts from 1, over every worker and restart. It is the fence: only the newest attempt can write its effect. */
  readonly number: number;
  readonly work: ClaimedWork;
  readonly actor: string;
  /** For transactions of the handler's own: the partner of the work. */
  readonly scope: PartnerScope;
  readonly log: Log;
  /**
   * Asked before and after every act outside. False once the process has stood still for so long that another worker may
   * have the job: a frozen worker that wakes up must not act on what it knew before.
   */
  mayAct(): boolean;
  /**
   * Writes the effect and marks the work done, in one transaction and one round trip.
   * @throws Fenced when a later attempt has begun meanwhile: then nothing is written
   */
  complete(effect: (tx: Tx) => readonly AnyStatement[]): Promise<void>;
  /** The same for an effect whose statements need one another's results. */
  completeStepwise(effect: (tx: Tx) => Promise<void>): Promise<void>;
}

/** What is known when a load is written: the work's number, and the time of the attempt. */
export interface Loading {
  workId: number;
  at: Date;
}

/**
 * What is done with one kind of job. `load` names the rows that it needs; they are read in the transaction that begins the
 * attempt. `handle` acts, and records through the attempt.
 */
export interface Handler<Ctx, Payload> {
  load(tx: Tx, payload: Payload, loading: Loading): readonly AnyStatement[];
  handle(ctx: Ctx, payload: Payload, attempt: Attempt, loaded: readonly (readonly object[])[]): Promise<void>;
}

/** A handler whose `handle` gets the rows of its `load`, statement by statement, with their types. */
export function defineHandler<Ctx, Payload, const Load extends readonly AnyStatement[]>(definition: {
  load: (tx: Tx, payload: Payload, loading: Loading) => Load;
  handle: (ctx: Ctx, payload: Payload, attempt: Attempt, loaded: { [K in keyof Load]: RowsOf<Load[K]> }) => Promise<void>;
}): Handler<Ctx, Payload> {
  return definition as unknown as Handler<Ctx, Payload>;
}

/** One handler for every job: a forgotten one does not compile. */
export type Handlers<Ctx, Jobs extends Record<string, Job>> = {
  [J in Jobs[keyof Jobs] as J["name"]]: Handler<Ctx, z.infer<J["payload"]>>;
};
