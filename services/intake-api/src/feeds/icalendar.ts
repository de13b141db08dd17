import type { NoticeContent, NoticeForReader } from "@saihan/db";
import type { Language } from "@saihan/domain";
import { told } from "./told.ts";

/**
 * Maintenance on a contract as a calendar (RFC 5545): one event for each notice that has a time. The notice's id is the event's UID and the number of
 * its newest update the SEQUENCE, so a calendar program moves what it has; what is cancelled stays, as STATUS:CANCELLED. The same notices give the same bytes.
 */
export function calendarOf(contractId: string, notices: readonly NoticeForReader[], language: Language): string {
  const name = language === "ja" ? `契約 ${contractId} のメンテナンス` : `Maintenance on contract ${contractId}`;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Saihan//Maintenance//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ...notices.filter(({ category }) => category === "maintenance").flatMap((notice) => eventOf(notice, language)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventOf(notice: NoticeForReader, language: Language): string[] {
  const last = notice.updates.at(-1);
  // An update says what is new; what it leaves out still holds.
  const known = Object.assign({}, ...notice.updates.map(({ content }) => content)) as Partial<NoticeContent>;
  const start = known.actualFrom ?? known.plannedFrom;
  const end = known.actualTo ?? known.plannedTo;
  if (!last || !start) return [];
  const stamp = utc(last.writtenAt);
  return [
    "BEGIN:VEVENT",
    `UID:${notice.id}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `CREATED:${utc(notice.updates[0]?.writtenAt ?? last.writtenAt)}`,
    `SEQUENCE:${last.seq - 1}`,
    `DTSTART:${utc(start)}`,
    ...(end && new Date(end) > new Date(start) ? [`DTEND:${utc(end)}`] : []),
    `SUMMARY:${escaped(notice.title[language])}`,
    `DESCRIPTION:${escaped(told(last.content, language).join("\n"))}`,
    `STATUS:${last.state === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}

/** `20260401T000000Z` */
function utc(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
      .replaceAll(/[\\;,]/g, (char) => `\\${char}`)
      .replaceAll(/\r\n|\r|\n/g, "\\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ")
  );
}

/** Lines of 75 octets at most, the first of which is a space from the second on; no character is cut (RFC 5545, 3.1). */
function folded(line: string): string {
  let [all, octets] = ["", 0];
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > 75) {
      all += "\r\n ";
      octets = 1;
    }
    all += char;
    octets += size;
  }
  return all;
}
