import type { ChangeSplit, InvoiceLine, Step } from "@saihan/billing";
import type { ContractCharges } from "@saihan/closing";
import { catalogue, type ProblemCode, sentence } from "@saihan/domain";
import { contractIdField, instant, z } from "../fields.ts";
import { monthField, yenField } from "../invoices/view.ts";
import { bilingual } from "../menus/view.ts";

const statusField = z
  .enum(["estimated", "fixed"])
  .openapi({ description: "`estimated`: usage so far, may change; `fixed`: of a closed month" });
const byMenuSchema = z.array(z.object({ menu: z.string(), net: yenField, lines: z.number().int() }));

export const monthSchema = z
  .object({
    month: monthField,
    status: statusField,
    net: yenField.openapi({ description: "At the partner's cost, without tax" }),
    lines: z.number().int(),
    byMenu: byMenuSchema,
    illustrative: z.boolean(),
    closedAt: instant.nullable(),
  })
  .openapi("MonthOfCharges");

const lineSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["charge", "adjustment", "service_credit", "manual"]),
    tenantId: z.string().nullable(),
    resourceId: z.string().nullable(),
    menu: z.string(),
    component: z.string(),
    usageMonth: monthField,
    corrects: monthField.nullable().openapi({ description: "The closed month that the line corrects" }),
    net: yenField,
    illustrative: z.boolean(),
  })
  .openapi("ChargeLine");

export const chargesSchema = z
  .object({
    contractId: contractIdField,
    month: monthField,
    status: statusField,
    net: yenField,
    byMenu: byMenuSchema,
    lines: z.array(lineSchema),
    uncharged: z
      .array(z.object({ what: z.string(), code: z.string(), says: bilingual }))
      .openapi({ description: "What stands on no line, each with its reason" }),
  })
  .openapi("Charges");

const causes = ["new", "ended", "quantity", "price", "correction"] as const;
const byCause = z.object(Object.fromEntries(causes.map((cause) => [cause, yenField])));

export const changeSchema = z
  .object({
    from: monthField,
    to: monthField,
    status: statusField,
    change: yenField,
    byCause,
    charges: z.array(
      z.object({
        resourceId: z.string().nullable(),
        menu: z.string(),
        component: z.string(),
        before: yenField,
        after: yenField,
        causes: byCause.partial(),
      }),
    ),
  })
  .openapi("ChangeOfCharges");

export const explanationSchema = z
  .object({
    line: lineSchema,
    steps: z.array(
      z.object({ what: z.string(), says: bilingual, amount: z.string().nullable().openapi({ description: "Exact, in yen" }) }),
    ),
    pattern: z.string().nullable(),
    rule: z.object({ source: z.string(), version: z.number().int() }).nullable(),
    usageRecords: z.number().int(),
    priceVersions: z.array(z.string()),
    roundingPolicy: z.string().nullable(),
  })
  .openapi("WhyThisAmount");

export function byMenuOf(lines: readonly InvoiceLine[]) {
  const menus = new Map<string, { menu: string; net: number; lines: number }>();
  for (const { menu, net } of lines) {
    const sum = menus.get(menu) ?? { menu, net: 0, lines: 0 };
    menus.set(menu, { menu, net: sum.net + Number(net), lines: sum.lines + 1 });
  }
  return [...menus.values()].toSorted((a, b) => b.net - a.net || (a.menu < b.menu ? -1 : 1));
}

export function lineView(line: InvoiceLine) {
  const { id, kind, tenantId, resourceId, menu, component, usageMonth, corrects, net, illustrative } = line;
  return {
    ...{ id, kind, tenantId: tenantId ?? null, resourceId: resourceId ?? null, menu, component, usageMonth },
    ...{ corrects: corrects ?? null, net: Number(net), illustrative },
  };
}

export function chargesView(contractId: string, { month, status, net, lines, uncharged }: ContractCharges) {
  return {
    ...{ contractId, month, status, net: Number(net), byMenu: byMenuOf(lines), lines: lines.map(lineView) },
    uncharged: uncharged.map(({ what, code, variables }) => ({ what, code, says: saysOf(code, variables) })),
  };
}

/** What a person is told of a reason. */
export function saysOf(code: string, variables: Readonly<Record<string, string | number | boolean>>) {
  if (!Object.hasOwn(catalogue, code)) return { ja: code, en: code };
  const known = code as ProblemCode;
  return { ja: sentence(known, "says", "ja", variables), en: sentence(known, "says", "en", variables) };
}

export function changeView({ from, to, change, byCause: sums, charges }: ChangeSplit, status: ContractCharges["status"]) {
  const inYen = (amounts: Readonly<Partial<Record<string, bigint>>>) =>
    Object.fromEntries(Object.entries(amounts).map(([cause, yen]) => [cause, Number(yen ?? 0n)]));
  return {
    ...{ from, to, status, change: Number(change), byCause: inYen(sums) },
    charges: charges.map(({ resourceId, menu, component, before, after, causes: of }) => ({
      ...{ resourceId: resourceId ?? null, menu, component, before: Number(before), after: Number(after), causes: inYen(of) },
    })),
  };
}

export function explanationView({ line, steps }: { line: InvoiceLine; steps: readonly Step[] }) {
  const { trace } = line;
  const usage = trace.of === "usage" ? trace : undefined;
  return {
    line: lineView(line),
    steps: steps.map(({ what, says, amount }) => ({ what, says, amount: amount?.toString() ?? null })),
    pattern: usage?.pattern ?? null,
    rule: usage ? { source: usage.rule.source, version: usage.rule.version } : null,
    usageRecords: Number(usage?.usage.records ?? 0),
    priceVersions: [...new Set(usage?.parts.map(({ priceVersionId }) => priceVersionId) ?? [])],
    roundingPolicy: usage?.rounding.policyId ?? null,
  };
}
