import type { BulkCount, BulkLineNow, BulkRow, OrderFailure } from "@saihan/db";
import { bulkActions, bulkStates, catalogue, hasEnded, sentence } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, z } from "../fields.ts";
import { turns } from "../orders/view.ts";
import { contractRowSchema } from "./read-rows.ts";

const count = z.number().int();
export const bulkIdField = z.string().openapi({ format: "uuid" });

export const bulkSchema = z
  .object({
    id: bulkIdField,
    state: z.enum(bulkStates).openapi({ description: "`applied`: every row has its order or its reason; the orders go on" }),
    rows: count,
    round: count.openapi({ description: "1, and one more for each time that it was resumed" }),
    plan: z.object({ create: count, change: count, unchanged: count, refused: count }).openapi({
      description: "What its rows are: contracts to create or to change, such as are so already, and rows that are refused",
    }),
    progress: z
      .object({ planned: count, underWay: count, succeeded: count, failed: count, unchanged: count, refused: count })
      .openapi({ description: "Where its rows stand now; they add up to `rows`" }),
    createdBy: z.string(),
    createdAt: instant,
    appliedAt: maybeInstant,
    finishedAt: maybeInstant.openapi({ description: "When the last row had its order or its reason" }),
  })
  .openapi("Bulk");

export function bulkView(row: BulkRow, counts: readonly BulkCount[]) {
  const sum = (which: (one: BulkCount) => boolean) => counts.filter(which).reduce((total, one) => total + one.count, 0);
  const refused = sum(({ state }) => state === "refused");
  const unchanged = sum(({ state }) => state === "unchanged");
  const planned = (action: string) => sum((one) => one.action === action && (one.state === "planned" || one.state === "ordered"));
  return {
    id: row.id,
    state: row.state,
    rows: row.rows,
    round: row.round,
    plan: { create: planned("create"), change: planned("change"), unchanged, refused },
    progress: {
      planned: sum(({ state }) => state === "planned"),
      underWay: sum(({ orderState }) => orderState !== null && !hasEnded(orderState)),
      succeeded: sum(({ orderState }) => orderState === "succeeded"),
      failed: sum(({ orderState }) => orderState !== null && hasEnded(orderState) && orderState !== "succeeded"),
      unchanged,
      refused,
    },
    createdBy: row.actor,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const outcomes = ["planned", "under-way", "succeeded", "failed", "unchanged", "refused"] as const;
export type Outcome = (typeof outcomes)[number];

export const bulkLineSchema = z
  .object({
    row: count.openapi({ description: "Counts from 1; the line of column names is none" }),
    outcome: z.enum(outcomes),
    action: z.enum(bulkActions).nullable(),
    contractId: contractIdField.nullable(),
    orderId: orderIdField.nullable(),
    input: contractRowSchema.nullable().openapi({ description: "null: the row could not be used" }),
    problem: z
      .object({
        code: z.string(),
        variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        says: z.object({ ja: z.string(), en: z.string() }),
        turn: z.enum(turns),
        retryable: z.boolean(),
      })
      .nullable(),
  })
  .openapi("BulkRow");

export function bulkLineView(line: BulkLineNow) {
  const problem = line.problem ?? line.failure;
  return {
    row: line.n,
    outcome: outcomeOf(line),
    action: line.action,
    contractId: line.contractId,
    orderId: line.orderId,
    input: line.input,
    problem: problem && problemView(problem),
  };
}

function outcomeOf({ state, orderState }: BulkLineNow): Outcome {
  if (state !== "ordered" || orderState === null) return state === "ordered" ? "under-way" : state;
  if (orderState === "succeeded") return "succeeded";
  return hasEnded(orderState) ? "failed" : "under-way";
}

function problemView({ code, variables }: OrderFailure) {
  const { turn, retryable } = catalogue[code];
  const says = { ja: sentence(code, "says", "ja", variables), en: sentence(code, "says", "en", variables) };
  return { code, variables, says, turn, retryable };
}
