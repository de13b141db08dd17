import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CostLine,
  decideAgainstKnown,
  exact,
  hashOfLines,
  invoicedChargesOf,
  invoiceLife,
  monthLife,
  monthPeriod,
  netOf,
  overlapsOf,
  type RoundingMode,
  roundingModes,
  type UsageRecord,
  usageContent,
  usageKey,
  type YenPolicy,
} from "../src/index.ts";
import { at, months, usage } from "./arbitraries.ts";
import { closeMonth, interval, rateUsage } from "./sample-month.ts";

const scopes: fc.Arbitrary<YenPolicy> = fc
  .tuple(fc.constantFrom("line", "contract", "invoice") as fc.Arbitrary<YenPolicy["scope"]>, fc.constantFrom(...roundingModes))
  .map(([scope, mode]) => ({ id: `${scope} ${mode}`, scope, mode }));

describe("I1 lines add up", () => {
  it("I1 line -> contract -> parent -> invoice, in yen, with no remainder line, for every scope and mode of rounding", () => {
    fc.assert(
      fc.property(usage, months, scopes, (records, month, yen) => {
        const { lines, invoice } = closeMonth(month, records, { yen });
        for (const { net, lines: own, byMenu } of invoice.statements) {
          expect(netOf(own)).toBe(net);
          expect(netOf(byMenu)).toBe(net);
        }
        expect(netOf(invoice.statements)).toBe(netOf(lines));
        expect(invoice.fees).toBe(netOf(lines));
        expect(invoice.net + invoice.tax).toBe(invoice.total);
        expect(netOf(invoice.taxes)).toBe(invoice.net);
      }),
    );
  });

  it("I1 whole yen of a scope are the rounded exact sum of that scope", () => {
    fc.assert(
      fc.property(usage, months, scopes, (records, month, yen) => {
        const { due } = closeMonth(month, records, { yen });
        for (const scope of scopesOf(due, yen)) {
          expect(yenOf(scope)).toBe(exactOf(scope, yen.mode));
          for (const line of scope) expect(exact(line.yen).minus(line.rounding.residue).equals(line.charge.exact)).toBe(true);
        }
      }),
    );
  });
});

describe("I2 every yen opens", () => {
  it("I2 every usage record of the month is on exactly one line or on the exception list", () => {
    fc.assert(
      fc.property(usage, months, fc.boolean(), (drawn, month, withUnpriced) => {
        const stray = interval({ resourceId: "stray", plan: "no such plan", from: at(1_710_000_000), to: at(1_716_000_000) });
        const records = withUnpriced ? [...drawn, stray] : drawn;
        const { lines, unpriced } = closeMonth(month, records);
        const listed = [
          ...lines.flatMap(({ trace }) => (trace.of === "usage" ? (trace.usage.ids ?? []) : [])),
          ...unpriced.map(({ record }) => usageKey(record)),
        ];
        expect(listed.sort()).toEqual(
          records
            .filter((record) => touches(month, record))
            .map(usageKey)
            .sort(),
        );
      }),
    );
  });

  it("I2 every line names price versions, rule version and rounding policy", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        for (const { trace, net } of closeMonth(month, records).lines) {
          if (trace.of !== "usage") throw new Error("only usage was given");
          expect(trace.parts.length).toBeGreaterThan(0);
          expect(trace.parts.every((part) => part.priceVersionId.length > 0)).toBe(true);
          expect(trace.rule.version).toBeGreaterThan(0);
          expect(exact(net).equals(trace.exact.plus(trace.rounding.residue).minus(trace.alreadyInvoiced))).toBe(true);
        }
      }),
    );
  });
});

describe("I3 a second run changes nothing", () => {
  it("I3 over what is invoiced already, a close adds no line", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        const first = closeMonth(month, records);
        const second = closeMonth(month, records, { invoiced: invoicedChargesOf(first.lines) });
        expect(second.lines).toEqual([]);
        expect(second.exceptions).toEqual([]);
      }),
    );
  });

  it("I3 the order of usage does not matter", () => {
    fc.assert(
      fc.property(usageAndShuffled(), months, ([records, shuffled], month) => {
        expect(hashOfLines(closeMonth(month, shuffled).lines)).toBe(hashOfLines(closeMonth(month, records).lines));
      }),
    );
  });

  it("I3 batches by contract, in any number, give the lines of one batch", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        const contracts = [...new Set(records.map((record) => record.contractId))];
        const batches = contracts.flatMap(
          (id) =>
            closeMonth(
              month,
              records.filter((record) => record.contractId === id),
            ).lines,
        );
        expect(hashOfLines(batches)).toBe(hashOfLines(closeMonth(month, records).lines));
      }),
    );
  });
});

describe("I4 an event counts once", () => {
  it("I4 the same event again is a repeat; the same id with other content is refused", () => {
    fc.assert(
      fc.property(
        usage.filter((records) => records.length > 0),
        (records) => {
          const known = new Map(records.map((record) => [usageKey(record), usageContent(record)]));
          for (const record of records) {
            expect(decideAgainstKnown(record, known)).toBe("repeated");
            expect(decideAgainstKnown({ ...record, id: `${record.id} new` }, known)).toBe("new");
            const changed = { ...record, contractId: "econ9999999999" };
            expect(decideAgainstKnown(changed, known)).toMatchObject({ code: "USAGE_EVENT_CONFLICT" });
          }
        },
      ),
    );
  });
});

describe("I5 a closed month never changes", () => {
  it("I5 no step leads out of a closed month, and none back into a draft", () => {
    expect(monthLife.closed).toEqual([]);
    const { draft: _draft, ...issued } = invoiceLife;
    expect(Object.values(issued).flat()).not.toContain("draft");
  });
});

describe("I7 dry run = real run", () => {
  it("I7 the same stored inputs give the same invoice, and are not changed by it", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        const before = records.map(usageContent);
        const preview = closeMonth(month, records);
        const real = closeMonth(month, records);
        expect(textOf(real.invoice)).toBe(textOf(preview.invoice));
        expect(records.map(usageContent)).toEqual(before);
      }),
    );
  });
});

describe("I10 no double billing", () => {
  it("I10 usage without overlap has none, and a copy of any record under another id is found", () => {
    fc.assert(
      fc.property(usage, (records) => {
        expect(overlapsOf(records)).toEqual([]);
        for (const record of records) {
          if (record.kind !== "interval") continue;
          const copy = { ...record, id: `${record.id} copy`, plan: "another plan" };
          expect(overlapsOf([...records, copy]).map(({ reason }) => reason.code)).toContain("USAGE_OVERLAPS");
        }
      }),
    );
  });

  it("I10 at most one charge per resource, menu, component and month", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        const keys = rateUsage(month, records).charges.map((charge) => charge.key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

function usageAndShuffled(): fc.Arbitrary<[UsageRecord[], UsageRecord[]]> {
  return usage.chain((records) =>
    fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length, maxLength: records.length })),
  );
}

function touches(month: string, record: UsageRecord): boolean {
  const { from, to } = monthPeriod(month);
  return record.kind === "interval" ? record.period.from < to && record.period.to > from : record.at >= from && record.at < to;
}

function scopesOf(due: readonly CostLine[], { scope }: YenPolicy): CostLine[][] {
  if (scope === "line") return due.map((line) => [line]);
  if (scope === "invoice") return due.length === 0 ? [] : [[...due]];
  const contracts = new Set(due.map((line) => line.charge.contractId));
  return [...contracts].map((id) => due.filter((line) => line.charge.contractId === id));
}

function yenOf(lines: readonly CostLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.yen, 0n);
}

function exactOf(lines: readonly CostLine[], mode: RoundingMode): bigint {
  return lines.reduce((sum, line) => sum.plus(line.charge.exact), exact(0)).toWhole(mode);
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part} yen` : part));
}
