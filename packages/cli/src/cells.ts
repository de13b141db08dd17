import { type Paint, table } from "./table.ts";
import type { Language } from "./words.ts";

/** One cell. What is said in two languages is said in the reader's; what is nested is named by its id or code. */
export function cell(value: unknown, language: Language): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    const parts = value.map((v) => cell(v, language));
    return parts.every((part) => part.length <= 40) ? parts.join(", ") : `[${value.length}]`;
  }
  const { id, code, says, ja } = value as Record<string, unknown>;
  if (typeof ja === "string") return String((value as Record<string, unknown>)[language]);
  if (code !== undefined && says !== undefined) return `${code}: ${cell(says, language)}`;
  if (id !== undefined || code !== undefined) return String(id ?? code);
  return Object.entries(value)
    .map(([name, one]) => `${name}=${cell(one, language)}`)
    .join(", ");
}

/** A thing: its fields in two columns, then each of its lists of things as a table under its name. */
export function sheet(thing: object, language: Language, paint: Paint, width?: number): string {
  const entries = Object.entries(thing);
  const isList = (value: unknown): value is object[] =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object" && one !== null);
  const fields = entries.filter(([, value]) => !isList(value)).map(([name, value]) => [name, cell(value, language)]);
  const parts = fields.length > 0 ? [table(["", ""], fields, paint, width).split("\n").slice(1).join("\n")] : [];
  for (const [name, value] of entries) {
    if (!isList(value)) continue;
    const columns = [...new Set(value.flatMap((one) => Object.keys(one)))];
    const rows = value.map((one) => columns.map((column) => cell((one as Record<string, unknown>)[column], language)));
    const shown = columns.filter((_, i) => rows.some((row) => row[i] !== ""));
    const kept = rows.map((row) => row.filter((_, i) => shown.includes(columns[i] ?? "")));
    parts.push(
      `${paint("bold", `${name} (${value.length})`)}\n${indented(table(shown, kept, paint, width === undefined ? undefined : width - 2))}`,
    );
  }
  return parts.join("\n\n");
}

const indented = (text: string) => text.replaceAll(/^/gm, "  ");
