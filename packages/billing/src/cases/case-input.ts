import { parseBillingMonth } from "../billing-month.ts";
import { Exact, type RoundingMode, roundingModes } from "../exact.ts";
import { type CalendarDate, parseDate, parseInstant } from "../period.ts";

/** A case that cannot be read: reported with the case, never thrown out of the run. */
export class CaseFault extends Error {}

/**
 * The fields of one case's input. Every getter checks what it reads; fields that nobody read are told in the end, so that an
 * input that means more than its adapter knows does not pass unnoticed.
 */
export class CaseInput {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #read = new Set<string>();
  readonly #parts: CaseInput[] = [];

  /** @throws CaseFault unless `fields` is an object */
  constructor(fields: unknown, path = "input") {
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw new CaseFault(`${path} is not an object`);
    this.#fields = fields as Record<string, unknown>;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  /** The first of several names by which a field may go. @throws CaseFault when it has none of them */
  nameOf(...names: readonly string[]): string {
    const name = names.find((one) => this.has(one));
    if (name === undefined) throw new CaseFault(`${this.#path} has no ${names.join(" or ")}`);
    return name;
  }

  exact(name: string): Exact {
    return this.#toExact(this.#must(name), name);
  }

  maybeExact(name: string): Exact | undefined {
    const value = this.#get(name);
    return value === undefined || value === null ? undefined : this.#toExact(value, name);
  }

  exactOr(name: string, fallback: Exact | number): Exact {
    return this.maybeExact(name) ?? Exact.of(fallback);
  }

  exacts(name: string): Exact[] {
    return this.#array(name).map((value, i) => this.#toExact(value, `${name}[${i}]`));
  }

  /** A whole number that fits an index or a count. */
  count(name: string): number {
    const value = Number(this.exact(name));
    if (!Number.isSafeInteger(value)) throw new CaseFault(`${this.#path}.${name} is not a whole number`);
    return value;
  }

  text(name: string): string {
    const value = this.#must(name);
    if (typeof value !== "string") throw new CaseFault(`${this.#path}.${name} is not a text`);
    return value;
  }

  textOr(name: string, fallback: string): string {
    return this.has(name) ? this.text(name) : fallback;
  }

  texts(name: string): string[] {
    return this.#array(name).map((value, i) => {
      if (typeof value !== "string") throw new CaseFault(`${this.#path}.${name}[${i}] is not a text`);
      return value;
    });
  }

  flagOr(name: string, fallback: boolean): boolean {
    const value = this.#get(name) ?? fallback;
    if (typeof value !== "boolean") throw new CaseFault(`${this.#path}.${name} is not true or false`);
    return value;
  }

  date(name: string): CalendarDate {
    return this.#readable(name, () => parseDate(this.text(name)));
  }

  maybeDate(name: string): CalendarDate | undefined {
    return this.has(name) ? this.date(name) : undefined;
  }

  instant(name: string): Date {
    return this.#readable(name, () => parseInstant(this.text(name)));
  }

  month(name: string): string {
    return this.#readable(name, () => parseBillingMonth(this.text(name)));
  }

  roundingOr(name: string, fallback: RoundingMode): RoundingMode {
    const text = this.textOr(name, fallback);
    const mode = roundingModes.find((one) => one === text);
    if (!mode) throw new CaseFault(`${this.#path}.${name}: no rounding is called ${text}`);
    return mode;
  }

  part(name: string): CaseInput {
    return this.#part(this.#must(name), name);
  }

  parts(name: string): CaseInput[] {
    return this.#array(name).map((value, i) => this.#part(value, `${name}[${i}]`));
  }

  /** An object of objects, in the order of its keys. */
  namedParts(name: string): [string, CaseInput][] {
    return Object.entries(this.#object(name)).map(([key, value]) => [key, this.#part(value, `${name}.${key}`)]);
  }

  /** An object of numbers. */
  namedExacts(name: string): [string, Exact][] {
    return Object.entries(this.#object(name)).map(([key, value]) => [key, this.#toExact(value, `${name}.${key}`)]);
  }

  isObject(name: string): boolean {
    return typeof this.#fields[name] === "object" && this.#fields[name] !== null;
  }

  /** Paths of the fields that nobody has read. */
  unread(): string[] {
    const own = Object.keys(this.#fields).filter((name) => !this.#read.has(name));
    return [...own.map((name) => `${this.#path}.${name}`), ...this.#parts.flatMap((part) => part.unread())];
  }

  #get(name: string): unknown {
    this.#read.add(name);
    return this.#fields[name];
  }

  #must(name: string): unknown {
    const value = this.#get(name);
    if (value === undefined || value === null) throw new CaseFault(`${this.#path}.${name} is missing`);
    return value;
  }

  #array(name: string): unknown[] {
    const value = this.#must(name);
    if (!Array.isArray(value)) throw new CaseFault(`${this.#path}.${name} is not a list`);
    return value;
  }

  #object(name: string): object {
    const value = this.#must(name);
    if (typeof value !== "object" || Array.isArray(value)) throw new CaseFault(`${this.#path}.${name} is not an object`);
    return value as object;
  }

  #part(value: unknown, name: string): CaseInput {
    const part = new CaseInput(value, `${this.#path}.${name}`);
    this.#parts.push(part);
    return part;
  }

  #toExact(value: unknown, name: string): Exact {
    return this.#readable(name, () => {
      if (typeof value !== "string" && typeof value !== "number") throw new RangeError("not a number");
      return Exact.of(String(value));
    });
  }

  #readable<T>(name: string, read: () => T): T {
    try {
      return read();
    } catch (fault) {
      if (fault instanceof RangeError) throw new CaseFault(`${this.#path}.${name}: ${fault.message}`);
      throw fault;
    }
  }
}
