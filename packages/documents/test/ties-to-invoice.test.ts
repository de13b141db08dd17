import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderChildFocusCsv, renderFocusCsv, renderInvoiceCsv, renderStatementCsv } from "../src/index.ts";
import { invoices } from "./arbitraries.ts";
import { csvRows, sumOf } from "./csv-rows.ts";
import { type sampleInvoice, sampleStatement } from "./sample-month.ts";

const total = (document: ReturnType<typeof sampleInvoice>) => document.invoice.total;

describe("every format adds up to the invoice, to the yen", () => {
  it("invoice CSV: lines, allowances and taxes are the total; with credit, the amount due", () => {
    fc.assert(
      fc.property(invoices, (document) => {
        const rows = csvRows(renderInvoiceCsv(document));
        const of = (...types: string[]) =>
          sumOf(
            rows.filter((row) => types.includes(row.record_type ?? "")),
            "amount",
          );
        expect(of("line")).toBe(document.invoice.fees);
        expect(of("line", "allowance")).toBe(document.invoice.net);
        expect(of("tax")).toBe(document.invoice.tax);
        expect(of("line", "allowance", "tax")).toBe(total(document));
        expect(sumOf(rows, "amount")).toBe(document.invoice.due);
      }),
      { numRuns: 60 },
    );
  });

  it("statement CSV: the lines of a contract are its statement, and all statements the charges of the invoice", () => {
    fc.assert(
      fc.property(invoices, (document) => {
        let fees = 0n;
        for (const { contractId, net } of document.invoice.statements) {
          const rows = csvRows(renderStatementCsv(sampleStatement(contractId, document)));
          expect(sumOf(rows, "amount")).toBe(net);
          fees += net;
        }
        expect(fees).toBe(document.invoice.fees);
      }),
      { numRuns: 40 },
    );
  });

  it("FOCUS: billed cost of the parent's file is the total; of a child's file, what is charged for it before tax", () => {
    fc.assert(
      fc.property(invoices, (document) => {
        const { invoice } = document;
        const all = csvRows(renderFocusCsv(document));
        expect(sumOf(all, "BilledCost")).toBe(invoice.total);
        for (const { contractId, net } of invoice.statements) {
          if (contractId === invoice.parentContractId) continue;
          const allowances = invoice.allowances.filter((one) => one.contractId === contractId);
          const child = csvRows(renderChildFocusCsv(document, contractId));
          expect(sumOf(child, "BilledCost")).toBe(net - allowances.reduce((sum, { amount }) => sum + amount, 0n));
          expect(child).toEqual(all.filter((row) => row.SubAccountId === contractId));
        }
      }),
      { numRuns: 60 },
    );
  });
});
