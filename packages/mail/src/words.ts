import type { LetterWords } from "@saihan/domain";

/** Every text of a letter, for checks that go over all of them. */
export function textsOf(words: LetterWords): string[] {
  const { subject, greeting, paragraphs, facts, action, closing } = words;
  return [subject, greeting, ...paragraphs, ...facts.flat(), ...(action ? [action.label, action.note] : []), ...closing];
}

const placeholder = /\{([a-zA-Z]+)\}/g;

/** The names of the placeholders in a text, each once. */
export function placeholdersIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name]) => name ?? "")))];
}

/** Puts values where the placeholders stand. What a value holds is never read again. */
export function fillIn(text: string, fill: (name: string) => string): string {
  return text.replace(placeholder, (_all, name: string) => fill(name));
}

/** Braces that belong to no placeholder. */
export function hasLooseBraces(text: string): boolean {
  return /[{}]/.test(text.replace(placeholder, ""));
}
