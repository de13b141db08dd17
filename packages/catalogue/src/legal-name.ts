/**
 * Are two legal names the same? The programme asks for 同一の名義 and does not say how to compare, so the rules are ours:
 *
 * - the same: full and half width (ＡＢＣ, ｱｲｳ), letter case, spaces of every kind, a form of company written out or abbreviated
 *   (株式会社, (株), ㈱, ㍿), hyphens after kana for the long vowel mark, straight and curled apostrophes, variation selectors;
 * - not the same: the form before or after the name (株式会社山田 and 山田株式会社 are two companies), hiragana and katakana, large and
 *   small kana (キヤノン is registered, キャノン is a slip), other forms of a kanji (高, 髙), Limited and Ltd. A person settles these.
 */
export function sameLegalName(one: string, other: string): boolean {
  const name = comparableName(one);
  return name !== "" && name === comparableName(other);
}

/** The form in which names are compared. Applying it again changes nothing. */
export function comparableName(name: string): string {
  const plain = name
    .replace(/[㊑㊒]/g, (circled) => (circled === "㊑" ? "(株)" : "(有)"))
    .replace(invisible, "")
    .normalize("NFKC")
    .replace(spaces, "")
    .toLowerCase()
    .normalize("NFKC");
  return plain
    .replace(/[‘’ʼ]/g, "'")
    .replace(/(?<=[ぁ-ゖァ-ヺー])[-‐‑‒–—―−]+/g, (marks) => "ー".repeat(marks.length))
    .replace(/\((\p{Script=Han}{1,2})\)/gu, (whole, short: string) => formsOfCompany[short] ?? whole);
}

const spaces = /\s/g;
/** Zero width and joining characters, variation selectors (also those that choose the shape of a kanji). */
const invisible = /\u200b|\u200c|\u200d|\u2060|\ufeff|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

const formsOfCompany: Readonly<Record<string, string>> = {
  株: "株式会社",
  有: "有限会社",
  同: "合同会社",
  名: "合名会社",
  資: "合資会社",
  一社: "一般社団法人",
  一財: "一般財団法人",
  公社: "公益社団法人",
  公財: "公益財団法人",
  社: "社団法人",
  財: "財団法人",
  学: "学校法人",
  医: "医療法人",
  福: "社会福祉法人",
  宗: "宗教法人",
  独: "独立行政法人",
  特非: "特定非営利活動法人",
};
