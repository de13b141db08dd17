import { type Actor, no } from "@saihan/domain";
import { fieldText } from "../field-texts.ts";
import { displayText, z } from "../fields.ts";
import { ProblemAnswer } from "../problem.ts";

export const staffReasonBody = z
  .strictObject({ reason: displayText(500, "基盤の障害が復旧しました").optional() })
  .openapi("StaffReason", { description: "The provider's staff say why; nobody else sends anything" });

export type StaffReason = z.infer<typeof staffReasonBody>;

/**
 * Why one of the provider's staff acts on a partner's order: it is kept in the partner's audit. The partner's own users are not asked.
 * @throws ProblemAnswer INVALID_REQUEST when staff give none, or a partner's user gives one
 */
export function reasonOfStaff(who: Actor, { reason }: StaffReason): string | undefined {
  const isStaff = who.kind === "operator";
  if (isStaff === (reason !== undefined)) return reason;
  const detail = fieldText(isStaff ? "is needed" : "is not a field of this request");
  throw new ProblemAnswer(no("INVALID_REQUEST"), [{ pointer: "/reason", detail }]);
}
