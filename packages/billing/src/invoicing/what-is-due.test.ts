import { describe, expect, it } from "vitest";
import { type ClosedMonth, closeMonth, interval, samplePrices } from "../../test/sample-month.ts";
import { explainLine } from "./explain.ts";
import { mayEnterManualLine } from "./invoice-line.ts";
import { invoicedChargesOf, whatIsDue } from "./what-is-due.ts";

const server = (from: string, to: string, id = from) => interval({ id, from, to });
const early = server("2024-04-01T00:00:00Z", "2024-04-08T00:00:00Z");
const late = server("2024-04-10T00:00:00Z", "2024-04-10T01:40:00Z");
const whole = server("2024-04-08T00:00:00Z", "2024-05-01T00:00:00Z");
const may = server("2024-05-01T00:00:00Z", "2024-05-02T00:00:00Z");

function closeMay(records: Parameters<typeof closeMonth>[1], april: ClosedMonth): ClosedMonth {
  return closeMonth("2024-05", records, { closedMonths: ["2024-04"], invoiced: invoicedChargesOf(april.lines) });
}

describe("what is due minus what is invoiced", () => {
  const april = closeMonth("2024-04", [early]);

  it("late usage becomes a line of the next month that names the month it corrects", () => {
    const { lines } = closeMay([early, late, may], april);
    expect(lines.map(({ kind, usageMonth, corrects, net }) => [kind, usageMonth, corrects, net])).toEqual([
      ["adjustment", "2024-04", "2024-04", 25n],
      ["charge", "2024-05", undefined, 360n],
    ]);
  });

  it("at the cap the adjustment is 0 and is recorded all the same", () => {
    const full = closeMonth("2024-04", [early, whole]);
    const other = interval({ id: "late", plan: "1vCPU-4GB", from: "2024-04-01T00:00:00Z", to: "2024-04-01T00:01:00Z" });
    const { lines } = closeMay([early, whole, other], full);
    expect(lines.map(({ kind, corrects, net }) => [kind, corrects, net])).toEqual([["adjustment", "2024-04", 0n]]);
  });

  it("two late deliveries in two months: each month bills its own difference", () => {
    const first = closeMay([early, late], april);
    const invoiced = invoicedChargesOf([...april.lines, ...first.lines]);
    const more = server("2024-04-11T00:00:00Z", "2024-04-11T01:00:00Z");
    const second = closeMonth("2024-06", [early, late, more], { closedMonths: ["2024-04", "2024-05"], invoiced });
    expect(second.lines.map(({ corrects, net, id }) => [corrects, net, id.endsWith("|in 2024-06")])).toEqual([
      ["2024-04", 15n, true],
    ]);
  });

  it("usage older than the window goes to a person", () => {
    const { lines, exceptions } = closeMonth("2024-07", [late], { closedMonths: ["2024-04"] });
    expect(lines).toEqual([]);
    expect(exceptions.map(({ reason, usageMonth }) => [reason.code, usageMonth])).toEqual([["USAGE_TOO_OLD", "2024-04"]]);
  });

  it("billed usage that is gone is an exception, until a person has signed it off", () => {
    const full = closeMonth("2024-04", [early, whole]);
    const { lines, exceptions } = closeMay([early], full);
    expect([lines.length, exceptions.map(({ reason }) => reason.code)]).toEqual([0, ["USAGE_MISSING"]]);
    const again = closeMonth("2024-05", [early], { closedMonths: ["2024-04"] });
    const signed = whatIsDue({
      openMonth: "2024-05",
      months: ["2024-04", "2024-05"],
      due: again.due,
      invoiced: invoicedChargesOf(full.lines),
      lateWindowMonths: 2,
      signedOff: new Set(full.due.map(({ charge }) => charge.key)),
    });
    expect(signed.lines.map(({ net }) => net)).toEqual([2520n - 7200n]);
  });

  it("months that were not rated again are not asked about", () => {
    const { exceptions } = closeMonth("2024-05", [may], { invoiced: invoicedChargesOf(april.lines) });
    expect(exceptions).toEqual([]);
  });
});

describe("why this amount", () => {
  it("opens a capped line with a price change, step by step, and says that the price is invented", () => {
    const cluster = { menu: "Rancher", plan: "cluster", component: "minute" } as const;
    const { lines } = closeMonth("2024-04", [interval({ ...cluster, from: "2024-04-01T00:00:00Z", to: "2024-05-01T00:00:00Z" })]);
    const steps = lines.flatMap((line) => explainLine(line, samplePrices));
    expect(steps.map(({ what, amount }) => [what, amount?.toString()])).toEqual([
      ["usage", undefined],
      ["price", "10000.8"],
      ["price", "21600"],
      ["outer_cap", "21600"],
      ["rounding", "21600"],
      ["illustrative", undefined],
    ]);
    expect(steps[1]?.says.en).toBe(
      "cluster: 14400 (minute) x ¥0.6945 = 10000.8 yen (price version Rancher/cluster/minute@2000-01-01)",
    );
  });

  it("ends at the net of an adjustment", () => {
    const april = closeMonth("2024-04", [early]);
    const [line] = closeMay([early, late], april).lines;
    const steps = line ? explainLine(line, samplePrices) : [];
    expect(steps.findLast(({ amount }) => amount !== undefined)).toMatchObject({
      what: "already_invoiced",
      says: { ja: "請求済みの ¥2,520 を差し引く", en: "less ¥2,520 already invoiced" },
    });
    expect(steps.findLast(({ amount }) => amount !== undefined)?.amount?.toString()).toBe("25");
  });
});

describe("manual lines", () => {
  it.each([
    ["2024-05", true],
    ["2024-04", true],
    ["2024-03", false],
    ["2024-06", false],
  ])("in May 2024, a line for %s may be entered: %s", (month, allowed) => {
    expect(mayEnterManualLine(month, "2024-05")).toBe(allowed);
  });
});
