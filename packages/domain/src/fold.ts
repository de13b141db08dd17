/**
 * The form in which names are searched: what people type differently and mean alike becomes the same text. The rules are ours; the
 * programme asks for a search by customer name and does not say how to compare (sdpf 3.1).
 *
 * Alike: full and half width (ＡＢＣ, ｶﾞ), letter case, hiragana and katakana, large and small kana (キヤノン, キャノン), spaces of every kind,
 * hyphens after kana and the long vowel mark, a form of company written out or abbreviated (株式会社, (株), ㈱), variation selectors.
 * Not alike: other forms of a kanji (高, 髙), voiced and unvoiced kana (ハ, バ).
 *
 * Wider than the comparison of legal names in the catalogue, which decides; this one only finds. Applying it again changes nothing.
 */
export function foldText(text: string): string {
  return text
    .replace(/[㊑㊒]/g, (circled) => (circled === "㊑" ? "(株)" : "(有)"))
    .replace(invisible, "")
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + kanaDistance))
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, (small) => largeKana[small] ?? small)
    .replace(/(?<=[ァ-ヺー])[-‐‑‒–—―−]+/g, (marks) => "ー".repeat(marks.length))
    .replace(/\(([株有同])\)/g, (whole, short: string) => formsOfCompany[short] ?? whole);
}

/** Words of a search, each folded; at most `most`. Spaces divide them, so they are cut before they are folded. */
export function foldWords(text: string, most: number): string[] {
  const words = text.normalize("NFKC").split(/\s+/).map(foldText);
  return [...new Set(words.filter((word) => word !== ""))].slice(0, most);
}

/** From a hiragana to its katakana. */
const kanaDistance = "ァ".charCodeAt(0) - "ぁ".charCodeAt(0);

/** Zero width and joining characters, and variation selectors. */
const invisible = /\u200b|\u200c|\u200d|\u2060|\ufeff|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

const largeKana: Readonly<Record<string, string>> = {
  ...{ ァ: "ア", ィ: "イ", ゥ: "ウ", ェ: "エ", ォ: "オ", ッ: "ツ" },
  ...{ ャ: "ヤ", ュ: "ユ", ョ: "ヨ", ヮ: "ワ", ヵ: "カ", ヶ: "ケ" },
};

const formsOfCompany: Readonly<Record<string, string>> = { 株: "株式会社", 有: "有限会社", 同: "合同会社" };
