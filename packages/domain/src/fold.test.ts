import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, foldWords } from "./fold.ts";

test.each([
  ["full and half width letters", "ＡＢＣ商事", "abc商事"],
  ["half width katakana with a voiced mark", "ｶﾞﾗｽ工業", "ガラス工業"],
  ["hiragana and katakana", "さくらホーム", "サクラホーム"],
  ["small kana of a registered name", "キャノン", "キヤノン"],
  ["iteration marks", "ほゝ", "ホヽ"],
  ["spaces of every kind", "サンプル　商事 東京", "サンプル商事東京"],
  ["an abbreviated company before", "㈱サンプル", "株式会社サンプル"],
  ["and behind, in half width brackets", "サンプル(株)", "サンプル株式会社"],
  ["a circled one", "㊑サンプル", "株式会社サンプル"],
  ["a hyphen for the long vowel", "サ-バ‐", "サーバー"],
  ["a half width long vowel", "ｻｰﾊﾞｰ", "サーバー"],
  ["a variation selector", "葛\u{e0100}城", "葛城"],
  ["a zero width space", "東\u200b京", "東京"],
])("%s: %s and %s are found alike", (_why, one, other) => {
  expect(foldText(one)).toBe(foldText(other));
});

test.each([
  ["another form of a kanji", "髙橋", "高橋"],
  ["voiced and unvoiced", "ハナ", "バナ"],
  ["a hyphen between letters", "a-b", "aーb"],
  ["the form before and behind", "株式会社山田", "山田株式会社"],
])("%s: %s and %s stay apart", (_why, one, other) => {
  expect(foldText(one)).not.toBe(foldText(other));
});

test("folding again changes nothing", () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(..."㈱(株)株ｶﾞがガっッ-ーＡa　 髙\u200b"), fc.string({ unit: "binary", maxLength: 1 })),
  });
  fc.assert(fc.property(text, (given) => foldText(foldText(given)) === foldText(given)));
});

test.each([
  ["サンプル　商事", ["サンプル", "商事"]],
  ["  a  A ａ ", ["a"]],
  ["", []],
  ["1 2 3 4 5 6", ["1", "2", "3", "4", "5"]],
])("the words of %j are %j", (text, words) => {
  expect(foldWords(text, 5)).toEqual(words);
});
