import { createHash } from "node:crypto";
import { type ChargeTerms, exact, type PriceBook, type PriceVersion, priceBook } from "@saihan/billing";
import { batch, type Db, enterPrices, listPrices, type PriceVersionRow, type Scope, single } from "@saihan/db";

/** The prices that a close works with: the pure price book, and which item of the database each price belongs to. */
export interface Prices {
  readonly book: PriceBook;
  readonly items: ReadonlyMap<string, number>;
  /** Every item that has a price, with its menu, plan and component. */
  readonly list: readonly { item: number; menu: string; plan: string; component: string }[];
}

/**
 * Enters price versions in the database. Those that stand already stay.
 * @throws ConditionFailed PRICE_CHANGED when one of them says something else under the same id
 */
export async function enterPriceVersions(db: Db, scope: Scope, versions: readonly PriceVersion[], at: Date): Promise<void> {
  const rows = versions.map(({ from, to, terms, ...rest }) => ({
    ...rest,
    effectiveFrom: from,
    effectiveTo: to ?? null,
    terms: JSON.parse(JSON.stringify(terms)) as Record<string, unknown>,
  }));
  await batch(db, scope, (tx) => enterPrices(tx, rows, at));
}

/** Every price version there is. */
export async function readPrices(db: Db, scope: Scope): Promise<Prices> {
  return pricesOf(await single(db, scope, (tx) => listPrices(tx)));
}

export function pricesOf(rows: readonly PriceVersionRow[]): Prices {
  const items = new Map(rows.map((row) => [`${row.menu}\u001f${row.plan}\u001f${row.component}`, row]));
  return {
    book: priceBook(rows.map(versionOf)),
    items: new Map(rows.map((row) => [row.id, row.item])),
    list: [...items.values()].map(({ item, menu, plan, component }) => ({ item, menu, plan, component })),
  };
}

function versionOf(row: PriceVersionRow): PriceVersion {
  const { id, menu, plan, component, effectiveFrom, effectiveTo, currency, terms, status, source } = row;
  return {
    ...{ id, menu, plan, component, currency, source, from: effectiveFrom, to: effectiveTo ?? undefined },
    terms: exactNumbers(terms) as ChargeTerms,
    status: status as PriceVersion["status"],
  };
}

/** Decimal text becomes exact numbers again; all other text of charge terms is words. */
export function exactNumbers(value: unknown): unknown {
  if (typeof value === "string") return /^-?\d+(\.\d+|\/\d+)?$/.test(value) ? exact(value) : value;
  if (Array.isArray(value)) return value.map(exactNumbers);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, exactNumbers(part)]));
}

/** SHA-256 of bytes, hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 of a text, hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
