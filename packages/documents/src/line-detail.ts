import { formatUnitPrice, type InvoiceLine, type RatedPart } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { quantityText, yenText } from "./amounts.ts";
import { componentName } from "./glossary.ts";
import { plainText } from "./plain-text.ts";

/** How the amount of a line came about, a sentence for each plan. It names prices: for the partner, never for an end user (I20). */
export function detailOf(line: InvoiceLine, language: Language): string[] {
  const { trace } = line;
  const ja = language === "ja";
  switch (trace.of) {
    case "usage": {
      const parts = trace.parts.map((part) => partText(part, line.component, language));
      if (trace.outerCap) {
        parts.push(
          ja
            ? `当月のプランの上限額 ¥${quantityText(trace.outerCap)} まで`
            : `limited to ¥${quantityText(trace.outerCap)}, the largest cap of the month`,
        );
      }
      if (line.kind === "adjustment") {
        const [now, before] = [trace.alreadyInvoiced + line.net, trace.alreadyInvoiced].map((yen) => yenText(yen, language));
        parts.push(ja ? `再計算 ${now} から請求済み ${before} を差引` : `rated again ${now}, less ${before} invoiced before`);
      }
      return parts;
    }
    case "service_credit":
      return [
        ja
          ? `停止 ${quantityText(trace.downtimeSeconds)}秒、${yenText(trace.chargeNet, "ja")} の ${trace.percent}%(申請 ${plainText(trace.claimId)})`
          : `${quantityText(trace.downtimeSeconds)} s down, ${trace.percent}% of ${yenText(trace.chargeNet, "en")} (claim ${plainText(trace.claimId)})`,
      ];
    case "manual":
      return [plainText(trace.reason)];
  }
}

function partText({ plan, quantity, size, unitPrice, metered, fee }: RatedPart, component: string, language: Language): string {
  // Of a GB-minute the quantity is minutes and the size GB.
  const ofSize = /^(.+)-minute$/.exec(component)?.[1];
  const counted = `${quantityText(quantity)} ${componentName(ofSize ? "minute" : component, language)}`;
  const sized = ofSize ? ` × ${quantityText(size)} ${ofSize}` : size.equals(1) ? "" : ` × ${quantityText(size)}`;
  const each = unitPrice ? ` × ${formatUnitPrice(unitPrice)}` : "";
  const capped = fee.isBelow(metered) ? (language === "ja" ? "(月額上限)" : " (capped)") : "";
  return `${plainText(plan)}: ${counted}${sized}${each}${capped}`;
}
