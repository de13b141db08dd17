import { findRetry, insertAuditEntries, lockOrder, type Tx } from "@saihan/db";
import { decideRetry, no, type Rejection } from "@saihan/domain";
import type { AskedOrder, Plan } from "../place-order.ts";

/**
 * Decides an order that places another again: under that one's lock, so that of two retries the second finds the first. Everything else is
 * decided as for a new order. What the provider's staff gave as reason is in the audit with the new order.
 */
export async function decideAgain(
  tx: Tx,
  { retryReason: reason, caller, requestId }: Pick<AskedOrder, "caller" | "requestId" | "retryReason">,
  earlierId: string,
  planned: Omit<Plan, "also" | "first"> | Rejection | ((tx: Tx) => Promise<Plan | Rejection>),
): Promise<Plan | Rejection> {
  const [earlier] = await lockOrder(tx, earlierId);
  if (!earlier) return no("ORDER_NOT_FOUND", { orderId: earlierId });
  const [retry] = await findRetry(tx, earlierId);
  const may = decideRetry({ ...earlier, retriedBy: retry?.id ?? null });
  if (!may.ok) return may;
  const plan: Plan | Rejection = typeof planned === "function" ? await planned(tx) : planned;
  if (!plan.ok) return plan;
  const again: Plan = { ...plan, input: { ...plan.input, retryOf: earlierId }, shown: () => ({}) };
  if (reason === undefined) return again;
  const { partnerId, actor } = caller;
  const entry = { partnerId, actor, action: "order.retry", target: earlierId, reason, requestId };
  return {
    ...again,
    also: (writing, order) => [
      ...(plan.also?.(writing, order) ?? []),
      insertAuditEntries(writing, [{ ...entry, orderId: order.id, contractId: order.contractId, at: order.at }]),
    ],
  };
}
