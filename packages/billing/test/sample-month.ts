import {
  aggregateUsage,
  type BillingMonth,
  buildInvoice,
  buildStatement,
  type CostLine,
  type DueException,
  exact,
  type IntervalRecord,
  type InvoiceDraft,
  type InvoicedCharge,
  type InvoiceLine,
  type Party,
  type PriceBook,
  type PriceVersion,
  policiesOf,
  priceBook,
  programmePrices,
  type ReadingRecord,
  rateMonth,
  readPriceList,
  type UnpricedRecord,
  type UsageRecord,
  whatIsDue,
  wholeYen,
  type YenPolicy,
} from "../src/index.ts";

/** The programme's own prices, with a Rancher price that rises on 2024-04-11 so that months with two versions occur. */
export const samplePrices: PriceBook = priceBook([...programmePrices(readPriceList()), risenPrice()]);

function risenPrice(): PriceVersion {
  const standing = programmePrices(readPriceList()).find((price) => price.menu === "Rancher");
  if (standing?.terms.pattern !== "time_capped") throw new Error("the price list has no Rancher price");
  const terms = { ...standing.terms, rate: exact("0.75"), cap: exact(21_600) };
  return { ...standing, id: "Rancher/cluster/minute@2024-04-11", from: "2024-04-11", terms };
}

export const parentContract = "econ0000000001";
export const childContracts = ["econ0000000002", "econ0000000003"] as const;

export const issuer: Party = {
  name: "クラウド事業者株式会社",
  address: "東京都千代田区",
  registration: { number: "T7010705000725", from: "2023-10-01" },
};
export const recipient: Party = { name: "再販パートナー株式会社", address: "大阪市", registration: undefined };

/** A record of a resource that exists from one instant to another. */
export function interval(fields: Partial<IntervalRecord> & { readonly from: string; readonly to: string }): IntervalRecord {
  const { from, to, ...rest } = fields;
  return {
    kind: "interval",
    source: "platform",
    id: `${rest.resourceId ?? "r"} ${from}`,
    contractId: childContracts[0],
    tenantId: undefined,
    resourceId: "r",
    menu: "Virtual server",
    plan: "1vCPU-4GB",
    component: "minute",
    size: exact(1),
    period: { from: new Date(from), to: new Date(to) },
    ...rest,
  };
}

/** A reading of a meter. */
export function reading(fields: Partial<ReadingRecord> & { readonly on: string }): ReadingRecord {
  const { on, ...rest } = fields;
  return {
    kind: "reading",
    source: "platform",
    id: `${rest.resourceId ?? "m"} ${on}`,
    contractId: childContracts[0],
    tenantId: undefined,
    resourceId: "m",
    menu: "Monitoring Logs",
    plan: "ingest",
    component: "GB",
    quantity: exact(1),
    at: new Date(on),
    ...rest,
  };
}

export interface ClosedMonth {
  readonly due: readonly CostLine[];
  readonly lines: readonly InvoiceLine[];
  readonly exceptions: readonly DueException[];
  readonly unpriced: readonly UnpricedRecord[];
  readonly invoice: InvoiceDraft;
}

/** Every step of a close in memory: usage, aggregates, rating, whole yen, what is due, statements, invoice. */
export function closeMonth(
  month: BillingMonth,
  records: readonly UsageRecord[],
  options: {
    readonly invoiced?: readonly InvoicedCharge[];
    readonly closedMonths?: readonly BillingMonth[];
    readonly yen?: YenPolicy;
    readonly prices?: PriceBook;
  } = {},
): ClosedMonth {
  const { invoiced = [], closedMonths = [], prices = samplePrices } = options;
  const policies = policiesOf(month);
  const rated = [...closedMonths, month].map((one) => rateUsage(one, records, prices));
  const due = rated.flatMap(({ charges }) => wholeYen(charges, options.yen ?? policies.yen));
  const { lines, exceptions } = whatIsDue({
    openMonth: month,
    months: [...closedMonths, month],
    due,
    invoiced,
    lateWindowMonths: policies.lateWindowMonths,
  });
  const statements = [parentContract, ...childContracts].map((contractId) =>
    buildStatement(
      contractId,
      month,
      lines.filter((line) => line.contractId === contractId),
    ),
  );
  const invoice = buildInvoice({ parentContractId: parentContract, month, issuer, recipient, statements, taxRounding: "floor" });
  return { due, lines, exceptions, unpriced: rated.flatMap((one) => one.unpriced), invoice };
}

export function rateUsage(month: BillingMonth, records: readonly UsageRecord[], prices: PriceBook = samplePrices) {
  const rules = { minutes: policiesOf(month).minutes, poolMembers: () => exact(0) };
  const { aggregates, unpriced } = aggregateUsage(month, records, prices, rules);
  const { charges, unrated } = rateMonth(month, aggregates, prices);
  return { charges, unrated, unpriced };
}
