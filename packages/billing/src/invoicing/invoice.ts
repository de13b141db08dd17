import type { BillingMonth } from "../billing-month.ts";
import type { Numeric, RoundingMode } from "../exact.ts";
import { frozenCopy } from "../frozen-copy.ts";
import type { CalendarDate } from "../period.ts";
import { supplyDateOf } from "../policy.ts";
import type { TaxCategory, TaxTerms } from "../tax/consumption-tax.ts";
import { isQualifiedOn, type Registration } from "../tax/registration-number.ts";
import { type Discount, discountBreadth } from "./discount.ts";
import { type DocumentNumber, formatDocumentNumber } from "./document-number.ts";
import type { InvoiceLine } from "./invoice-line.ts";
import type { Statement } from "./statement.ts";
import { waterfall } from "./waterfall.ts";

/** A name on a document, as it stands on the day of the document (I18). */
export interface Party {
  readonly name: string;
  readonly address: string;
  readonly registration: Registration | undefined;
}

/** A reduction of the invoice before tax: a coupon, a volume discount. */
export interface InvoiceDiscount {
  readonly id: string;
  /** Positive, yen without tax. */
  readonly amount: bigint;
  readonly label: string;
  /** What it reduces. With a menu, that menu's lines; with a contract, that contract's; with both, both must fit. */
  readonly menu?: string;
  readonly contractId?: string;
}

/** One allowance of the document: a part of a discount on the lines of one contract and tax rate. */
export interface Allowance {
  readonly discountId: string;
  readonly label: string;
  readonly contractId: string;
  readonly amount: bigint;
  readonly tax: TaxTerms;
}

export interface InvoiceTax {
  readonly category: TaxCategory;
  /** Decimal text. */
  readonly percent: string;
  /** After allowances. */
  readonly net: bigint;
  readonly tax: bigint;
}

/**
 * The provider's invoice to a partner: the parent contract's own use and every child contract, one document, tax once per rate
 * (partner-programme 請求; billing.md 1.9, 8). All amounts are yen.
 */
export interface InvoiceDraft {
  readonly parentContractId: string;
  readonly month: BillingMonth;
  readonly issuer: Party;
  readonly recipient: Party;
  /** True when it may be called a qualified invoice (適格請求書): the issuer is registered on the day of supply. */
  readonly qualified: boolean;
  readonly currency: "JPY";
  readonly supplyDate: CalendarDate;
  /** The parent's own first, then the children by id. */
  readonly statements: readonly Statement[];
  readonly fees: bigint;
  readonly allowances: readonly Allowance[];
  readonly net: bigint;
  readonly taxes: readonly InvoiceTax[];
  readonly taxRounding: RoundingMode;
  readonly tax: bigint;
  readonly total: bigint;
  readonly creditUsed: bigint;
  readonly prepaidUsed: bigint;
  readonly due: bigint;
  readonly illustrative: boolean;
}

export interface InvoiceFacts {
  readonly parentContractId: string;
  readonly month: BillingMonth;
  readonly issuer: Party;
  readonly recipient: Party;
  /** Exactly one per contract, the parent's own among them. */
  readonly statements: readonly Statement[];
  readonly discounts?: readonly InvoiceDiscount[];
  /** The issuer's choice for the day of the document (policy.ts). */
  readonly taxRounding: RoundingMode;
  /** Credit notes not yet used, yen with tax. */
  readonly credit?: bigint;
  readonly prepaid?: bigint;
}

/**
 * Pure and total over its facts: the preview and the close call it with the same facts and get the same draft (I7).
 * @throws RangeError when a contract has two statements, the parent's own is missing, or a statement is of another month
 */
export function buildInvoice(facts: InvoiceFacts): InvoiceDraft {
  const statements = inOrder(facts);
  const lines = statements.flatMap((statement) => statement.lines);
  const discounts = (facts.discounts ?? []).map((discount) => toDiscount(discount, lines));
  const sums = waterfall({
    lines: lines.map(({ net, tax }) => ({ net, percent: tax.percent, category: tax.category })),
    discounts,
    rounding: facts.taxRounding,
    credit: facts.credit ?? 0n,
    prepaid: facts.prepaid ?? 0n,
  });
  const labels = new Map(facts.discounts?.map(({ id, label }) => [id, label]));
  const supplyDate = supplyDateOf(facts.month);
  return frozenCopy({
    parentContractId: facts.parentContractId,
    month: facts.month,
    issuer: facts.issuer,
    recipient: facts.recipient,
    qualified: isQualifiedOn(facts.issuer.registration, supplyDate),
    currency: "JPY",
    supplyDate,
    statements,
    fees: yen(sums.fees),
    allowances: joinAllowances(
      sums.discounts.parts.map(({ discountId, line, amount }) => {
        const { contractId, tax } = lines[line] as InvoiceLine;
        return { discountId, label: labels.get(discountId) ?? "", contractId, amount: yen(amount), tax };
      }),
    ),
    net: yen(sums.net),
    taxes: sums.tax.byRate.map(({ category, percent, net, tax }) => ({
      category,
      percent: percent.toString(),
      net: yen(net),
      tax: yen(tax),
    })),
    taxRounding: facts.taxRounding,
    tax: yen(sums.tax.tax),
    total: yen(sums.gross),
    creditUsed: yen(sums.creditUsed),
    prepaidUsed: yen(sums.prepaidUsed),
    due: yen(sums.due),
    illustrative: statements.some((statement) => statement.illustrative),
  });
}

/** An invoice that has been issued. It never changes: corrections are credit notes (billing.md 4). */
export interface Invoice extends InvoiceDraft {
  readonly number: string;
  readonly issueDate: CalendarDate;
}

export function finaliseInvoice(draft: InvoiceDraft, number: DocumentNumber, issueDate: CalendarDate): Invoice {
  return frozenCopy({ ...draft, number: formatDocumentNumber(number), issueDate });
}

function inOrder({ statements, parentContractId, month }: InvoiceFacts): Statement[] {
  const byContract = new Map<string, Statement>();
  for (const statement of statements) {
    if (byContract.has(statement.contractId)) throw new RangeError(`two statements of contract ${statement.contractId}`);
    if (statement.month !== month) throw new RangeError(`the statement of ${statement.contractId} is of ${statement.month}`);
    byContract.set(statement.contractId, statement);
  }
  const own = byContract.get(parentContractId);
  if (!own) throw new RangeError(`no statement of the parent contract ${parentContractId}`);
  byContract.delete(parentContractId);
  return [own, ...[...byContract.values()].sort((a, b) => (a.contractId < b.contractId ? -1 : 1))];
}

function toDiscount({ id, amount, menu, contractId }: InvoiceDiscount, lines: readonly InvoiceLine[]): Discount {
  const covers = lines.flatMap((line, i) =>
    (menu === undefined || line.menu === menu) && (contractId === undefined || line.contractId === contractId) ? [i] : [],
  );
  const breadth = menu !== undefined ? "menu" : contractId !== undefined ? "contract" : "invoice";
  return { id, amount, covers, breadth: discountBreadth[breadth] };
}

/** One allowance per discount, contract and tax rate, in the order of the lines. */
function joinAllowances(parts: readonly Allowance[]): Allowance[] {
  const joined = new Map<string, Allowance>();
  for (const part of parts) {
    const key = JSON.stringify([part.discountId, part.contractId, part.tax.category, part.tax.percent]);
    joined.set(key, { ...part, amount: (joined.get(key)?.amount ?? 0n) + part.amount });
  }
  return [...joined.values()];
}

/** Amounts that are whole by construction. */
function yen(amount: Extract<Numeric, object>): bigint {
  if (!amount.isWhole()) throw new RangeError(`not whole yen: ${amount}`);
  return amount.toWhole("floor");
}
