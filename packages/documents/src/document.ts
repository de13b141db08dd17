import type {
  BillingMonth,
  CalendarDate,
  CreditNoteDraft,
  EndUserStatement,
  Invoice,
  Party,
  PaymentStatement,
  Statement,
} from "@saihan/billing";
import type { Bilingual } from "@saihan/domain";

/**
 * What the documents of a month are drawn from: the values that the close has fixed, and beside them the names and dates of the
 * day, which a document keeps even when they change later (billing.md 5, I18).
 */

/** Names of what billing knows by id alone. What has no name here is shown by its id. */
export interface Names {
  readonly contracts: ReadonlyMap<string, ContractName>;
  readonly tenants?: ReadonlyMap<string, TenantName>;
  readonly resources?: ReadonlyMap<string, string>;
  /** Names of menus that the glossary lacks, or that shall differ from it. */
  readonly menus?: ReadonlyMap<string, Bilingual>;
}

export interface ContractName {
  readonly customerName: string;
  /** お客様番号, the partner's own key. */
  readonly customerNumber?: string | undefined;
}

export interface TenantName {
  readonly name: string;
  readonly region?: string | undefined;
}

/** What became of a document after it was issued. A void number stays used (I17). */
export interface Voiding {
  readonly on: CalendarDate;
  readonly reason: string;
  /** Number of the document that took its place. */
  readonly replacedBy?: string | undefined;
}

/** An earlier document that this one takes the place of. */
export interface Replaced {
  readonly number: string;
  readonly issueDate: CalendarDate;
}

interface Issued {
  readonly names: Names;
  readonly voided?: Voiding | undefined;
  readonly replaces?: Replaced | undefined;
  /** Sentences that the issuer adds. */
  readonly remarks?: readonly Bilingual[];
}

/** The provider's invoice to a partner. */
export interface InvoiceDocument extends Issued {
  readonly invoice: Invoice;
  readonly dueDate: CalendarDate;
  /** Where to pay, as the issuer writes it. */
  readonly bankAccount?: BankAccount | undefined;
}

export interface BankAccount {
  /** Bank, branch, kind and number in one line. */
  readonly account: string;
  readonly holder: string;
}

/** A credit note that has been issued against an invoice. */
export interface CreditNoteDocument extends Issued {
  readonly note: CreditNoteDraft;
  /** The invoice that it amends, for the parties and the names of its lines. */
  readonly invoice: Invoice;
  readonly number: string;
  readonly issueDate: CalendarDate;
}

/** What one contract owes for a month, for the partner's eyes: it shows cost. */
export interface StatementDocument {
  readonly statement: Statement;
  readonly issuer: Party;
  readonly recipient: Party;
  readonly issueDate: CalendarDate;
  /** The invoice that the statement is part of. */
  readonly invoiceNumber?: string | undefined;
  readonly names: Names;
}

/** What an end user sees of its month: the resale side alone (I20). The issuer is the partner. */
export interface EndUserStatementDocument {
  readonly statement: EndUserStatement;
  readonly issuer: Party;
  readonly recipient: Party;
  readonly issueDate: CalendarDate;
  readonly number?: string | undefined;
  /** How the recipient is addressed; a company unless said otherwise. */
  readonly recipientIs?: "company" | "person";
  readonly names: Names;
}

/** 支払通知書 to an agent, used as 仕入明細書 once it is confirmed (billing.md 7). */
export interface PaymentStatementDocument extends Issued {
  readonly statement: PaymentStatement;
  readonly number: string;
  readonly issueDate: CalendarDate;
  readonly paymentDate: CalendarDate;
  /** The last day on which the agent may object; silence until then counts as agreement. */
  readonly objectionDeadline: CalendarDate;
  /** How the agent is addressed; a company unless said otherwise. */
  readonly recipientIs?: "company" | "person";
  /** Income tax withheld from individuals, yen. */
  readonly withheld?: bigint | undefined;
}

/** The month that a document is about. */
export function monthOf(document: InvoiceDocument | StatementDocument | EndUserStatementDocument): BillingMonth {
  return "invoice" in document ? document.invoice.month : document.statement.month;
}
