import { readFileSync } from "node:fs";
import { type PriceRow, parsePriceList } from "./price-list.ts";

/** Reads the price list that comes with this package. The only place of the package that touches a file; call it once. */
export function readPriceList(): PriceRow[] {
  return parsePriceList(readFileSync(new URL("../../data/price-list.csv", import.meta.url), "utf8"));
}
