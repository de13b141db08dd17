import stringWidth from "string-width";
import { wrapped } from "./wrap.ts";

export type Colour = "green" | "yellow" | "red" | "dim" | "bold";
export type Paint = (colour: Colour, text: string) => string;

const codes: Record<Colour, [number, number]> = { green: [32, 39], yellow: [33, 39], red: [31, 39], dim: [2, 22], bold: [1, 22] };

/** Colours on a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb. */
export function painter(out: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): Paint {
  const on = out.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return (colour, text) => (on ? `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m` : text);
}

/** What a state means at a glance. */
export function stateColour(state: string): Colour | undefined {
  if (["active", "succeeded", "granted", "running", "allowed"].includes(state)) return "green";
  if (["failed", "rejected", "expired", "refused", "denied"].includes(state)) return "red";
  if (["terminated", "deleted", "ended", "cancelled", "revoked"].includes(state)) return "dim";
  return /ing$|received|scheduled|suspended|stopped/.test(state) ? "yellow" : undefined;
}

/**
 * Rows under their headings. Wide characters count as two columns, and what could move the cursor is not shown.
 * @param width of the terminal, where there is one: the last column is broken into lines to fit, if that leaves it room
 */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint, width?: number): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = heads.map((head, i) => Math.max(stringWidth(head), ...shown.map((row) => stringWidth(row[i] ?? ""))));
  // Amounts are compared by their last digits.
  const numbers = heads.map(
    (_, i) => i < heads.length - 1 && shown.some((row) => row[i]) && shown.every((row) => /^-?\d*$/.test(row[i] ?? "")),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
  const room = width === undefined || width - before < leastRoom ? undefined : width - before;
  const line = (cells: readonly string[], dress: (text: string, i: number) => string) =>
    cells
      .map((cell, i) => {
        const space = " ".repeat(i === cells.length - 1 ? 0 : (widths[i] ?? 0) - stringWidth(cell));
        return (numbers[i] ? space + dress(cell, i) : dress(cell, i) + space) + (i === cells.length - 1 ? "" : "  ");
      })
      .join("")
      .trimEnd();
  const plain = (text: string) => {
    const colour = stateColour(text);
    return colour ? paint(colour, text) : text;
  };
  const lines = shown.flatMap((row) => {
    const [first = "", ...more] = room === undefined ? row.slice(-1) : wrapped(row.at(-1) ?? "", room).split("\n");
    return [line([...row.slice(0, -1), first], plain), ...more.map((text) => " ".repeat(before) + text)];
  });
  return [line(heads, (text) => paint("bold", text)), ...lines].join("\n");
}

/** Below this many columns a broken cell is harder to read than a long line. */
const leastRoom = 24;

/** Cells in columns of fixed widths, for rows that come one by one. A longer cell pushes its row. */
export function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells.map((one, i) => printable(one) + " ".repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(one)) + 2)).join("");
}

/** Names come from outside: nothing in them (control or format characters) may steer the terminal. */
export const printable = (text: string) => text.replaceAll(/\r?\n/g, " ↵ ").replaceAll(/[\p{Cc}\p{Cf}]/gu, "�");
