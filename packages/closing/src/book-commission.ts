import { type CommissionTerms, commissionOfInvoice, type DirectDocument, exact } from "@saihan/billing";
import {
  type CommissionCause,
  type CommissionEntryRow,
  type CommissionTermsRow,
  insertCommissionEntries,
  listCommissionCauses,
  type Tx,
} from "@saihan/db";

export function termsOfRow(row: CommissionTermsRow): CommissionTerms {
  const { excludedMenus, objectionDays, payee } = row;
  return {
    ...{ from: row.fromMonth.slice(0, 7), percent: exact(row.percent), excludedMenus, objectionDays, payee },
    ...{ introductionMonths: row.introductionMonths ?? undefined, minimumPayout: BigInt(row.minimumPayout) },
  };
}

/**
 * Writes the entries of everything up to a month that has none: one for each of the provider's documents, keyed by it, so that a second run, or a
 * second worker, adds nothing. What no terms are in force for waits. The caller holds the agency's lock (`lockCommission`).
 * @param month in whose close the entries are booked
 */
export async function bookCommission(
  tx: Tx,
  facts: { partnerId: string; month: string; terms: readonly CommissionTerms[]; at: Date },
): Promise<void> {
  const { partnerId, month, terms, at } = facts;
  const causes = await listCommissionCauses(tx, partnerId, `${month}-01`);
  const byInvoice = new Map<string, CommissionCause[]>();
  for (const cause of causes) {
    const invoice = cause.amends ?? cause.number;
    const chain = byInvoice.get(invoice);
    if (chain) chain.push(cause);
    else byInvoice.set(invoice, [cause]);
  }
  const entries = [...byInvoice.values()].flatMap((chain) => entriesOf(chain, terms, month));
  if (entries.length > 0) await insertCommissionEntries(tx, partnerId, entries, at);
}

/** The entries of one invoice that are not booked yet. */
function entriesOf(chain: readonly CommissionCause[], terms: readonly CommissionTerms[], month: string): CommissionEntryRow[] {
  const [first, ...rest] = chain.map(documentOf);
  const [cause] = chain;
  if (!first || !cause) return [];
  const referral = { concludedIn: cause.concludedOn.slice(0, 7), lastMonth: cause.lastMonth?.slice(0, 7) };
  const made = commissionOfInvoice([first, ...rest], terms, referral);
  return (made ?? []).flatMap((entry, i) => {
    const from = chain[i];
    if (!from || from.booked) return [];
    const { kind, number, rule } = entry;
    const sums = { percent: entry.percent.toString(), base: `${entry.base}`, commission: `${entry.commission}` };
    const months = { month: from.month, bookedMonth: `${month}-01`, termsFrom: `${entry.termsFrom}-01` };
    return [{ kind, number, referralId: from.referralId, rule, ...months, ...sums }];
  });
}

export function documentOf({
  kind,
  number,
  month,
  lines,
}: Pick<CommissionCause, "kind" | "number" | "month" | "lines">): DirectDocument {
  return { kind, number, month: month.slice(0, 7), lines: lines.map(({ menu, net }) => ({ menu, net: BigInt(net) })) };
}
