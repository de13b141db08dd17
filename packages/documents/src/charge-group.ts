import type { BillingMonth, InvoiceLine, LineKind, TaxTerms } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { monthText } from "./dates.ts";

/** Lines of a contract that a summary shows as one: of one kind, month and tax rate, and of one menu where the summary has menus. */
export interface ChargeGroup {
  readonly contractId: string;
  /** Undefined where menus are put together. */
  readonly menu: string | undefined;
  readonly kind: LineKind;
  readonly usageMonth: BillingMonth;
  readonly corrects: BillingMonth | undefined;
  readonly tax: TaxTerms;
  readonly lines: number;
  /** Yen, tax excluded. */
  readonly net: bigint;
  readonly illustrative: boolean;
}

/** The groups add up to the lines. They stand in the order in which their first lines stand. */
export function chargeGroups(lines: readonly InvoiceLine[], by: "contract" | "menu"): ChargeGroup[] {
  const groups = new Map<string, ChargeGroup>();
  for (const { contractId, menu, kind, usageMonth, corrects, tax, net, illustrative } of lines) {
    const shown = by === "menu" ? menu : undefined;
    const key = JSON.stringify([contractId, shown, kind, usageMonth, corrects, tax.category, tax.percent]);
    const group = groups.get(key) ?? {
      contractId,
      menu: shown,
      kind,
      usageMonth,
      corrects,
      tax,
      lines: 0,
      net: 0n,
      illustrative: false,
    };
    groups.set(key, {
      ...group,
      lines: group.lines + 1,
      net: group.net + net,
      illustrative: group.illustrative || illustrative,
    });
  }
  return [...groups.values()];
}

/** What a group or a line is for, in words. A correction names the month that it corrects (billing.md 1.8). */
export function purposeOf(
  { kind, usageMonth, corrects }: Pick<ChargeGroup, "kind" | "usageMonth" | "corrects">,
  language: Language,
): string {
  const month = monthText(corrects ?? usageMonth, language);
  const ja = language === "ja";
  switch (kind) {
    case "charge":
      return ja ? `${month} ご利用料金` : `Usage in ${month}`;
    case "adjustment":
      return ja ? `${month}の訂正(確定後に判明した差額)` : `Correction of ${month} (difference found after its close)`;
    case "service_credit":
      return ja ? `${month}のSLAに基づく返金` : `Service credit for ${month}`;
    case "manual":
      return ja ? `${month} 個別計上` : `Entered by hand for ${month}`;
  }
}
