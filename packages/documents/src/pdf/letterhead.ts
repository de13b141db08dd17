import type { Party } from "@saihan/billing";
import type { Bilingual, Language } from "@saihan/domain";
import { dateText } from "../dates.ts";
import type { Replaced, Voiding } from "../document.ts";
import { plainText } from "../plain-text.ts";
import { ink, type Sheet, type TextStyle } from "./sheet.ts";

export type Fact = readonly [label: string, value: string];

export interface Letterhead {
  readonly title: string;
  readonly subtitle?: string;
  readonly recipient: Party;
  /** A company is 御中, a person 様. */
  readonly recipientIs?: "company" | "person" | undefined;
  /** Lines under the recipient's address. */
  readonly aboutRecipient?: readonly string[];
  readonly issuer: Party;
  /** Whose registration number the document owes: the issuer's, or on a payment statement the recipient's too. */
  readonly showRecipientNumber?: boolean;
  readonly facts: readonly Fact[];
}

/** Title, then who it is to on the left, and number, dates and issuer on the right. */
export function letterhead(sheet: Sheet, head: Letterhead, language: Language): void {
  const column = sheet.width * 0.47;
  const rightX = sheet.right - column;
  const titleHeight = sheet.textAt(head.title, sheet.left, sheet.y, sheet.width, {
    size: 20,
    weight: "bold",
    colour: ink.strong,
  });
  if (head.subtitle) {
    sheet.textAt(head.subtitle, rightX, sheet.y + 10, column, { size: 9, align: "right", colour: ink.soft });
  }
  sheet.y += titleHeight + 2;
  sheet.rule(sheet.left, sheet.y, sheet.width, ink.strong, 1.5);
  sheet.space(12);
  const top = sheet.y;
  const leftEnd = recipientBlock(sheet, head, top, column, language);
  let y = top;
  for (const [label, value] of head.facts) {
    sheet.textAt(label, rightX, y, 96, { colour: ink.soft });
    y += Math.max(sheet.textAt(value, rightX + 100, y, column - 100), 12) + 2;
  }
  y += 8;
  y += sheet.textAt(head.issuer.name, rightX, y, column, { size: 10.5, weight: "bold" }) + 2;
  y += sheet.textAt(head.issuer.address, rightX, y, column) + 1;
  y += sheet.textAt(numberOf(head.issuer, language), rightX, y, column);
  sheet.y = Math.max(leftEnd, y) + 14;
}

function recipientBlock(sheet: Sheet, head: Letterhead, top: number, width: number, language: Language): number {
  const honorific = head.recipientIs === "person" ? "様" : "御中";
  const name = language === "ja" ? `${plainText(head.recipient.name)} ${honorific}` : head.recipient.name;
  const large: TextStyle = { size: 13, weight: "bold" };
  const style: TextStyle = sheet.heightOf(name, width, large) > 45 ? { size: 9, weight: "bold", maxHeight: 160 } : large;
  let y = top;
  y += sheet.textAt(name, sheet.left, y, width, style) + 3;
  sheet.rule(sheet.left, y, width, ink.text, 0.75);
  y += 5;
  y += sheet.textAt(head.recipient.address, sheet.left, y, width, { maxHeight: 120 }) + 1;
  const about = head.showRecipientNumber
    ? [numberOf(head.recipient, language), ...(head.aboutRecipient ?? [])]
    : head.aboutRecipient;
  for (const line of about ?? []) y += sheet.textAt(line, sheet.left, y, width) + 1;
  return y;
}

function numberOf({ registration }: Party, language: Language): string {
  const label = language === "ja" ? "登録番号" : "Registration number";
  const none = language === "ja" ? "なし" : "none";
  return `${label}: ${registration?.number ?? none}`;
}

/** The figure that the reader looks for first, with a few facts beside it. */
export function figureBox(sheet: Sheet, label: string, amount: string, beside: readonly Fact[]): void {
  const labelWidth = 92;
  const x = sheet.left + sheet.width * 0.47;
  const valueWidth = sheet.right - x - labelWidth - 10;
  const heights = beside.map(([, value]) => Math.max(12, sheet.heightOf(value, valueWidth)) + 2);
  const height = Math.max(46, heights.reduce((sum, one) => sum + one, 0) + 14);
  sheet.box(sheet.left, sheet.y, sheet.width, height);
  sheet.textAt(label, sheet.left + 10, sheet.y + 7, 200, { weight: "bold", colour: ink.soft });
  sheet.textAt(amount, sheet.left + 10, sheet.y + 18, sheet.width * 0.45, { size: 17, weight: "bold" });
  let y = sheet.y + 8;
  beside.forEach(([name, value], i) => {
    sheet.textAt(name, x, y, labelWidth, { colour: ink.soft });
    sheet.textAt(value, x + labelWidth, y, valueWidth);
    y += heights[i] ?? 0;
  });
  sheet.y += height;
  sheet.space(14);
}

/** A framed notice under the head: void, or in the place of another document. */
export function notices(
  sheet: Sheet,
  { voided, replaces }: { readonly voided?: Voiding | undefined; readonly replaces?: Replaced | undefined },
  language: Language,
): void {
  if (voided) {
    const { on, reason, replacedBy } = voided;
    const ja = `本書は${dateText(on, "ja")}に無効としました。理由: ${plainText(reason)}${replacedBy ? ` 代替書類: ${replacedBy}` : ""}`;
    const en = `This document was voided on ${dateText(on, "en")}. Reason: ${plainText(reason)}${replacedBy ? ` Replaced by: ${replacedBy}` : ""}`;
    sheet.paragraph(language === "ja" ? ja : en, { size: 9.5, weight: "bold", colour: ink.mark });
    sheet.space(8);
  }
  if (replaces) {
    const ja = `本書は${dateText(replaces.issueDate, "ja")}発行の ${replaces.number} に代えて再発行したものです。`;
    const en = `This document replaces ${replaces.number}, issued on ${dateText(replaces.issueDate, "en")}.`;
    sheet.paragraph(language === "ja" ? ja : en, { size: 9.5, weight: "bold" });
    sheet.space(8);
  }
}

/** 無効 / VOID across the page. */
export function stampOf(voided: Voiding | undefined, language: Language): string | undefined {
  return voided && (language === "ja" ? "無効" : "VOID");
}

/** Numbered sentences in small type, on one page if one can hold them. */
export function noteList(sheet: Sheet, notes: readonly string[], language: Language): void {
  if (notes.length === 0) return;
  const heights = notes.map((note) => sheet.heightOf(note, sheet.width - 16, { size: 7.5 }) + 2);
  const whole = heights.reduce((sum, height) => sum + height, 30);
  sheet.space(12);
  sheet.needs(Math.min(whole, 400));
  sheet.paragraph(language === "ja" ? "備考" : "Notes", { weight: "bold" });
  sheet.space(2);
  notes.forEach((note, i) => {
    sheet.needs(heights[i] ?? 0);
    sheet.textAt(`${i + 1}.`, sheet.left, sheet.y, 14, { size: 7.5, colour: ink.soft });
    sheet.y += sheet.textAt(note, sheet.left + 16, sheet.y, sheet.width - 16, { size: 7.5 }) + 2;
  });
}

export function remarksIn(remarks: readonly Bilingual[] | undefined, language: Language): string[] {
  return (remarks ?? []).map((remark) => remark[language]);
}

/** A party without the registration number that does not hold for the day of supply: printed, it would promise a qualified invoice. */
export function withNumberIf(qualified: boolean, party: Party): Party {
  return qualified ? party : { ...party, registration: undefined };
}
