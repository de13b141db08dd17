import { ink, type Sheet, type TextStyle } from "./sheet.ts";

export interface Column {
  readonly head: string;
  /** Share of the width; all shares of a table are added. */
  readonly share: number;
  readonly align?: "left" | "right" | "center";
}

/**
 * `plain`: a row. `group`: a heading over rows, kept with the next one. `sum`: adds up what stands above, with a line over it.
 * A cell that is `undefined` gives its room to the cell before it. A heading is said again where its rows go on over the page.
 */
export interface Row {
  readonly kind: "plain" | "group" | "sum";
  readonly cells: readonly (string | undefined)[];
  readonly soft?: boolean;
  /** What stands in the first cell when a page begins with the row, so that nobody turns back for it. */
  readonly atPageTop?: string;
}

const padding = { x: 4, y: 3 } as const;
const size = 8;

/** Writes rows downwards; a row is never cut, and every page that the table reaches begins with the heads of its columns. A title stays with the first row. */
export function table(sheet: Sheet, columns: readonly Column[], rows: readonly Row[], title?: string): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / total) * sheet.width);
  const head = (): void =>
    drawRow(
      sheet,
      columns,
      widths,
      columns.map((column) => column.head),
      "head",
    );
  const measured = rows.map((row) => heightOfRow(sheet, widths, row.cells, styleOf(row)));
  const headHeight = heightOfRow(
    sheet,
    widths,
    columns.map((column) => column.head),
    headStyle,
  );
  const titleHeight = title === undefined ? 0 : sheet.heightOf(title, sheet.width, titleStyle) + 4;
  sheet.needs(titleHeight + headHeight + keptTogether(rows, measured, 0));
  if (title !== undefined) {
    sheet.paragraph(title, titleStyle);
    sheet.space(4);
  }
  head();
  let group: Row | undefined;
  rows.forEach((row, i) => {
    let { cells } = row;
    let height = measured[i];
    if (!sheet.fits(keptTogether(rows, measured, i))) {
      sheet.newPage();
      head();
      if (group && row.kind !== "group") drawRow(sheet, columns, widths, group.cells, "group", styleOf(group));
      if (row.atPageTop !== undefined) {
        cells = [row.atPageTop, ...cells.slice(1)];
        height = heightOfRow(sheet, widths, cells, styleOf(row));
      }
    }
    if (row.kind === "group") group = row;
    if (row.kind === "sum") group = undefined;
    drawRow(sheet, columns, widths, cells, row.kind, styleOf(row), height);
  });
  sheet.rule(sheet.left, sheet.y, sheet.width, ink.soft, 0.75);
}

const titleStyle: TextStyle = { size: 10.5, weight: "bold", colour: ink.strong };
/** Sixteen lines: a row stays far below a page. */
const maxHeight = 200;
const headStyle: TextStyle = { size: 7.5, weight: "bold", colour: ink.strong };

function styleOf({ kind, soft }: Row): TextStyle {
  return { size, maxHeight, weight: kind === "plain" ? "regular" : "bold", colour: soft ? ink.soft : ink.text };
}

/** A heading goes with the row under it, and a row with the sum under it. */
function keptTogether(rows: readonly Row[], heights: readonly number[], i: number): number {
  let height = heights[i] ?? 0;
  for (let at = i; rows[at]?.kind === "group" || (rows[at]?.kind === "plain" && rows[at + 1]?.kind === "sum"); at++) {
    height += heights[at + 1] ?? 0;
  }
  return height;
}

function heightOfRow(sheet: Sheet, widths: readonly number[], cells: Row["cells"], style: TextStyle): number {
  let height = 0;
  eachCell(widths, cells, (text, _x, width) => {
    height = Math.max(height, sheet.heightOf(text, width - 2 * padding.x, style));
  });
  return height + 2 * padding.y;
}

function drawRow(
  sheet: Sheet,
  columns: readonly Column[],
  widths: readonly number[],
  cells: Row["cells"],
  kind: Row["kind"] | "head",
  style: TextStyle = headStyle,
  height: number = heightOfRow(sheet, widths, cells, style),
): void {
  if (kind === "head") sheet.box(sheet.left, sheet.y, sheet.width, height);
  if (kind === "group") {
    sheet.box(sheet.left, sheet.y, sheet.width, height, "#f8f9fa");
    // The box lies over half of the rule of the row before.
    sheet.rule(sheet.left, sheet.y, sheet.width);
  }
  eachCell(widths, cells, (text, x, width, i) => {
    const align = columns[i]?.align ?? "left";
    sheet.textAt(text, sheet.left + x + padding.x, sheet.y + padding.y, width - 2 * padding.x, { ...style, align });
  });
  if (kind === "sum") sheet.rule(sheet.left, sheet.y, sheet.width, ink.soft);
  sheet.y += height;
  sheet.rule(sheet.left, sheet.y, sheet.width);
}

function eachCell(
  widths: readonly number[],
  cells: Row["cells"],
  visit: (text: string, x: number, width: number, column: number) => void,
): void {
  let x = 0;
  for (let i = 0; i < widths.length; i++) {
    const cell = cells[i];
    let width = widths[i] ?? 0;
    const start = x;
    x += width;
    if (cell === undefined) continue;
    for (let next = i + 1; next < widths.length && cells[next] === undefined; next++) width += widths[next] ?? 0;
    visit(cell, start, width, i);
  }
}
