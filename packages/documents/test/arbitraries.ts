import { exact, type InvoiceLine } from "@saihan/billing";
import fc from "fast-check";
import type { InvoiceDocument, Names } from "../src/index.ts";
import { children, invoiceOf, linesOf, month, parentContractId, partner, sampleInvoice, used } from "./sample-month.ts";

/** Usage of a month over a partner's contracts: real menus, one resource of each at most a contract. */
const kinds = [
  ["Virtual server", "1vCPU-4GB", "minute"],
  ["Virtual server", "8vCPU-32GB", "minute"],
  ["Block storage", "2 IOPS/GB", "GB-minute"],
  ["DNS", "zone", "zone-month"],
  ["Monitoring Logs", "ingest", "GB"],
  ["Cloud Foundry", "memory", "GB-hour"],
  ["Logical network", "L2", "network-month"],
] as const;
const contracts = [parentContractId, ...Object.values(children)];

const usage = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...contracts), fc.constantFrom(...kinds), fc.integer({ min: 0, max: 44_640 })), {
    selector: ([contractId, kind]) => `${contractId} ${kind.join()}`,
    maxLength: 14,
  })
  .map((resources) =>
    resources.map(([contractId, kind, quantity]) =>
      used(contractId, `${kind[0]} of ${contractId}`, kind, quantity, kind[0] === "Block storage" ? { size: exact(250) } : {}),
    ),
  );

/** Some lines at another rate, so that a document has two. */
function atReducedRate(lines: readonly InvoiceLine[], every: number): InvoiceLine[] {
  return lines.map((line, i) => (i % every === 0 ? { ...line, tax: { category: "AA", percent: "8", reason: "reduced" } } : line));
}

/** Any invoice of the month: lines, corrections, credits, discounts, two rates, credit on account. */
export const invoices: fc.Arbitrary<InvoiceDocument> = fc
  .record({
    usage,
    every: fc.integer({ min: 1, max: 5 }),
    discounts: fc.array(fc.bigInt({ min: 1n, max: 30_000n }), { maxLength: 2 }),
    credit: fc.bigInt({ min: 0n, max: 5_000n }),
  })
  .map((facts) => ({
    ...sampleInvoice(),
    invoice: invoiceOf(atReducedRate(linesOf(facts.usage), facts.every), {
      discounts: facts.discounts.map((amount, i) => ({ id: `d${i}`, label: `coupon ${i}`, amount })),
      credit: facts.credit,
    }),
  }));

/** Names that were made to break something. */
export const hostileNames = [
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(1)",
  "＝1+1",
  "\t=1",
  "]]>",
  "<script>alert(1)</script>",
  "&amp;&lt;",
  '"quoted", with comma',
  "a\r\nb,c",
  "\u202e逆さま\u202c",
  "مرحبا بالعالم",
  "שלום",
  "👩‍👩‍👧‍👦 family 🎉",
  "\u0000nul\u0007bell",
  "\ud800half",
  "\ufffe\uffff",
  "𠮷野家 髙﨑",
  "葛󠄀城",
  "株".repeat(200),
  "x".repeat(200),
  "W W ".repeat(50),
  "(paren) \\back\\ %percent /Slash",
  "e\u0301\u0301\u0301\u0301",
  "__proto__",
] as const;

const hostile = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 200 }),
);

/** The sample invoice, with every text that a person can type replaced. */
export const hostileInvoices: fc.Arbitrary<InvoiceDocument> = fc
  .tuple(hostile, hostile, hostile, hostile, hostile)
  .map(([name, address, customer, resource, label]) => hostileInvoice(name, address, customer, resource, label));

export function hostileInvoice(name: string, address = name, customer = name, resource = name, label = name): InvoiceDocument {
  const sample = sampleInvoice();
  const names: Names = {
    contracts: new Map(contracts.map((id) => [id, { customerName: customer, customerNumber: label }])),
    resources: new Map([["srv-0001", resource]]),
    tenants: new Map([["tenant-aoba-web", { name: resource, region: "jp1" }]]),
    menus: new Map([["DNS", { ja: label, en: label }]]),
  };
  const lines = linesOf().map((line) =>
    line.resourceId === "srv-0002" ? { ...line, resourceId: resource, tenantId: resource } : line,
  );
  const invoice = invoiceOf(lines, {
    recipient: { ...partner, name: `K${name}`, address },
    discounts: [{ id: "d", label, amount: 100n }],
  });
  const voided = { on: "2024-06-20", reason: label };
  return {
    ...sample,
    invoice,
    names,
    voided,
    bankAccount: { account: name, holder: label },
    remarks: [{ ja: label, en: label }],
  };
}

export { month };
