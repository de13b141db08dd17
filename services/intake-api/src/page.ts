import type { Cursor } from "@saihan/db";
import { no } from "@saihan/domain";
import { fieldText } from "./field-texts.ts";
import { z } from "./fields.ts";
import { ProblemAnswer } from "./problem.ts";

/** Lists come in pages of at most 100, newest first; `next` of one page is `after` of the next. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).openapi({ description: "Rows on a page, 1 to 100" }),
  after: z.string().max(300).optional().openapi({ description: "`next` of the page before" }),
});

const cursor = z.tuple([z.string().max(64), z.string().max(64)]);

export function readCursor(text: string | undefined): { after?: Cursor } {
  if (text === undefined) return {};
  try {
    const [at, id] = cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/.test(at) || !/^[0-9a-z-]{1,40}$/.test(id))
      throw new Error("form");
    return { after: { at, id } };
  } catch {
    throw new ProblemAnswer(no("INVALID_PARAMETER"), [{ parameter: "after", detail: fieldText("is not a page of this list") }]);
  }
}

/** @param rows one more than the page holds, if there are more */
export function pageOf<Row extends { id: string; cursorAt: string }>(
  rows: Row[],
  limit: number,
): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: shown, next: more ? Buffer.from(JSON.stringify([last.cursorAt, last.id])).toString("base64url") : null };
}
