import type { ResaleRule } from "@saihan/billing";
import { resaleRuleOf } from "@saihan/closing";
import type { ResaleRuleRow } from "@saihan/db";
import { serviceCategories } from "@saihan/documents";
import { contractIdField, instant, maybeInstant, orderIdField, z } from "../fields.ts";
import { monthField } from "../invoices/view.ts";

const decimal = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "must be a decimal number, not negative")
  .openapi({ description: "Decimal text", example: "1200" });
const yen = decimal.openapi({ description: "Yen without tax, decimal text", example: "1200" });
const limits = {
  minimum: yen.optional().openapi({ description: "Never below: yen a month, for each line", example: "100" }),
  minimumWhen: z.enum(["always", "used"]).optional().openapi({ description: "`used`: only in a month with use" }),
  cap: yen.optional().openapi({ description: "Never above: yen a month, for each line", example: "100000" }),
};
const basis = z.enum(["cost", "list"]).openapi({
  description: "`cost`: whole yen that you pay; `list`: the list price, before yen are made whole",
});
const bands = z
  .array(z.strictObject({ upTo: decimal.nullable(), unit: decimal.optional(), flat: decimal.optional() }))
  .min(1)
  .max(50)
  .openapi({ description: "They rise; only the last may be without end" });

const priceField = z
  .union([
    z.strictObject({ kind: z.enum(["graduated", "volume"]), bands, ...limits }).openapi({
      description: "`graduated`: each band at its price; `volume`: all at the band that is reached",
    }),
    z.strictObject({ kind: z.literal("package"), packSize: decimal, packPrice: yen, freeUnits: decimal.optional(), ...limits }),
    z.strictObject({ kind: z.literal("free_allowance"), basis, amount: yen, ...limits }),
    z.strictObject({ kind: z.literal("fixed_unit"), unitPrice: yen, ...limits }),
    z.strictObject({ kind: z.literal("fixed_month"), monthly: yen, ...limits }),
    z.strictObject({
      ...{ kind: z.literal("percent"), basis },
      percent: z
        .string()
        .regex(/^-?\d{1,4}(\.\d{1,4})?$/, "must be a percentage, decimal text")
        .openapi({ description: "On top; -7 takes 7 % off", example: "20" }),
      ...limits,
    }),
  ])
  .openapi("ResalePrice");

const code = (max: number) => z.string().min(1).max(max);
const scopeField = z
  .union([
    z.strictObject({ of: z.literal("resource"), resourceId: code(100) }),
    z.strictObject({ of: z.literal("plan"), menu: code(200), plan: code(200) }),
    z.strictObject({ of: z.literal("menu"), menu: code(200) }),
    z.strictObject({ of: z.literal("category"), category: z.enum(serviceCategories) }),
    z.strictObject({ of: z.literal("all") }),
  ])
  .openapi("ResaleScope", { description: "Menus and plans as lines of charges name them; the narrowest rule wins" });
const holderField = z
  .union([
    z.strictObject({ of: z.literal("contract"), contractId: contractIdField }),
    z.strictObject({ of: z.literal("group"), groupId: orderIdField }),
    z.strictObject({ of: z.literal("partner") }),
  ])
  .openapi("ResaleHolder", {
    description: "One child contract, a contract group, or all; the narrower wins among rules of equal scope",
  });

export const ruleBody = z
  .strictObject({
    scope: scopeField,
    holder: holderField,
    price: priceField,
    from: monthField.openapi({ description: "The first month: a coming one, but for a rule that fills gaps" }),
    to: monthField.optional().openapi({ description: "The first month without it" }),
    fillsGaps: z.boolean().default(false).openapi({
      description: "It may begin in a month that has begun or is closed, and prices only what no other rule prices there",
    }),
  })
  .openapi("ResaleRuleToEnter");
export type GivenRule = z.infer<typeof ruleBody>;

export const ruleSchema = z
  .object({
    id: z.string(),
    scope: scopeField,
    holder: holderField,
    price: priceField,
    from: monthField,
    to: monthField.nullable(),
    fillsGaps: z.boolean(),
    createdBy: z.string(),
    createdAt: instant,
    endedBy: z.string().nullable(),
    endedAt: maybeInstant,
  })
  .openapi("ResaleRule");

export function ruleView(row: ResaleRuleRow) {
  const { id, scope, resourceId, menu, plan, category, holder, contractId, groupId, price, late, createdBy, endedBy } = row;
  const given = (fields: Record<string, string | null>) =>
    Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== null));
  return {
    ...{ id, price, createdBy, endedBy, fillsGaps: late, from: row.fromMonth.slice(0, 7), to: row.toMonth?.slice(0, 7) ?? null },
    scope: { of: scope, ...given({ resourceId, menu, plan, category }) },
    holder: { of: holder, ...given({ contractId, groupId }) },
    ...{ createdAt: row.createdAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null },
  };
}

/** A rule as it would stand once it is entered at this instant. */
export function rowOfGiven(given: GivenRule, as: { id: string; by: string; at: Date }): ResaleRuleRow {
  const { scope, holder, price, from, to, fillsGaps } = given;
  return {
    ...{
      id: as.id,
      scope: scope.of,
      holder: holder.of,
      price,
      fromMonth: `${from}-01`,
      toMonth: to === undefined ? null : `${to}-01`,
    },
    resourceId: scope.of === "resource" ? scope.resourceId : null,
    menu: scope.of === "plan" || scope.of === "menu" ? scope.menu : null,
    plan: scope.of === "plan" ? scope.plan : null,
    category: scope.of === "category" ? scope.category : null,
    contractId: holder.of === "contract" ? holder.contractId : null,
    groupId: holder.of === "group" ? holder.groupId : null,
    ...{ late: fillsGaps, createdBy: as.by, createdAt: as.at, endedBy: null, endedAt: null },
  };
}

/** The same for the pure rules. @returns what is wrong with its bands or packs, as text */
export function ruleOfRow(row: ResaleRuleRow): ResaleRule | string {
  try {
    const rule = resaleRuleOf(row);
    return rule.price.kind === "package" && rule.price.packSize.isZero() ? "packs of nothing" : rule;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
