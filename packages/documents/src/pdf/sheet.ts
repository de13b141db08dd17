import type { CalendarDate } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import PDFDocument from "pdfkit";
import { fontOf, settable, type Weight } from "./fonts.ts";

/** A4 in points. */
const page = { width: 595.28, height: 841.89 } as const;
const margin = { side: 48, top: 48, bottom: 56 } as const;
const lineGap = 1;

export const ink = {
  text: "#1a1a1a",
  soft: "#5c5c5c",
  rule: "#c8c8c8",
  fill: "#f1f3f5",
  strong: "#1f3a5f",
  mark: "#c62828",
} as const;

export interface TextStyle {
  readonly size?: number;
  readonly weight?: Weight;
  readonly align?: "left" | "right" | "center";
  readonly colour?: string;
  /** Points; what does not fit ends in an ellipsis. */
  readonly maxHeight?: number;
}

export interface SheetFacts {
  readonly language: Language;
  readonly title: string;
  readonly author: string;
  /** The document's own date: the only time in the file, so that the same document has the same bytes. */
  readonly date: CalendarDate;
  /** At the head of every page after the first. */
  readonly runningHead: string;
  /** Across every page: 無効. */
  readonly stamp?: string | undefined;
}

/**
 * Paper with a cursor. Blocks are written downwards from `y`; one that does not fit goes to a new page. Page numbers and the stamp
 * come last, when the number of pages is known.
 */
export class Sheet {
  readonly left = margin.side;
  readonly right = page.width - margin.side;
  readonly width = page.width - 2 * margin.side;
  readonly #doc: PDFKit.PDFDocument;
  readonly #facts: SheetFacts;
  y: number = margin.top;

  constructor(facts: SheetFacts) {
    this.#facts = facts;
    this.#doc = new PDFDocument({
      size: [page.width, page.height],
      margin: 0,
      bufferPages: true,
      autoFirstPage: true,
      lang: facts.language === "ja" ? "ja-JP" : "en",
      displayTitle: true,
      pdfVersion: "1.7",
      // A font of its own keeps the library from looking for Helvetica.
      font: fontOf("regular") as unknown as string,
      info: {
        Title: settable(facts.title),
        Author: settable(facts.author),
        Producer: "saihan",
        Creator: "saihan",
        CreationDate: new Date(`${facts.date}T00:00:00Z`),
      },
    });
    for (const weight of ["regular", "bold"] as const) {
      this.#doc.registerFont(weight, fontOf(weight) as unknown as PDFKit.Mixins.PDFFontSource);
    }
  }

  /** How tall a text is when it is set in a column of this width. Points. */
  heightOf(text: string, width: number, style: TextStyle = {}): number {
    this.#use(style);
    const height = this.#measure(settable(text) || " ", width);
    return Math.min(height, style.maxHeight ?? height);
  }

  /** Sets a text at a place, without moving the cursor. Returns its height. */
  textAt(text: string, x: number, y: number, width: number, style: TextStyle = {}): number {
    this.#use(style);
    const words = settable(text);
    if (words === "") return 0;
    const height = this.#measure(words, width);
    const kept = Math.min(height, style.maxHeight ?? height);
    const cut = kept < height ? { height: kept, ellipsis: true } : {};
    this.#doc.fillColor(style.colour ?? ink.text).text(words, x, y, { width, lineGap, align: style.align ?? "left", ...cut });
    return kept;
  }

  /** Sets a paragraph over the whole width and moves the cursor below it. */
  paragraph(text: string, style: TextStyle = {}): void {
    this.needs(this.heightOf(text, this.width, style));
    this.y += this.textAt(text, this.left, this.y, this.width, style);
  }

  space(points: number): void {
    this.y += points;
  }

  rule(x: number, y: number, width: number, colour: string = ink.rule, thickness = 0.5): void {
    this.#doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thickness)
      .strokeColor(colour)
      .stroke();
  }

  box(x: number, y: number, width: number, height: number, colour: string = ink.fill): void {
    this.#doc.rect(x, y, width, height).fill(colour);
  }

  fits(height: number): boolean {
    return this.y + height <= page.height - margin.bottom;
  }

  /** Goes to a new page unless so much room is left. */
  needs(height: number): void {
    if (!this.fits(height)) this.newPage();
  }

  newPage(): void {
    this.#doc.addPage();
    this.y = margin.top;
    this.textAt(this.#facts.runningHead, this.left, this.y - 18, this.width, { size: 7.5, colour: ink.soft, maxHeight: 12 });
    this.y += 4;
  }

  /** Ends the document and gives its bytes. */
  bytes(): Uint8Array {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let number = 0; number < count; number++) {
      this.#doc.switchToPage(start + number);
      this.#footer(number + 1, count);
      if (this.#facts.stamp) this.#stamp(this.#facts.stamp);
    }
    this.#doc.end();
    const chunks: Buffer[] = [];
    for (let chunk = this.#doc.read(); chunk !== null; chunk = this.#doc.read()) chunks.push(chunk as Buffer);
    return new Uint8Array(Buffer.concat(chunks));
  }

  #footer(number: number, count: number): void {
    const y = page.height - margin.bottom + 20;
    this.rule(this.left, y - 6, this.width);
    const style = { size: 7.5, colour: ink.soft, maxHeight: 12 } as const;
    this.textAt(this.#facts.title, this.left, y, this.width - 80, style);
    this.textAt(`${number} / ${count}`, this.right - 80, y, 80, { ...style, align: "right" });
  }

  #stamp(text: string): void {
    const [x, y] = [page.width / 2, page.height / 2];
    this.#doc.save();
    this.#doc.rotate(-35, { origin: [x, y] }).opacity(0.16);
    this.textAt(text, x - 300, y - 80, 600, { size: 110, weight: "bold", align: "center", colour: ink.mark });
    this.#doc.restore();
  }

  /** A line that fits needs no breaking, which is most of the time that a long table takes. */
  #measure(words: string, width: number): number {
    const isOneLine = !words.includes("\n") && this.#doc.widthOfString(words) <= width;
    return isOneLine ? this.#doc.currentLineHeight(true) + lineGap : this.#doc.heightOfString(words, { width, lineGap });
  }

  #use({ size = 8.5, weight = "regular" }: TextStyle): void {
    this.#doc.font(weight).fontSize(size);
  }
}
