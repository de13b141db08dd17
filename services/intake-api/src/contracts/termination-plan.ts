import { createHash } from "node:crypto";
import {
  type ContentsRow,
  contentsOfContract,
  findContract,
  findOrders,
  findTermination,
  type Tx,
  transaction,
} from "@saihan/db";
import {
  type ContractFacts,
  catalogue,
  decideTermination,
  no,
  type Rejection,
  reviewedText,
  sentence,
  type TerminationContents,
  terminationSteps,
} from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, ok } from "../operation.ts";

/** Names what a plan lists: the same as long as the same things would go. 32 hexadecimal digits. */
export function revisionOf(contractId: string, contents: TerminationContents): string {
  return createHash("sha256").update(reviewedText(contractId, contents)).digest("hex").slice(0, 32);
}

/** What a termination would take away, and what stands in its way. Nothing is written. */
export function planTermination(ctx: IntakeContext, caller: Caller, contractId: string): Promise<Answer | Rejection> {
  return transaction(ctx.db, caller, async (tx) => {
    const [[contract], [contents]] = await Promise.all([
      findContract(tx, caller.partnerId, contractId),
      contentsOfContract(tx, contractId, ctx.now()),
    ]);
    if (!contract || !contents) return no("CONTRACT_NOT_FOUND", { contractId });
    if (contract.kind === "parent") return no("CONTRACT_IS_PARENT", { contractId });
    const revision = revisionOf(contractId, contents);
    return ok(200, {
      contractId,
      state: contract.state,
      revision,
      ...contents,
      steps: terminationSteps(contractId, contents),
      ...waysOf(contract, contents, revision),
    });
  });
}

/** Why a termination would be refused now, without leave to remove what is left and with it; null: it would not. */
function waysOf(contract: ContractFacts, contents: ContentsRow, revision: string) {
  const left = { tenants: contents.tenants.length, openOrders: contents.openOrders.length };
  const told = (removal?: { reviewed: string; current: string }) => {
    const decision = decideTermination(contract, left, removal);
    if (decision.ok) return null;
    const { code, variables } = decision;
    const says = { ja: sentence(code, "says", "ja", variables), en: sentence(code, "says", "en", variables) };
    return { code, variables, says, retryable: catalogue[code].retryable };
  };
  return { refusal: told(), refusalWithRemoval: told({ reviewed: revision, current: revision }) };
}

/** The newest termination of a contract: its steps, and what is left, in our rows now and on the platform when it was asked. */
export function viewTermination(ctx: IntakeContext, caller: Caller, contractId: string): Promise<Answer | Rejection> {
  return transaction(ctx.db, caller, async (tx: Tx) => {
    const [[contract], [row]] = await Promise.all([
      findContract(tx, caller.partnerId, contractId),
      findTermination(tx, contractId),
    ]);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
    if (!row) return no("TERMINATION_NOT_FOUND", { contractId });
    const { tenants, users, access, subscriptions, openOrders, charging } = row;
    const books = { tenants, users, access, subscriptions, openOrders, charging };
    const platform = row.proof && row.provedAt ? { askedAt: row.provedAt.toISOString(), ...row.proof } : null;
    const orders = await findOrders(tx, [...row.steps, row.orderId]);
    const nothing = (counts: object) => Object.values(counts).every((count) => count === 0);
    const clean = row.proof?.domain === "gone" && row.proof.projects + row.proof.users + row.proof.access === 0;
    return ok(200, {
      contractId,
      state: contract.state,
      endedAt: contract.endedAt?.toISOString() ?? null,
      revision: row.revision,
      orders: orders.map(({ id, kind, subjectId, state, endedAt }) => ({
        ...{ id, kind, subjectId, state },
        endedAt: endedAt?.toISOString() ?? null,
      })),
      books,
      platform,
      nothingLeft: contract.state === "terminated" && nothing(books) && clean,
    });
  });
}
