import { type Language, type LetterWords, languages, type MailTemplate } from "@saihan/domain";
import { letters } from "./letters.ts";
import { hasLooseBraces, placeholdersIn, textsOf } from "./words.ts";

/** What is wrong with a version of a template, and in which language. */
export interface WordsFault {
  language: Language;
  fault:
    | "unknown-placeholder"
    | "missing-placeholder"
    | "loose-brace"
    | "action-missing"
    | "action-unknown"
    | "control-character";
  /** The placeholder, or the text in question, in part. */
  at: string;
}

/** Who a mail speaks to and of may be said in other ways, or not at all. */
const dispensable: readonly string[] = ["person", "loginId", "customerName", "noticeCopy", "noticeLink"];

/** Version 0 of a template: the text that is built in. It is never gone. */
export function wordsBuiltIn(template: MailTemplate): Readonly<Record<Language, LetterWords>> {
  return letters[template];
}

/** The placeholders that a version of a template may use, and those among them that it must use in each language. */
export function placeholdersOf(template: MailTemplate): { known: string[]; needed: string[] } {
  const known = [...new Set(languages.flatMap((language) => placeholdersIn(textsOf(letters[template][language]))))];
  return { known, needed: known.filter((name) => !dispensable.includes(name)) };
}

/** Everything that is wrong with a version; none: it may be published. */
export function checkWords(template: MailTemplate, words: Readonly<Record<Language, LetterWords>>): WordsFault[] {
  return languages.flatMap((language) => faultsIn(template, language, words[language]));
}

function faultsIn(template: MailTemplate, language: Language, words: LetterWords): WordsFault[] {
  const texts = textsOf(words);
  const { known, needed } = placeholdersOf(template);
  const used = placeholdersIn(texts);
  const builtIn = letters[template][language];
  const fault = (kind: WordsFault["fault"]) => (at: string) => ({ language, fault: kind, at: at.slice(0, 60) });
  return [
    ...used.filter((name) => !known.includes(name)).map(fault("unknown-placeholder")),
    ...needed.filter((name) => !used.includes(name)).map(fault("missing-placeholder")),
    ...texts.filter(hasLooseBraces).map(fault("loose-brace")),
    ...texts.filter((text) => /\p{Cc}/u.test(text)).map(fault("control-character")),
    ...(builtIn.action && !words.action ? [fault("action-missing")("action")] : []),
    ...(!builtIn.action && words.action ? [fault("action-unknown")("action")] : []),
  ];
}
