import { isDay, jstDay } from "@saihan/catalogue";
import { type DutyCursor, findDuty, listDuties, type Scope, transaction } from "@saihan/db";
import { no, orderIdPattern } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { fieldText } from "../field-texts.ts";
import { contractIdField, displayText, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { ProblemAnswer } from "../problem.ts";
import { markDone } from "./settle.ts";
import { dutySchema, dutyView } from "./view.ts";

const tag = "Duties";

export const dutyQuery = z.strictObject({
  contractId: contractIdField.optional(),
  standing: z.enum(["open", "overdue", "settled"]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(100).optional().openapi({ description: "`next` of the page before" }),
});
export const dutyListSchema = z.object({
  overdue: z.number().int().openapi({ description: "How many of this page are past their day" }),
  duties: z.array(dutySchema),
  next: z.string().nullable(),
});
export const evidenceField = displayText(500, "届出フォーム 受付番号 2026-0410").openapi({
  description: "Where it can be looked up that it was done; no names",
});

/** Duties that the scope may see, in the order of their due days. */
export async function dutyPage(ctx: Pick<IntakeContext, "db" | "now">, scope: Scope, query: z.infer<typeof dutyQuery>) {
  const { contractId, standing, limit } = query;
  const now = ctx.now();
  const filter = { today: jstDay(now), ...(contractId ? { contractId } : {}), ...(standing ? { standing } : {}) };
  const rows = await transaction(ctx.db, scope, (tx) => listDuties(tx, filter, { ...cursorOf(query.after), limit: limit + 1 }));
  const duties = rows.slice(0, limit).map((row) => dutyView(row, now));
  const last = rows.length > limit ? duties.at(-1) : undefined;
  const overdue = duties.filter(({ state }) => state === "overdue").length;
  return { overdue, duties, next: last ? `${last.dueOn} ${last.id}` : null };
}

function cursorOf(text: string | undefined): { after?: DutyCursor } {
  if (text === undefined) return {};
  const [dueOn = "", id = ""] = text.split(" ");
  if (isDay(dueOn) && orderIdPattern.test(id)) return { after: { dueOn, id } };
  throw new ProblemAnswer(no("INVALID_PARAMETER"), [{ parameter: "after", detail: fieldText("is not a page of this list") }]);
}

export const dutyOperations = [
  operation({
    method: "get",
    path: "/v1/duties",
    id: "listDuties",
    reads: "replica",
    tag,
    summary: "What your sales have left to be done, those that are due first in front",
    description: "A reminder is mailed to the representative three business days before the due day.",
    action: "duty.view",
    params: nothing,
    query: dutyQuery,
    order: false,
    status: 200,
    answer: dutyListSchema,
    refusals: [],
    handle: async (ctx, { caller, query }) => ok(200, await dutyPage(ctx, caller, query)),
  }),
  operation({
    method: "post",
    path: "/v1/duties/{dutyId}/done",
    id: "markDutyDone",
    tag,
    summary: "Mark a duty done",
    action: "duty.settle",
    target: async (ctx, caller, { dutyId }) => {
      const unknown = no("DUTY_NOT_FOUND", { duty: dutyId.slice(0, 64) });
      if (!orderIdPattern.test(dutyId)) return unknown;
      const [row] = await transaction(ctx.db, caller, (tx) => findDuty(tx, dutyId));
      return row ? { partnerId: row.partnerId, contractId: row.contractId, inReach: true } : unknown;
    },
    params: z.strictObject({ dutyId: z.string() }),
    query: nothing,
    body: z.strictObject({ evidence: evidenceField }).openapi("DutyDone"),
    order: false,
    status: 200,
    answer: dutySchema,
    refusals: ["DUTY_NOT_FOUND", "DUTY_SETTLED", "DUTY_GROUNDS_MISSING", "DUTY_OF_ANOTHER"],
    handle: ({ db, now }, { caller, params, body, requestId }) =>
      markDone(
        { db, now, scope: caller, actor: caller.actor, staff: caller.who.kind === "operator", requestId },
        params.dutyId,
        body.evidence,
      ),
  }),
];
