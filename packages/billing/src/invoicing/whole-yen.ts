import { Exact, type RoundingMode } from "../exact.ts";
import { roundTogether } from "../largest-remainder.ts";
import type { YenPolicy } from "../policy.ts";
import type { RatedCharge } from "../rating/rate-month.ts";

/** How an exact amount became whole yen; shown on the line, not hidden (field.md 3.5). */
export interface RoundingTrace {
  readonly policyId: string;
  readonly scope: YenPolicy["scope"];
  readonly mode: RoundingMode;
  /** Yen minus exact amount. Negative where rounding was in the customer's favour. */
  readonly residue: Exact;
}

/** A charge in whole yen: fixed from here on. Resale prices, discounts and tax are computed from it, never from usage again. */
export interface CostLine {
  readonly charge: RatedCharge;
  readonly yen: bigint;
  readonly rounding: RoundingTrace;
}

/**
 * Makes whole yen by the policy's scope and mode (billing.md 3.6). The lines of a scope add up to the rounded sum of that scope.
 * For the scope `invoice` all charges of the partner must be given in one call, for `contract` all of a contract.
 */
export function wholeYen(charges: readonly RatedCharge[], policy: YenPolicy): CostLine[] {
  const scopes = new Map<string, RatedCharge[]>();
  for (const charge of charges) {
    const scope = policy.scope === "line" ? charge.key : policy.scope === "contract" ? charge.contractId : "";
    const together = scopes.get(scope);
    if (together) together.push(charge);
    else scopes.set(scope, [charge]);
  }
  return [...scopes.values()].flatMap((together) => {
    const total = Exact.sum(together.map((charge) => charge.exact)).toWhole(policy.mode);
    const yens = roundTogether(
      together.map((charge) => charge.exact),
      total,
    );
    return together.map((charge, i) => {
      const yen = yens[i] as bigint;
      const rounding = {
        policyId: policy.id,
        scope: policy.scope,
        mode: policy.mode,
        residue: Exact.of(yen).minus(charge.exact),
      };
      return { charge, yen, rounding };
    });
  });
}
