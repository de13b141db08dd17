import type { Bilingual, Language } from "./language.ts";
import { type Decision, no, yes } from "./rejection.ts";

/** A document that the provider gives to partners for presenting its services to end users (programme, ドキュメントの提供). */
export interface ProgrammeDocument {
  readonly code: string;
  /** As the programme prints it. */
  readonly printed: string;
  readonly name: Bilingual;
  readonly says: Bilingual;
  /** `sales`: ask the provider's sales representative; `published`: open to everybody where the provider publishes it. */
  readonly how: "sales" | "published";
}

/** The table ドキュメントの提供, top to bottom. */
export const programmeDocuments = [
  {
    ...{ code: "proposal", printed: "提案書", how: "sales", name: { ja: "提案書", en: "Proposal kit" } },
    says: { ja: "提供者標準の提案ツール一式", en: "The provider's standard set of tools for a proposal" },
  },
  {
    ...{ code: "brochure", printed: "パンフレット", how: "sales", name: { ja: "パンフレット", en: "Brochure" } },
    says: { ja: "提供者標準のパンフレット", en: "The provider's standard brochure" },
  },
  {
    ...{ code: "terms-of-use", printed: "利用規約", how: "published", name: { ja: "利用規約", en: "Terms of use" } },
    says: { ja: "エンタープライズクラウドサービス利用規約", en: "The terms of use of the Enterprise Cloud service" },
  },
  {
    ...{
      code: "service-descriptions",
      printed: "サービス説明書",
      how: "published",
      name: { ja: "サービス説明書", en: "Service descriptions" },
    },
    says: {
      ja: "各機能の提供条件や運用条件を規定したドキュメント",
      en: "On what conditions each function is provided and operated",
    },
  },
  {
    ...{
      code: "api-reference",
      printed: "APIリファレンス",
      how: "published",
      name: { ja: "APIリファレンス", en: "API reference" },
    },
    says: { ja: "各機能で提供しているAPIの一覧", en: "The APIs of each function" },
  },
  {
    ...{ code: "tutorials", printed: "チュートリアル", how: "published", name: { ja: "チュートリアル", en: "Tutorials" } },
    says: { ja: "カスタマーポータルの操作方法の紹介", en: "How to work with the customer portal" },
  },
  {
    ...{
      code: "configuration-guide",
      printed: "構成ガイド",
      how: "published",
      name: { ja: "構成ガイド", en: "Configuration guide" },
    },
    says: { ja: "目的別のサービス構成例の紹介", en: "Examples of how services are put together, by purpose" },
  },
] as const satisfies readonly ProgrammeDocument[];
export const documentCodes = programmeDocuments.map(({ code }) => code);
export type DocumentCode = (typeof programmeDocuments)[number]["code"];

/** What holds for every document (the note under the table). */
export const documentsNote: Bilingual = {
  ja: "ドキュメントは日本語または英語のいずれかで提供し、言語の指定や個別の変更はできません。再販の対象でないメニューの記載がある場合があります。",
  en: "Documents are given in Japanese or English, whichever there is; neither the language nor changes can be asked for. They may mention menus that are not resold.",
};

/** How to get a document, as the programme says it. */
export const howToGet: Readonly<Record<ProgrammeDocument["how"], Bilingual>> = {
  sales: { ja: "営業担当までお問い合わせください", en: "Ask the provider's sales representative" },
  published: { ja: "公開されています", en: "It is published" },
};

/**
 * Who may see the files of a document: what is to be asked for at the sales representative is for partners, what is published for end users too.
 */
export function documentAudience(document: Pick<ProgrammeDocument, "how">): "partners" | "everybody" {
  return document.how === "sales" ? "partners" : "everybody";
}

/** A file of a document, as it is handed in. */
export interface DocumentFile {
  readonly contentType: string;
  readonly fileName: string;
  readonly language: Language;
  readonly bytes: Uint8Array;
}

/** Largest file, in bytes: our own choice. */
export const largestFileBytes = 8 * 1_024 * 1_024;

const zip = [0x50, 0x4b, 0x03, 0x04];
const office = "application/vnd.openxmlformats-officedocument";
/** What may be handed in: the media type, the end of the name, and how the bytes begin. Nothing that a browser would run. */
export const fileTypes: Readonly<Record<string, { readonly extension: string; readonly begins: readonly number[] }>> = {
  "application/pdf": { extension: "pdf", begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  [`${office}.presentationml.presentation`]: { extension: "pptx", begins: zip },
  [`${office}.wordprocessingml.document`]: { extension: "docx", begins: zip },
  [`${office}.spreadsheetml.sheet`]: { extension: "xlsx", begins: zip },
  "application/zip": { extension: "zip", begins: zip },
  "text/plain": { extension: "txt", begins: [] },
};

/**
 * May this file be kept?
 * @returns DOCUMENT_FILE_TYPE for a type that is not on the list; DOCUMENT_FILE_CONTENT when name or bytes are not of that type, or there are none;
 * DOCUMENT_FILE_TOO_LARGE
 */
export function decideFile({ contentType, fileName, bytes }: DocumentFile): Decision {
  const type = Object.hasOwn(fileTypes, contentType) ? fileTypes[contentType] : undefined;
  if (!type) return no("DOCUMENT_FILE_TYPE", { contentType });
  if (bytes.length > largestFileBytes) return no("DOCUMENT_FILE_TOO_LARGE", { bytes: bytes.length, limit: largestFileBytes });
  const named = fileName.toLowerCase().endsWith(`.${type.extension}`);
  const fits = type.begins.every((byte, i) => bytes[i] === byte) && (contentType !== "text/plain" || isPlainText(bytes));
  return bytes.length > 0 && named && fits ? yes : no("DOCUMENT_FILE_CONTENT", { contentType });
}

function isPlainText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\u0000");
  } catch {
    return false;
  }
}
