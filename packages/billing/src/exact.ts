/**
 * Exact arithmetic. Every price, quantity and amount before yen rounding is a fraction of two integers, so that 17/31 of a
 * price stays 17/31 until the one rounding that a policy names (billing.md 3: "No floating point anywhere").
 */

/**
 * The rounding modes, named once.
 * `floor` and `ceil` go down and up the number line; `truncate` goes toward zero (切り捨て of a negative amount);
 * `half_up` takes a half away from zero (四捨五入).
 */
export const roundingModes = ["floor", "ceil", "truncate", "half_up"] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** What can be read as an exact number. A `number` must be a safe integer: fractions are written as text. */
export type Numeric = Exact | bigint | number | string;

export class Exact {
  static readonly zero = new Exact(0n, 1n);
  static readonly one = new Exact(1n, 1n);
  static readonly hundred = new Exact(100n, 1n);

  /** Not always in lowest terms: reducing costs more than it saves while denominators are powers of ten. */
  readonly numerator: bigint;
  /** Always above zero. */
  readonly denominator: bigint;
  /** How it is written, once somebody has asked or it was read so. */
  #text: string | undefined;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /**
   * Reads `12`, `-0.118` or `17/31`.
   * @throws RangeError for anything else: floats, exponents, blanks, an unsafe integer, a zero denominator
   */
  static of(value: Numeric): Exact {
    if (value instanceof Exact) return value;
    if (typeof value === "bigint") return new Exact(value, 1n);
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}; write fractions as text`);
      return new Exact(BigInt(value), 1n);
    }
    const decimal = /^([+-]?\d+)(?:\.(\d+))?$/.exec(value);
    if (decimal) {
      const [, whole = "", places = ""] = decimal;
      const read = new Exact(BigInt(whole + places), 10n ** BigInt(places.length));
      if (shortest.test(value)) read.#text = value;
      return read;
    }
    const fraction = /^([+-]?\d+)\/(\d+)$/.exec(value);
    if (fraction) return Exact.of(BigInt(fraction[1] ?? "")).over(BigInt(fraction[2] ?? ""));
    throw new RangeError(`not an exact number: ${JSON.stringify(value)}`);
  }

  static sum(values: Iterable<Numeric>): Exact {
    let total = Exact.zero;
    for (const value of values) total = total.plus(value);
    return total;
  }

  plus(value: Numeric): Exact {
    const other = Exact.of(value);
    if (this.denominator === other.denominator) return new Exact(this.numerator + other.numerator, this.denominator);
    if (this.denominator % other.denominator === 0n) {
      return new Exact(this.numerator + other.numerator * (this.denominator / other.denominator), this.denominator);
    }
    if (other.denominator % this.denominator === 0n) return other.plus(this);
    return Exact.#lowest(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(value: Numeric): Exact {
    return this.plus(Exact.of(value).negated());
  }

  times(value: Numeric): Exact {
    const other = Exact.of(value);
    return new Exact(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** @throws RangeError on a division by zero */
  over(value: Numeric): Exact {
    const other = Exact.of(value);
    if (other.numerator === 0n) throw new RangeError("division by zero");
    const sign = other.numerator < 0n ? -1n : 1n;
    return Exact.#lowest(sign * this.numerator * other.denominator, sign * other.numerator * this.denominator);
  }

  /** @param percent 7.5 stands for 7.5 % */
  percent(percent: Numeric): Exact {
    return this.times(percent).times(new Exact(1n, 100n));
  }

  negated(): Exact {
    return new Exact(-this.numerator, this.denominator);
  }

  compare(value: Numeric): -1 | 0 | 1 {
    const other = Exact.of(value);
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(value: Numeric): boolean {
    return this.compare(value) === 0;
  }

  isBelow(value: Numeric): boolean {
    return this.compare(value) < 0;
  }

  isAbove(value: Numeric): boolean {
    return this.compare(value) > 0;
  }

  isZero(): boolean {
    return this.numerator === 0n;
  }

  isNegative(): boolean {
    return this.numerator < 0n;
  }

  isWhole(): boolean {
    return this.numerator % this.denominator === 0n;
  }

  /** The smaller of the two; without a limit, itself. */
  atMost(limit: Numeric | undefined): Exact {
    return limit !== undefined && this.isAbove(limit) ? Exact.of(limit) : this;
  }

  /** The larger of the two. */
  atLeast(limit: Numeric): Exact {
    return this.isBelow(limit) ? Exact.of(limit) : this;
  }

  /** The whole number that the mode chooses: whole yen, started minutes, packs. */
  toWhole(mode: RoundingMode): bigint {
    const down = this.numerator / this.denominator;
    const rest = this.numerator % this.denominator;
    if (rest === 0n) return down;
    const negative = rest < 0n;
    switch (mode) {
      case "truncate":
        return down;
      case "floor":
        return negative ? down - 1n : down;
      case "ceil":
        return negative ? down : down + 1n;
      case "half_up": {
        const twice = negative ? -rest * 2n : rest * 2n;
        return twice < this.denominator ? down : negative ? down - 1n : down + 1n;
      }
    }
  }

  /** Rounded to so many decimal places. */
  round(mode: RoundingMode, places = 0): Exact {
    const scale = 10n ** BigInt(places);
    return new Exact(this.times(scale).toWhole(mode), scale);
  }

  /** `12.5` where the decimals end, `17/31` in lowest terms where they do not. Equal numbers give equal texts. */
  toString(): string {
    this.#text ??= this.#written();
    return this.#text;
  }

  #written(): string {
    const { numerator, denominator } = Exact.#lowest(this.numerator, this.denominator);
    const places = decimalPlaces(denominator);
    if (places === undefined) return `${numerator}/${denominator}`;
    if (places === 0) return numerator.toString();
    const digits = ((numerator < 0n ? -numerator : numerator) * (10n ** BigInt(places) / denominator)).toString();
    const padded = digits.padStart(places + 1, "0");
    return `${numerator < 0n ? "-" : ""}${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  static #lowest(numerator: bigint, denominator: bigint): Exact {
    const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
    return divisor === 1n ? new Exact(numerator, denominator) : new Exact(numerator / divisor, denominator / divisor);
  }
}

/** A decimal as `toString` writes it: no sign but a needed minus, no zeros before or behind. */
const shortest = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/;

/** Shorthand: `exact("0.118")`. */
export const exact = Exact.of;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** How many decimals `1/denominator` (in lowest terms) has, or undefined when they never end. */
function decimalPlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}
