import { isQualifiedOn } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { yenText } from "../amounts.ts";
import { dateText, monthText } from "../dates.ts";
import type { PaymentStatementDocument } from "../document.ts";
import { contractName } from "../glossary.ts";
import { plainText } from "../plain-text.ts";
import { figureBox, letterhead, noteList, notices, remarksIn, stampOf, withNumberIf } from "./letterhead.ts";
import { periodNote, periodText } from "./notes.ts";
import { Sheet } from "./sheet.ts";
import { table } from "./table.ts";
import { taxTable, totals } from "./totals.ts";

/**
 * Payment statement to an agent (支払通知書). Used as 仕入明細書 it must show payer, agent and the agent's registration number, the
 * period, what for, total and tax per rate, and how the agent confirms it; agreed silence counts (billing.md 7).
 */
export function renderPaymentStatementPdf(document: PaymentStatementDocument, language: Language): Uint8Array {
  const { statement, names } = document;
  const w = words[language];
  const withheld = document.withheld ?? 0n;
  const agent = withNumberIf(isQualifiedOn(statement.agent.registration, statement.supplyDate), statement.agent);
  const sheet = new Sheet({
    language,
    title: `${w.title} ${document.number}`,
    author: statement.payer.name,
    date: document.issueDate,
    runningHead: `${w.title} ${document.number} / ${plainText(statement.agent.name)} / ${monthText(statement.month, language)}`,
    stamp: stampOf(document.voided, language),
  });
  letterhead(
    sheet,
    {
      title: w.title,
      subtitle: w.use,
      recipient: agent,
      recipientIs: document.recipientIs,
      showRecipientNumber: true,
      issuer: statement.payer,
      facts: [
        [w.number, document.number],
        [w.issueDate, dateText(document.issueDate, language)],
      ],
    },
    language,
  );
  notices(sheet, document, language);
  figureBox(sheet, w.amount, yenText(statement.payable - withheld, language), [
    [w.paymentDate, dateText(document.paymentDate, language)],
    [w.month, monthText(statement.month, language)],
    [w.period, periodText(statement.month, language)],
    [w.deadline, dateText(document.objectionDeadline, language)],
  ]);
  totals(
    sheet,
    [
      [w.commission, statement.commission, "plain"],
      [w.tax, statement.tax, "plain"],
      [w.total, statement.payable, withheld === 0n ? "strong" : "plain"],
      ...(withheld === 0n
        ? []
        : ([
            [w.withheld, -withheld, "plain"],
            [w.amount, statement.payable - withheld, "strong"],
          ] as const)),
    ],
    language,
  );
  sheet.space(12);
  taxTable(sheet, [{ category: "S", percent: statement.taxPercent, net: statement.commission, tax: statement.tax }], language);
  sheet.space(14);
  table(
    sheet,
    [
      { head: w.contract, share: 30 },
      { head: w.content, share: 34 },
      { head: w.base, share: 18, align: "right" },
      { head: w.fee, share: 18, align: "right" },
    ],
    [
      ...statement.entries.map(({ contractId, month, base, commission, cause, percent }) => ({
        kind: "plain" as const,
        cells: [
          [contractName(contractId, names), contractId].filter(Boolean).join("\n"),
          [
            w.entry(monthText(month, language), base < 0n),
            ...(cause ? [[w.cause[cause.kind](cause.number), percent && `${percent}%`].filter(Boolean).join(" / ")] : []),
          ].join("\n"),
          yenText(base, language),
          yenText(commission, language),
        ],
      })),
      { kind: "sum", cells: [w.sum, "", "", yenText(statement.commission, language)] },
    ],
    w.entries,
  );
  noteList(
    sheet,
    [
      w.confirmation(dateText(document.objectionDeadline, language)),
      w.notBoth,
      ...(agent.registration ? [] : [w.noNumber]),
      periodNote(statement.month, language, w.period),
      ...remarksIn(document.remarks, language),
    ],
    language,
  );
  return sheet.bytes();
}

const words = {
  ja: {
    title: "支払通知書",
    use: "仕入明細書",
    number: "支払通知書番号",
    issueDate: "発行日",
    amount: "お支払金額(税込)",
    paymentDate: "お支払予定日",
    month: "対象月",
    period: "対象期間",
    deadline: "ご確認期限",
    commission: "取次手数料",
    entry: (month: string, back: boolean) => `${month} 取次手数料${back ? "の戻入" : ""}`,
    cause: {
      invoice: (number: string) => `請求書 ${number}`,
      credit_note: (number: string) => `返還 ${number}`,
      void: (number: string) => `請求書 ${number} の取消`,
    },
    tax: "消費税",
    total: "合計(税込)",
    withheld: "源泉所得税",
    entries: "手数料の内訳",
    contract: "契約",
    content: "内容",
    base: "対象料金(税抜)",
    fee: "手数料(税抜)",
    sum: "手数料計",
    confirmation: (day: string) =>
      `本書は仕入明細書として使用します。${day}までに誤りのご連絡がない場合は、記載内容をご確認いただいたものとします。`,
    notBoth: "同じ取引について適格請求書を別途発行しないでください。",
    noNumber: "適格請求書発行事業者の登録番号をいただいていません。登録がある場合はご連絡ください。",
  },
  en: {
    title: "Payment statement",
    use: "Purchase statement (仕入明細書)",
    number: "Statement number",
    issueDate: "Date of issue",
    amount: "Amount to be paid (tax included)",
    paymentDate: "Payment date",
    month: "Month",
    period: "Period",
    deadline: "Objections until",
    commission: "Commission",
    entry: (month: string, back: boolean) => `Commission for ${month}${back ? ", taken back" : ""}`,
    cause: {
      invoice: (number: string) => `Invoice ${number}`,
      credit_note: (number: string) => `Credit note ${number}`,
      void: (number: string) => `Invoice ${number}, void`,
    },
    tax: "Consumption tax",
    total: "Total with tax",
    withheld: "Income tax withheld",
    entries: "Commission by contract",
    contract: "Contract",
    content: "Description",
    base: "Base (JPY, net)",
    fee: "Commission (JPY)",
    sum: "Commission total",
    confirmation: (day: string) =>
      `The payer uses this document as its purchase statement (仕入明細書). Unless errors are reported by ${day}, its content counts as confirmed.`,
    notBoth: "Please do not issue an invoice for the same supply as well.",
    noNumber: "No registration number has been received from the agent. Please tell us if there is one.",
  },
} as const;
