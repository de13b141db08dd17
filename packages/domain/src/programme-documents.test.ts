import { describe, expect, test } from "vitest";
import { decideFile, documentAudience, fileTypes, largestFileBytes, programmeDocuments } from "./programme-documents.ts";
import { roleTable } from "./roles.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const pdf = bytes("%PDF-1.7\n");
const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14]);
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("files that may be handed in", () => {
  test.each<[string, string, string, Uint8Array, string]>([
    ["a PDF", "application/pdf", "a.pdf", pdf, "yes"],
    ["whatever the case of its name", "application/pdf", "A.PDF", pdf, "yes"],
    ["an Office document", docx, "a.docx", zip, "yes"],
    ["text in Japanese", "text/plain", "a.txt", bytes("構成ガイド"), "yes"],
    ["a page", "text/html", "a.html", bytes("<script>"), "DOCUMENT_FILE_TYPE"],
    ["a drawing that runs", "image/svg+xml", "a.svg", bytes("<svg/>"), "DOCUMENT_FILE_TYPE"],
    ["a type that objects have", "constructor", "a.pdf", pdf, "DOCUMENT_FILE_TYPE"],
    ["a page that says it is a PDF", "application/pdf", "a.pdf", bytes("<html>"), "DOCUMENT_FILE_CONTENT"],
    ["a PDF under another name", "application/pdf", "a.html", pdf, "DOCUMENT_FILE_CONTENT"],
    ["a PDF that says it is a document", docx, "a.docx", pdf, "DOCUMENT_FILE_CONTENT"],
    ["bytes that say they are text", "text/plain", "a.txt", new Uint8Array([0xff, 0xfe, 0x00]), "DOCUMENT_FILE_CONTENT"],
    ["text with a null in it", "text/plain", "a.txt", bytes("a\u0000b"), "DOCUMENT_FILE_CONTENT"],
    ["nothing", "text/plain", "a.txt", bytes(""), "DOCUMENT_FILE_CONTENT"],
    ["as much as there may be", "text/plain", "a.txt", new Uint8Array(largestFileBytes).fill(0x61), "yes"],
    ["a byte more", "text/plain", "a.txt", new Uint8Array(largestFileBytes + 1).fill(0x61), "DOCUMENT_FILE_TOO_LARGE"],
  ])("%s", (_, contentType, fileName, content, wanted) => {
    const outcome = decideFile({ contentType, fileName, language: "ja", bytes: content });
    expect(outcome.ok ? "yes" : outcome.code).toBe(wanted);
  });

  test("nothing on the list is run by a browser", () => {
    expect(Object.keys(fileTypes).filter((type) => /html|svg|xml$|script/.test(type))).toEqual([]);
  });
});

test("ドキュメントの提供, row by row: what is asked for at the sales representative is for partners", () => {
  expect(programmeDocuments.map((document) => [document.printed, document.how, documentAudience(document)])).toEqual([
    ["提案書", "sales", "partners"],
    ["パンフレット", "sales", "partners"],
    ["利用規約", "published", "everybody"],
    ["サービス説明書", "published", "everybody"],
    ["APIリファレンス", "published", "everybody"],
    ["チュートリアル", "published", "everybody"],
    ["構成ガイド", "published", "everybody"],
  ]);
});

test("役割, row by row", () => {
  expect(roleTable.map(({ printed, by }) => [printed, by.reseller, by.agency])).toEqual([
    ["営業活動", "partner", "partner"],
    ["契約締結", "partner", "provider"],
    ["契約管理", "partner", "provider"],
    ["申し込み受付/開通", "partner", "provider"],
    ["料金請求", "partner", "provider"],
    ["問合せ窓口(Tier1)", "partner", "provider"],
    ["NTTComへの問い合わせ(エスカレーション)", "partner", null],
  ]);
});
