import type { MenuCondition } from "@saihan/catalogue";

/**
 * Reads the menu tables out of the text of the programme's description, knowing the layout of the page and nothing of the catalogue.
 *
 * 提供メニュー is one line per row: `<category>`, or a row that begins with an empty cell (no-break space) and holds the name, then ×
 * or a remark or an empty cell. A remark of several lines follows on lines of its own. 再販時の留意点 has name and text on one line.
 */

export interface TextRow {
  readonly category: string;
  readonly printed: string;
  readonly notResalable: boolean;
  /** The remark's text, empty when there is none. */
  readonly remark: string;
}

export interface ProgrammeText {
  readonly rows: readonly TextRow[];
  readonly separate: readonly { readonly printed: string; readonly text: string }[];
  /** Items of the list in the note on colocation. */
  readonly colocationItems: number;
}

const emptyCell = "\u00a0";

export function readProgramme(text: string): ProgrammeText {
  const lines = text.split(/\r?\n/);
  return {
    rows: tableRows(section(lines, /^カテゴリ メニュー/, /^注釈$/)),
    separate: section(lines, /^メニュー 内容$/, /^注釈$/)
      .filter((line) => line !== "")
      .map((line) => ({ printed: line.slice(0, line.indexOf(" ")), text: line.slice(line.indexOf(" ") + 1) })),
    colocationItems: section(lines, /^コロケーション接続の注意点$/, /^注釈$/).filter((line) => line.trimStart().startsWith("•"))
      .length,
  };
}

function section(lines: readonly string[], after: RegExp, before: RegExp): string[] {
  const start = lines.findIndex((line) => after.test(line));
  if (start < 0) throw new Error(`the text has no line like ${after}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => before.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}

function tableRows(lines: readonly string[]): TextRow[] {
  const rows: TextRow[] = [];
  let category = "";
  for (const [index, line] of lines.entries()) {
    const heading = /^<(.+)>/.exec(line);
    const last = rows.at(-1);
    if (heading?.[1]) category = heading[1];
    else if (line.startsWith(`${emptyCell} `)) rows.push(tableRow(category, line.slice(2), lines[index + 1] ?? ""));
    else if (line !== "" && last) rows[rows.length - 1] = { ...last, remark: last.remark + line };
  }
  return rows;
}

function tableRow(category: string, line: string, next: string): TextRow {
  const row = { category, notResalable: false, remark: "" };
  if (line.endsWith(` × ${emptyCell}`)) return { ...row, printed: line.slice(0, -4), notResalable: true };
  if (line.endsWith(` ${emptyCell}`)) return { ...row, printed: line.slice(0, -2) };
  // A remark on the lines that follow leaves the name alone on its line; one on the same line begins after the last space.
  const remarkFollows = next !== "" && !next.startsWith(emptyCell) && !next.startsWith("<");
  const space = line.lastIndexOf(" ");
  if (remarkFollows || space < 0) return { ...row, printed: line };
  return { ...row, printed: line.slice(0, space), remark: line.slice(space + 1) };
}

/**
 * Words that the text must hold for a condition to be in the catalogue, and for which the catalogue must hold the condition. The note
 * on licences names no row, so its conditions are not asked of the table.
 */
export function wordsBehind(condition: MenuCondition): readonly string[] | undefined {
  switch (condition.code) {
    case "NO_NEW_SALES": {
      const [year, month, day] = condition.since.split("-").map(Number);
      return [condition.product.ja, `${year}年${month}月${day}日`, "新規販売を停止", "継続して", condition.successorName];
    }
    case "AGREEMENT_NAMES_MENU":
      return ["明記された再販パートナー契約"];
    case "CONTRACTOR_TOLD_TO_PARTY":
      return [`${condition.party}社`, "契約者名義および住所", "通知"];
    case "SAME_LEGAL_NAME":
      return ["契約名義", "同一の名義"];
    case "END_USER_NAME_ON_ORDER":
      return ["エンドユーザーの名義を弊社へ"];
    case "END_USER_NAME_NEXT_MONTH":
      return ["エンドユーザーの名義を", "翌月第一営業日まで"];
    case "CASE_BY_CASE":
      return ["再販ができない場合", "個別に"];
    case "COLOCATION_RACK_CONTRACTED":
      return ["注意点を別記"];
    case "SEPARATE_CONTRACT":
      return [condition.serviceName.ja, "契約を別途"];
    default:
      return undefined;
  }
}
