import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newMenu, version } from "../test/versions.ts";
import { exampleFacts } from "./condition.ts";
import { startOfDay } from "./day.ts";
import { explainEligibility } from "./eligibility.ts";
import {
  type ControlWish,
  controlAt,
  decideMenuControl,
  decideMenuOperation,
  type MenuControlChange,
  ruleInFlight,
} from "./menu-control.ts";
import { menuArrivals, menuAt } from "./versions.ts";

const jst = (text: string) => new Date(`${text}+09:00`);
const now = jst("2026-04-10T12:00:00");
const versions = [version("v1", "2020-04-01"), version("v2", "2026-05-01", { added: [newMenu("new-menu")] })];
const arrivals = menuArrivals(versions);

const change = (
  revision: number,
  at: string,
  switched: MenuControlChange["switched"],
  futureMenus?: "on" | "off",
): MenuControlChange => ({
  revision,
  at: jst(at),
  by: "ecid0000000001",
  switched,
  futureMenus,
});

const dnsOff = change(1, "2026-04-01T09:00:00", { dns: "off" });
const dnsOn = change(2, "2026-04-05T09:00:00", { dns: "on" });

describe("what is off", () => {
  test.each<[string, MenuControlChange[], string, string[]]>([
    ["nothing, before anything was set", [], "2026-04-10T12:00:00", []],
    ["nothing, the moment before", [dnsOff], "2026-04-01T08:59:59.999", []],
    ["the menu, from the moment of the change", [dnsOff], "2026-04-01T09:00:00", ["dns"]],
    ["the menu, until it is switched on", [dnsOff, dnsOn], "2026-04-05T08:59:59.999", ["dns"]],
    ["nothing, after that", [dnsOff, dnsOn], "2026-04-05T09:00:00", []],
    [
      "nothing, when future menus are to begin off: there is none yet",
      [change(1, "2026-04-01T09:00:00", {}, "off")],
      "2026-04-30T23:59:59",
      [],
    ],
    ["the new menu, on its first day", [change(1, "2026-04-01T09:00:00", {}, "off")], "2026-05-01T00:00:00", ["new-menu"]],
    [
      "the new menu, though future menus begin on again: it came before",
      [change(1, "2026-04-01T09:00:00", {}, "off"), change(2, "2026-05-02T09:00:00", {}, "on")],
      "2026-06-01T00:00:00",
      ["new-menu"],
    ],
    [
      "nothing, when the new menu is switched on by name",
      [change(1, "2026-04-01T09:00:00", {}, "off"), change(2, "2026-05-02T09:00:00", { "new-menu": "on" })],
      "2026-06-01T00:00:00",
      [],
    ],
    [
      "nothing, when future menus were set off after it came",
      [change(1, "2026-05-01T00:00:01", {}, "off")],
      "2026-06-01T00:00:00",
      [],
    ],
  ])("%s", (_, changes, at, off) => expect(controlAt(changes, arrivals, jst(at)).off).toEqual(off));
});

describe("a change of the control", () => {
  const wishing = (switched: ControlWish["switched"], futureMenus?: "on" | "off", changes: readonly MenuControlChange[] = []) =>
    decideMenuControl(
      { changes, versions },
      { switched, ...(futureMenus && { futureMenus }) },
      { by: "ecid0000000001", now, inUse: new Map([["dns", 3]]) },
    );

  test("switching off a menu in use says what follows, and goes through", () => {
    expect(wishing({ dns: "off", backup: "off" })).toMatchObject({
      ok: true,
      change: { revision: 1, at: now, by: "ecid0000000001", switched: { dns: "off", backup: "off" } },
      effects: [{ menu: "dns", switched: "off", subscriptions: 3, says: { en: expect.stringContaining("charging goes on") } }],
    });
  });

  test.each<[string, ReturnType<typeof wishing>, object]>([
    ["a menu that is none", wishing({ nothing: "off" }), { ok: false, code: "MENU_NOT_FOUND", variables: { menu: "nothing" } }],
    ["a menu that is not there yet", wishing({ "new-menu": "off" }), { ok: false, code: "MENU_NOT_FOUND" }],
    ["a menu that may not be resold", wishing({ veeam: "off" }), { ok: false, code: "MENU_NOT_RESALABLE" }],
    ["what stands already", wishing({ dns: "on" }, "on"), { ok: true, change: undefined, effects: [] }],
    ["what was switched off already", wishing({ dns: "off" }, undefined, [dnsOff]), { ok: true, change: undefined }],
    [
      "one thing new, one old",
      wishing({ dns: "off", backup: "off" }, undefined, [dnsOff]),
      { ok: true, change: { switched: { backup: "off" } } },
    ],
    ["only the menus to come", wishing({}, "off"), { ok: true, change: { revision: 1, switched: {}, futureMenus: "off" } }],
    [
      "on again",
      wishing({ dns: "on" }, undefined, [dnsOff]),
      { ok: true, change: { revision: 2 }, effects: [{ switched: "on" }] },
    ],
  ])("%s", (_, decision, expected) => expect(decision).toMatchObject(expected));

  test("a clock that is behind does not put a change before the one it follows", () => {
    const ahead = change(1, "2026-04-10T12:00:05", { dns: "off" });
    expect(wishing({ dns: "on" }, undefined, [ahead])).toMatchObject({ change: { revision: 2, at: ahead.at } });
  });
});

describe("operating and buying under the control", () => {
  const control = controlAt([dnsOff], arrivals, now);

  test("a menu that is off cannot be operated, another can", () => {
    expect(decideMenuOperation(control, "dns")).toMatchObject({
      ok: false,
      code: "MENU_SWITCHED_OFF",
      variables: { menu: "dns" },
    });
    expect(decideMenuOperation(control, "fast-dns")).toEqual({ ok: true });
  });

  test("nor bought", () => {
    const dns = menuAt(versions, "dns", "2026-04-10");
    const facts = { ...exampleFacts, agreement: { id: "agreement-1", from: "2020-04-01", names: [] }, switchedOff: control.off };
    expect(dns && explainEligibility(dns, facts, now).failures.map(({ code }) => code)).toEqual(["MENU_SWITCHED_ON"]);
  });
});

describe("an order in flight", () => {
  const order = { menu: "dns", acceptedAt: jst("2026-03-31T18:00:00") };

  test("goes on under the control of its acceptance and says so", () => {
    expect(ruleInFlight([dnsOff], arrivals, order, now)).toEqual({
      menu: "dns",
      follows: "on",
      revision: 0,
      says: {
        ja: "メニュー dns は2026-04-01 09:00 JSTに無効になりましたが、この注文は2026-03-31 18:00 JSTの受付時の設定(有効)に従います。",
        en: "Menu dns was switched off at 2026-04-01 09:00 JST; this order follows the control in force when it was accepted at 2026-03-31 18:00 JST (on).",
      },
    });
  });

  test.each<[string, MenuControlChange[], string, string, "on" | "off", boolean]>([
    ["nothing changed", [], "2026-03-31T18:00:00", "2026-04-10T12:00:00", "on", false],
    ["switched off before it was accepted", [dnsOff], "2026-04-02T00:00:00", "2026-04-03T00:00:00", "off", false],
    ["switched off at the very instant", [dnsOff], "2026-04-01T09:00:00", "2026-04-03T00:00:00", "off", false],
    ["switched off the moment after", [dnsOff], "2026-04-01T08:59:59.999", "2026-04-03T00:00:00", "on", true],
    ["off and on again since", [dnsOff, dnsOn], "2026-03-31T18:00:00", "2026-04-10T12:00:00", "on", false],
    ["accepted while off, on since", [dnsOff, dnsOn], "2026-04-02T00:00:00", "2026-04-10T12:00:00", "off", true],
    [
      "another menu was switched",
      [change(1, "2026-04-01T09:00:00", { backup: "off" })],
      "2026-03-31T18:00:00",
      "2026-04-10T12:00:00",
      "on",
      false,
    ],
  ])("%s", (_, changes, acceptedAt, at, follows, speaks) => {
    const rule = ruleInFlight(changes, arrivals, { menu: "dns", acceptedAt: jst(acceptedAt) }, jst(at));
    expect([rule.follows, rule.says !== undefined]).toEqual([follows, speaks]);
  });
});

describe("whatever the parent switches", () => {
  const codes = ["dns", "backup", "hulft"] as const;
  const wish = fc.record({
    hours: fc.nat(72),
    switched: fc.dictionary(fc.constantFrom(...codes), fc.constantFrom("on" as const, "off" as const)),
    futureMenus: fc.option(fc.constantFrom("on" as const, "off" as const), { nil: undefined }),
  });
  const history = fc.array(wish, { maxLength: 12 }).map((wishes) => {
    const changes: MenuControlChange[] = [];
    const asWished: { at: Date; state: Record<string, string> }[] = [];
    let at = startOfDay("2026-04-01");
    let state: Record<string, string> = {};
    for (const { hours, switched, futureMenus } of wishes) {
      at = new Date(at.getTime() + hours * 3_600_000);
      const decided = decideMenuControl({ changes, versions }, { switched, futureMenus }, { by: "p", now: at, inUse: new Map() });
      if (decided.ok && decided.change) changes.push(decided.change);
      state = { ...state, ...switched };
      asWished.push({ at, state });
    }
    return { changes, asWished };
  });

  test("a menu is off exactly when the last wish about it was off", () => {
    fc.assert(
      fc.property(history, ({ changes, asWished }) => {
        const last = asWished.at(-1);
        const expected = codes.filter((code) => last?.state[code] === "off");
        expect(
          controlAt(changes, arrivals, last?.at ?? now)
            .off.filter((code) => code !== "new-menu")
            .sort(),
        ).toEqual(expected.toSorted());
      }),
    );
  });

  test("the rule of an order never depends on what came after its acceptance", () => {
    fc.assert(
      fc.property(history, fc.nat(600), fc.nat(600), fc.constantFrom(...codes), ({ changes }, from, to, menu) => {
        const acceptedAt = new Date(startOfDay("2026-04-01").getTime() + from * 3_600_000);
        const later = new Date(acceptedAt.getTime() + to * 3_600_000);
        const known = changes.filter(({ at }) => at <= acceptedAt);
        const { follows, revision } = ruleInFlight(changes, arrivals, { menu, acceptedAt }, later);
        expect(ruleInFlight(known, arrivals, { menu, acceptedAt }, acceptedAt)).toEqual({ menu, follows, revision });
      }),
    );
  });

  test("revisions run without a gap and times never go back", () => {
    fc.assert(
      fc.property(history, ({ changes }) => {
        expect(changes.map(({ revision }) => revision)).toEqual(changes.map((_, n) => n + 1));
        const times = changes.map(({ at }) => at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});
