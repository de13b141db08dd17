import type { Language, LetterWords, MailTemplate } from "@saihan/domain";
import { asHtml, asText, type Letter } from "./layout.ts";
import { letters } from "./letters.ts";
import type { MailData } from "./mail-data.ts";
import { isPlaceholder, placeholders } from "./placeholders.ts";
import { fillIn } from "./words.ts";

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/**
 * Pure: data in, words out.
 * @param words the version of the template that operators have published; without them the text that is built in
 */
export function renderMail(
  template: MailTemplate,
  language: Language,
  data: MailData,
  words: LetterWords = letters[template][language],
): RenderedMail {
  const letter = fill(words, template, language, data);
  // A later update of a notice is an answer to the first in the reader's mail program, whatever operators write.
  const subject = data.notice && template === "notice" && data.notice.seq > 1 ? `Re: ${letter.subject}` : letter.subject;
  return { subject, text: asText(letter), html: asHtml({ ...letter, subject }, language) };
}

function fill(words: LetterWords, template: MailTemplate, language: Language, data: MailData): Letter {
  const put = (text: string) => fillIn(text, (name) => (isPlaceholder(name) ? placeholders[name](data, language) : ""));
  const said = (text: string) => text.trim() !== "";
  const { action } = words;
  return {
    subject: put(words.subject)
      .replace(/\p{Cc}+/gu, " ")
      .trim(),
    greeting: put(words.greeting),
    paragraphs: words.paragraphs.map(put).filter(said),
    facts: words.facts.map(([label, value]): [string, string] => [put(label), put(value)]).filter(([, value]) => said(value)),
    ...(action && data.passwordLink
      ? { action: { label: put(action.label), url: data.passwordLink, note: put(action.note) } }
      : {}),
    ...linkOf(template, data),
    closing: words.closing.map(put),
  };
}

/** Where what the mail tells of can be read. */
function linkOf(template: MailTemplate, { notice, statement }: MailData): { link?: string } {
  const link = template === "end-user-statement-ready" ? statement?.link : notice?.link;
  return link ? { link } : {};
}
