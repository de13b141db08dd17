import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparableName, sameLegalName } from "./legal-name.ts";

test.each([
  ["株式会社山田製作所", "(株)山田製作所", "abbreviated"],
  ["株式会社山田製作所", "（株）山田製作所", "abbreviated, full-width brackets"],
  ["株式会社山田製作所", "㈱山田製作所", "one character for the form"],
  ["株式会社山田製作所", "㍿山田製作所", "one square for the form"],
  ["株式会社山田製作所", "㊑山田製作所", "one circle for the form"],
  ["株式会社山田製作所", "株式会社　山田製作所", "an ideographic space"],
  ["山田製作所有限会社", "山田製作所㈲", "form behind the name"],
  ["合同会社みどり", "(同)みどり", "合同会社"],
  ["一般社団法人青葉会", "(一社)青葉会", "two characters in the brackets"],
  ["エヌサービス株式会社", "ｴﾇｻｰﾋﾞｽ(株)", "half-width kana with a voiced mark"],
  ["ABCクラウド株式会社", "ＡＢＣクラウド株式会社", "full-width letters"],
  ["ABCクラウド株式会社", "abcクラウド株式会社", "letter case"],
  ["データセンター株式会社", "デ-タセンタ−株式会社", "hyphens for the long vowel mark"],
  ["スーパーー本舗", "ス-パ--本舗", "two hyphens in a row"],
  ["Yamada's Works Co., Ltd.", "YAMADA’S WORKS CO.,LTD.", "apostrophe, case and spaces"],
  ["葛城商店", "葛\u{e0100}城商店", "a variation selector"],
])("%s is %s: %s", (one, other) => {
  expect(sameLegalName(one, other)).toBe(true);
});

test.each([
  ["株式会社山田", "山田株式会社", "the form stands elsewhere: two companies"],
  ["株式会社山田", "有限会社山田", "another form"],
  ["株式会社山田", "山田", "no form"],
  ["キヤノン株式会社", "キャノン株式会社", "small kana"],
  ["みどり株式会社", "ミドリ株式会社", "hiragana and katakana"],
  ["高島株式会社", "髙島株式会社", "another form of the kanji"],
  ["Yamada Limited", "Yamada Ltd", "forms in English are not expanded"],
  ["ハシ株式会社", "バシ株式会社", "a voiced mark matters"],
  ["A-B株式会社", "Aーb株式会社", "a hyphen between letters is no long vowel mark"],
  ["", "", "no name is nobody's name"],
  ["　", " ", "blank is no name"],
])("%s is not %s: %s", (one, other) => {
  expect(sameLegalName(one, other)).toBe(false);
});

describe("comparing", () => {
  const japanese = fc.string({
    unit: fc.constantFrom(..."株式会社山田㈱（）()ｱﾊﾞﾟ゛ガかー－-ＡbB 　・㊑\u200b'’"),
    maxLength: 12,
  });
  const anyName = fc.oneof(japanese, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));

  test("is settled after one pass", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(comparableName(comparableName(name))).toBe(comparableName(name));
      }),
      { numRuns: 2000 },
    );
  });

  test("does not depend on which name comes first", () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(sameLegalName(a, b)).toBe(sameLegalName(b, a));
      }),
    );
  });

  test("never tells a name from its full-width or spaced form", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcXYZ059&"), minLength: 1 });
    fc.assert(
      fc.property(letters, (name) => {
        const wide = [...name].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("\u3000");
        expect(sameLegalName(`株式会社${name}`, `㈱${wide}`)).toBe(true);
      }),
    );
  });
});
