/**
 * Numbers of issued documents: given at finalisation, in that order, without gaps within a series; a void number stays used
 * (I17). The database hands the counter out; this is the form and the check.
 */
export interface DocumentNumber {
  /** `INV-2024`, `CN-2024`. */
  readonly series: string;
  readonly number: number;
}

/** `INV-2024-000123`. */
export function formatDocumentNumber({ series, number }: DocumentNumber): string {
  return `${series}-${String(number).padStart(6, "0")}`;
}

/** The number after those used so far, voids included. */
export function nextDocumentNumber(series: string, lastUsed: number): DocumentNumber {
  if (!Number.isSafeInteger(lastUsed) || lastUsed < 0) throw new RangeError(`not a last number: ${lastUsed}`);
  return { series, number: lastUsed + 1 };
}

export interface IssuedNumber extends DocumentNumber {
  readonly finalisedAt: Date;
}

/** What is wrong with a series: repeated numbers, gaps, numbers out of the order of finalisation. Empty = sound. */
export function faultsInSeries(issued: readonly IssuedNumber[]): string[] {
  const inOrder = issued.toSorted((a, b) => a.number - b.number);
  return inOrder.flatMap((one, i) => {
    const before = inOrder[i - 1];
    const expected = before ? before.number + 1 : 1;
    const faults: string[] = [];
    if (one.number < expected) faults.push(`${formatDocumentNumber(one)} stands twice`);
    if (one.number > expected) faults.push(`gap before ${formatDocumentNumber(one)}`);
    if (before && one.finalisedAt < before.finalisedAt) faults.push(`${formatDocumentNumber(one)} is out of order`);
    return faults;
  });
}
