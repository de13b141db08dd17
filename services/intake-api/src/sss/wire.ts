import { no } from "@saihan/domain";
import { type FieldText, fieldText } from "../field-texts.ts";
import { ProblemAnswer } from "../problem.ts";

/** The forms that the SSS API's clients insist on (sdpf section 1 and 10). */

/** `YYYY-MM-DD HH:MM:SS` in UTC, empty for an instant that has not come. */
export function sssTime(instant: string | null | undefined): string {
  return instant ? new Date(instant).toISOString().slice(0, 19).replace("T", " ") : "";
}

export type Fields = Readonly<Record<string, unknown>>;

/** A text of the body. null and an empty text count as not given, as clients send them for options that were left out. */
export function textOf(body: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = body[name];
    if (value === undefined || value === null || value === "") continue;
    if (typeof value !== "string") throw faulty(name, "must be a text");
    return value;
  }
  return undefined;
}

export function neededText(body: Fields, ...names: readonly [string, ...string[]]): string {
  const value = textOf(body, ...names);
  if (value === undefined) throw faulty(names[0], "is needed");
  return value;
}

/** A JSON boolean, or the same as a text in any letter case. */
export function flagOf(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.toLowerCase() : undefined;
  if (text === "true" || text === "false") return text === "true";
  throw faulty(name, "must be true or false");
}

/** A refusal that names one field of the request. */
export function faulty(name: string, detail: FieldText): ProblemAnswer {
  return new ProblemAnswer(no("INVALID_REQUEST"), [{ pointer: `/${name}`, detail: fieldText(detail) }]);
}
