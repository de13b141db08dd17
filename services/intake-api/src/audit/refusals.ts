import { DatabaseBusy, type Db, insertAuditEntries, type NewAuditEntry, type PartnerScope, RowLocked, single } from "@saihan/db";
import { type ProblemCode, providerId } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { type AnswerCode, statusOf } from "../problem.ts";

/** Refusals of one caller written by one statement, at most. */
const together = 100;
const mostWaiting = { caller: 500, all: 5_000 };

export interface Refusal {
  /** As the permission table calls it. */
  action: string;
  /** What the request named. Anything that has not the form of an id is not written down: it may be somebody's name. */
  target: string;
  code: ProblemCode;
  requestId: string;
}

/** Writes refusals into the audit. Those of one caller gather while a statement is under way, so that a flood is not a flood of transactions. */
export interface Refusals {
  /**
   * Settles when the entry stands: the refusal may then be answered.
   * @throws DatabaseBusy when too many wait already, and as `single`: then the refusal must not be answered as one
   */
  note(scope: PartnerScope, entry: NewAuditEntry): Promise<void>;
}

/** Is it a refusal of somebody who may not, or who named what does not exist for them? Not: a rule of the field that says no. */
export function isRefusal(code: ProblemCode): boolean {
  if (code === "GROUP_MEMBER_UNKNOWN") return true;
  const status = code in statusOf ? statusOf[code as AnswerCode] : 500;
  return status === 403 || (status === 404 && code !== "ROUTE_NOT_FOUND");
}

/** Writes that a caller was refused, under the caller's own contract. Wait for it before the answer. @throws as `Refusals.note` */
export function noteRefusal(ctx: IntakeContext, caller: Caller, { action, target, code, requestId }: Refusal): Promise<void> {
  const { actor } = caller;
  const [partnerId, contractId] = caller.partnerId === "" ? [providerId, providerId] : [caller.partnerId, caller.contractId];
  const entry = { partnerId, contractId, actor, action, target: idOrNot(target), refused: code, requestId, at: ctx.now() };
  return ctx.refusals.note({ partnerId, actor }, entry);
}

export function idOrNot(text: string): string {
  return /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/.test(text) ? text : "(not an id)";
}

interface Waiting {
  entry: NewAuditEntry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export function createRefusals(db: Db): Refusals {
  const lines = new Map<string, { scope: PartnerScope; waiting: Waiting[]; underWay: boolean }>();
  let all = 0;

  return {
    note: (scope, entry) =>
      new Promise((resolve, reject) => {
        const name = `${scope.partnerId} ${scope.actor}`;
        const line = lines.get(name) ?? { scope, waiting: [], underWay: false };
        if (line.waiting.length >= mostWaiting.caller || all >= mostWaiting.all) {
          reject(new DatabaseBusy("too many refusals wait to be written"));
          return;
        }
        lines.set(name, line);
        line.waiting.push({ entry, resolve, reject });
        all++;
        if (!line.underWay) void run(name, line);
      }),
  };

  async function run(name: string, line: { scope: PartnerScope; waiting: Waiting[]; underWay: boolean }): Promise<void> {
    line.underWay = true;
    while (line.waiting.length > 0) {
      const list = line.waiting.splice(0, together);
      try {
        const entries = list.map((waiting) => waiting.entry);
        await single(db, line.scope, (tx) => insertAuditEntries(tx, entries));
        for (const waiting of list) waiting.resolve();
      } catch (error) {
        const because = error instanceof RowLocked ? new DatabaseBusy("the audit is locked", { cause: error }) : error;
        for (const waiting of list) waiting.reject(because);
      } finally {
        all -= list.length;
      }
    }
    lines.delete(name);
  }
}
