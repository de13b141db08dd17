import { readFileSync } from "node:fs";
import { type Menu, programmeCategories, programmeMenus, resaleStatus } from "@saihan/catalogue";
import { type ProgrammeText, readProgramme, type TextRow, wordsBehind } from "./programme-text.ts";

/**
 * Compares the menu rows of the programme's description with the catalogue.
 *
 *   npx tsx scripts/compare-programme.ts FILE
 *
 * Prints a line per row and ends with 1 when anything differs.
 */
const file = process.argv[2];
if (!file) {
  console.error("usage: npx tsx scripts/compare-programme.ts FILE");
  process.exit(2);
}

const text = readProgramme(readFileSync(file, "utf8"));
const differences = [...compareTable(text), ...compareSeparate(text), ...compareColocation(text)];
console.log(
  `${text.rows.length} rows of the table, ${text.separate.length} of the points to note, ${differences.length} differences`,
);
for (const difference of differences) console.log(`  ${difference}`);
process.exit(differences.length === 0 ? 0 : 1);

function compareTable({ rows }: ProgrammeText): string[] {
  const inTable = programmeMenus.filter((menu) => !isSeparate(menu));
  const found = rows.flatMap((row) => {
    const menu = inTable.find(({ printed }) => printed === row.printed);
    const faults = menu ? compareRow(row, menu) : ["not in the catalogue"];
    report(`${row.category} / ${row.printed}`, menu, row.notResalable ? "×" : row.remark === "" ? "" : "remark", faults);
    return faults.map((fault) => `${row.printed}: ${fault}`);
  });
  const names = rows.map(({ printed }) => printed);
  const beyond = inTable.filter(({ printed }) => !names.includes(printed)).map(({ printed }) => `${printed}: not in the text`);
  const known = names.filter((name) => inTable.some(({ printed }) => printed === name));
  const sameOrder = inTable
    .filter(({ printed }) => names.includes(printed))
    .every(({ printed }, index) => printed === known[index]);
  return [...found, ...beyond, ...(sameOrder ? [] : ["the rows stand in another order, or twice"])];
}

function compareRow(row: TextRow, menu: Menu): string[] {
  const faults: string[] = [];
  const category = programmeCategories.find(({ code }) => code === menu.category)?.name.ja;
  if (category !== row.category) faults.push(`category ${category}, the text has ${row.category}`);
  if ((resaleStatus(menu) === "not-resalable") !== row.notResalable) faults.push(`resale is ${resaleStatus(menu)}`);
  const grounded = menu.conditions.map(wordsBehind).filter((words) => words !== undefined);
  if (row.remark !== "" && grounded.length === 0) faults.push("the remark has no condition");
  return [...faults, ...missingWords(grounded.flat(), row.remark)];
}

function compareSeparate({ separate }: ProgrammeText): string[] {
  const menus = programmeMenus.filter(isSeparate);
  const found = separate.flatMap(({ printed, text: words }, index) => {
    const menu = menus[index];
    const name = menu?.printed === printed ? [] : [`name ${menu?.printed}, the text has ${printed}`];
    const faults = [...name, ...missingWords(menu?.conditions.flatMap((c) => wordsBehind(c) ?? []) ?? [], words)];
    report(`再販時の留意点 / ${printed}`, menu, "remark", faults);
    return faults.map((fault) => `${printed}: ${fault}`);
  });
  return menus.length === separate.length ? found : [...found, `${menus.length} menus, the text has ${separate.length}`];
}

/** Three consents and the visit. */
function compareColocation({ colocationItems }: ProgrammeText): string[] {
  const stated = programmeMenus.flatMap(({ conditions }) =>
    conditions.filter(({ code }) => /^COLOCATION_.*(CONSENT|VISIT)/.test(code)),
  );
  return stated.length === colocationItems ? [] : [`colocation: ${stated.length} conditions, the note lists ${colocationItems}`];
}

function missingWords(words: readonly string[], remark: string): string[] {
  return words.filter((word) => !remark.includes(word)).map((word) => `the remark does not say ${word}`);
}

function isSeparate(menu: Menu): boolean {
  return menu.conditions.some(({ code }) => code === "SEPARATE_CONTRACT");
}

function report(row: string, menu: Menu | undefined, mark: string, faults: readonly string[]): void {
  const conditions = menu?.conditions.map(({ code }) => code).join(" ");
  console.log(`${faults.length === 0 ? "same" : "DIFF"}  ${row}  [${mark}]  ${menu?.code ?? "-"}  ${conditions || "-"}`);
}
