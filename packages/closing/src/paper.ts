import type { BillingMonth, CalendarDate, Party } from "@saihan/billing";
import { type BillingDetailsRow, billingDetailsOn, findContract, namesOfMonth, type Tx } from "@saihan/db";
import type { BankAccount } from "@saihan/documents";

/** How invoices are to be paid. */
export interface PaymentTerms {
  /** From the day of issue. */
  readonly days: number;
  readonly bankAccount: BankAccount | undefined;
}

/** What a document says beside its amounts; fixed with them when it is issued, so that later edits do not reach it (billing.md I18). */
export interface Paper {
  readonly dueDate: CalendarDate;
  readonly bankAccount: BankAccount | null;
  readonly names: {
    readonly contracts: readonly { id: string; customerName: string; customerNumber: string | null }[];
    readonly tenants: readonly { id: string; name: string; region: string }[];
  };
}

/** Names and terms of today for the documents of a month. */
export async function paperOfToday(
  tx: Tx,
  facts: { partnerId: string; month: BillingMonth; issueDate: CalendarDate; payment: PaymentTerms },
): Promise<Paper> {
  const { partnerId, month, issueDate, payment } = facts;
  const [contracts, tenants] = await Promise.all(namesOfMonth(tx, partnerId, `${month}-01`));
  const dueDate = new Date(Date.parse(`${issueDate}T00:00:00Z`) + payment.days * 86_400_000).toISOString().slice(0, 10);
  return { dueDate, bankAccount: payment.bankAccount ?? null, names: { contracts: [...contracts], tenants: [...tenants] } };
}

/** A partner as its documents of a day name it. */
export async function partnerParty(tx: Tx, partnerId: string, day: CalendarDate): Promise<Party> {
  const [[contract], [details]] = await Promise.all([
    findContract(tx, partnerId, partnerId),
    billingDetailsOn(tx, partnerId, day),
  ]);
  return partyOf(contract?.customerName ?? "", details);
}

export function partyOf(name: string, details: BillingDetailsRow | undefined): Party {
  const { registrationNumber: number, registeredFrom: from } = details ?? { registrationNumber: null, registeredFrom: null };
  return { name, address: details?.address ?? "", registration: number && from ? { number, from } : undefined };
}
