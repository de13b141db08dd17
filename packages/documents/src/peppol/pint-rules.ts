import { isStoredRegistrationNumber, isWithinPintBounds } from "@saihan/billing";
import type { PintPaper, PintTax } from "./pint-paper.ts";

/**
 * The rules of JP PINT 1.1 that depend on values, each with its id in the published schematron (docs.peppol.eu/poac/jp/pint-jp). The
 * rules about structure are kept by how pint-xml.ts writes.
 * @returns what is broken; empty = sound
 */
export function faultsOfPaper(paper: PintPaper): string[] {
  const { lines, allowances, taxes, lineTotal, allowanceTotal, net, taxTotal, gross, paid, payable, period } = paper;
  const faults: string[] = [];
  const must = (holds: boolean, rule: string) => {
    if (!holds) faults.push(rule);
  };
  must(lines.length > 0, "ibr-016 at least one line");
  must(lineTotal === sum(lines.map((line) => line.net)), "ibr-co-10 line total = sum of the lines");
  must(allowanceTotal === sum(allowances.map(({ amount }) => amount)), "ibr-co-11 allowance total = sum of the allowances");
  must(net === lineTotal - allowanceTotal, "ibr-co-13 net = lines - allowances");
  must(taxTotal === sum(taxes.map(({ amount }) => amount)), "ibr-co-14 tax total = sum of the taxes");
  must(gross === net + taxTotal, "ibr-co-15 gross = net + tax");
  must(payable === gross - paid, "ibr-co-16 payable = gross - paid");
  must(isStoredRegistrationNumber(paper.seller.registration?.number ?? ""), "aligned-ibr-jp-04 seller tax identifier");
  must(new Set(taxes.map(keyOf)).size === taxes.length, "one tax breakdown per category and rate");
  for (const rate of taxes) {
    const ofRate = sum(lines.filter((line) => keyOf(line.tax) === keyOf(rate)).map((line) => line.net));
    const reduced = sum(allowances.filter(({ tax }) => keyOf(tax) === keyOf(rate)).map(({ amount }) => amount));
    must(rate.net === ofRate - reduced, `taxable amount of ${keyOf(rate)} = its lines - its allowances`);
    must(
      isWithinPintBounds(rate.net, rate.percent, rate.amount),
      `aligned-ibrp-051-jp tax of ${keyOf(rate)} between floor and ceiling`,
    );
  }
  const rates = new Set(taxes.map(keyOf));
  must(
    [...lines, ...allowances].every(({ tax }) => rates.has(keyOf(tax))),
    "every rate has a tax breakdown",
  );
  must(
    lines.every((line) => line.period.start >= period.start && line.period.end <= period.end),
    "ibr-085, ibr-086 periods of lines lie in the period of the document",
  );
  return faults;
}

function keyOf({ category, percent }: PintTax): string {
  return `${category} ${percent}`;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
