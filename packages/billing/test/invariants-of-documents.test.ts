import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateDiscounts,
  balanceOf,
  buildInvoice,
  type CreditNoteDraft,
  draftCreditNote,
  exact,
  faultsInSeries,
  finaliseInvoice,
  type Invoice,
  isWithinPintBounds,
  lineText,
  nextDocumentNumber,
  reconcile,
  roundingModes,
  shareOut,
  taxOncePerRate,
  unusedCredit,
} from "../src/index.ts";
import { months, usage } from "./arbitraries.ts";
import { closeMonth, issuer, parentContract, recipient } from "./sample-month.ts";

const yen = fc.bigInt({ min: 0n, max: 10_000_000n });
const rounding = fc.constantFrom(...roundingModes);
const invoices: fc.Arbitrary<Invoice> = fc
  .tuple(usage, months)
  .map(([records, month]) => finaliseInvoice(closeMonth(month, records).invoice, nextDocumentNumber("INV", 0), "2024-06-05"));

describe("I11 credits", () => {
  it("I11 credit notes in any parts add up to the invoice, and so does their tax; no more can be credited then", () => {
    fc.assert(
      fc.property(invoices, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }), (invoice, shares) => {
        const lines = invoice.statements.flatMap((statement) => statement.lines).filter((line) => line.net > 0n);
        const parts = new Map(lines.map((line) => [line.id, shareOut(line.net, shares)]));
        const notes: CreditNoteDraft[] = [];
        for (let i = 0; i < shares.length; i++) {
          const credited = lines
            .map((line) => ({ lineId: line.id, net: parts.get(line.id)?.[i] ?? 0n }))
            .filter(({ net }) => net > 0n);
          const draft = draftCreditNote(invoice, notes, { lines: credited, reason: "test", reductionDate: "2024-06-10" });
          expect(draft.ok ? "drafted" : draft.code).toBe(credited.length > 0 ? "drafted" : "CREDIT_EMPTY");
          if (draft.ok) notes.push(draft.note);
        }
        const sum = (of: (note: CreditNoteDraft) => bigint) => notes.reduce((total, note) => total + of(note), 0n);
        expect(sum((note) => note.net)).toBe(invoice.net);
        expect(sum((note) => note.tax)).toBe(invoice.tax);
        for (const { taxes } of notes) {
          for (const { net, percent, tax } of taxes) expect(isWithinPintBounds(net, percent, tax)).toBe(true);
        }
        for (const line of lines) {
          const again = { lines: [{ lineId: line.id, net: 1n }], reason: "test", reductionDate: "2024-06-11" };
          expect(draftCreditNote(invoice, notes, again)).toMatchObject({ code: "CREDIT_EXCEEDS_LINE" });
        }
      }),
    );
  });
});

describe("I12 discounts", () => {
  const lines = fc.array(yen, { minLength: 1, maxLength: 8 });

  it("I12 the parts add up to the discount, and no line goes below zero", () => {
    fc.assert(
      fc.property(lines, fc.array(fc.tuple(yen, fc.nat({ max: 2 })), { maxLength: 4 }), (nets, drawn) => {
        const discounts = drawn.map(([amount, breadth], i) => ({
          id: String(i),
          amount,
          breadth,
          covers: nets.flatMap((_, line) => (breadth === 2 || line % 2 === breadth ? [line] : [])),
        }));
        const { left, parts, unused } = allocateDiscounts(nets, discounts);
        expect(left.every((net) => !net.isNegative())).toBe(true);
        for (const { id, amount } of discounts) {
          const given = [...parts, ...unused].filter((part) => part.discountId === id).map((part) => part.amount);
          expect(given.reduce((sum, part) => sum.plus(part), exact(0)).equals(amount)).toBe(true);
        }
        nets.forEach((net, line) => {
          const taken = parts.filter((part) => part.line === line).reduce((sum, part) => sum.plus(part.amount), exact(0));
          expect(left[line]?.plus(taken).equals(net)).toBe(true);
        });
      }),
    );
  });

  it("I12 shares follow their weights to within one unit", () => {
    fc.assert(
      fc.property(
        yen,
        lines.filter((weights) => weights.some((weight) => weight > 0n)),
        (amount, weights) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0n);
          const parts = shareOut(amount, weights);
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
          parts.forEach((part, i) => {
            const share = exact(amount)
              .times(weights[i] ?? 0n)
              .over(total);
            expect(exact(part).minus(share).isBelow(1) && share.minus(part).isBelow(1)).toBe(true);
          });
        },
      ),
    );
  });
});

describe("I13 tax", () => {
  it("I13 floor(net x rate) <= tax <= ceil(net x rate) for each rate, whatever the rounding and the signs", () => {
    const lines = fc.array(
      fc.record({ net: fc.bigInt({ min: -99_999n, max: 99_999n }), percent: fc.constantFrom("10", "8", "0") }),
    );
    fc.assert(
      fc.property(lines, rounding, (amounts, mode) => {
        const { byRate, net, tax, total } = taxOncePerRate(amounts, mode);
        for (const rate of byRate) expect(isWithinPintBounds(rate.net, rate.percent, rate.tax)).toBe(true);
        expect(net.equals(amounts.reduce((sum, line) => sum + line.net, 0n))).toBe(true);
        expect(total.equals(net.plus(tax))).toBe(true);
      }),
    );
  });
});

describe("I15 the other bill", () => {
  it("I15 our own sums show no difference; a yen more or less on any row is listed there and nowhere else", () => {
    fc.assert(
      fc.property(usage, months, fc.nat(), (records, month, choice) => {
        const { statements } = closeMonth(month, records).invoice;
        const bill = statements.flatMap(({ contractId, byMenu }) => byMenu.map(({ menu, net }) => ({ contractId, menu, net })));
        expect(reconcile(statements, bill)).toEqual([]);
        const changed = bill[choice % Math.max(1, bill.length)];
        if (!changed) return;
        const other = bill.map((row) => (row === changed ? { ...row, net: row.net + 1n } : row));
        const { contractId, menu } = changed;
        expect(reconcile(statements, other)).toMatchObject([{ contractId, menu, difference: -1n }]);
        expect(reconcile(statements, other, 1n)).toEqual([]);
      }),
    );
  });
});

describe("I16 balance", () => {
  it("I16 balance = charged + credits - (paid + refunded), and is settled by a payment of itself", () => {
    const amounts = fc.array(fc.bigInt({ min: -10_000n, max: 10_000n }));
    fc.assert(
      fc.property(amounts, amounts, yen, (charges, credits, paid) => {
        const open = balanceOf({ charges, credits, paid, refunded: 0 });
        const sum = [...charges, ...credits].reduce((total, amount) => total + amount, 0n) - paid;
        expect(open.balance.equals(sum)).toBe(true);
        expect(balanceOf({ charges, credits, paid: exact(paid).plus(open.balance), refunded: 0 }).balance.isZero()).toBe(true);
      }),
    );
  });

  it("I16 unused credit never falls below zero", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -100n, max: 100n })), (amounts) => {
        const movements = amounts.map((amount, i) => ({ id: String(i), amount }));
        const running = amounts.map((_, i) => amounts.slice(0, i + 1).reduce((sum, amount) => sum + amount, 0n));
        const overdrawn = running.some((unused) => unused < 0n);
        expect(attempt(() => unusedCredit(movements))).toBe(overdrawn ? "RangeError" : (running.at(-1) ?? 0n));
      }),
    );
  });
});

describe("I17 document numbers", () => {
  const series = fc.integer({ min: 1, max: 30 }).map((count) =>
    Array.from({ length: count }, (_, i) => ({
      ...nextDocumentNumber("INV", i),
      finalisedAt: new Date(1_700_000_000_000 + i),
    })),
  );

  it("I17 numbers handed out one after the other are sound; one left out, doubled or out of order is found", () => {
    fc.assert(
      fc.property(series, fc.nat(), (issued, choice) => {
        expect(faultsInSeries(issued)).toEqual([]);
        const one = issued[choice % issued.length];
        if (!one) throw new Error("the series is empty");
        expect(faultsInSeries([...issued, one])).not.toEqual([]);
        const isLast = one === issued.at(-1);
        const withoutIt = issued.filter((other) => other !== one);
        const late = issued.map((other) => (other === one ? { ...one, finalisedAt: new Date(1_800_000_000_000) } : other));
        expect([faultsInSeries(withoutIt).length > 0, faultsInSeries(late).length > 0]).toEqual([!isLast, !isLast]);
      }),
    );
  });
});

describe("I18 a document keeps its day", () => {
  it("I18 later changes of the facts do not reach it, and it cannot be changed itself", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        const { statements } = closeMonth(month, records).invoice;
        const facts = { parentContractId: parentContract, month, issuer: { ...issuer }, recipient, statements: [...statements] };
        const draft = buildInvoice({ ...facts, taxRounding: "floor" });
        const issued = finaliseInvoice(draft, nextDocumentNumber("INV", 41), "2024-06-05");
        const text = issued.statements.flatMap(({ lines }) => lines.map(lineText));
        Object.assign(facts.issuer, { name: "renamed later" });
        facts.statements.length = 0;
        expect(issued.number).toBe("INV-000042");
        expect(() => Object.assign(issued.issuer, { name: "another" })).toThrow(TypeError);
        expect(() => Object.assign(issued.statements, { length: 0 })).toThrow(TypeError);
        expect(issued.issuer.name).toBe(issuer.name);
        expect(issued.statements.flatMap(({ lines }) => lines.map(lineText))).toEqual(text);
      }),
    );
  });
});

function attempt<T>(act: () => T): T | string {
  try {
    return act();
  } catch (fault) {
    return fault instanceof Error ? fault.name : String(fault);
  }
}
