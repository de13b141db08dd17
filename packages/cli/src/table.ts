import stringWidth from "string-width";

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

/** Rows under their headings. Wide characters count as two columns, and what could move the cursor is not shown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = heads.map((head, i) => Math.max(stringWidth(head), ...shown.map((row) => stringWidth(row[i] ?? ""))));
  const line = (cells: readonly string[], dress: (text: string, i: number) => string) =>
    cells
      .map((cell, i) => dress(cell, i) + (i === cells.length - 1 ? "" : " ".repeat((widths[i] ?? 0) - stringWidth(cell) + 2)))
      .join("");
  const plain = (text: string) => {
    const colour = stateColour(text);
    return colour ? paint(colour, text) : text;
  };
  return [line(heads, (text) => paint("bold", text)), ...shown.map((row) => line(row, plain))].join("\n");
}

/** Names come from outside: nothing in them (control or format characters) may steer the terminal. */
export const printable = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "�");
