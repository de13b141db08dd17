import { useSyncExternalStore } from "react";
import { catalogue, type TextKey } from "./catalogue.ts";

export type Language = "ja" | "en";

/** A cookie, so that the document comes in it, too. */
const kept = "saihan-language";
const listeners = new Set<() => void>();
let current: Language = chosen() ?? (navigator.language.startsWith("ja") ? "ja" : "en");
document.documentElement.lang = current;

/** The language in which the portal speaks now. */
export function language(): Language {
  return current;
}

/** Speaks another language from now on, and in the next visit. */
export function speak(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one is not there on plain http
  document.cookie = `${kept}=${next}; Path=/; SameSite=Strict; Max-Age=31536000`;
  for (const listener of listeners) listener();
}

function chosen(): Language | undefined {
  const [, found] = /(?:^|; )saihan-language=(ja|en)(?:;|$)/.exec(document.cookie) ?? [];
  return found as Language | undefined;
}

export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** The catalogue of the language that is spoken. */
export function useTexts(): { say: Say; language: Language } {
  const spoken = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, language);
  const say: Say = (key, values = {}) =>
    catalogue[key][spoken === "en" ? 0 : 1].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  return { say, language: spoken };
}
