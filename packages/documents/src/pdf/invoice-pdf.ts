import type { Invoice, Statement } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { illustrativeMark, taxLabel, yenText } from "../amounts.ts";
import { chargeGroups, purposeOf } from "../charge-group.ts";
import { dateText, monthText } from "../dates.ts";
import type { InvoiceDocument, Names } from "../document.ts";
import { contractName, menuName } from "../glossary.ts";
import { plainText } from "../plain-text.ts";
import { invoiceWords as words } from "./invoice-words.ts";
import { figureBox, letterhead, noteList, notices, remarksIn, stampOf, withNumberIf } from "./letterhead.ts";
import { correctionNote, illustrativeNote, periodNote, periodText, reducedNote, taxNote } from "./notes.ts";
import { ink, Sheet } from "./sheet.ts";
import { type Row, table } from "./table.ts";
import { allowanceRows, taxTable, totals } from "./totals.ts";

/**
 * The invoice as a PDF in one language: a qualified invoice (適格請求書; billing.md 8) when the issuer is registered on the day of
 * supply. First the sums by contract, then an appendix with every contract's menus. Same document, same bytes.
 */
export function renderInvoicePdf(document: InvoiceDocument, language: Language): Uint8Array {
  const { invoice, names } = document;
  const w = words[language];
  const sheet = new Sheet({
    language,
    title: `${w.title} ${invoice.number}`,
    author: invoice.issuer.name,
    date: invoice.issueDate,
    runningHead: `${w.title} ${invoice.number} / ${plainText(invoice.recipient.name)} / ${monthText(invoice.month, language)}`,
    stamp: stampOf(document.voided, language),
  });
  letterhead(
    sheet,
    {
      title: w.title,
      ...(invoice.qualified ? { subtitle: w.qualified } : {}),
      recipient: invoice.recipient,
      aboutRecipient: [`${w.parentContract}: ${invoice.parentContractId}`],
      issuer: withNumberIf(invoice.qualified, invoice.issuer),
      facts: [
        [w.number, invoice.number],
        [w.issueDate, dateText(invoice.issueDate, language)],
      ],
    },
    language,
  );
  notices(sheet, document, language);
  figureBox(sheet, w.amount, yenText(invoice.due, language), [
    [w.due, dateText(document.dueDate, language)],
    [w.month, monthText(invoice.month, language)],
    [w.period, periodText(invoice.month, language)],
  ]);
  const payToEnd = payTo(sheet, document, language);
  totals(sheet, totalsOf(invoice, language), language);
  sheet.y = Math.max(sheet.y, payToEnd);
  sheet.space(12);
  taxTable(sheet, invoice.taxes, language);
  sheet.space(14);
  contractTable(sheet, invoice, names, language);
  noteList(sheet, [...notesOf(invoice, language), ...remarksIn(document.remarks, language)], language);
  appendix(sheet, invoice, names, language);
  return sheet.bytes();
}

/** Beside the totals. Moves no cursor; returns where it ends. */
function payTo(sheet: Sheet, { bankAccount }: InvoiceDocument, language: Language): number {
  let y = sheet.y;
  if (!bankAccount) return y;
  const width = sheet.width * 0.45;
  y += sheet.textAt(words[language].payTo, sheet.left, y, width, { weight: "bold", colour: ink.strong }) + 2;
  y += sheet.textAt(bankAccount.account, sheet.left, y, width, { maxHeight: 80 }) + 1;
  return y + sheet.textAt(bankAccount.holder, sheet.left, y, width, { maxHeight: 80 });
}

function contractTable(sheet: Sheet, invoice: Invoice, names: Names, language: Language): void {
  const w = words[language];
  const rows: Row[] = invoice.statements.flatMap((statement) => contractRows(statement, invoice, names, language));
  table(
    sheet,
    [
      { head: w.contract, share: 34 },
      { head: w.content, share: 38 },
      { head: w.rate, share: 9, align: "center" },
      { head: w.net, share: 19, align: "right" },
    ],
    [
      ...rows,
      { kind: "sum", cells: [w.fees, "", "", yenText(invoice.fees, language)] },
      ...allowanceRows(invoice.allowances, language),
      ...(invoice.allowances.length === 0
        ? []
        : [{ kind: "sum", cells: [w.netTotal, "", "", yenText(invoice.net, language)] } as const]),
    ],
    w.byContract,
  );
}

function contractRows(statement: Statement, invoice: Invoice, names: Names, language: Language): Row[] {
  const w = words[language];
  const label = contractLabel(statement.contractId, invoice, names, language);
  const groups = chargeGroups(statement.lines, "contract");
  if (groups.length === 0) return [{ kind: "plain", soft: true, cells: [label, w.noUse, "", yenText(0n, language)] }];
  return groups.map((group, i) => ({
    kind: "plain",
    atPageTop: label,
    cells: [
      i === 0 ? label : "",
      purposeOf(group, language) + (group.illustrative ? ` ${illustrativeMark}` : ""),
      taxLabel(group.tax, language),
      yenText(group.net, language),
    ],
  }));
}

/** Name, then customer number and id on a second line. */
export function contractLabel(contractId: string, { parentContractId }: Invoice, names: Names, language: Language): string {
  const own = contractId === parentContractId ? words[language].own : "";
  const name = contractName(contractId, names) || own;
  const number = names.contracts.get(contractId)?.customerNumber;
  const ids = number ? `${contractId} / ${plainText(number)}` : contractId;
  return name ? `${name}\n${own && name !== own ? `${ids} (${own})` : ids}` : ids;
}

function totalsOf(invoice: Invoice, language: Language): (readonly [string, bigint, "plain" | "strong"])[] {
  const w = words[language];
  const discount = invoice.allowances.reduce((sum, { amount }) => sum + amount, 0n);
  return [
    ...(discount === 0n
      ? []
      : ([
          [w.fees, invoice.fees, "plain"],
          [w.discounts, -discount, "plain"],
        ] as const)),
    [w.netTotal, invoice.net, "plain"],
    [w.tax, invoice.tax, "plain"],
    [w.total, invoice.total, "strong"],
    ...(invoice.creditUsed === 0n ? [] : ([[w.creditUsed, -invoice.creditUsed, "plain"]] as const)),
    ...(invoice.prepaidUsed === 0n ? [] : ([[w.prepaidUsed, -invoice.prepaidUsed, "plain"]] as const)),
    ...(invoice.due === invoice.total ? [] : ([[w.amount, invoice.due, "strong"]] as const)),
  ];
}

function notesOf(invoice: Invoice, language: Language): string[] {
  const lines = invoice.statements.flatMap((statement) => statement.lines);
  return [
    periodNote(invoice.month, language),
    taxNote(invoice.taxRounding, language),
    ...(lines.some(({ corrects }) => corrects !== undefined) ? [correctionNote(language)] : []),
    ...(invoice.taxes.some(({ category }) => category === "AA") ? [reducedNote(language)] : []),
    ...(invoice.illustrative ? [illustrativeNote(language)] : []),
    ...(invoice.qualified ? [] : [words[language].notQualified]),
  ];
}

/** Every contract's menus. They add up to the contracts of the first table. */
function appendix(sheet: Sheet, invoice: Invoice, names: Names, language: Language): void {
  const w = words[language];
  const used = invoice.statements.filter(({ lines }) => lines.length > 0);
  if (used.length === 0) return;
  sheet.space(24);
  sheet.needs(160);
  const rows: Row[] = used.flatMap((statement) => [
    { kind: "group", cells: [contractLabel(statement.contractId, invoice, names, language).replace("\n", " / ")] },
    ...chargeGroups(statement.lines, "menu").map(
      (group): Row => ({
        kind: "plain",
        cells: [
          menuName(group.menu ?? "", names, language) + (group.illustrative ? ` ${illustrativeMark}` : ""),
          purposeOf(group, language),
          String(group.lines),
          taxLabel(group.tax, language),
          yenText(group.net, language),
        ],
      }),
    ),
    { kind: "sum", cells: [w.contractSum, "", "", "", yenText(statement.net, language)] },
  ]);
  table(
    sheet,
    [
      { head: w.menu, share: 32 },
      { head: w.content, share: 34 },
      { head: w.lines, share: 8, align: "right" },
      { head: w.rate, share: 9, align: "center" },
      { head: w.net, share: 17, align: "right" },
    ],
    rows,
    w.appendix,
  );
}
