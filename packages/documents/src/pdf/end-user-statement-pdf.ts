import type { EndUserLine } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { yenText } from "../amounts.ts";
import { dateText, monthText } from "../dates.ts";
import type { EndUserStatementDocument } from "../document.ts";
import { componentName, menuName } from "../glossary.ts";
import { plainText } from "../plain-text.ts";
import { figureBox, letterhead, noteList } from "./letterhead.ts";
import { correctionNote, periodNote, periodText } from "./notes.ts";
import { Sheet } from "./sheet.ts";
import { table } from "./table.ts";

/**
 * Usage statement for an end user, issued by the partner at the partner's own prices. Its input is the resale side alone, so that
 * neither cost nor margin, unit price of the provider or name of the provider can reach it (I20).
 */
export function renderEndUserStatementPdf(document: EndUserStatementDocument, language: Language): Uint8Array {
  const { statement, names } = document;
  const w = words[language];
  const sheet = new Sheet({
    language,
    title: `${w.title} ${document.number ?? statement.contractId} ${statement.month}`,
    author: document.issuer.name,
    date: document.issueDate,
    runningHead: `${w.title} / ${plainText(document.recipient.name)} / ${monthText(statement.month, language)}`,
  });
  const customer = names.contracts.get(statement.contractId)?.customerNumber;
  letterhead(
    sheet,
    {
      title: w.title,
      recipient: document.recipient,
      recipientIs: document.recipientIs,
      issuer: document.issuer,
      facts: [
        ...(document.number ? [[w.number, document.number] as const] : []),
        [w.issueDate, dateText(document.issueDate, language)],
        [w.contract, statement.contractId],
        ...(customer ? [[w.customerNumber, customer] as const] : []),
      ],
    },
    language,
  );
  figureBox(sheet, w.amount, yenText(statement.net, language), [
    [w.month, monthText(statement.month, language)],
    [w.period, periodText(statement.month, language)],
  ]);
  table(
    sheet,
    [
      { head: w.menu, share: 36 },
      { head: w.resource, share: 24 },
      { head: w.content, share: 22 },
      { head: w.price, share: 18, align: "right" },
    ],
    [
      ...statement.lines.map((line) => ({
        kind: "plain" as const,
        cells: [
          `${menuName(line.menu, names, language)} (${componentName(line.component, language)})`,
          resourceText(line, names.resources),
          purpose(line, language),
          yenText(line.price, language),
        ],
      })),
      { kind: "sum", cells: [w.total, "", "", yenText(statement.net, language)] },
    ],
    w.lines,
  );
  noteList(
    sheet,
    [
      w.notInvoice,
      periodNote(statement.month, language),
      ...(statement.lines.some(({ corrects }) => corrects !== undefined) ? [correctionNote(language)] : []),
      ...(statement.illustrative ? [w.illustrative] : []),
    ],
    language,
  );
  return sheet.bytes();
}

function resourceText({ resourceId }: EndUserLine, resources: ReadonlyMap<string, string> | undefined): string {
  if (resourceId === undefined) return "";
  const name = resources?.get(resourceId);
  return name ? `${plainText(resourceId)}\n${plainText(name)}` : plainText(resourceId);
}

function purpose({ usageMonth, corrects }: EndUserLine, language: Language): string {
  const month = monthText(corrects ?? usageMonth, language);
  if (corrects === undefined) return language === "ja" ? `${month} ご利用` : `Usage in ${month}`;
  return language === "ja" ? `${month}の訂正` : `Correction of ${month}`;
}

const words = {
  ja: {
    title: "ご利用明細書",
    number: "明細書番号",
    issueDate: "発行日",
    contract: "契約ID",
    customerNumber: "お客様番号",
    amount: "ご利用料金(税抜)",
    month: "ご利用月",
    period: "ご利用期間",
    lines: "ご利用明細",
    menu: "メニュー",
    resource: "リソース",
    content: "内容",
    price: "金額(税抜)",
    total: "合計",
    notInvoice: "本書は明細であり、適格請求書ではありません。金額には消費税を含みません。",
    illustrative: "本書の金額には、公表価格ではない例示用の単価に基づくものが含まれます。",
  },
  en: {
    title: "Usage statement",
    number: "Statement number",
    issueDate: "Date of issue",
    contract: "Contract",
    customerNumber: "Customer number",
    amount: "Charges (without tax)",
    month: "Billing month",
    period: "Service period",
    lines: "Usage",
    menu: "Menu",
    resource: "Resource",
    content: "Description",
    price: "Amount (JPY)",
    total: "Total",
    notInvoice: "This is a statement, not a qualified invoice (適格請求書). Amounts are without consumption tax.",
    illustrative: "Some amounts stand on illustrative prices, which were invented for demonstration.",
  },
} as const;
