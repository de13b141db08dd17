import type { NoticeForReader } from "@saihan/db";
import type { Language } from "@saihan/domain";
import { categoryIn, noticeStateIn } from "@saihan/mail";
import { v5 } from "uuid";
import { told } from "./told.ts";

/** Ids of feeds are drawn from the contract's id under this name, so they never change. */
const feedNames = "7f0c6a52-52a4-5b7e-9d0a-3c1f6f2b8a11";
/** An empty feed has not been updated since before there was one. */
const never = "1970-01-01T00:00:00.000Z";

/**
 * Notices on a contract as an Atom feed (RFC 4287): one entry for each notice, newest first, with all its updates; its id is the notice's.
 * The same notices give the same bytes.
 * @param self where the feed is read with an API key
 */
export function atomFeed(contractId: string, notices: readonly NoticeForReader[], language: Language, self: string): string {
  const entries = notices.map((notice) => entryOf(notice, language));
  const updated = entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), never);
  const title = language === "ja" ? `契約 ${contractId} へのお知らせ` : `Notices on contract ${contractId}`;
  return [
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>urn:uuid:${v5(contractId, feedNames)}</id><title>${xml(title)}</title><updated>${updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/><author><name>Saihan</name></author>`,
    ...entries.map(({ text }) => text),
    "</feed>\n",
  ].join("\n");
}

function entryOf(notice: NoticeForReader, language: Language): { updated: string; text: string } {
  const updates = notice.updates.map((update) => ({ ...update, at: new Date(update.writtenAt).toISOString() }));
  const [first, last] = [updates[0], updates.at(-1)];
  const updated = last?.at ?? notice.writtenAt.toISOString();
  const said = updates
    .toReversed()
    .map(({ at, state, content }) =>
      [`${at.slice(0, 16).replace("T", " ")} UTC`, noticeStateIn(state, language), ...told(content, language)]
        .filter((part) => part !== "")
        .join("\n"),
    );
  const category = categoryIn(notice.category, language);
  return {
    updated,
    text: [
      `<entry><id>urn:uuid:${notice.id}</id><title>${xml(`[${category}] ${notice.title[language]}`)}</title>`,
      `<published>${first?.at ?? updated}</published><updated>${updated}</updated>`,
      `<category term="${notice.category}" label="${xml(category)}"/>`,
      `<content type="text">${xml(said.join("\n\n"))}</content></entry>`,
    ].join(""),
  };
}

/** Escaped for text and attributes; characters that XML 1.0 does not know become a space. */
function xml(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ")
      .replaceAll(/[&<>"'\r]/g, (char) => `&#${char.charCodeAt(0)};`)
  );
}
