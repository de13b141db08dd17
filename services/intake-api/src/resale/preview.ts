import { billingMonthOf, type InvoiceLine, type PricedLines } from "@saihan/billing";
import { chargesOfContract, isShown, priceForEndUsers, resaleRuleOf } from "@saihan/closing";
import { lastClosedMonth, listResaleRules, type ResaleRuleRow, single, transaction } from "@saihan/db";
import { no, type Rejection, sentence } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, z } from "../fields.ts";
import { monthField, yenField } from "../invoices/view.ts";
import { bilingual } from "../menus/view.ts";
import { type Answer, ok } from "../operation.ts";
import { mayStand } from "./enter-rule.ts";
import { type GivenRule, rowOfGiven } from "./rule-view.ts";

export const consideredField = z
  .array(
    z.object({
      ruleId: z.string(),
      outcome: z.enum([
        ...(["won", "wider scope", "wider holder", "earlier start"] as const),
        ...(["entered later", "does not match", "not in force"] as const),
      ]),
    }),
  )
  .openapi({ description: "Every rule that was looked at, and what became of it" });

export const previewSchema = z
  .object({
    contractId: contractIdField,
    month: monthField,
    rulesOf: monthField,
    status: z.enum(["estimated", "fixed"]),
    cost: yenField.openapi({ description: "What you pay, whole yen without tax" }),
    price: yenField.openapi({ description: "What the end user would be charged, of the lines that a rule prices" }),
    unpriced: z.number().int().openapi({ description: "Lines that no rule prices: with one of them no statement is made" }),
    lines: z.array(
      z.object({
        id: z.string(),
        menu: z.string(),
        component: z.string(),
        resourceId: z.string().nullable(),
        usageMonth: monthField,
        corrects: monthField.nullable(),
        cost: yenField,
        price: yenField.nullable(),
        ruleId: z.string().nullable().openapi({ description: "The rule that wins; `draft`: the one that was handed in" }),
        limitedBy: z.enum(["minimum", "cap"]).nullable(),
        considered: consideredField,
        problem: z.object({ code: z.string(), says: bilingual }).nullable(),
      }),
    ),
  })
  .openapi("ResalePreview");

/** Prices a month of a child contract as the close would, with a draft among the rules where one is given. */
export async function previewPrices(
  ctx: IntakeContext,
  caller: Caller,
  contractId: string,
  asked: { month: string; rulesOf?: string | undefined; draft?: GivenRule | undefined },
): Promise<Answer | Rejection> {
  const { month, draft } = asked;
  const rulesOf = asked.rulesOf ?? month;
  const { partnerId, actor } = caller;
  const at = ctx.now();
  if (!isShown(month, billingMonthOf(at))) return no("MONTH_NOT_FOUND", { month });
  const [last] = await single(ctx.db, caller, (tx) => lastClosedMonth(tx, partnerId));
  const lastClosed = last?.month?.slice(0, 7);
  const charges = await chargesOfContract(ctx.db, caller, {
    contractId,
    month,
    lastClosed,
    at,
    prices: () => ctx.prices(caller),
  });
  // Corrections stay with the rules of the month that they correct.
  const lines = charges.lines.map((line) => (line.corrects === undefined ? { ...line, usageMonth: rulesOf } : line));
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const standing: ResaleRuleRow[] = await listResaleRules(tx, partnerId);
    const drafted = draft && rowOfGiven(draft, { id: "draft", by: actor, at });
    const decision = drafted && (await mayStand(tx, caller, drafted, standing, at));
    if (decision && !decision.ok) return decision;
    const rules = [...standing, ...(drafted ? [drafted] : [])].map(resaleRuleOf);
    const made = await priceForEndUsers(tx, { partnerId, month, rules, lines });
    return ok(200, { contractId, month, rulesOf, status: charges.status, ...previewView(charges.lines, made) });
  });
}

function previewView(lines: readonly InvoiceLine[], { priced, unpriced }: PricedLines) {
  const prices = new Map(priced.map((one) => [one.cost.id, one]));
  const problems = new Map(unpriced.map(({ cost, reason }) => [cost.id, reason]));
  const sum = (amounts: readonly bigint[]) => Number(amounts.reduce((all, one) => all + one, 0n));
  return {
    cost: sum(lines.map(({ net }) => net)),
    price: sum(priced.map(({ resale }) => resale.price.toWhole("floor"))),
    unpriced: unpriced.length,
    lines: lines.map(({ id, menu, component, resourceId, usageMonth, corrects, net }) => {
      const [one, problem] = [prices.get(id), problems.get(id)];
      return {
        ...{ id, menu, component, resourceId: resourceId ?? null, usageMonth, corrects: corrects ?? null, cost: Number(net) },
        ...{ price: one ? Number(one.resale.price.toWhole("floor")) : null, ruleId: one?.choice.rule.id ?? null },
        ...{ limitedBy: one?.resale.limitedBy ?? null, considered: one?.choice.considered ?? [] },
        problem: problem ? { code: problem.code, says: saysOf(problem) } : null,
      };
    }),
  };
}

export function saysOf({ code, variables }: Pick<Rejection, "code" | "variables">) {
  return { ja: sentence(code, "says", "ja", variables), en: sentence(code, "says", "en", variables) };
}
