import {
  applyBulk,
  type BulkCount,
  type BulkLine,
  type BulkRow,
  claimKey,
  countBulkRows,
  findAnswer,
  findBulk,
  insertAuditEntries,
  insertBulk,
  type KeptAnswer,
  lockBulk,
  replanFailedRows,
  selectAnswer,
  type Tx,
  transaction,
} from "@saihan/db";
import {
  type BulkVerdict,
  type ContractRowAsked,
  decidePartnerMayOrder,
  no,
  orderIdPattern,
  planContractRow,
  type Rejection,
} from "@saihan/domain";
import { enqueue, jobs, mayDo, readBulkGrounds } from "@saihan/queues";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { accepted, replay } from "../place-order.ts";
import { type BulkType, type ReadRow, readRows } from "./read-rows.ts";
import { bulkView } from "./view.ts";

type Upload = Asked<unknown, unknown, { type: BulkType; text: string }>;

/** Reads a file and says of every row what applying it would do. Nothing is ordered. The request's key keeps the one answer. */
export async function planBulk(ctx: IntakeContext, asked: Upload): Promise<Answer | Rejection> {
  const { caller, body, idempotency, requestId } = asked;
  const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
  if (!allowed.ok) return allowed;
  const read = readRows(body.type, body.text);
  if (!read.ok) return read;
  const outcome = await transaction(ctx.db, caller, async (tx) => {
    const [kept] = await selectAnswer(tx, caller.actor, idempotency.key);
    if (kept) return replay(asked, kept);
    const lines = await planned(tx, caller, read.rows);
    if (asked.validateOnly) return ok(200, { valid: lines.every(({ state }) => state !== "refused") });
    const at = ctx.now();
    const by = { ...callerOf(caller), requestId, orderDeadlineMs: ctx.orderDeadlineMs };
    const bulk = { ...by, id: v7({ msecs: at.getTime() }), partnerId: caller.partnerId, at };
    const shown = bulkView(
      { ...bulk, state: "planned", rows: lines.length, round: 1, createdAt: at, appliedAt: null, finishedAt: null },
      countsOf(bulk.id, lines),
    );
    const answer: KeptAnswer = {
      fingerprint: idempotency.fingerprint,
      status: 201,
      location: `/v1/bulks/${bulk.id}`,
      body: JSON.stringify(shown),
    };
    const claimed = await claimKey(tx, caller, idempotency.key, answer, at);
    if (claimed.length === 0) return undefined;
    for (const statement of insertBulk(tx, bulk, lines)) await statement;
    await insertAuditEntries(tx, [entryOf(caller, "bulk.plan", bulk.id, at, requestId, { rows: lines.length })]);
    return answer;
  });
  if (outcome === undefined) {
    const kept = await findAnswer(ctx.db, caller, caller.actor, idempotency.key);
    return kept ? replay(asked, kept) : no("IDEMPOTENCY_KEY_IN_USE");
  }
  return "fingerprint" in outcome ? { ok: true, status: 201, body: outcome.body, location: outcome.location } : outcome;
}

async function planned(tx: Tx, caller: Caller, rows: readonly ReadRow[]): Promise<Omit<BulkLine, "orderId">[]> {
  const grounds = await readBulkGrounds(
    tx,
    rows.flatMap(({ input }) => (input === null ? [] : [input])),
  );
  const authority = { partnerId: caller.partnerId, authority: caller.who };
  return rows.map(({ input, problem }, i) => {
    const verdict = problem ?? permittedPlan(authority, planContractRow(input as ContractRowAsked, grounds));
    const line = { n: i + 1, input, action: null, contractId: null, problem: null };
    if (!verdict.ok) {
      const { code, variables } = verdict;
      return { ...line, state: "refused", problem: { code, variables } };
    }
    if (verdict.action === "unchanged") return { ...line, state: "unchanged", contractId: verdict.contractId };
    const contractId = verdict.action === "change" ? verdict.contractId : null;
    return { ...line, state: "planned", action: verdict.action, contractId };
  });
}

function permittedPlan(by: Parameters<typeof mayDo>[0], verdict: BulkVerdict): BulkVerdict {
  if (!verdict.ok || verdict.action === "unchanged") return verdict;
  const answer = mayDo(by, verdict.action, verdict.action === "change" ? verdict.contractId : by.partnerId);
  return answer.ok ? verdict : answer;
}

/** Has the plan carried out: what was planned, or of a resumed bulk the rows that have failed. Asking again changes nothing. */
export async function startBulk(
  ctx: IntakeContext,
  asked: Asked<{ bulkId: string }, unknown, unknown>,
  what: "apply" | "resume",
): Promise<Answer | Rejection> {
  const { caller, params, requestId } = asked;
  const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
  if (!allowed.ok) return allowed;
  const unknown = no("BULK_NOT_FOUND", { bulkId: params.bulkId.slice(0, 64) });
  if (!orderIdPattern.test(params.bulkId)) return unknown;
  const outcome = await transaction(ctx.db, caller, async (tx) => {
    const [bulk] = await lockBulk(tx, params.bulkId);
    if (!bulk) return unknown;
    // Applied already, or just now resumed by another request.
    const asBefore = what === "apply" ? bulk.state !== "planned" : bulk.state === "applying";
    if (asBefore) return bulk;
    if (what === "resume" && bulk.state === "planned") return no("BULK_STATE_FORBIDS", { bulkId: bulk.id, state: bulk.state });
    const failed = what === "resume" ? await replanFailedRows(tx, bulk.id) : 0;
    if (what === "resume" && failed === 0) return no("BULK_NOTHING_FAILED", { bulkId: bulk.id });
    const at = ctx.now();
    const round = what === "resume" ? bulk.round + 1 : bulk.round;
    await applyBulk(tx, bulk.id, { ...callerOf(caller), requestId, orderDeadlineMs: ctx.orderDeadlineMs, round, at });
    await enqueue(tx, jobs.applyBulk, { bulkId: bulk.id }, { partnerId: caller.partnerId, at });
    await insertAuditEntries(tx, [
      entryOf(caller, `bulk.${what}`, bulk.id, at, requestId, what === "resume" ? { rows: failed } : {}),
    ]);
    return bulk;
  });
  if ("ok" in outcome) return outcome;
  const found = await readBulk(ctx, caller, params.bulkId);
  return found
    ? accepted(ctx, { status: 202, location: `/v1/bulks/${params.bulkId}`, body: JSON.stringify(found), fingerprint: "" })
    : unknown;
}

/** A bulk with the counts of its rows. */
export async function readBulk(ctx: IntakeContext, caller: Caller, bulkId: string) {
  if (!orderIdPattern.test(bulkId)) return undefined;
  return transaction(ctx.db, caller, async (tx) => {
    const [[row], counts] = await Promise.all([findBulk(tx, bulkId), countBulkRows(tx, [bulkId])]);
    return row && bulkView(row, counts);
  });
}

export async function viewBulk(ctx: IntakeContext, { caller, params }: Asked<{ bulkId: string }, unknown, unknown>) {
  const found = await readBulk(ctx, caller, params.bulkId);
  return found ? ok(200, found) : no("BULK_NOT_FOUND", { bulkId: params.bulkId.slice(0, 64) });
}

function callerOf({ userId, keyId, actor, who }: Caller): Pick<BulkRow, "userId" | "keyId" | "actor" | "authority"> {
  return { userId, keyId, actor, authority: who };
}

function entryOf(caller: Caller, action: string, target: string, at: Date, requestId: string, after: Record<string, number>) {
  const { partnerId, contractId, actor } = caller;
  return { partnerId, contractId, at, actor, action, target, after, requestId };
}

function countsOf(bulkId: string, lines: readonly Omit<BulkLine, "orderId">[]): BulkCount[] {
  return lines.map(({ action, state }) => ({ bulkId, action, state, orderState: null, count: 1 }));
}
