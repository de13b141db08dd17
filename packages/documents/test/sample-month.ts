import {
  type BillingMonth,
  buildInvoice,
  buildStatement,
  draftCreditNote,
  endUserStatement,
  exact,
  finaliseInvoice,
  type Invoice,
  type InvoiceDiscount,
  type InvoiceLine,
  invoicedChargesOf,
  type Party,
  paymentStatement,
  policiesOf,
  priceBook,
  priceForResale,
  programmePrices,
  type ResaleLine,
  rateMonth,
  readPriceList,
  slaCreditLine,
  type UsageAggregate,
  whatIsDue,
  wholeYen,
} from "@saihan/billing";
import type {
  CreditNoteDocument,
  EndUserStatementDocument,
  InvoiceDocument,
  Names,
  PaymentStatementDocument,
  PeppolParties,
  StatementDocument,
} from "../src/index.ts";

/** A closed month of a made-up partner, from usage totals to documents, by the billing package's own functions. */
export const month: BillingMonth = "2024-05";
const monthBefore: BillingMonth = "2024-04";
export const parentContractId = "econ0000000001";
export const children = {
  aoba: "econ0000000002",
  minato: "econ0000000003",
  kitano: "econ0000000004",
  tsubasa: "econ0000000005",
} as const;

export const issuer: Party = {
  name: "クラウド事業者株式会社",
  address: "〒100-0004 東京都千代田区大手町0-0-0",
  registration: { number: "T7010705000725", from: "2023-10-01" },
};
export const partner: Party = {
  name: "再販パートナー株式会社",
  address: "〒530-0001 大阪府大阪市北区梅田0-0-0 再販ビル12階",
  registration: { number: "T8000000000001", from: "2023-10-01" },
};

export const names: Names = {
  contracts: new Map([
    [parentContractId, { customerName: "再販パートナー株式会社" }],
    [children.aoba, { customerName: "青葉製作所株式会社", customerNumber: "N2026000000" }],
    [children.minato, { customerName: "みなと物流株式会社", customerNumber: "N2026000007" }],
    [children.kitano, { customerName: "Kitano Robotics K.K.", customerNumber: "N2026000014" }],
    [children.tsubasa, { customerName: "株式会社つばさ旅行" }],
  ]),
  tenants: new Map([
    ["tenant-aoba-web", { name: "aoba-web", region: "jp1" }],
    ["tenant-minato-app", { name: "minato-app", region: "jp4" }],
  ]),
  resources: new Map([["srv-0001", "web-01"]]),
};

/** Both sides' addresses on the Peppol network. */
export const parties: PeppolParties = {
  seller: { scheme: "0188", id: "7010705000725" },
  buyer: { scheme: "0188", id: "8000000000001" },
};

export const prices = priceBook(programmePrices(readPriceList()));

/** One row of usage totals, as the close aggregates it. */
export function used(
  contractId: string,
  resourceId: string,
  [menu, plan, component]: readonly [string, string, string],
  quantity: string | number,
  more: Partial<UsageAggregate> = {},
): UsageAggregate {
  const version = prices.versionsOf(menu, plan, component)[0];
  if (!version) throw new Error(`the price list has no ${menu}/${plan}/${component}`);
  const usage = { records: 3, ids: [`${resourceId}-1`, `${resourceId}-2`, `${resourceId}-3`] };
  return { contractId, tenantId: undefined, resourceId, priceVersionId: version.id, quantity: exact(quantity), usage, ...more };
}

export const server = ["Virtual server", "1vCPU-4GB", "minute"] as const;
const largeServer = ["Virtual server", "8vCPU-32GB", "minute"] as const;
const volume = ["Block storage", "2 IOPS/GB", "GB-minute"] as const;
const zone = ["DNS", "zone", "zone-month"] as const;
const rancher = ["Rancher", "cluster", "minute"] as const;
const logs = ["Monitoring Logs", "ingest", "GB"] as const;
const things = ["Things Cloud", "Standard", "device-month"] as const;

const usageOfMonth: readonly UsageAggregate[] = [
  used(parentContractId, "srv-own", server, 12_345),
  used(parentContractId, "zone-own", zone, 2),
  used(children.aoba, "srv-0001", server, 44_640, { tenantId: "tenant-aoba-web" }),
  used(children.aoba, "srv-0002", server, 9_000, { tenantId: "tenant-aoba-web" }),
  used(children.aoba, "srv-0002", largeServer, 1_441, { tenantId: "tenant-aoba-web" }),
  used(children.aoba, "vol-0001", volume, 44_640, { size: exact(250), tenantId: "tenant-aoba-web" }),
  used(children.minato, "cluster-1", rancher, 30_001, { tenantId: "tenant-minato-app" }),
  used(children.minato, "logs-1", logs, "12.345", { tenantId: "tenant-minato-app" }),
  used(children.kitano, "devices", things, 1_250),
  used(children.kitano, "zone-k", zone, 1),
];
const usageOfMonthBefore: readonly UsageAggregate[] = [
  used(children.aoba, "srv-0001", server, 10_000),
  used(children.minato, "cluster-1", rancher, 2_000),
];
const foundLate: readonly UsageAggregate[] = [
  used(children.aoba, "srv-0001", server, 12_500),
  used(children.minato, "cluster-1", rancher, 2_000),
];

const policies = policiesOf(month);

/** Lines of the month, with corrections of the month before, a service credit and a line by hand. */
export function linesOf(usage: readonly UsageAggregate[] = usageOfMonth): readonly InvoiceLine[] {
  const due = (of: BillingMonth, rows: readonly UsageAggregate[]) => wholeYen(rateMonth(of, rows, prices).charges, policies.yen);
  const earlier = whatIsDue({
    openMonth: monthBefore,
    months: [monthBefore],
    due: due(monthBefore, usageOfMonthBefore),
    invoiced: [],
    lateWindowMonths: policies.lateWindowMonths,
  });
  const { lines } = whatIsDue({
    openMonth: month,
    months: [monthBefore, month],
    due: [...due(monthBefore, foundLate), ...due(month, usage)],
    invoiced: invoicedChargesOf(earlier.lines),
    lateWindowMonths: policies.lateWindowMonths,
  });
  const failed = earlier.lines.find((line) => line.contractId === children.minato) as InvoiceLine;
  const credit = slaCreditLine(
    failed,
    { id: "SLA-0007", downtimeSeconds: exact(6_000), openMonth: month },
    { ok: true, percent: exact(3), credit: exact(failed.net).percent(3).round("floor") },
  );
  return [...lines, credit, byHand()];
}

function byHand(): InvoiceLine {
  return {
    id: "manual-0001",
    kind: "manual",
    contractId: children.kitano,
    tenantId: undefined,
    resourceId: undefined,
    menu: "Things Cloud",
    component: "month",
    usageMonth: month,
    corrects: undefined,
    net: -3_000n,
    tax: { category: "S", percent: "10", reason: "standard rate" },
    illustrative: false,
    trace: { of: "manual", reason: "設定作業の遅れに対するお詫び", enteredBy: "operator" },
  };
}

const coupons: readonly InvoiceDiscount[] = [{ id: "coupon SPRING2024AB", label: "SPRING2024AB", amount: 5_000n }];

export function invoiceOf(
  lines: readonly InvoiceLine[],
  options: { readonly discounts?: readonly InvoiceDiscount[]; readonly recipient?: Party; readonly credit?: bigint } = {},
): Invoice {
  const ids = new Set([parentContractId, ...Object.values(children), ...lines.map((line) => line.contractId)]);
  const statements = [...ids].map((id) =>
    buildStatement(
      id,
      month,
      lines.filter((line) => line.contractId === id),
    ),
  );
  const draft = buildInvoice({
    parentContractId,
    month,
    issuer,
    recipient: options.recipient ?? partner,
    statements,
    discounts: options.discounts ?? [],
    taxRounding: "floor",
    credit: options.credit ?? 0n,
  });
  return finaliseInvoice(draft, { series: "INV-2024", number: 123 }, "2024-06-07");
}

export function sampleInvoice(): InvoiceDocument {
  return {
    invoice: invoiceOf(linesOf(), { discounts: coupons }),
    names,
    dueDate: "2024-07-31",
    bankAccount: { account: "見本銀行 本店営業部 普通 0000000", holder: "クラウドジギョウシャ(カ" },
    remarks: [{ ja: "本書は2024年6月3日の事前確認書と一致しています。", en: "This document equals the preview of 3 June 2024." }],
  };
}

export function sampleCreditNote(invoice: Invoice = sampleInvoice().invoice): CreditNoteDocument {
  const lines = invoice.statements.flatMap((statement) => statement.lines).filter(({ net }) => net > 20n);
  const drafted = draftCreditNote(invoice, [], {
    lines: lines.slice(0, 3).map(({ id, net }) => ({ lineId: id, net: net / 2n })),
    reason: "単価の誤りによる返還",
    reductionDate: "2024-06-20",
  });
  if (!drafted.ok) throw new Error(JSON.stringify(drafted));
  return { note: drafted.note, invoice, number: "CN-2024-000007", issueDate: "2024-06-21", names };
}

export function sampleStatement(
  contractId: string = children.aoba,
  document: InvoiceDocument = sampleInvoice(),
): StatementDocument {
  const { invoice } = document;
  const statement = invoice.statements.find((one) => one.contractId === contractId);
  if (!statement) throw new Error(`no statement of ${contractId}`);
  const { number: invoiceNumber, issueDate } = invoice;
  return { statement, issuer: invoice.issuer, recipient: invoice.recipient, issueDate, invoiceNumber, names: document.names };
}

/** The partner's mark-up of 20 % on every line of a child. */
export function sampleResaleLines(): readonly ResaleLine[] {
  return linesOf().map((cost) => ({
    cost,
    choice: { ok: true, rule: resaleRule, considered: [] },
    resale: priceForResale(resaleRule.price, { cost: cost.net, list: cost.net, quantity: 1, used: true }, "floor"),
  }));
}

export function sampleEndUserStatement(
  contractId: string = children.aoba,
  lines: readonly ResaleLine[] = sampleResaleLines(),
): EndUserStatementDocument {
  return {
    statement: endUserStatement(contractId, month, lines),
    issuer: partner,
    recipient: {
      name: names.contracts.get(contractId)?.customerName ?? contractId,
      address: "宮城県仙台市青葉区0-0-0",
      registration: undefined,
    },
    issueDate: "2024-06-10",
    number: "R-2024-000045",
    names,
  };
}

const resaleRule = {
  id: "rule-1",
  scope: { of: "all" },
  holder: { of: "partner" },
  from: "2024-01",
  to: undefined,
  price: { kind: "percent", basis: "cost", percent: exact(20) },
} as const;

const causedBy = (kind: "invoice" | "credit_note" | "void", number: string) => ({ cause: { kind, number }, percent: "5" });

export function samplePaymentStatement(): PaymentStatementDocument {
  return {
    statement: paymentStatement({
      payer: issuer,
      agent: partner,
      month,
      supplyDate: "2024-05-31",
      entries: [
        { contractId: children.aoba, month, base: 51_234n, commission: 2_561n, ...causedBy("invoice", "D-INV-2024-0101") },
        { contractId: children.kitano, month, base: 622_500n, commission: 31_125n, ...causedBy("invoice", "D-INV-2024-0102") },
        {
          ...{ contractId: children.minato, month: monthBefore, base: -12_000n, commission: -600n },
          ...causedBy("credit_note", "D-CN-2024-0007"),
        },
      ],
      taxPercent: exact(10),
      taxRounding: "floor",
    }),
    number: "PS-2024-000012",
    issueDate: "2024-06-10",
    paymentDate: "2024-06-28",
    objectionDeadline: "2024-06-20",
    names,
  };
}
