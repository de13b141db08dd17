import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaysByLaw } from "../test/holiday-law.ts";
import { businessDayBefore, businessDays, firstBusinessDayOfNextMonth, officeClosures } from "./business-days.ts";
import { addDays, type Day, firstOfNextMonth, isDay, jstDay, startOfDay, weekday } from "./day.ts";

const years = Array.from({ length: 15 }, (_, i) => 2016 + i);

describe("against the law, computed", () => {
  test.each(years)("every business day of %i", (year) => {
    const law = new Set(holidaysByLaw(year));
    const turnOfYear = ["01-01", "01-02", "01-03", "12-29", "12-30", "12-31"];
    const expected: Day[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      const open = weekday(day) !== 0 && weekday(day) !== 6 && !law.has(day) && !turnOfYear.includes(day.slice(5));
      if (open) expected.push(day);
    }
    expect(businessDays(`${year}-01-01`, `${year + 1}-01-01`)).toEqual(expected);
  });

  /** The day of the month on which business begins, January to December. */
  const firstDays: Record<number, string> = {
    2022: "04 01 01 01 02 01 01 01 01 03 01 01",
    2023: "04 01 01 03 01 01 03 01 01 02 01 01",
    2024: "04 01 01 01 01 03 01 01 02 01 01 02",
    2025: "06 03 03 01 01 02 01 01 01 01 04 01",
    2026: "05 02 02 01 01 01 01 03 01 01 02 01",
    2027: "04 01 01 01 06 01 01 02 01 01 01 01",
  };

  test.each(Object.entries(firstDays))("the first business day of each month of %s", (year, list) => {
    const listed = list.split(" ").map((day, month) => `${year}-${String(month + 1).padStart(2, "0")}-${day}`);
    const found = listed.map((day) => firstBusinessDayOfNextMonth(addDays(`${day.slice(0, 7)}-01`, -1)));
    expect(found).toEqual(listed);

    const law = new Set(holidaysByLaw(Number(year)));
    const byLaw = listed.map((day) => {
      let open = `${day.slice(0, 7)}-01`;
      while (weekday(open) % 6 === 0 || law.has(open) || open <= `${year}-01-03`) open = addDays(open, 1);
      return open;
    });
    expect(byLaw).toEqual(listed);
  });
});

describe("the policy of closures is dated", () => {
  test("without it 2 January 2024 is a business day", () => {
    expect(firstBusinessDayOfNextMonth("2023-12-15", [])).toBe("2024-01-02");
    expect(firstBusinessDayOfNextMonth("2023-12-15")).toBe("2024-01-04");
  });

  test("a later row rules from its day on and leaves the past as it was", () => {
    const changed = [...officeClosures, { from: "2025-06-01", days: ["01-01", "12-31"] }];
    expect(businessDays("2024-12-27", "2025-01-07", changed)).toEqual(["2024-12-27", "2025-01-06"]);
    expect(businessDays("2025-12-26", "2026-01-06", changed)).toEqual([
      "2025-12-26",
      "2025-12-29",
      "2025-12-30",
      "2026-01-02",
      "2026-01-05",
    ]);
  });
});

test.each([
  { day: "2026-05-07", count: 1, expected: "2026-05-01", says: "over Golden Week" },
  { day: "2026-05-07", count: 3, expected: "2026-04-28", says: "over Showa Day too" },
  { day: "2026-01-05", count: 1, expected: "2025-12-26", says: "over the turn of the year" },
  { day: "2026-09-24", count: 1, expected: "2026-09-18", says: "over a citizens' holiday between two others" },
])("$count business days before $day is $expected: $says", ({ day, count, expected }) => {
  expect(businessDayBefore(day, count)).toBe(expected);
});

test("years of which no holidays are known are refused aloud", () => {
  expect(() => businessDays("2051-01-01", "2051-01-02")).toThrow(RangeError);
  expect(() => businessDays("1969-12-30", "1970-01-05")).toThrow(RangeError);
});

const anyDay = fc.integer({ min: 0, max: 365 * 20 }).map((n) => addDays("2016-01-01", n));

test("a count of business days back and the days between agree", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 20 }), (day, count) => {
      expect(businessDays(businessDayBefore(day, count), day)).toHaveLength(count);
    }),
  );
});

test("the first business day lies in the next month, and no business day before it", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const first = firstBusinessDayOfNextMonth(day);
      expect(first.slice(0, 7)).toBe(firstOfNextMonth(day).slice(0, 7));
      expect(businessDays(firstOfNextMonth(day), first)).toEqual([]);
    }),
  );
});

describe("days are Japanese days", () => {
  test.each([
    ["2026-01-31T14:59:59.999Z", "2026-01-31"],
    ["2026-01-31T15:00:00.000Z", "2026-02-01"],
    ["2024-02-29T00:00:00.000Z", "2024-02-29"],
  ])("%s is %s", (instant, day) => expect(jstDay(new Date(instant))).toBe(day));

  test("a day begins at its own first instant", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(jstDay(startOfDay(day))).toBe(day);
        expect(jstDay(new Date(startOfDay(day).getTime() - 1))).toBe(addDays(day, -1));
      }),
    );
  });

  test.each(["2023-02-29", "2023-13-01", "2023-1-1", "today", "", "2023-01-01T00:00"])("%s is no day", (text) => {
    expect(isDay(text)).toBe(false);
  });
});
