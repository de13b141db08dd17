import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newMenu, version } from "../test/versions.ts";
import { contentFault, isCode } from "./content.ts";
import { addDays, startOfDay } from "./day.ts";
import type { Menu } from "./menu.ts";
import { programmeCategories, programmeMenus } from "./programme.ts";
import {
  addVersion,
  type CatalogueVersion,
  catalogueAt,
  editVersion,
  endOf,
  endVersion,
  menuArrivals,
  menuAt,
  type VersionDecision,
  withdrawVersion,
} from "./versions.ts";

const now = new Date("2026-04-10T03:00:00Z");
const started = version("v1", "2020-04-01");
const coming = version("v2", "2026-05-01");
const versions = [coming, started];

describe("which version is in force", () => {
  const withEnd = [started, version("v2", "2026-05-01", { to: "2026-06-01" }), version("v3", "2026-07-01")];

  test.each([
    ["2020-03-31", undefined],
    ["2020-04-01", "v1"],
    ["2026-04-30", "v1"],
    ["2026-05-01", "v2"],
    ["2026-05-31", "v2"],
    ["2026-06-01", undefined],
    ["2026-07-01", "v3"],
  ])("on %s: %s", (day, id) => expect(catalogueAt(withEnd, day)?.id).toBe(id));

  test("an end of its own or the next start, whichever is earlier", () => {
    expect(withEnd.map((v) => endOf(withEnd, v))).toEqual(["2026-05-01", "2026-06-01", undefined]);
    const late = version("v1", "2020-04-01", { to: "2030-01-01" });
    expect(endOf([late, coming], late)).toBe("2026-05-01");
  });

  test("a menu is found with the conditions of the day", () => {
    const barred: Menu = { ...newMenu("hulft"), conditions: [{ code: "NOT_RESALABLE" }] };
    const later = version("v2", "2026-05-01", { menus: programmeMenus.map((menu) => (menu.code === "hulft" ? barred : menu)) });
    expect(menuAt([started, later], "hulft", "2026-04-30")?.conditions).toEqual([{ code: "TERMS_ACCEPTED", terms: "hulft" }]);
    expect(menuAt([started, later], "hulft", "2026-05-01")?.conditions).toEqual([{ code: "NOT_RESALABLE" }]);
    expect(menuAt([started, later], "no-such-menu", "2026-05-01")).toBeUndefined();
  });

  test("a menu arrives with the first version that holds it", () => {
    const arrivals = menuArrivals([version("v3", "2026-07-01", { added: [newMenu("new-menu")] }), ...versions]);
    expect([arrivals.get("dns"), arrivals.get("new-menu"), arrivals.get("other")]).toEqual([
      "2020-04-01",
      "2026-07-01",
      undefined,
    ]);
  });
});

describe("adding, editing, withdrawing, ending on 10 April 2026", () => {
  const dropped = version("x", "2026-06-01", { menus: programmeMenus.slice(1) });
  const today = [started, version("v2", "2026-04-10")];
  const ended = [version("v1", "2020-04-01", { to: "2026-04-10" })];

  test.each<[string, VersionDecision, string]>([
    ["add one that starts tomorrow", addVersion(versions, version("x", "2026-04-11"), now), "ok"],
    ["add one that starts today", addVersion(versions, version("x", "2026-04-10"), now), "CATALOGUE_VERSION_NOT_FUTURE"],
    ["add one in the past", addVersion(versions, version("x", "2019-01-01"), now), "CATALOGUE_VERSION_NOT_FUTURE"],
    ["add one where another starts", addVersion(versions, version("x", "2026-05-01"), now), "CATALOGUE_VERSION_START_TAKEN"],
    [
      "add one that ends as it starts",
      addVersion(versions, version("x", "2026-06-01", { to: "2026-06-01" }), now),
      "CATALOGUE_VERSION_END_TOO_EARLY",
    ],
    ["add one without a menu of before", addVersion(versions, dropped, now), "CATALOGUE_MENU_DROPPED"],
    [
      "add a menu that the version after lacks",
      addVersion(versions, version("x", "2026-04-20", { added: [newMenu("new-menu")] }), now),
      "CATALOGUE_MENU_DROPPED",
    ],
    [
      "add one with a menu twice",
      addVersion(versions, version("x", "2026-06-01", { added: [newMenu("dns")] }), now),
      "CATALOGUE_MENU_INVALID",
    ],

    ["edit the coming one", editVersion(versions, version("v2", "2026-05-01", { added: [newMenu("new-menu")] }), now), "ok"],
    ["move the coming one", editVersion(versions, version("v2", "2026-04-11"), now), "ok"],
    ["move the coming one to today", editVersion(versions, version("v2", "2026-04-10"), now), "CATALOGUE_VERSION_NOT_FUTURE"],
    ["edit the started one", editVersion(versions, version("v1", "2027-01-01"), now), "CATALOGUE_VERSION_STARTED"],
    ["edit one that starts today", editVersion(today, version("v2", "2027-01-01"), now), "CATALOGUE_VERSION_STARTED"],
    ["withdraw one that starts today", withdrawVersion(today, "v2", now), "CATALOGUE_VERSION_STARTED"],
    ["edit none", editVersion(versions, version("v9", "2027-01-01"), now), "CATALOGUE_VERSION_NOT_FOUND"],

    ["withdraw the coming one", withdrawVersion(versions, "v2", now), "ok"],
    ["withdraw the started one", withdrawVersion(versions, "v1", now), "CATALOGUE_VERSION_STARTED"],
    ["withdraw none", withdrawVersion(versions, "v9", now), "CATALOGUE_VERSION_NOT_FOUND"],

    ["end the started one tomorrow", endVersion(versions, "v1", "2026-04-11", now), "ok"],
    ["end the started one today", endVersion(versions, "v1", "2026-04-10", now), "CATALOGUE_VERSION_END_TOO_EARLY"],
    ["end the coming one as it starts", endVersion(versions, "v2", "2026-05-01", now), "CATALOGUE_VERSION_END_TOO_EARLY"],
    ["end the coming one a day later", endVersion(versions, "v2", "2026-05-02", now), "ok"],
    ["end what has ended", endVersion(ended, "v1", "2027-01-01", now), "CATALOGUE_VERSION_ENDED"],
    [
      "end what another has followed",
      endVersion([started, version("v2", "2026-04-01")], "v1", "2027-01-01", now),
      "CATALOGUE_VERSION_ENDED",
    ],
    ["lift an end to come", endVersion([version("v1", "2020-04-01", { to: "2026-12-31" })], "v1", undefined, now), "ok"],
    ["end none", endVersion(versions, "v9", "2027-01-01", now), "CATALOGUE_VERSION_NOT_FOUND"],
  ])("%s", (_, decision, expected) => expect(decision.ok ? "ok" : decision.code).toBe(expected));

  test("a started version keeps everything but its end", () => {
    expect(endVersion(versions, "v1", "2026-04-20", now)).toEqual({ ok: true, version: { ...started, to: "2026-04-20" } });
  });

  test("the day is Japan's: one second before midnight there it is still today", () => {
    const lateEvening = new Date("2026-04-10T14:59:59Z");
    expect(addVersion(versions, version("x", "2026-04-11"), lateEvening).ok).toBe(true);
    expect(addVersion(versions, version("x", "2026-04-11"), new Date("2026-04-10T15:00:00Z")).ok).toBe(false);
  });

  test("menus that succeed each other may come in one after the other, the later version first", () => {
    const laterFirst = editVersion(versions, version("v2", "2026-05-01", { added: [newMenu("new-menu")] }), now);
    const edited = laterFirst.ok ? [started, laterFirst.version] : [];
    expect(addVersion(edited, version("x", "2026-04-20", { added: [newMenu("new-menu")] }), now).ok).toBe(true);
  });
});

describe("what a version may hold", () => {
  const holding = (menu: Menu) => contentFault({ categories: programmeCategories, menus: [...programmeMenus, menu] });
  const menu = newMenu("new-menu");
  const noNewSales = {
    code: "NO_NEW_SALES",
    product: { ja: "品", en: "it" },
    since: "2026-07-01",
    successorName: "New DNS",
  } as const;

  test("the programme itself", () => {
    expect(contentFault({ categories: programmeCategories, menus: programmeMenus })).toBeUndefined();
  });

  test.each<[string, Menu, string | undefined]>([
    ["a new menu", menu, undefined],
    ["an end of sales with a successor", { ...menu, conditions: [{ ...noNewSales, successor: "dns" }] }, undefined],
    [
      "a successor that is missing",
      { ...menu, conditions: [{ ...noNewSales, successor: "nothing" }] },
      "conditions.NO_NEW_SALES",
    ],
    ["its own successor", { ...menu, conditions: [{ ...noNewSales, successor: "new-menu" }] }, "conditions.NO_NEW_SALES"],
    [
      "a successor that may not be resold",
      { ...menu, conditions: [{ ...noNewSales, successor: "veeam" }] },
      "conditions.NO_NEW_SALES",
    ],
    [
      "a day that is none",
      { ...menu, conditions: [{ ...noNewSales, since: "2026-02-30", successor: "dns" }] },
      "conditions.NO_NEW_SALES",
    ],
    [
      "a condition twice",
      { ...menu, conditions: [{ code: "CASE_BY_CASE" }, { code: "CASE_BY_CASE" }] },
      "conditions.CASE_BY_CASE",
    ],
    ["a condition that is none", { ...menu, conditions: [{ code: "toString" as "CASE_BY_CASE" }] }, "conditions"],
    ["a standing condition", { ...menu, conditions: [{ code: "RESELLER_AGREEMENT" }] }, "conditions"],
    [
      "a party without a name",
      { ...menu, conditions: [{ code: "CONTRACTOR_TOLD_TO_PARTY", party: " " }] },
      "conditions.CONTRACTOR_TOLD_TO_PARTY",
    ],
    [
      "terms without a code",
      { ...menu, conditions: [{ code: "TERMS_ACCEPTED", terms: "The Terms" }] },
      "conditions.TERMS_ACCEPTED",
    ],
    [
      "a service without a code",
      { ...menu, conditions: [{ code: "SEPARATE_CONTRACT", service: "", serviceName: { ja: "品", en: "it" } }] },
      "conditions.SEPARATE_CONTRACT",
    ],
    ["a category that is none", { ...menu, category: "fruit" }, "category"],
    ["a name with a line break", { ...menu, name: { ja: "一\n二", en: "two" } }, "name"],
    ["no printed name", { ...menu, printed: "" }, "printed"],
    ["a code in capitals", { ...menu, code: "New" }, "code"],
  ])("%s", (_, added, field) => {
    const fault = holding(added);
    expect(fault?.variables["field"]).toBe(field);
    expect(fault?.code).toBe(field && "CATALOGUE_MENU_INVALID");
  });

  test.each(["dns", "a", "v-2", "365"])("%s is a code", (code) => expect(isCode(code)).toBe(true));
  test.each(["", "-a", "a-", "a--b", "A", "あ", "constructor", "a".repeat(65)])("%s is no code", (code) => {
    expect(isCode(code)).toBe(false);
  });
});

describe("whatever operators do", () => {
  type Step = { days: number; act: "add" | "edit" | "withdraw" | "end"; which: number; from: number; to: number | undefined };
  const step: fc.Arbitrary<Step> = fc.record({
    days: fc.nat(20),
    act: fc.constantFrom("add", "add", "edit", "withdraw", "end"),
    which: fc.nat(5),
    from: fc.integer({ min: -5, max: 40 }),
    to: fc.option(fc.integer({ min: -5, max: 60 }), { nil: undefined }),
  });

  test("no decision changes what was in force on a day that has begun", () => {
    const accepted = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let kept: CatalogueVersion[] = [started];
        let today = "2026-04-10";
        for (const [n, { days, act, which, from, to }] of steps.entries()) {
          today = addDays(today, days);
          const at = startOfDay(today);
          const id = kept[which % kept.length]?.id ?? "";
          const wish = version(
            act === "add" ? `n${n}` : id,
            addDays(today, from),
            to === undefined ? {} : { to: addDays(today, to) },
          );
          const decision = decide(kept, act, wish, at);
          if (!decision.ok) continue;
          accepted.add(act);
          const before = answers(kept, today);
          kept = [...kept.filter((v) => v.id !== decision.version.id), ...(act === "withdraw" ? [] : [decision.version])];
          expect(answers(kept, today)).toEqual(before);
        }
        expect(new Set(kept.map((v) => v.from)).size).toBe(kept.length);
      }),
      { numRuns: 500 },
    );
    expect([...accepted].sort()).toEqual(["add", "edit", "end", "withdraw"]);
  });

  function decide(kept: readonly CatalogueVersion[], act: Step["act"], wish: CatalogueVersion, at: Date): VersionDecision {
    if (act === "add") return addVersion(kept, wish, at);
    if (act === "edit") return editVersion(kept, wish, at);
    return act === "withdraw" ? withdrawVersion(kept, wish.id, at) : endVersion(kept, wish.id, wish.to, at);
  }

  function answers(kept: readonly CatalogueVersion[], today: string): (string | undefined)[] {
    const past = Array.from({ length: 60 }, (_, n) => addDays(today, n - 59));
    return past.map((day) => catalogueAt(kept, day)?.id);
  }
});
