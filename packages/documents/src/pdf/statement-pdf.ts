import type { Language } from "@saihan/domain";
import { illustrativeMark, taxLabel, yenText } from "../amounts.ts";
import { purposeOf } from "../charge-group.ts";
import { dateText, monthText } from "../dates.ts";
import type { StatementDocument } from "../document.ts";
import { componentName, contractName, menuName } from "../glossary.ts";
import { detailOf } from "../line-detail.ts";
import { plainText } from "../plain-text.ts";
import { figureBox, letterhead, noteList } from "./letterhead.ts";
import { correctionNote, illustrativeNote, periodNote, periodText } from "./notes.ts";
import { Sheet } from "./sheet.ts";
import { table } from "./table.ts";

/**
 * Usage statement (利用明細書) of one contract for the partner: a summary by menu, then every line with quantity, unit price and cap.
 * It shows the partner's cost and goes to the partner alone; what an end user sees is renderEndUserStatementPdf.
 * @param detail "summary" leaves the lines out
 */
export function renderStatementPdf(
  document: StatementDocument,
  language: Language,
  detail: "summary" | "detail" = "detail",
): Uint8Array {
  const { statement, names } = document;
  const w = words[language];
  const name = contractName(statement.contractId, names);
  const sheet = new Sheet({
    language,
    title: `${w.title} ${statement.contractId} ${statement.month}`,
    author: document.issuer.name,
    date: document.issueDate,
    runningHead: `${w.title} / ${statement.contractId} ${name} / ${monthText(statement.month, language)}`,
  });
  letterhead(
    sheet,
    {
      title: w.title,
      recipient: document.recipient,
      issuer: document.issuer,
      facts: [
        [w.contract, statement.contractId],
        ...(name ? [[w.customer, name] as const] : []),
        ...customerNumber(document, w.customerNumber),
        [w.issueDate, dateText(document.issueDate, language)],
        ...(document.invoiceNumber ? [[w.invoice, document.invoiceNumber] as const] : []),
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
      { head: w.menu, share: 60 },
      { head: w.lines, share: 15, align: "right" },
      { head: w.net, share: 25, align: "right" },
    ],
    [
      ...statement.byMenu.map(({ menu, lines, net }) => ({
        kind: "plain" as const,
        cells: [menuName(menu, names, language), String(lines), yenText(net, language)],
      })),
      { kind: "sum", cells: [w.total, String(statement.lines.length), yenText(statement.net, language)] },
    ],
    w.byMenu,
  );
  if (detail === "detail" && statement.lines.length > 0) detailTable(sheet, document, language);
  noteList(
    sheet,
    [
      w.notInvoice,
      periodNote(statement.month, language),
      ...(statement.lines.some(({ corrects }) => corrects !== undefined) ? [correctionNote(language)] : []),
      ...(statement.illustrative ? [illustrativeNote(language)] : []),
    ],
    language,
  );
  return sheet.bytes();
}

function detailTable(sheet: Sheet, { statement, names }: StatementDocument, language: Language): void {
  const w = words[language];
  sheet.space(16);
  table(
    sheet,
    [
      { head: w.menu, share: 25 },
      { head: w.resource, share: 20 },
      { head: w.reckoning, share: 36 },
      { head: w.rate, share: 6, align: "center" },
      { head: w.net, share: 13, align: "right" },
    ],
    [
      ...statement.lines.map((line) => {
        const resource = line.resourceId === undefined ? "" : plainText(line.resourceId);
        const resourceName = plainText(names.resources?.get(line.resourceId ?? "") ?? "");
        const tenant = line.tenantId === undefined ? "" : plainText(names.tenants?.get(line.tenantId)?.name ?? line.tenantId);
        const menu = `${menuName(line.menu, names, language)} (${componentName(line.component, language)})`;
        return {
          kind: "plain" as const,
          cells: [
            `${menu}${line.illustrative ? ` ${illustrativeMark}` : ""}${line.kind === "charge" ? "" : `\n${purposeOf(line, language)}`}`,
            [resource, resourceName, tenant && `${w.tenant}: ${tenant}`].filter(Boolean).join("\n"),
            detailOf(line, language).join("\n"),
            taxLabel(line.tax, language),
            yenText(line.net, language),
          ],
        };
      }),
      { kind: "sum", cells: [w.total, "", "", "", yenText(statement.net, language)] },
    ],
    w.detail,
  );
}

function customerNumber({ statement, names }: StatementDocument, label: string): (readonly [string, string])[] {
  const number = names.contracts.get(statement.contractId)?.customerNumber;
  return number ? [[label, number]] : [];
}

const words = {
  ja: {
    title: "利用明細書",
    contract: "契約ID",
    customer: "お客様名",
    customerNumber: "お客様番号",
    issueDate: "発行日",
    invoice: "請求書番号",
    amount: "ご利用料金(税抜)",
    month: "ご利用月",
    period: "ご利用期間",
    byMenu: "メニュー別",
    menu: "メニュー",
    lines: "明細数",
    net: "金額(税抜)",
    total: "合計",
    detail: "明細",
    resource: "リソース",
    tenant: "テナント",
    reckoning: "数量と単価",
    rate: "税率",
    notInvoice: "本書は請求書の内訳です。消費税は請求書全体で税率ごとに計算するため、本書には記載しません。",
  },
  en: {
    title: "Usage statement",
    contract: "Contract",
    customer: "Customer",
    customerNumber: "Customer number",
    issueDate: "Date of issue",
    invoice: "Invoice number",
    amount: "Charges (without tax)",
    month: "Billing month",
    period: "Service period",
    byMenu: "By menu",
    menu: "Menu",
    lines: "Lines",
    net: "Net (JPY)",
    total: "Total",
    detail: "Lines",
    resource: "Resource",
    tenant: "Tenant",
    reckoning: "Quantity and unit price",
    rate: "Tax",
    notInvoice: "This statement is a part of the invoice. Tax is computed once per rate on the invoice and is not shown here.",
  },
} as const;
