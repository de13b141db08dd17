import type { Adapter } from "./billing-case.ts";
import { documentCases } from "./document-cases.ts";
import { partnerCases } from "./partner-cases.ts";
import { periodCases } from "./period-cases.ts";
import { quantityCases } from "./quantity-cases.ts";
import { timeCases } from "./time-cases.ts";

/** One adapter per op. */
export const adapters: ReadonlyMap<string, Adapter> = new Map(
  [timeCases, quantityCases, periodCases, documentCases, partnerCases].flatMap((cases) => Object.entries(cases)),
);
