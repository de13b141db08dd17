import type { CaseInput } from "./case-input.ts";
import type { Outcome } from "./compare.ts";

/** One worked example: an `op`, its input, and what must come out. */
export interface BillingCase {
  readonly id: string;
  readonly op: string;
  readonly title: string;
  /** ISO 4217, where amounts are rounded to the decimals of a currency. */
  readonly currency: string | undefined;
  readonly input: unknown;
  readonly expected: unknown;
}

/** Calls the product's own functions for one op; it reads and renames, and calculates nothing itself. */
export type Adapter = (input: CaseInput, about: Pick<BillingCase, "currency" | "expected">) => Outcome;
