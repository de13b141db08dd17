import { findRetry, lockOrder, type Tx } from "@saihan/db";
import { decideRetry, no, type Rejection } from "@saihan/domain";
import type { Plan } from "../place-order.ts";

/**
 * Decides an order that places another again: under that one's lock, so that of two retries the second finds the first. Everything else is
 * decided as for a new order.
 */
export async function decideAgain(
  tx: Tx,
  earlierId: string,
  planned: Omit<Plan, "also" | "first"> | Rejection | ((tx: Tx) => Promise<Plan | Rejection>),
): Promise<Plan | Rejection> {
  const [earlier] = await lockOrder(tx, earlierId);
  if (!earlier) return no("ORDER_NOT_FOUND", { orderId: earlierId });
  const [retry] = await findRetry(tx, earlierId);
  const may = decideRetry({ ...earlier, retriedBy: retry?.id ?? null });
  if (!may.ok) return may;
  const plan: Plan | Rejection = typeof planned === "function" ? await planned(tx) : planned;
  return plan.ok ? { ...plan, input: { ...plan.input, retryOf: earlierId }, shown: () => ({}) } : plan;
}
