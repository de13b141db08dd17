import { languages } from "@saihan/domain";
import { describe, expect, it } from "vitest";
import {
  renderCreditNotePdf,
  renderEndUserStatementPdf,
  renderInvoicePdf,
  renderPaymentStatementPdf,
  renderStatementPdf,
} from "../src/index.ts";
import { hostileInvoice } from "./arbitraries.ts";
import { pdfPages, pdfText } from "./pdf-text.ts";
import {
  children,
  invoiceOf,
  linesOf,
  sampleCreditNote,
  sampleEndUserStatement,
  sampleInvoice,
  samplePaymentStatement,
  sampleStatement,
  server,
  used,
} from "./sample-month.ts";

/** What must be legible on each document, as an accounting department would tick it off. */
const owed: Record<
  string,
  { readonly of: () => Uint8Array; readonly shows: readonly string[]; readonly hides?: readonly string[] }
> = {
  "適格請求書 (billing.md 8)": {
    of: () => renderInvoicePdf(sampleInvoice(), "ja"),
    shows: [
      "適格請求書",
      "クラウド事業者株式会社",
      "登録番号:T7010705000725",
      "再販パートナー株式会社御中",
      "INV-2024-000123",
      "発行日2024年6月7日",
      "お支払期限2024年7月31日",
      "2024年5月1日〜2024年5月31日(UTC)",
      "2024年5月1日9:00から2024年6月1日9:00まで(日本時間)",
      "ご請求金額(税込)¥732,603",
      "10%対象¥666,003¥66,600¥732,603",
      "2024年4月分の訂正(確定後に判明した差額)＊10%¥625",
      "2024年4月分のSLAに基づく返金＊10%△¥41",
      "割引:SPRING2024AB10%△¥5,000",
      "消費税額は税率ごとに本書全体で1回計算し、1円未満の端数は切り捨て",
      "＊を付けた行は、公表価格ではない例示用の単価に基づきます。",
      "株式会社つばさ旅行econ0000000005ご利用なし¥0",
      "青葉製作所株式会社/econ0000000002/N2026000000",
      "仮想サーバー＊2024年5月分ご利用料金210%¥12,352",
      "1/2",
      "2/2",
    ],
    hides: ["無効"],
  },
  "an invoice of an issuer that is not registered on the day of supply promises nothing": {
    of: () => {
      const document = sampleInvoice();
      return renderInvoicePdf({ ...document, invoice: { ...document.invoice, qualified: false } }, "ja");
    },
    shows: ["登録番号:なし", "本書は適格請求書ではありません"],
    hides: ["T7010705000725"],
  },
  "two rates: each with its tax, the reduced one marked": {
    of: () => {
      const lines = linesOf().map((line) =>
        line.menu === "DNS" ? { ...line, tax: { category: "AA", percent: "8", reason: "reduced" } as const } : line,
      );
      return renderInvoicePdf({ ...sampleInvoice(), invoice: invoiceOf(lines, { credit: 10_000n }) }, "ja");
    },
    shows: [
      "8%※対象¥1,500¥120¥1,620",
      "10%対象¥669,503¥66,950¥736,453",
      "※は軽減税率の対象です。",
      "DNS＊2024年5月分ご利用料金18%※¥500",
      "合計(税込)¥738,073",
      "返還額の充当△¥10,000",
      "ご請求金額(税込)¥728,073",
    ],
  },
  "invoice in English": {
    of: () => renderInvoicePdf(sampleInvoice(), "en"),
    shows: [
      "Qualifiedinvoice(適格請求書)",
      "Registrationnumber:T7010705000725",
      "Duedate31July2024",
      "1May2024to31May2024(UTC)",
      "from1May202409:00until1June202409:00",
      "CorrectionofApril2024(differencefoundafteritsclose)＊10%¥625",
      "-¥5,000",
      "illustrativeprices",
    ],
    hides: ["御中", "△"],
  },
  "a voided invoice names its successor, and itself replaced another": {
    of: () =>
      renderInvoicePdf(
        {
          ...sampleInvoice(),
          voided: { on: "2024-06-20", reason: "宛名の誤り", replacedBy: "INV-2024-000124" },
          replaces: { number: "INV-2024-000100", issueDate: "2024-06-01" },
        },
        "ja",
      ),
    shows: [
      "本書は2024年6月20日に無効としました。理由:宛名の誤り代替書類:INV-2024-000124",
      "2024年6月1日発行のINV-2024-000100に代えて再発行",
    ],
  },
  "適格返還請求書 (billing.md 8, return invoice)": {
    of: () => renderCreditNotePdf(sampleCreditNote(), "ja"),
    shows: [
      "適格返還請求書",
      "CN-2024-000007",
      "対象の請求書INV-2024-000123(2024年6月7日)",
      "登録番号:T7010705000725",
      "対価の返還日2024年6月20日",
      "元のご利用月2024年5月分",
      "返還の理由単価の誤りによる返還",
      "10%対象△¥2,355△¥235△¥2,590",
    ],
  },
  "credit note in English": {
    of: () => renderCreditNotePdf(sampleCreditNote(), "en"),
    shows: ["Returninvoice(適格返還請求書)", "AmendsinvoiceINV-2024-000123(7June2024)", "10%-¥2,355-¥235-¥2,590"],
  },
  "statement of a child": {
    of: () => renderStatementPdf(sampleStatement(), "ja"),
    shows: [
      "青葉製作所株式会社",
      "N2026000000",
      "ご利用料金(税抜)¥22,977",
      "1vCPU-4GB:44,640分×¥0.25(月額上限)",
      "2IOPS/GB:44,640分×250GB×¥0.001389(月額上限)",
      "再計算¥3,125から請求済み¥2,500を差引",
      "テナント:aoba-web",
    ],
  },
  "statement, summary only": {
    of: () => renderStatementPdf(sampleStatement(), "en", "summary"),
    shows: ["Charges(withouttax)¥22,977", "Blockstorage1¥10,000", "Total4¥22,977"],
    hides: ["srv-0001", "0.25"],
  },
  "statement of a child without use says nothing was used": {
    of: () => renderStatementPdf(sampleStatement(children.tsubasa), "ja"),
    shows: ["株式会社つばさ旅行", "ご利用料金(税抜)¥0", "合計0¥0"],
  },
  "end-user statement: the partner is the issuer, at its own price": {
    of: () => renderEndUserStatementPdf(sampleEndUserStatement(), "ja"),
    shows: [
      "青葉製作所株式会社御中",
      "再販パートナー株式会社",
      "登録番号:T8000000000001",
      "ご利用料金(税抜)¥27,572",
      "2024年4月分の訂正¥750",
    ],
    hides: ["¥22,977", "クラウド事業者", "0.25"],
  },
  "支払通知書 (billing.md 7)": {
    of: () => renderPaymentStatementPdf(samplePaymentStatement(), "ja"),
    shows: [
      "仕入明細書",
      "再販パートナー株式会社御中",
      "登録番号:T8000000000001",
      "クラウド事業者株式会社",
      "お支払金額(税込)¥36,394",
      "10%対象¥33,086¥3,308¥36,394",
      "2024年4月分取次手数料の戻入返還D-CN-2024-0007/5%△¥12,000△¥600",
      "2024年6月20日までに誤りのご連絡がない場合は、記載内容をご確認いただいたものとします",
    ],
  },
  "payment statement to a person, with income tax withheld": {
    of: () => renderPaymentStatementPdf({ ...samplePaymentStatement(), withheld: 1_021n }, "en"),
    shows: ["Incometaxwithheld-¥1,021", "Amounttobepaid(taxincluded)¥35,373"],
  },
};

describe("every document shows what it owes", () => {
  it.each(Object.entries(owed))("%s", (_name, { of, shows, hides = [] }) => {
    const text = pdfText(of());
    for (const words of shows) expect(text).toContain(words);
    for (const words of hides) expect(text).not.toContain(words);
  });
});

describe("pages", () => {
  const lines = [...linesOf(), ...linesOfServers(200)];
  const document = { ...sampleInvoice(), invoice: invoiceOf(lines) };

  it.each(languages)("a statement of 200 lines repeats its heads and counts its pages (%s)", (language) => {
    const pages = pdfPages(renderStatementPdf(sampleStatement(children.aoba, document), language));
    const head = { ja: "数量と単価", en: "Quantity and unit price" }[language];
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach((page, i) => {
      expect(page).toContain(`${i + 1} / ${pages.length}`);
      if (page.includes("srv-bulk")) expect(page.split(head)).toHaveLength(2);
    });
    for (let i = 0; i < 200; i++) expect(pages.filter((page) => page.includes(`srv-bulk-${i}\n`))).toHaveLength(1);
  });

  it("the title of a table is never left alone at the foot of a page, however long the names above it are", () => {
    for (let length = 0; length <= 200; length += 40) {
      const pages = pdfPages(renderInvoicePdf(hostileInvoice("長".repeat(length)), "ja"));
      const page = pages.find((one) => one.includes("契約別のご請求内訳\n"));
      expect(page).toMatch(/契約別のご請求内訳\n契約\n内容\n税率\n金額\(税抜\)\n./);
      expect(page).toContain("econ0000000001");
    }
  });

  it("the notes stand together on one page", () => {
    for (let length = 0; length <= 200; length += 40) {
      const pages = pdfPages(renderInvoicePdf(hostileInvoice("長".repeat(length)), "ja"));
      const page = pages.find((one) => one.includes("備考\n"));
      expect(page).toMatch(/備考\n1\.\n[\s\S]*\n4\.\n/);
    }
  });

  it("every page of the appendix says whose charges it begins with", () => {
    const usage = Array.from({ length: 30 }, (_, i) => `econ00000001${String(i).padStart(2, "0")}`).flatMap((id) =>
      [server, ["DNS", "zone", "zone-month"] as const, ["Monitoring Logs", "ingest", "GB"] as const].map((item) =>
        used(id, `${item[0]} of ${id}`, item, 10_000),
      ),
    );
    const invoice = invoiceOf([
      ...linesOf(),
      ...linesOf(usage).filter(({ contractId }) => contractId.startsWith("econ00000001")),
    ]);
    const pages = pdfPages(renderInvoicePdf({ ...sampleInvoice(), invoice }, "ja"));
    const first = pages.findIndex((page) => page.includes("別紙"));
    expect(pages.length).toBeGreaterThan(first + 3);
    for (const page of pages.slice(first + 1)) expect(page).toMatch(/メニュー\n内容\n明細数\n税率\n金額\(税抜\)\n.*econ\d{10}/);
  });

  it("a running head keeps to one line", () => {
    const [, second] = pdfPages(renderInvoicePdf(hostileInvoice("x".repeat(200)), "en"));
    expect(second).toMatch(/^Invoice INV-2024-000123 \/ Kx+…\n/);
  });

  it("a person is addressed as 様, a company as 御中", () => {
    const statement = samplePaymentStatement();
    expect(pdfText(renderPaymentStatementPdf({ ...statement, recipientIs: "person" }, "ja"))).toContain(
      "再販パートナー株式会社様",
    );
    expect(pdfText(renderPaymentStatementPdf(statement, "ja"))).toContain("再販パートナー株式会社御中");
  });

  function linesOfServers(count: number) {
    return linesOf(Array.from({ length: count }, (_, i) => used(children.aoba, `srv-bulk-${i}`, server, 100 + i))).filter(
      ({ resourceId }) => resourceId?.startsWith("srv-bulk"),
    );
  }
});
