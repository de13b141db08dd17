import type { EndUserLine } from "@saihan/billing";
import { z } from "../fields.ts";
import { monthField, yenField } from "../invoices/view.ts";

/** A line of an end user's statement or estimate: the resale side alone (billing.md I20). */
export const endUserLineSchema = z.object({
  menu: z.string(),
  component: z.string(),
  resourceId: z.string().nullable(),
  usageMonth: monthField,
  corrects: monthField.nullable(),
  price: yenField,
});

export function endUserLineView({ menu, component, resourceId, usageMonth, corrects, price }: EndUserLine) {
  return { menu, component, resourceId: resourceId ?? null, usageMonth, corrects: corrects ?? null, price: Number(price) };
}

export function byMenuOf(lines: readonly EndUserLine[]) {
  const menus = new Map<string, { menu: string; net: number; lines: number }>();
  for (const { menu, price } of lines) {
    const sum = menus.get(menu) ?? { menu, net: 0, lines: 0 };
    menus.set(menu, { menu, net: sum.net + Number(price), lines: sum.lines + 1 });
  }
  return [...menus.values()];
}
