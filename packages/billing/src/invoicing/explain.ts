import type { Bilingual } from "@saihan/domain";
import { type Exact, exact } from "../exact.ts";
import { formatUnitPrice, formatYen } from "../money.ts";
import type { PriceBook } from "../prices/price-book.ts";
import type { RatedPart } from "../rating/rate-part.ts";
import type { InvoiceLine, LineTrace } from "./invoice-line.ts";

/** One step on the way from usage to the amount of a line (field.md 3.6, "why is it this amount?"). */
export interface Step {
  readonly what:
    | "usage"
    | "price"
    | "cap"
    | "sum"
    | "outer_cap"
    | "rounding"
    | "already_invoiced"
    | "credit"
    | "manual"
    | "illustrative";
  readonly says: Bilingual;
  /** The amount after this step, where it has one. */
  readonly amount?: Exact;
}

/**
 * Why a line has its amount, step by step; the last amount is the line's net. For people who may see the cost side: it names
 * prices, so it never goes to an end user (I20).
 */
export function explainLine(line: InvoiceLine, prices: PriceBook): Step[] {
  const steps = explainTrace(line.trace, prices);
  const warning = {
    what: "illustrative",
    says: {
      ja: "この行の単価は公開情報に基づかない例示用の値です。",
      en: "The price of this line is illustrative: it was invented for demonstration.",
    },
  } as const;
  return line.illustrative ? [...steps, warning] : steps;
}

function explainTrace(trace: LineTrace, prices: PriceBook): Step[] {
  switch (trace.of) {
    case "usage":
      return explainUsage(trace, prices);
    case "service_credit": {
      const credit = exact(trace.chargeNet).percent(trace.percent).negated();
      return [
        {
          what: "credit",
          amount: credit,
          says: {
            ja: `SLA返金: 停止 ${trace.downtimeSeconds}秒、月額 ${formatYen(trace.chargeNet)} の ${trace.percent}%(申請 ${trace.claimId})`,
            en: `Service credit: ${trace.downtimeSeconds} s down, ${trace.percent}% of ${formatYen(trace.chargeNet)} (claim ${trace.claimId})`,
          },
        },
      ];
    }
    case "manual":
      return [
        {
          what: "manual",
          says: {
            ja: `手入力: ${trace.reason}(${trace.enteredBy})`,
            en: `Entered by hand: ${trace.reason} (${trace.enteredBy})`,
          },
        },
      ];
  }
}

function explainUsage(trace: Extract<LineTrace, { of: "usage" }>, prices: PriceBook): Step[] {
  const { usage, rule, parts, outerCap, rounding, alreadyInvoiced } = trace;
  const yen = trace.exact.plus(rounding.residue);
  const steps: Step[] = [
    {
      what: "usage",
      says: {
        ja: `利用記録 ${usage.records}件(規則: ${trace.pattern} 第${rule.version}版、${rule.source})`,
        en: `${usage.records} usage records (rule ${trace.pattern}, version ${rule.version}, ${rule.source})`,
      },
    },
    ...parts.flatMap((part) => explainPart(part, prices)),
  ];
  if (outerCap) {
    steps.push({
      what: "outer_cap",
      amount: outerCap,
      says: {
        ja: `当月に利用したプランの月額上限のうち最大の ${outerCap} 円まで`,
        en: `limited to ${outerCap} yen, the largest cap among the plans of the month`,
      },
    });
  }
  steps.push({
    what: "rounding",
    amount: yen,
    says: {
      ja: `円未満の処理: ${trace.exact} 円を ${yen} 円へ(方針 ${rounding.policyId})`,
      en: `whole yen: ${trace.exact} becomes ${yen} (policy ${rounding.policyId})`,
    },
  });
  if (alreadyInvoiced !== 0n) {
    steps.push({
      what: "already_invoiced",
      amount: yen.minus(alreadyInvoiced),
      says: {
        ja: `請求済みの ${formatYen(alreadyInvoiced)} を差し引く`,
        en: `less ${formatYen(alreadyInvoiced)} already invoiced`,
      },
    });
  }
  return steps;
}

function explainPart(part: RatedPart, prices: PriceBook): Step[] {
  const version = prices.byId.get(part.priceVersionId);
  const component = version?.component ?? "";
  const each = part.unitPrice ? ` x ${formatUnitPrice(part.unitPrice)}` : "";
  const sized = part.size.equals(1) ? "" : ` x ${part.size}`;
  const facts = `${part.quantity} (${component})${sized}${each}`;
  const price: Step = {
    what: "price",
    amount: part.metered,
    says: {
      ja: `${part.plan}: ${facts} = ${part.metered} 円(価格版 ${part.priceVersionId})`,
      en: `${part.plan}: ${facts} = ${part.metered} yen (price version ${part.priceVersionId})`,
    },
  };
  if (part.fee.equals(part.metered)) return [price];
  return [
    price,
    {
      what: "cap",
      amount: part.fee,
      says: { ja: `${part.plan} の月額上限 ${part.fee} 円まで`, en: `limited to the cap of ${part.plan}, ${part.fee} yen` },
    },
  ];
}
