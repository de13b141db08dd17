import type { InvoiceLine } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { illustrativeMark, taxLabel, yenText } from "../amounts.ts";
import { purposeOf } from "../charge-group.ts";
import { dateText, monthText } from "../dates.ts";
import type { CreditNoteDocument } from "../document.ts";
import { componentName, menuName } from "../glossary.ts";
import { plainText } from "../plain-text.ts";
import { contractLabel } from "./invoice-pdf.ts";
import { figureBox, letterhead, noteList, notices, remarksIn, stampOf, withNumberIf } from "./letterhead.ts";
import { illustrativeNote, periodNote, reducedNote } from "./notes.ts";
import { Sheet } from "./sheet.ts";
import { table } from "./table.ts";
import { taxTable, totals } from "./totals.ts";

/**
 * A credit note as a PDF: a return invoice (適格返還請求書; billing.md 8) when the invoice that it amends is a qualified one. It names
 * the issuer and its number, the day of the reduction, the month of the original supply, what is reduced, and amount and tax per
 * rate. All amounts are given back and stand below zero, as an accounting department books them.
 */
export function renderCreditNotePdf(document: CreditNoteDocument, language: Language): Uint8Array {
  const { note, invoice, names } = document;
  const w = words[language];
  const sheet = new Sheet({
    language,
    title: `${w.title} ${document.number}`,
    author: invoice.issuer.name,
    date: document.issueDate,
    runningHead: `${w.title} ${document.number} / ${plainText(invoice.recipient.name)} / ${w.amends} ${note.amends}`,
    stamp: stampOf(document.voided, language),
  });
  letterhead(
    sheet,
    {
      title: w.title,
      ...(invoice.qualified ? { subtitle: w.qualified } : {}),
      recipient: invoice.recipient,
      aboutRecipient: [`${w.parentContract}: ${note.parentContractId}`],
      issuer: withNumberIf(invoice.qualified, invoice.issuer),
      facts: [
        [w.number, document.number],
        [w.issueDate, dateText(document.issueDate, language)],
        [w.amends, `${note.amends} (${dateText(invoice.issueDate, language)})`],
      ],
    },
    language,
  );
  notices(sheet, document, language);
  figureBox(sheet, w.amount, yenText(-note.total, language), [
    [w.reductionDate, dateText(note.reductionDate, language)],
    [w.supply, monthText(invoice.month, language)],
    [w.reason, plainText(note.reason)],
  ]);
  const back = note.taxes.map((rate) => ({ ...rate, net: -rate.net, tax: -rate.tax }));
  totals(
    sheet,
    [
      [w.netTotal, -note.net, "plain"],
      [w.tax, -note.tax, "plain"],
      [w.total, -note.total, "strong"],
    ],
    language,
  );
  sheet.space(12);
  taxTable(sheet, back, language);
  sheet.space(14);
  const lines = new Map(invoice.statements.flatMap((statement) => statement.lines.map((line) => [line.id, line])));
  const credited = note.lines.map(({ lineId, net }) => ({ line: mustHave(lines, lineId), net }));
  table(
    sheet,
    [
      { head: w.contract, share: 28 },
      { head: w.content, share: 44 },
      { head: w.rate, share: 9, align: "center" },
      { head: w.net, share: 19, align: "right" },
    ],
    [
      ...credited.map(({ line, net }) => ({
        kind: "plain" as const,
        cells: [
          contractLabel(line.contractId, invoice, names, language),
          `${menuName(line.menu, names, language)}: ${componentName(line.component, language)}${line.illustrative ? ` ${illustrativeMark}` : ""}\n${purposeOf(line, language)}${line.resourceId === undefined ? "" : ` / ${plainText(line.resourceId)}`}`,
          taxLabel(line.tax, language),
          yenText(-net, language),
        ],
      })),
      { kind: "sum", cells: [w.netTotal, "", "", yenText(-note.net, language)] },
    ],
    w.lines,
  );
  noteList(
    sheet,
    [
      w.explains,
      periodNote(invoice.month, language),
      ...(note.taxes.some(({ category }) => category === "AA") ? [reducedNote(language)] : []),
      ...(credited.some(({ line }) => line.illustrative) ? [illustrativeNote(language)] : []),
      ...remarksIn(document.remarks, language),
    ],
    language,
  );
  return sheet.bytes();
}

function mustHave(lines: ReadonlyMap<string, InvoiceLine>, lineId: string): InvoiceLine {
  const line = lines.get(lineId);
  if (!line) throw new RangeError(`the invoice has no line ${lineId}`);
  return line;
}

const words = {
  ja: {
    title: "返還請求書",
    qualified: "適格返還請求書",
    number: "返還請求書番号",
    issueDate: "発行日",
    parentContract: "親契約ID",
    amends: "対象の請求書",
    amount: "ご返還金額(税込)",
    reductionDate: "対価の返還日",
    supply: "元のご利用月",
    reason: "返還の理由",
    lines: "返還の明細",
    contract: "契約",
    content: "内容",
    rate: "税率",
    net: "金額(税抜)",
    netTotal: "返還額(税抜)",
    tax: "消費税",
    total: "返還額(税込)",
    explains: "本書は、対象の請求書に記載した対価の一部または全部を返還するものです。対象の請求書は変更されません。",
  },
  en: {
    title: "Credit note",
    qualified: "Return invoice (適格返還請求書)",
    number: "Credit note number",
    issueDate: "Date of issue",
    parentContract: "Parent contract",
    amends: "Amends invoice",
    amount: "Amount credited (tax included)",
    reductionDate: "Date of reduction",
    supply: "Month of supply",
    reason: "Reason",
    lines: "Credited lines",
    contract: "Contract",
    content: "Description",
    rate: "Tax rate",
    net: "Net (JPY)",
    netTotal: "Credited without tax",
    tax: "Consumption tax",
    total: "Credited with tax",
    explains:
      "This note gives back a part or all of the charges of the invoice that it amends. The invoice itself stays as it is.",
  },
} as const;
