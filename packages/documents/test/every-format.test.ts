import { createHash } from "node:crypto";
import { exact } from "@saihan/billing";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { renderEndUserStatementCsv, renderEndUserStatementPdf } from "../src/index.ts";
import { hostileInvoice, hostileInvoices, hostileNames } from "./arbitraries.ts";
import { csvRows } from "./csv-rows.ts";
import { everyFile } from "./every-format.ts";
import { pdfPages, pdfText } from "./pdf-text.ts";
import { sampleEndUserStatement, sampleInvoice, sampleResaleLines } from "./sample-month.ts";

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the same document has the same bytes", () => {
  it("on two runs, in every format", () => {
    const [once, again] = [everyFile(sampleInvoice()), everyFile(sampleInvoice())];
    for (const [name, bytes] of once) expect(hash(again.get(name) ?? new Uint8Array()), name).toBe(hash(bytes));
  });

  it("and whatever was written between the two", () => {
    const before = everyFile(sampleInvoice());
    everyFile(hostileInvoice("髙﨑 𠮷野 ほか"));
    for (const [name, bytes] of everyFile(sampleInvoice()))
      expect(hash(bytes), name).toBe(hash(before.get(name) ?? bytes.slice(1)));
  });

  it("with no time in a PDF but the document's own date", () => {
    for (const [name, bytes] of everyFile(sampleInvoice())) {
      if (!name.endsWith(".pdf")) continue;
      const dates = Buffer.from(bytes)
        .toString("latin1")
        .match(/D:\d{14}/g);
      expect(dates, name).toHaveLength(1);
      expect(dates?.[0], name).toMatch(/^D:202406\d\d000000$/);
    }
  });
});

describe("hostile names break no format", () => {
  it.each(hostileNames.map((name) => [JSON.stringify(name).slice(0, 60), name] as const))("%s", (_label, name) => {
    expectSound(everyFile(hostileInvoice(name), ["ja"]));
  });

  it("and no generated text does", () => {
    fc.assert(
      fc.property(hostileInvoices, (document) => expectSound(everyFile(document, ["en"]))),
      { numRuns: 12 },
    );
  });

  it("a character that the font lacks is seen to be missing, and a direction mark is gone", () => {
    const document = hostileInvoice("\u202e逆さま\u202c 🎉 مرحبا");
    const text = pdfText(everyFile(document).get("invoice.ja.pdf") ?? new Uint8Array());
    expect(text).toContain("K逆さま〓〓〓〓〓〓御中");
  });

  function expectSound(files: ReadonlyMap<string, Uint8Array>): void {
    for (const [name, bytes] of files) {
      if (name.endsWith(".pdf")) {
        const pages = pdfPages(bytes);
        expect(pages.join(""), name).not.toContain("\ufffd\ufffd\ufffd\ufffd");
        expect(pages.at(-1), name).toContain(`${pages.length} / ${pages.length}`);
      } else if (name.endsWith(".xml")) {
        expect(XMLValidator.validate(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), name).toBe(true);
      } else {
        for (const row of csvRows(bytes)) {
          for (const [column, value] of Object.entries(row)) {
            if (!/^-?\d+(\.\d+)?$/.test(value)) expect(value, `${name} ${column}`).not.toMatch(/^[=+\-@＝＋－＠\t]/);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
            expect(value, `${name} ${column}`).not.toMatch(/[\u0000-\u001f\u202e]/);
          }
        }
      }
    }
  }
});

describe("an end user sees nothing of the cost side (I20)", () => {
  const shown = sampleResaleLines();

  it("whatever the partner paid, and for whatever reason, the end user's documents stay the same, byte for byte", () => {
    const costs = fc.record({
      net: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
      percent: fc.integer({ min: 0, max: 99 }),
      reason: fc.string(),
      id: fc.string(),
    });
    const before = filesOf(shown);
    fc.assert(
      fc.property(costs, ({ net, percent, reason, id }) => {
        const other = shown.map((line) => ({
          ...line,
          cost: {
            ...line.cost,
            id,
            net,
            tax: { category: "S" as const, percent: String(percent), reason },
            trace: { of: "manual" as const, reason, enteredBy: reason },
          },
          resale: { ...line.resale, exact: exact(net), limitedBy: "cap" as const },
        }));
        expect(filesOf(other)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  it("no column of the file is of the cost side", () => {
    const columns = Object.keys(csvRows(renderEndUserStatementCsv(sampleEndUserStatement()))[0] ?? {});
    for (const column of columns) expect(column).not.toMatch(/cost|margin|unit_price|before_cap|calculation|line_id|plan/);
  });

  function filesOf(lines: typeof shown): string[] {
    const document = sampleEndUserStatement(undefined, lines);
    return [
      renderEndUserStatementPdf(document, "ja"),
      renderEndUserStatementPdf(document, "en"),
      renderEndUserStatementCsv(document),
    ].map(hash);
  }
});
