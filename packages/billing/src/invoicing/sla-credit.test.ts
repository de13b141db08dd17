import { describe, expect, it } from "vitest";
import { closeMonth, interval } from "../../test/sample-month.ts";
import { exact } from "../exact.ts";
import { parseInstant, period } from "../period.ts";
import { downtimeByMonth, slaCredit, slaCreditLine } from "./sla-credit.ts";

const outage = (from: string, to: string) => period(parseInstant(from), parseInstant(to));

describe("downtime", () => {
  it.each([
    [
      "23:00 to 01:30 UTC over the month end",
      [outage("2024-04-30T23:00:00Z", "2024-05-01T01:30:00Z")],
      [
        ["2024-04", 3600],
        ["2024-05", 5400],
      ],
    ],
    [
      "08:59:59 to 09:00:01 JST on the 1st",
      [outage("2024-05-01T08:59:59+09:00", "2024-05-01T09:00:01+09:00")],
      [
        ["2024-04", 1],
        ["2024-05", 1],
      ],
    ],
    [
      "two in one month are added",
      [outage("2024-04-01T00:00:00Z", "2024-04-01T00:02:00Z"), outage("2024-04-20T00:00:00Z", "2024-04-20T00:02:20Z")],
      [["2024-04", 260]],
    ],
  ])("%s", (_title, outages, expected) => {
    expect([...downtimeByMonth(outages)].map(([month, seconds]) => [month, Number(seconds)])).toEqual(expected);
  });
});

describe("service credit on a month charge of 48,000 yen", () => {
  const creditFor = (downtimeSeconds: number, claimed = true) =>
    slaCredit({ downtimeSeconds, monthCharge: 48_000, claimed, rounding: "floor" });

  it.each([
    [0, "0", "0"],
    [259, "0", "0"],
    [260, "1", "480"],
    [5184, "1", "480"],
    [5185, "3", "1440"],
    [25_920, "3", "1440"],
  ])("%i seconds: %s %%, %s yen", (seconds, percent, credit) => {
    const result = creditFor(seconds);
    expect(result.ok && [result.percent.toString(), result.credit.toString()]).toEqual([percent, credit]);
  });

  it("beyond the published bands a person looks the agreement up", () => {
    expect(creditFor(25_921)).toMatchObject({ ok: false, code: "SLA_BAND_UNKNOWN" });
  });

  it("only on claim", () => {
    const unclaimed = creditFor(25_920, false);
    expect(unclaimed.ok && unclaimed.credit.isZero()).toBe(true);
  });

  it("never more than the month charge", () => {
    const bands = [{ upToSeconds: 100, percent: exact(150) }];
    const credit = slaCredit({ downtimeSeconds: 50, monthCharge: 1000, claimed: true, bands, rounding: "floor" });
    expect(credit.ok && credit.credit.toString()).toBe("1000");
  });

  it("an outage over the month end is judged month by month, each against its own bands", () => {
    const months = downtimeByMonth([outage("2024-04-30T23:56:00Z", "2024-05-01T00:05:00Z")]);
    const percents = [...months].map(([month, seconds]) => {
      const credit = creditFor(Number(seconds));
      return [month, credit.ok ? credit.percent.toString() : credit.code];
    });
    expect(percents).toEqual([
      ["2024-04", "0"],
      ["2024-05", "1"],
    ]);
  });

  it("is a line of the open month that names the month of the outage", () => {
    const [charge] = closeMonth("2024-04", [interval({ from: "2024-04-01T00:00:00Z", to: "2024-05-01T00:00:00Z" })]).lines;
    const credit = slaCredit({ downtimeSeconds: 3600, monthCharge: charge?.net ?? 0n, claimed: true, rounding: "floor" });
    if (!charge || !credit.ok) throw new Error("there is nothing to credit");
    const line = slaCreditLine(charge, { id: "claim 1", downtimeSeconds: exact(3600), openMonth: "2024-05" }, credit);
    expect(line).toMatchObject({
      kind: "service_credit",
      net: -72n,
      corrects: "2024-04",
      usageMonth: "2024-04",
      tax: { percent: "10" },
    });
  });
});
