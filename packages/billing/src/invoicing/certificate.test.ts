import { describe, expect, it } from "vitest";
import { childContracts, closeMonth, interval, parentContract } from "../../test/sample-month.ts";
import { type CertificateFacts, certify, recheck } from "./certificate.ts";
import { splitChange } from "./change-split.ts";
import type { InvoiceLine } from "./invoice-line.ts";
import { invoicedChargesOf } from "./what-is-due.ts";

const records = [
  interval({ resourceId: "a", from: "2024-04-01T00:00:00Z", to: "2024-04-02T00:00:00Z" }),
  interval({ resourceId: "b", contractId: parentContract, from: "2024-04-01T00:00:00Z", to: "2024-04-01T01:00:00Z" }),
];
const { statements, fees } = closeMonth("2024-04", records).invoice;
const [first] = statements;
if (!first) throw new Error("there are no statements");
const facts: CertificateFacts = {
  month: "2024-04",
  parentContractId: parentContract,
  expectedContracts: [parentContract, ...childContracts],
  excused: [],
  statements,
  invoiceFees: fees,
  codeVersion: "0.1.0",
};

describe("close certificate", () => {
  it("counts, ties the sums and hashes the lines", () => {
    expect(certify(facts)).toMatchObject({
      ok: true,
      certificate: {
        expectedContracts: 3,
        statements: 3,
        lines: 2,
        usageRecords: 2,
        parentNet: 15n,
        childrenNet: 360n,
        invoiceFees: 375n,
      },
    });
  });

  it.each<[string, Partial<CertificateFacts>, string]>([
    [
      "a child without an answer",
      { statements: statements.slice(0, 2) },
      "econ0000000003 has neither a statement nor a reason for none",
    ],
    [
      "a child with both",
      { excused: [{ contractId: childContracts[0], reason: "no use" }] },
      "econ0000000002 is answered 2 times",
    ],
    ["a contract nobody expected", { expectedContracts: [parentContract, childContracts[0]] }, "nobody expected econ0000000003"],
    ["an invoice that is a yen off", { invoiceFees: fees + 1n }, "statements add up to 375, the invoice says 376"],
    [
      "a statement that is a yen off",
      { statements: [{ ...first, net: 16n }, ...statements.slice(1)] },
      "lines add up to 15, the statement says 16",
    ],
    ["a statement of another month", { month: "2024-05" }, "is of 2024-04"],
  ])("is refused for %s", (_title, change, fault) => {
    const result = certify({ ...facts, ...change });
    expect(result.ok ? [] : result.faults.join("; ")).toContain(fault);
  });

  it("a reason stands for a missing statement", () => {
    const excused = [{ contractId: childContracts[1], reason: "suspended before the month" }];
    expect(certify({ ...facts, statements: statements.slice(0, 2), excused }).ok).toBe(true);
  });

  it("can be checked again: the order of lines does not matter, a changed line does", () => {
    const result = certify(facts);
    if (!result.ok) throw new Error(result.faults.join());
    expect(recheck(result.certificate, { ...facts, statements: statements.toReversed() })).toEqual([]);
    const touched = statements.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({ ...line, usageMonth: "2024-04", id: `${line.id}x` })),
    }));
    expect(recheck(result.certificate, { ...facts, statements: touched }).join()).toContain("linesHash");
  });
});

describe("change from month to month", () => {
  const lines = (month: string, own: typeof records, more: Parameters<typeof closeMonth>[2] = {}) => ({
    month,
    lines: closeMonth(month, own, more).lines,
  });
  const hours = (resourceId: string, month: string, count: number, plan = "1vCPU-4GB") =>
    interval({
      resourceId,
      plan,
      from: `${month}-01T00:00:00Z`,
      to: new Date(Date.parse(`${month}-01T00:00:00Z`) + count * 3_600_000).toISOString(),
    });

  it("splits into new, ended, quantity, price and correction, which add up", () => {
    const aprilRecords = [hours("stays", "2024-04", 10), hours("ends", "2024-04", 4), hours("bigger", "2024-04", 10)];
    const april = closeMonth("2024-04", aprilRecords);
    const late = interval({ resourceId: "ends", id: "late", from: "2024-04-20T00:00:00Z", to: "2024-04-20T02:00:00Z" });
    const mayRecords = [hours("stays", "2024-05", 12), hours("bigger", "2024-05", 20, "2vCPU-8GB"), hours("new", "2024-05", 3)];
    const may = lines("2024-05", [...aprilRecords, late, ...mayRecords], {
      closedMonths: ["2024-04"],
      invoiced: invoicedChargesOf(april.lines),
    });
    const split = splitChange({ month: "2024-04", lines: april.lines }, may);
    expect(split.byCause).toEqual({ new: 45n, ended: -60n, quantity: 180n, price: 300n, correction: 30n });
    expect(split.change).toBe(sumOf(may.lines) - sumOf(april.lines));
    expect(split.charges.map(({ resourceId, before, after }) => [resourceId, before, after])[0]).toEqual(["bigger", 150n, 600n]);
  });

  it("nothing changed, nothing listed", () => {
    const [before, after] = [lines("2024-04", [hours("a", "2024-04", 10)]), lines("2024-05", [hours("a", "2024-05", 10)])];
    expect(splitChange(before, after)).toMatchObject({ change: 0n, charges: [] });
  });
});

function sumOf(lines: readonly InvoiceLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.net, 0n);
}
