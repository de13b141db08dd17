import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exact } from "../exact.ts";
import {
  type CommissionTerms,
  commissionOfInvoice,
  commissionTermsOf,
  type DirectDocument,
  type EarningReferral,
} from "./commission-ledger.ts";

const terms: CommissionTerms = {
  ...{ from: "2026-01", percent: exact("5"), introductionMonths: undefined, excludedMenus: ["support-plan"] },
  ...{ minimumPayout: 0n, objectionDays: 14, payee: "corporation" },
};
const doc = (kind: DirectDocument["kind"], number: string, net: bigint, menu = "server"): DirectDocument => ({
  ...{ kind, number, month: "2026-04", lines: [{ menu, net }] },
});
const concluded = (concludedIn: string, lastMonth?: string) => ({ concludedIn, lastMonth });
const booked = (
  documents: readonly [DirectDocument, ...DirectDocument[]],
  given = [terms],
  referral: EarningReferral = concluded("2026-01"),
) => commissionOfInvoice(documents, given, referral)?.map((e) => [e.number, e.rule, e.base, e.commission]);

describe("the entries of an invoice", () => {
  it("an invoice earns the rate of its month on what is not excluded, rounded down once", () => {
    const invoice = {
      ...doc("invoice", "I1", 99n),
      lines: [
        { menu: "server", net: 99n },
        { menu: "support-plan", net: 5_000n },
      ],
    };
    expect(booked([invoice])).toEqual([["I1", "rate", 99n, 4n]]);
  });

  it("a credit note takes back at the rate that was paid; the last takes what is left and no more", () => {
    expect(booked([doc("invoice", "I1", 99n), doc("credit_note", "C1", 50n), doc("credit_note", "C2", 49n)])).toEqual([
      ["I1", "rate", 99n, 4n],
      ["C1", "rate_of_invoice", -50n, -3n],
      ["C2", "rest_of_invoice", -49n, -1n],
    ]);
    expect(booked([doc("invoice", "I1", 100_000n), doc("credit_note", "C1", 39_999n)])).toEqual([
      ["I1", "rate", 100_000n, 5_000n],
      ["C1", "rate_of_invoice", -39_999n, -2_000n],
    ]);
  });

  it("a void takes back what credit notes have left", () => {
    expect(booked([doc("invoice", "I1", 100_000n), doc("credit_note", "C1", 40_000n), doc("void", "I1", 0n)])).toEqual([
      ["I1", "rate", 100_000n, 5_000n],
      ["C1", "rate_of_invoice", -40_000n, -2_000n],
      ["I1", "rest_of_invoice", -60_000n, -3_000n],
    ]);
  });

  it.each([
    ["2026-01", 3, "introduction_over", 0n],
    ["2026-01", 4, "rate", 5_000n],
    ["2026-02", 3, "rate", 5_000n],
  ])("concluded in %s, for %i months: April is %s", (month, introductionMonths, rule, commission) => {
    const entries = booked([doc("invoice", "I1", 100_000n)], [{ ...terms, introductionMonths }], concluded(month));
    expect(entries).toEqual([["I1", rule, 100_000n, commission]]);
  });

  it.each([
    ["before the contract", concluded("2026-05"), "not_concluded", 0n],
    ["in the month of the contract", concluded("2026-04"), "rate", 5_000n],
    ["in the last month of a lapsed referral", concluded("2026-01", "2026-04"), "rate", 5_000n],
    ["after it", concluded("2026-01", "2026-03"), "referral_lapsed", 0n],
  ])("charged %s: April is %s", (_when, referral, rule, commission) => {
    expect(booked([doc("invoice", "I1", 100_000n)], [terms], referral)).toEqual([["I1", rule, 100_000n, commission]]);
  });

  it("what has earned nothing gives nothing back, and the entry says why", () => {
    const chain = [doc("invoice", "I1", 100_000n), doc("credit_note", "C1", 40_000n), doc("void", "I1", 0n)] as const;
    expect(booked([...chain], [terms], concluded("2026-05"))).toEqual([
      ["I1", "not_concluded", 100_000n, 0n],
      ["C1", "not_concluded", -40_000n, 0n],
      ["I1", "not_concluded", -60_000n, 0n],
    ]);
  });

  it("terms hold from their month on, never before; without any nothing can be booked", () => {
    const later = { ...terms, from: "2026-05", percent: exact(8) };
    expect(commissionTermsOf([later, terms], "2026-04")).toBe(terms);
    expect(commissionTermsOf([later, terms], "2026-05")).toBe(later);
    expect(booked([doc("invoice", "I1", 1n)], [later])).toBeUndefined();
  });

  it("what stands is never below nothing, nor above the rate on what is left plus a yen for each credit note; emptied means nothing", () => {
    const chain = fc.record({
      net: fc.bigInt(0n, 10_000_000n),
      tenths: fc.integer({ min: 0, max: 1_000 }),
      shares: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 }),
      ends: fc.constantFrom("stays", "void", "credited"),
    });
    fc.assert(
      fc.property(chain, ({ net, tenths, shares, ends }) => {
        let left = net;
        const notes = shares.map((share, i) => {
          const credited = (left * BigInt(share)) / 100n;
          left -= credited;
          return doc("credit_note", `C${i}`, credited);
        });
        if (ends === "credited") notes.push(doc("credit_note", "last", left));
        if (ends === "void") notes.push(doc("void", "I", 0n));
        const percent = exact(tenths).percent(10);
        const entries =
          commissionOfInvoice([doc("invoice", "I", net), ...notes], [{ ...terms, percent }], concluded("2026-01")) ?? [];
        const [base, commission] = entries.reduce(([b, c], e) => [b + e.base, c + e.commission], [0n, 0n]);
        expect(base).toBe(ends === "stays" ? left : 0n);
        expect(commission >= 0n).toBe(true);
        expect(entries.slice(1).every((e) => e.commission <= 0n)).toBe(true);
        if (ends === "stays") {
          const due = exact(base).percent(percent).toWhole("floor");
          expect(commission <= due && commission >= due - BigInt(notes.length)).toBe(true);
        } else expect(commission).toBe(0n);
      }),
    );
  });
});
