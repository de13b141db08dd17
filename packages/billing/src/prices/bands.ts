import { Exact, exact, type Numeric } from "../exact.ts";

/** A band of a graduated or volume price, up to and including `upTo`; undefined = without end. */
export interface Band {
  readonly upTo: Exact | undefined;
  /** Price of a unit in this band. */
  readonly unit: Exact;
  /** Fee for reaching this band. */
  readonly flat: Exact;
  /** True when the band is priced by its flat fee alone. */
  readonly flatOnly: boolean;
}

export interface BandInput {
  readonly upTo?: Numeric | null | undefined;
  readonly unit?: Numeric | undefined;
  readonly flat?: Numeric | undefined;
}

/**
 * Reads bands in their order. Only the last may be without end; when it has an end all the same, its price goes on beyond it
 * rather than leaving usage unpriced.
 * @throws RangeError when there are none, when they do not rise, or when one has neither unit price nor flat fee
 */
export function bandsOf(inputs: readonly BandInput[]): Band[] {
  if (inputs.length === 0) throw new RangeError("no bands");
  let floor = Exact.zero;
  return inputs.map(({ upTo, unit, flat }, i) => {
    if (unit === undefined && flat === undefined) throw new RangeError(`band ${i + 1} has no price`);
    const end = upTo === undefined || upTo === null ? undefined : exact(upTo);
    if (end === undefined && i < inputs.length - 1) throw new RangeError(`band ${i + 1} has no end but is not the last`);
    if (end !== undefined && !end.isAbove(floor)) throw new RangeError(`band ${i + 1} does not rise`);
    floor = end ?? floor;
    return { upTo: end, unit: exact(unit ?? 0), flat: exact(flat ?? 0), flatOnly: unit === undefined };
  });
}

/** Each band with where it begins and where it ends; the last has no end. */
export function edgesOf(bands: readonly Band[]): { readonly band: Band; readonly from: Exact; readonly to: Exact | undefined }[] {
  return bands.map((band, i) => ({
    band,
    from: bands[i - 1]?.upTo ?? Exact.zero,
    to: i === bands.length - 1 ? undefined : band.upTo,
  }));
}
