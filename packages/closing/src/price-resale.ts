import {
  type BillingMonth,
  Exact,
  type InvoiceLine,
  type LineToPrice,
  type PricedLines,
  policiesOf,
  priceLines,
  type ResaleRule,
} from "@saihan/billing";
import { groupsOfContracts, type ToldRow, type Tx, toldOfCharges } from "@saihan/db";
import { serviceCategoryOf } from "@saihan/documents";
import { no } from "@saihan/domain";

/**
 * Prices lines of one month by a partner's rules, with what its end users have been told of the same charges before. A correction of a charge of which
 * they were told nothing waits until they are: what it differs by is not known. The close and the preview call it alike.
 */
export async function priceForEndUsers(
  tx: Tx,
  facts: { partnerId: string; month: BillingMonth; rules: readonly ResaleRule[]; lines: readonly InvoiceLine[] },
): Promise<PricedLines> {
  const { partnerId, month, rules, lines } = facts;
  const corrections = lines.flatMap(({ contractId, usageMonth, corrects, trace }) =>
    corrects !== undefined && trace.of === "usage"
      ? [{ contractId, usageMonth: `${usageMonth}-01`, chargeKey: trace.chargeKey }]
      : [],
  );
  const contracts = [...new Set(lines.map(({ contractId }) => contractId))];
  const [told, members] = await Promise.all([
    toldOfCharges(tx, partnerId, `${month}-01`, corrections),
    groupsOfContracts(tx, partnerId, contracts),
  ]);
  const toldBefore = new Map(told.map((row) => [`${row.contractId} ${row.chargeKey}`, row]));
  const groups = new Map<string, string[]>();
  for (const { contractId, groupId } of members) groups.set(contractId, [...(groups.get(contractId) ?? []), groupId]);
  const before = (line: InvoiceLine) =>
    line.corrects !== undefined && line.trace.of === "usage"
      ? toldBefore.get(`${line.contractId} ${line.trace.chargeKey}`)
      : undefined;
  const waiting = lines.filter((line) => before(line)?.untold);
  const ready = lines.filter((line) => !before(line)?.untold);
  const { priced, unpriced } = priceLines(
    rules,
    ready.map((line) => lineToPrice(line, groups.get(line.contractId) ?? [], before(line))),
    policiesOf(month).yen.mode,
  );
  return {
    priced,
    unpriced: [
      ...unpriced,
      ...waiting.map((cost) => ({
        cost,
        reason: no("RESALE_EARLIER_STATEMENT_MISSING", { month: before(cost)?.untold?.slice(0, 7) ?? month }),
      })),
    ],
  };
}

/** The whole charge as it is known now; what the list says of it is its exact amount, before yen were made whole. */
function lineToPrice(cost: InvoiceLine, groupIds: readonly string[], told: ToldRow | undefined): LineToPrice {
  const { contractId, resourceId = "", menu, net, trace } = cost;
  const usage = trace.of === "usage" ? trace : undefined;
  const due = (usage?.alreadyInvoiced ?? 0n) + net;
  const quantity = Exact.sum(usage?.parts.map((part) => part.quantity) ?? []);
  return {
    cost,
    subject: { contractId, groupIds, resourceId, menu, plan: usage?.parts.at(-1)?.plan ?? "", category: serviceCategoryOf(menu) },
    side: { cost: due, list: usage?.exact ?? due, quantity, used: !quantity.isZero() || due !== 0n },
    alreadyShown: BigInt(told?.shown ?? 0),
  };
}
