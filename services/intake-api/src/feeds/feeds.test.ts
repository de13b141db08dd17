import type { NoticeForReader } from "@saihan/db";
import { languages } from "@saihan/domain";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { atomFeed } from "./atom.ts";
import { calendarOf } from "./icalendar.ts";

const id = "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61";
function maintenance(title: string, text: string, more: object = {}): NoticeForReader {
  const both = (said: string) => ({ ja: said, en: said });
  const content = { text: both(text), plannedFrom: "2026-04-01T00:00:00.000Z", plannedTo: "2026-04-01T02:00:00.000Z", ...more };
  return {
    ...{ id, category: "maintenance", title: both(title), writtenAt: new Date("2026-03-01T00:00:00Z"), contracts: [] },
    updates: [{ seq: 1, state: "scheduled", content, writtenAt: "2026-03-01T00:00:00.000Z" }],
  };
}

/** Text as people and attackers write it; the database keeps no NUL. */
const anything = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.constantFrom("]]>&amp;<x/>", "a\\n;,b\r\nEND:VEVENT", "\u000b\u001b", "絵文字👨‍👩‍👧‍👦".repeat(20)),
  )
  .map((text) => text.replaceAll("\u0000", "") || "x");

describe.each(languages)("feeds in %s", (language) => {
  test("whatever a notice says, the calendar holds one event that says it, in lines of 75 octets", () => {
    fc.assert(
      fc.property(anything, anything, (title, text) => {
        const ics = calendarOf("econ1000000001", [maintenance(title, text)], language);
        for (const line of ics.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const events = new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents("vevent");
        expect(events.length).toBe(1);
        const [event] = events;
        expect(event?.getAllProperties("uid").map((one) => one.getFirstValue())).toEqual([id]);
        expect(String(event?.getFirstPropertyValue("description"))).toBe(asKept(text));
      }),
    );
  });

  test("whatever a notice says, the feed is well-formed and has one entry", () => {
    fc.assert(
      fc.property(anything, anything, (title, text) => {
        const xml = atomFeed("econ1000000001", [maintenance(title, text)], language, "/v1/x?a=1&b=2");
        expect(XMLValidator.validate(xml)).toBe(true);
        const { feed } = new XMLParser({ isArray: (name) => name === "entry" }).parse(xml);
        expect(feed.entry).toMatchObject([{ id: `urn:uuid:${id}`, updated: "2026-03-01T00:00:00.000Z" }]);
      }),
    );
  });

  test("nothing yet is a feed and a calendar, too", () => {
    expect(XMLValidator.validate(atomFeed("econ1000000001", [], language, "/x"))).toBe(true);
    expect(new ICAL.Component(ICAL.parse(calendarOf("econ1000000001", [], language))).getAllSubcomponents()).toEqual([]);
  });
});

test("what has begun stands at its real time, and an end before its beginning is left out", () => {
  const at = (more: object) => calendarOf("econ1000000001", [maintenance("t", "x", more)], "ja");
  const started = at({ actualFrom: "2026-04-01T00:30:00.000Z" });
  expect(started).toContain("DTSTART:20260401T003000Z");
  expect(started).toContain("DTEND:20260401T020000Z");
  expect(at({ actualFrom: "2026-04-01T03:00:00.000Z" })).not.toContain("DTEND");
  expect(at({ plannedFrom: undefined })).not.toContain("VEVENT");
});

/** Line ends become one kind, other control characters spaces. */
function asKept(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
      .replaceAll(/\r\n|\r/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replaceAll(/[\u0001-\u0008\u000b-\u001f\u007f]/g, " ")
  );
}
