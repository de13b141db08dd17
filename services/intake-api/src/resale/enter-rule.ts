import { decideResaleRule, decideResaleRuleEnd } from "@saihan/billing";
import { resaleRuleOf } from "@saihan/closing";
import {
  endResaleRule,
  findContractGroup,
  findContractInReach,
  findResaleRule,
  groupsThatMeet,
  insertAuditEntries,
  insertResaleRule,
  insertResaleWorkSince,
  listResaleRules,
  lockResale,
  type ResaleRuleRow,
  type Tx,
  transaction,
} from "@saihan/db";
import { no, type Rejection, yes } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, ok } from "../operation.ts";
import { type GivenRule, rowOfGiven, ruleOfRow, ruleView } from "./rule-view.ts";

/** Rules that have not ended; more than anybody can tell apart. */
const limit = 1_000;

/** Enters a rule, or says why not. A rule that fills gaps has the statements made for which it was missing. */
export async function enterRule(
  ctx: IntakeContext,
  caller: Caller,
  given: GivenRule,
  requestId: string,
): Promise<Answer | Rejection> {
  const { partnerId, actor } = caller;
  const answer = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    await lockResale(tx, partnerId);
    const at = ctx.now();
    const row = rowOfGiven(given, { id: v7(), by: actor, at });
    const standing = await listResaleRules(tx, partnerId);
    if (standing.filter(({ toMonth }) => toMonth === null).length >= limit) return no("RESALE_RULE_LIMIT_REACHED", { limit });
    const decided = mayDecide(caller, row);
    const decision = decided.ok ? await mayStand(tx, caller, row, standing, at) : decided;
    if (!decision.ok) return decision;
    await insertResaleRule(tx, partnerId, row);
    const { id, fromMonth: from } = row;
    await note(tx, caller, {
      at,
      requestId,
      action: "resale-rule.create",
      id,
      after: { state: "standing", from: from.slice(0, 7) },
    });
    if (row.late) {
      const { queue, name } = jobs.settleResale;
      await insertResaleWorkSince(tx, { partnerId, from, at }, { queue, name });
    }
    return ok(201, ruleView(row));
  });
  ctx.outbox.tell();
  return answer;
}

/** May a rule stand beside the others, for whom the caller knows? */
export async function mayStand(tx: Tx, caller: Caller, row: ResaleRuleRow, standing: readonly ResaleRuleRow[], at: Date) {
  const rule = ruleOfRow(row);
  if (typeof rule === "string") return no("RESALE_RULE_INVALID", { reason: rule });
  const reach = await inReach(tx, row);
  if (!reach.ok) return reach;
  const meeting = new Set((await groupsThatMeet(tx, caller.partnerId)).map(({ a, b }) => `${a} ${b}`));
  return decideResaleRule(rule, standing.map(resaleRuleOf), at, (a, b) => meeting.has(`${a} ${b}`));
}

async function inReach(tx: Tx, { holder, contractId, groupId }: ResaleRuleRow) {
  if (holder === "partner") return yes;
  if (groupId !== null) {
    const [group] = await findContractGroup(tx, groupId);
    return group ? yes : no("GROUP_NOT_FOUND", { groupId });
  }
  const [contract] = await findContractInReach(tx, contractId ?? "");
  return contract && contract.id !== contract.partnerId ? yes : no("CONTRACT_NOT_FOUND", { contractId: contractId ?? "" });
}

/** Somebody who sees some contracts decides for these, not for all. */
function mayDecide({ who }: Caller, { holder }: ResaleRuleRow) {
  return holder === "partner" && who.kind === "user" && who.confined
    ? no("ACTION_NOT_ALLOWED", { action: "resale-rule.set", rule: "billing.md 6: for all, by who sees all" })
    : yes;
}

/** Ends a rule with a coming month; one that has not begun is taken back by an end in its first month. */
export function endRule(
  ctx: IntakeContext,
  caller: Caller,
  asked: { ruleId: string; to: string },
  requestId: string,
): Promise<Answer | Rejection> {
  const { partnerId, actor } = caller;
  const { ruleId, to } = asked;
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    await lockResale(tx, partnerId);
    const at = ctx.now();
    const [row] = await findResaleRule(tx, partnerId, ruleId);
    if (!row) return no("RESALE_RULE_NOT_FOUND", { ruleId });
    const decided = mayDecide(caller, row);
    const reach = decided.ok ? await inReach(tx, row) : decided;
    // A group that is gone is no reason to keep its rule.
    if (!reach.ok && reach.code !== "GROUP_NOT_FOUND") return reach;
    const decision = decideResaleRuleEnd(resaleRuleOf(row), to, at);
    if (!decision.ok) return decision;
    await endResaleRule(tx, partnerId, ruleId, { to: `${to}-01`, by: actor, at });
    await note(tx, caller, { at, requestId, action: "resale-rule.end", id: ruleId, after: { state: "ending", to } });
    return ok(200, ruleView({ ...row, toMonth: `${to}-01`, endedBy: actor, endedAt: at }));
  });
}

function note(
  tx: Tx,
  { partnerId, actor }: Caller,
  facts: { at: Date; requestId: string; action: string; id: string; after: Record<string, string> },
) {
  const { at, requestId, action, id: target, after } = facts;
  return insertAuditEntries(tx, [{ partnerId, contractId: partnerId, at, actor, action, target, after, requestId }]);
}
