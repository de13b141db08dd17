import type { InFlightRule } from "@saihan/catalogue";
import type { OrderRow, StaffReasonRow, TransitionRow } from "@saihan/db";
import {
  catalogue,
  type Estimate,
  orderKinds,
  orderLife,
  orderStates,
  retryOf,
  sentence,
  startAtOf,
  stateDeadline,
  subjectKind,
  subjectKinds,
} from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, z } from "../fields.ts";

export const turns = ["caller", "end-user", "operations", "billing", "support", "platform", "nobody"] as const;

const transitionSchema = z
  .object({
    at: instant,
    from: z.enum(orderStates).nullable(),
    to: z.enum(orderStates),
    actor: z.string(),
    cause: z.string(),
    reason: z.string().nullable().openapi({ description: "What the provider's staff gave as reason, where they moved it" }),
    attempt: z.number().int(),
  })
  .openapi("OrderTransition");

export const orderSchema = z
  .object({
    id: orderIdField,
    kind: z.enum(orderKinds),
    state: z.enum(orderStates),
    contractId: contractIdField,
    subject: z.object({ kind: z.enum(subjectKinds), id: z.string() }),
    attempt: z.number().int().openapi({ description: "How often it was begun" }),
    turn: z.enum(turns).openapi({ description: "Whose turn it is" }),
    due: z
      .object({
        at: maybeInstant.openapi({ description: "Null: not known on this answer, or its time begins when others have ended" }),
        becomes: z.enum(orderStates).openapi({ description: "What it becomes when that passes" }),
      })
      .nullable()
      .openapi({ description: "How long it may stay in its state; null when it has ended" }),
    line: z
      .object({
        before: z
          .number()
          .int()
          .openapi({ description: "Work of the same partner that comes first; 10,000 and more are not told apart" }),
        estimatedEndAt: maybeInstant.openapi({ description: "From how work went in the last ten minutes; no promise" }),
        why: z
          .enum(["TOO_LITTLE_OF_THIS_KIND", "LINE_NOT_MEASURED"])
          .nullable()
          .openapi({ description: "Why there is no estimate" }),
      })
      .optional()
      .openapi({ description: "On a single order that waits for its turn" }),
    startAt: maybeInstant.openapi({ description: "When it begins or was to begin, if it was placed ahead" }),
    retryOf: orderIdField.nullable().openapi({ description: "The order that it places again" }),
    retriedBy: orderIdField
      .nullable()
      .optional()
      .openapi({ description: "On a single order: the order that has placed it again" }),
    waitsFor: z.array(orderIdField).openapi({ description: "Earlier orders of the same contract that must end first" }),
    failure: z
      .object({
        code: z.string(),
        variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        retryable: z.boolean(),
        turn: z.enum(turns),
        says: z.object({ ja: z.string(), en: z.string() }),
      })
      .nullable(),
    menuRule: z
      .object({
        menu: z.string(),
        follows: z.enum(["on", "off"]),
        revision: z
          .number()
          .int()
          .openapi({ description: "The change of the menu control in force at its acceptance; 0 for none" }),
        says: z.object({ ja: z.string(), en: z.string() }).nullable(),
      })
      .optional()
      .openapi({
        description: "On a single order of a subscription: the menu control that it follows, and what it says of a change since",
      }),
    acceptedAt: instant,
    changedAt: instant,
    deadlineAt: instant,
    endedAt: maybeInstant,
    history: z.array(transitionSchema).optional().openapi({ description: "On a single order only" }),
  })
  .openapi("Order");

export function orderView(
  row: OrderRow,
  more: {
    waitsFor?: string[];
    retriedBy?: string | null;
    answerBy?: Date | null;
    line?: { before: number; estimate: Estimate } | undefined;
    history?: TransitionRow[];
    reasons?: readonly StaffReasonRow[];
    menuRule?: InFlightRule | undefined;
  } = {},
) {
  const problem = row.failure ? catalogue[row.failure.code] : undefined;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    contractId: row.contractId,
    subject: { kind: subjectKind(row.kind), id: row.subjectId },
    attempt: row.attempt,
    turn: problem && row.state === "failed" ? problem.turn : orderLife[row.state].turn,
    due: dueOf(row, more),
    ...(more.line
      ? {
          line: {
            before: more.line.before,
            estimatedEndAt: more.line.estimate.at?.toISOString() ?? null,
            why: more.line.estimate.why,
          },
        }
      : {}),
    startAt: startAtOf(row)?.toISOString() ?? null,
    retryOf: retryOf(row),
    ...(more.retriedBy === undefined ? {} : { retriedBy: more.retriedBy }),
    waitsFor: more.waitsFor ?? [],
    failure:
      row.failure && problem
        ? { ...row.failure, retryable: problem.retryable, turn: problem.turn, says: sentences(row.failure) }
        : null,
    ...(more.menuRule ? { menuRule: { ...more.menuRule, says: more.menuRule.says ?? null } } : {}),
    acceptedAt: row.acceptedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    deadlineAt: row.deadlineAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    ...(more.history
      ? {
          history: more.history.map((t) => ({
            at: t.at.toISOString(),
            from: t.fromState,
            to: t.toState,
            actor: t.actor,
            cause: t.cause,
            reason: more.reasons?.find(({ at, actor }) => at.getTime() === t.at.getTime() && actor === t.actor)?.reason ?? null,
            attempt: t.attempt,
          })),
        }
      : {}),
  };
}

function dueOf(row: OrderRow, { waitsFor = [], answerBy = null }: { waitsFor?: string[]; answerBy?: Date | null }) {
  const { becomes } = orderLife[row.state];
  if (becomes === null) return null;
  const at = stateDeadline({ ...row, startAt: startAtOf(row), answerBy, waits: waitsFor.length > 0 });
  return { at: at?.toISOString() ?? null, becomes };
}

function sentences(failure: NonNullable<OrderRow["failure"]>) {
  return {
    ja: sentence(failure.code, "says", "ja", failure.variables),
    en: sentence(failure.code, "says", "en", failure.variables),
  };
}
