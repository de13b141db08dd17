import { catalogue, type TextKey } from "../../packages/portal/src/texts/catalogue.ts";

export type Language = "ja" | "en";

/** What the portal says in a language, for tests that go through it in both. */
export function saidIn(language: Language): (key: TextKey, values?: Record<string, string | number>) => string {
  return (key, values = {}) =>
    catalogue[key][language === "en" ? 0 : 1].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
