/**
 * Where a value holds a text that the database cannot keep: U+0000 and halves of surrogate pairs, which Postgres takes neither as text nor
 * as JSON. Nothing that a caller fills needs them, so they are refused before anything looks at the value.
 *
 * @returns JSON pointers of such texts, and of objects with such a name; none of other values
 */
export function unkeptTexts(value: unknown, at = ""): string[] {
  if (typeof value === "string") return isKept(value) ? [] : [at];
  if (Array.isArray(value)) return value.flatMap((one, i) => unkeptTexts(one, `${at}/${i}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    isKept(name) ? unkeptTexts(one, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`) : [at],
  );
}

function isKept(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Cs}/u.test(text);
}
