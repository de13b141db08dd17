import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bandsOf,
  exact,
  invoicedChargesOf,
  monthPeriod,
  netOf,
  type Period,
  period,
  rateGraduated,
  rateGraduatedIncrement,
  ratePlanChange,
  rateTimeCapped,
  secondsOf,
  splitAt,
  splitByMonth,
  startedMinutes,
  startedMinutesOf,
  type TimeOnPlan,
} from "../src/index.ts";
import { instants, months, usage } from "./arbitraries.ts";
import { closeMonth } from "./sample-month.ts";

const plans = new Map([
  ["A", { rate: exact("0.25"), cap: exact(7200) }],
  ["B", { rate: exact("0.5"), cap: exact(14_400) }],
  ["C", { rate: exact("2.0139"), cap: exact(58_000) }],
]);
const capOf = (plan: string) => plans.get(plan)?.cap;
const stretches: fc.Arbitrary<TimeOnPlan[]> = fc.array(
  fc.tuple(fc.constantFrom(...plans.keys()), fc.integer({ min: 0, max: 44_640 })).map(([plan, minutes]) => ({
    plan,
    rate: plans.get(plan)?.rate ?? exact(0),
    time: exact(minutes),
  })),
  { maxLength: 8 },
);

describe("I6 late usage", () => {
  it("I6 what a month and its adjustments bill together is its new rating, at caps too", () => {
    fc.assert(
      fc.property(usage, fc.float({ min: 0, max: 1 }), (records, share) => {
        const known = records.slice(0, Math.floor(records.length * share));
        const april = closeMonth("2024-04", known);
        const may = closeMonth("2024-05", records, { closedMonths: ["2024-04"], invoiced: invoicedChargesOf(april.lines) });
        const adjustments = may.lines.filter((line) => line.corrects === "2024-04");
        expect(may.exceptions).toEqual([]);
        expect(adjustments.every((line) => line.kind === "adjustment")).toBe(true);
        expect(netOf(april.lines) + netOf(adjustments)).toBe(netOf(closeMonth("2024-04", records).lines));
      }),
    );
  });

  it("I6 late usage at the cap is recorded with 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: 28_800, max: 40_000 }), fc.integer({ min: 1, max: 4000 }), (billed, late) => {
        const [before, after] = [rateTimeCapped("0.25", billed, 7200).fee, rateTimeCapped("0.25", billed + late, 7200).fee];
        expect(after.minus(before).isZero()).toBe(true);
      }),
    );
  });
});

describe("I8 splitting an interval", () => {
  const spanAndCuts = fc
    .tuple(instants, instants, fc.array(instants, { maxLength: 6 }))
    .map(([a, b, cuts]): [Period, Date[]] => [
      period(new Date(Math.min(a, b) * 1000), new Date(Math.max(a, b) * 1000)),
      cuts.map((cut) => new Date(cut * 1000)),
    ]);

  it("I8 changes nothing in exact time, within months and over them", () => {
    fc.assert(
      fc.property(spanAndCuts, ([span, cuts]) => {
        const pieces = splitAt(span, cuts);
        const inMonths = pieces.flatMap(splitByMonth);
        expect(sum(pieces.map(secondsOf)).equals(secondsOf(span))).toBe(true);
        expect(sum(inMonths.map(({ part }) => secondsOf(part))).equals(secondsOf(span))).toBe(true);
      }),
    );
  });

  it("I8 changes nothing in a capped charge with plan changes", () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 9 }), (held, parts) => {
        const cut = held.flatMap(({ plan, rate, time }) =>
          Array.from({ length: parts }, () => ({ plan, rate, time: time.over(parts) })),
        );
        const [whole, pieces] = [ratePlanChange(held, capOf, "largest_cap"), ratePlanChange(cut, capOf, "largest_cap")];
        expect(pieces.charge.equals(whole.charge)).toBe(true);
      }),
    );
  });

  it("I8 adds at most one started minute per cut when every record is rounded, and never takes one away", () => {
    fc.assert(
      fc.property(spanAndCuts, ([span, cuts]) => {
        const pieces = splitAt(span, cuts);
        const extra = startedMinutesOf(pieces.map(secondsOf), "per_record") - startedMinutes(secondsOf(span));
        expect(extra).toBeGreaterThanOrEqual(0n);
        expect(extra).toBeLessThanOrEqual(BigInt(pieces.length - 1));
        expect(startedMinutesOf(pieces.map(secondsOf), "per_resource_month")).toBe(startedMinutes(secondsOf(span)));
      }),
    );
  });
});

describe("I9 capped charge", () => {
  it("I9 lies between 0 and the largest cap of the plans held", () => {
    fc.assert(
      fc.property(stretches, (held) => {
        const { charge, largestCap } = ratePlanChange(held, capOf, "largest_cap");
        expect(charge.isNegative()).toBe(false);
        expect(charge.atMost(largestCap)).toBe(charge);
      }),
    );
  });

  it("I9 never falls when usage grows", () => {
    fc.assert(
      fc.property(stretches, stretches, (held, more) => {
        const [less, all] = [
          ratePlanChange(held, capOf, "largest_cap"),
          ratePlanChange([...held, ...more], capOf, "largest_cap"),
        ];
        expect(all.charge.isBelow(less.charge)).toBe(false);
      }),
    );
  });

  it("I9 holds for every capped line of a close", () => {
    fc.assert(
      fc.property(usage, months, (records, month) => {
        for (const { charge } of closeMonth(month, records).due) {
          const caps = charge.parts.map((part) => part.cap).filter((cap) => cap !== undefined);
          const [largest] = caps.toSorted((a, b) => b.compare(a));
          const limit = caps.length === charge.parts.length ? largest : undefined;
          expect(charge.exact.atMost(limit)).toBe(charge.exact);
          expect(charge.exact.isNegative()).toBe(false);
        }
      }),
    );
  });

  it("I9 a graduated charge is the sum of its increments", () => {
    const bands = bandsOf([
      { upTo: 10, unit: 10, flat: 2 },
      { upTo: 20, unit: 5, flat: 3 },
      { unit: 5, flat: 3 },
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 6 }), (amounts) => {
        let before = 0;
        let charged = exact(0);
        for (const amount of amounts) {
          charged = charged.plus(rateGraduatedIncrement(bands, before, amount));
          before += amount;
        }
        expect(charged.equals(rateGraduated(bands, before).charge)).toBe(true);
      }),
    );
  });
});

describe("I19 lost usage", () => {
  it("I19 usage that was billed and is gone is an exception, never a credit", () => {
    fc.assert(
      fc.property(
        usage.filter((records) => records.some((record) => record.kind === "interval" && inMonth(record.period))),
        fc.nat(),
        (records, choice) => {
          const april = closeMonth("2024-04", records);
          const billed = april.lines.flatMap(({ trace }) => (trace.of === "usage" ? (trace.usage.ids ?? []) : []));
          const lost = billed[choice % billed.length];
          const left = records.filter((record) => JSON.stringify([record.source, record.id]) !== lost);
          const may = closeMonth("2024-05", left, { closedMonths: ["2024-04"], invoiced: invoicedChargesOf(april.lines) });
          expect(may.exceptions.map(({ reason }) => reason.code)).toEqual(["USAGE_MISSING"]);
          expect(may.lines.filter((line) => line.corrects !== undefined)).toEqual([]);
        },
      ),
    );
  });
});

function inMonth({ from, to }: Period): boolean {
  const april = monthPeriod("2024-04");
  return from < april.to && to > april.from;
}

function sum(values: readonly ReturnType<typeof exact>[]) {
  return values.reduce((total, value) => total.plus(value), exact(0));
}
