import type { CalendarDate, Holder, PaymentStatement } from "@saihan/billing";
import { jstDateOf } from "@saihan/billing";
import {
  type Db,
  type DocumentFileRow,
  findPaymentStatement,
  listPaymentStatementEvents,
  type PaymentStatementRow,
  type Scope,
  type Tx,
} from "@saihan/db";
import { type PaymentStatementDocument, renderPaymentStatementCsv, renderPaymentStatementPdf } from "@saihan/documents";
import { languages, no, type Rejection } from "@saihan/domain";
import { keptFile } from "./document-files.ts";

/** What a payment statement is fixed with when it is issued. */
export interface StatementContent {
  readonly statement: PaymentStatement;
  readonly number: string;
  readonly issueDate: CalendarDate;
  readonly paymentDate: CalendarDate;
  /** The last day in Japan on which the agency may object. */
  readonly objectionDeadline: CalendarDate;
  /** The instant after it, ISO. */
  readonly deadline: string;
  /** Income tax, yen. */
  readonly withheld: bigint;
  readonly payee: Holder;
  readonly names: readonly { readonly id: string; readonly customerName: string }[];
}

export const paymentStatementFiles = ["payment-statement.ja.pdf", "payment-statement.en.pdf", "payment-statement.csv"] as const;
/** The same with its void mark, once it is void. */
export const voidPaymentStatementFiles = ["payment-statement-void.ja.pdf", "payment-statement-void.en.pdf"] as const;

const yen = new Set(["base", "commission", "tax", "payable", "withheld"]);

/** The stored content with whole yen as integers. */
export function statementContentOf({ content }: Pick<PaymentStatementRow, "content">): StatementContent {
  const revived = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revived);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, yen.has(key) ? BigInt(part as string) : revived(part)]),
    );
  };
  return revived(content) as StatementContent;
}

/**
 * A file of a payment statement: drawn from its fixed content when it is first asked for, kept, and from then on given out byte for byte.
 * @returns PAYMENT_STATEMENT_NOT_FOUND or PAYMENT_STATEMENT_FILE_NOT_FOUND
 */
export function paymentStatementFile(
  db: Db,
  scope: Scope,
  asked: { partnerId: string; number: string; file: string; at: Date },
): Promise<{ readonly ok: true; readonly file: DocumentFileRow } | Rejection> {
  const { partnerId, number, file, at } = asked;
  return keptFile(db, scope, { partnerId, number, key: file, at }, (tx) => draw(tx, partnerId, number, file));
}

async function draw(tx: Tx, partnerId: string, number: string, file: string) {
  const [row] = await findPaymentStatement(tx, partnerId, number);
  if (!row) return no("PAYMENT_STATEMENT_NOT_FOUND", { number });
  const missing = no("PAYMENT_STATEMENT_FILE_NOT_FOUND", { number, file });
  const names: readonly string[] = [...paymentStatementFiles, ...voidPaymentStatementFiles];
  if (!names.includes(file)) return missing;
  const document = documentOfStatement(statementContentOf(row));
  if (file.endsWith(".csv")) return { ok: true as const, bytes: renderPaymentStatementCsv(document) };
  const language = languages.find((one) => file.includes(`.${one}.`)) ?? "ja";
  if (!file.startsWith("payment-statement-void"))
    return { ok: true as const, bytes: renderPaymentStatementPdf(document, language) };
  const voided = (await listPaymentStatementEvents(tx, partnerId, number)).find(({ state }) => state === "void");
  if (!voided) return missing;
  const mark = { on: jstDateOf(voided.at), reason: voided.reason ?? "" };
  return { ok: true as const, bytes: renderPaymentStatementPdf({ ...document, voided: mark }, language) };
}

export function documentOfStatement(content: StatementContent): PaymentStatementDocument {
  const { names, payee, statement, number, issueDate, paymentDate, objectionDeadline, withheld } = content;
  return {
    ...{ statement, number, issueDate, paymentDate, objectionDeadline, withheld },
    recipientIs: payee === "individual" ? "person" : "company",
    names: { contracts: new Map(names.map(({ id, customerName }) => [id, { customerName }])) },
  };
}
