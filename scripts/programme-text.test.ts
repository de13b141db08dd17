import { programmeMenus } from "@saihan/catalogue";
import { expect, test } from "vitest";
import { readProgramme, wordsBehind } from "./programme-text.ts";

/** A page of the same layout with rows of its own; _ stands for the no-break space of an empty cell. */
const page = `
カテゴリ メニュー 再販提供対象 備考
<くだもの> _ _ _
_ りんご _
_ Blood Orange _
_ ぶどう × _
_ すいか Melon 夏だけです。
_ もも (熟した) _
_ かき
一行目です。
二行目です。
<Nuts> _ _ _
_ くるみ (下に別記)

注釈

コロケーション接続の注意点
前置き。
  • 一つ
  • 二つ

注釈

メニュー 内容
VPN接続 別途「A B」の契約

注釈
`.replaceAll("_", "\u00a0");

test("rows, marks and remarks are told apart", () => {
  const row = (category: string, printed: string, remark = "", notResalable = false) => ({
    category,
    printed,
    remark,
    notResalable,
  });
  expect(readProgramme(page)).toEqual({
    rows: [
      row("くだもの", "りんご"),
      row("くだもの", "Blood Orange"),
      row("くだもの", "ぶどう", "", true),
      row("くだもの", "すいか Melon", "夏だけです。"),
      row("くだもの", "もも (熟した)"),
      row("くだもの", "かき", "一行目です。二行目です。"),
      row("Nuts", "くるみ", "(下に別記)"),
    ],
    separate: [{ printed: "VPN接続", text: "別途「A B」の契約" }],
    colocationItems: 2,
  });
});

test("a text without the table is refused", () => {
  expect(() => readProgramme("something else")).toThrow(/no line like/);
});

test("every condition that the table states is looked for in its words", () => {
  const unasked = programmeMenus.flatMap(({ conditions }) => conditions.filter((c) => wordsBehind(c) === undefined));
  expect([...new Set(unasked.map(({ code }) => code))].sort()).toEqual([
    "COLOCATION_DIRECT_CONTACT_CONSENT",
    "COLOCATION_PROVIDER_NAME_CONSENT",
    "COLOCATION_RACK_WORK_CONSENT",
    "COLOCATION_VISIT_ARRANGED",
    // × is compared as the resale status; the note on licences names no row.
    "NOT_RESALABLE",
    "OWN_SOFTWARE_CHECKED",
    "TERMS_ACCEPTED",
  ]);
});
