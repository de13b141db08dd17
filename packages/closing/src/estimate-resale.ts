import { addMonths, billingMonthOf, type EndUserStatement, endUserStatement } from "@saihan/billing";
import { type Db, lastClosedMonth, listResaleRules, type PartnerScope, transaction } from "@saihan/db";
import { chargesOfContract } from "./charges-of-contract.ts";
import { priceForEndUsers } from "./price-resale.ts";
import type { Prices } from "./prices.ts";
import { resaleRuleOf } from "./resale-rows.ts";

/** What a month that is not closed would be for an end user, were it closed now. */
export interface EndUserEstimate {
  /** Lines that a rule prices, and no others. */
  readonly statement: EndUserStatement;
  /** What is not in it, each with its reason: for the partner's eyes. With one of them the estimate is incomplete. */
  readonly missing: readonly { code: string; variables: Readonly<Record<string, string | number | boolean>> }[];
}

/** Months that are estimated at once: the running one, and those before it that wait for their close. */
const monthsAtOnce = 3;

/**
 * The open months of a child contract at its partner's prices, the newest first: the close's own rating (I7), choice of rules (I14) and prices, over the usage
 * that has arrived. A month for which the partner has no rules yet has none, as it would have no statement.
 * @param scope sees the whole partner: who sees less would have lines priced by other rules than the close's
 */
export async function estimateForEndUser(
  db: Db,
  scope: PartnerScope,
  facts: { contractId: string; at: Date; prices: () => Promise<Prices> },
): Promise<EndUserEstimate[]> {
  const { contractId, at } = facts;
  const { partnerId } = scope;
  const [[last], rows] = await transaction(db, scope, (tx) =>
    Promise.all([lastClosedMonth(tx, partnerId), listResaleRules(tx, partnerId)]),
  );
  const lastClosed = last?.month?.slice(0, 7);
  const rules = rows.map(resaleRuleOf);
  const current = billingMonthOf(at);
  const oldest = lastClosed === undefined ? current : addMonths(lastClosed, 1);
  const estimates: EndUserEstimate[] = [];
  for (let month = current; month >= oldest && estimates.length < monthsAtOnce; month = addMonths(month, -1)) {
    if (!rules.some(({ from }) => from <= month)) break;
    const charges = await chargesOfContract(db, scope, { contractId, month, lastClosed, at, prices: facts.prices });
    // What corrects a closed month goes to the next close, which is that of the oldest month.
    const lines = charges.lines.filter(({ corrects }) => corrects === undefined || month === oldest);
    const { priced, unpriced } = await transaction(db, scope, (tx) => priceForEndUsers(tx, { partnerId, month, rules, lines }));
    estimates.push({
      statement: endUserStatement(contractId, month, priced),
      missing: [...unpriced.map(({ reason }) => reason), ...charges.uncharged].map(({ code, variables }) => ({
        code,
        variables,
      })),
    });
  }
  return estimates;
}
