import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UserType } from "../user.ts";
import { chosenCategories, type NoticeCategory, noticeCategories } from "./notice.ts";
import { type AddressMark, type CircleUser, type PartnerCircle, recipientRules, recipientsOf } from "./recipients.ts";
import { changeSettings, everythingOn, type NoticeSettings, visibleCategories } from "./settings.ts";

// One partner P with a child C and a child D. Tenants: p1 of P, c1 and c2 of C. Each name is also the address's first half.
type Person = Partial<CircleUser> & { type: UserType; contractId: string };
const people: Record<string, Person> = {
  "p-rep": { contractId: "P", type: "representative", access: ["p1"] },
  "p-admin": { contractId: "P", type: "administrator" },
  "p-with": { contractId: "P", type: "general", access: ["p1"] },
  "p-without": { contractId: "P", type: "general" },
  "c-rep": { contractId: "C", type: "representative", access: ["c1", "c2"] },
  "c-admin": { contractId: "C", type: "administrator" },
  "c-with": { contractId: "C", type: "general", access: ["c1"] },
  "c-without": { contractId: "C", type: "general" },
  "d-rep": { contractId: "D", type: "representative" },
};
const off: NoticeSettings = {
  news: { on: false, exceptTenants: [] },
  incident: { on: false, exceptTenants: [] },
  maintenance: { on: false, exceptTenants: [] },
};
const except = (tenant: string): NoticeSettings => ({
  ...everythingOn,
  incident: { on: true, exceptTenants: [tenant] },
  maintenance: { on: true, exceptTenants: [tenant] },
});

type Where = "parent" | "child" | "both";
interface Given {
  change?: Record<string, Partial<CircleUser>>;
  circle?: Partial<PartnerCircle>;
}
function circleOf(where: Where, { change = {}, circle = {} }: Given = {}): PartnerCircle {
  return {
    partnerId: "P",
    contracts: [
      { id: "P", kind: "parent", language: "ja", affected: where === "child" ? null : ["p1"] },
      { id: "C", kind: "child", language: "en", affected: where === "parent" ? null : ["c1"] },
      { id: "D", kind: "child", language: "ja", affected: null },
    ],
    users: Object.entries(people).map(([id, person]) => ({
      ...{ id, address: `${id}@example.jp`, name: null, language: null, access: [], settings: null, confinedTo: null },
      ...person,
      ...change[id],
    })),
    suppressed: [],
    signUpContact: { address: "signup@example.jp", name: null },
    marked: new Map(),
    ...circle,
  };
}
/** `To: names | Cc: names`, without the domain. */
function lines(category: NoticeCategory, where: Where, given?: Given): string {
  const { recipients } = recipientsOf(category, circleOf(where, given));
  const of = (field: "to" | "cc") =>
    recipients
      .filter((r) => r.field === field)
      .map((r) => r.address.split("@")[0] ?? "")
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join(" ");
  return `To: ${of("to")} | Cc: ${of("cc")}`;
}
function why(category: NoticeCategory, where: Where, given?: Given): Record<string, string> {
  return Object.fromEntries(recipientsOf(category, circleOf(where, given)).leftOut.map((l) => [l.userId, l.reason]));
}

describe("the nine cells (通知設定管理), with the Cc of 故障・メンテナンス通知について", () => {
  test.each<[NoticeCategory, Where, string]>([
    ["news", "parent", "To: p-admin p-rep p-with p-without | Cc: "],
    ["news", "child", "To: c-admin c-rep c-with c-without | Cc: "],
    ["news", "both", "To: c-admin c-rep c-with c-without p-admin p-rep p-with p-without | Cc: "],
    ["incident", "parent", "To: p-admin p-rep p-with | Cc: "],
    ["incident", "child", "To: c-admin c-rep c-with | Cc: p-admin p-rep"],
    ["incident", "both", "To: c-admin c-rep c-with p-admin p-rep p-with | Cc: "],
    ["maintenance", "parent", "To: p-admin p-rep p-with | Cc: "],
    ["maintenance", "child", "To: c-admin c-rep c-with | Cc: p-admin p-rep"],
    ["maintenance", "both", "To: c-admin c-rep c-with p-admin p-rep p-with | Cc: "],
    ["terms", "parent", "To: signup | Cc: "],
    ["terms", "child", "To:  | Cc: "],
  ])("%s, affects %s: %s", (category, where, expected) => {
    expect(lines(category, where)).toBe(expected);
  });
});

describe("footnotes and choices", () => {
  test.each<[string, NoticeCategory, Where, Given, string]>([
    [
      "the representative hears of failures whatever is set",
      "incident",
      "parent",
      { change: { "p-rep": { settings: off } } },
      "To: p-admin p-rep p-with | Cc: ",
    ],
    [
      "also as Cc of a child's",
      "incident",
      "child",
      { change: { "p-rep": { settings: off } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "and may do without maintenance",
      "maintenance",
      "parent",
      { change: { "p-rep": { settings: off } } },
      "To: p-admin p-with | Cc: ",
    ],
    [
      "an administrator may do without failures",
      "incident",
      "parent",
      { change: { "p-admin": { settings: off } } },
      "To: p-rep p-with | Cc: ",
    ],
    [
      "a general user, tenant by tenant: this one off",
      "incident",
      "child",
      { change: { "c-with": { settings: except("c1") } } },
      "To: c-admin c-rep | Cc: p-admin p-rep",
    ],
    [
      "another one off",
      "incident",
      "child",
      { change: { "c-with": { settings: except("c2") } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "access to a tenant that is not affected does not count",
      "incident",
      "child",
      { change: { "c-without": { access: ["c2"] } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "a general user of the parent with access to a child's tenant is not written to",
      "incident",
      "child",
      { change: { "p-without": { access: ["c1"] } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "kept from the children: the parent hears of it itself",
      "incident",
      "child",
      { circle: { suppressed: ["incident"] } },
      "To: p-admin p-rep | Cc: ",
    ],
    [
      "another category kept from them",
      "incident",
      "child",
      { circle: { suppressed: ["news"] } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "kept from the children does not touch the parent's users",
      "news",
      "both",
      { circle: { suppressed: ["news"] } },
      "To: p-admin p-rep p-with p-without | Cc: ",
    ],
    [
      "an administrator whose groups do not hold the child",
      "incident",
      "child",
      { change: { "p-admin": { confinedTo: ["D"] } } },
      "To: c-admin c-rep c-with | Cc: p-rep",
    ],
    [
      "whose groups hold it",
      "incident",
      "child",
      { change: { "p-admin": { confinedTo: ["C"] } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "the representative is never confined",
      "incident",
      "child",
      { change: { "p-rep": { confinedTo: [] } } },
      "To: c-admin c-rep c-with | Cc: p-admin p-rep",
    ],
    [
      "an address that bounced is not written to",
      "incident",
      "parent",
      { circle: { marked: new Map<string, AddressMark>([["p-rep@example.jp", "bounced"]]) } },
      "To: p-admin p-with | Cc: ",
    ],
    [
      "who complained hears of no more than must be",
      "incident",
      "parent",
      {
        circle: {
          marked: new Map<string, AddressMark>([
            ["p-rep@example.jp", "complained"],
            ["p-with@example.jp", "complained"],
          ]),
        },
      },
      "To: p-admin p-rep | Cc: ",
    ],
    [
      "one person in both contracts gets one mail, as To",
      "incident",
      "child",
      { change: { "p-admin": { address: "C-Admin@example.jp" } } },
      "To: c-admin c-rep c-with | Cc: p-rep",
    ],
  ])("%s", (_says, category, where, given, expected) => {
    expect(lines(category, where, given)).toBe(expected);
  });

  test("everybody who is left out is told why", () => {
    expect(
      why("incident", "child", { change: { "c-with": { settings: except("c1") }, "p-admin": { confinedTo: ["D"] } } }),
    ).toEqual({
      "c-with": "tenant-switched-off",
      "c-without": "no-tenant-access",
      "p-admin": "outside-contract-groups",
      "p-with": "only-users-of-the-child",
      "p-without": "only-users-of-the-child",
    });
  });

  test("language: the user's own choice, else the contract's", () => {
    const { recipients } = recipientsOf("news", circleOf("child", { change: { "c-admin": { language: "ja" } } }));
    expect(Object.fromEntries(recipients.map((r) => [r.userId, r.language]))).toEqual({
      "c-admin": "ja",
      "c-rep": "en",
      "c-with": "en",
      "c-without": "en",
    });
  });

  test("what a user may set", () => {
    const choice = { on: false, exceptTenants: [] };
    const all = visibleCategories("parent", ["news"]);
    const child = visibleCategories("child", ["news"]);
    expect([all, child]).toEqual([[...chosenCategories], ["incident", "maintenance"]]);
    expect(changeSettings(everythingOn, { type: "representative", visible: all }, { incident: choice })).toMatchObject({
      ok: false,
      reason: "fixed",
    });
    expect(changeSettings(everythingOn, { type: "representative", visible: all }, { maintenance: choice })).toMatchObject({
      ok: true,
      settings: { incident: everythingOn.incident, maintenance: choice },
    });
    expect(changeSettings(everythingOn, { type: "general", visible: child }, { news: choice })).toMatchObject({
      ok: false,
      reason: "not-visible",
    });
    expect(
      changeSettings(everythingOn, { type: "general", visible: all }, { news: { on: true, exceptTenants: ["p1"] } }),
    ).toMatchObject({ ok: false, reason: "news-knows-no-tenants" });
  });
});

const someone = fc.record({
  contractId: fc.constantFrom("P", "C", "D", "E"),
  type: fc.constantFrom<UserType>("representative", "administrator", "general"),
  address: fc.constantFrom(...Array.from({ length: 12 }, (_, i) => `u${i}@example.jp`), "U1@EXAMPLE.JP"),
  name: fc.constant(null),
  language: fc.constantFrom("ja" as const, null),
  access: fc.subarray(["p1", "c1", "c2", "d1"]),
  settings: fc.constantFrom(null, off, except("c1"), except("p1")),
  confinedTo: fc.oneof(fc.constant(null), fc.subarray(["C", "D", "E"])),
});
const someCircle = fc.record({
  users: fc.array(someone, { maxLength: 25 }).map((list) => list.map((user, i) => ({ ...user, id: `user${i}` }))),
  affected: fc.record({ P: fc.boolean(), C: fc.boolean(), D: fc.boolean(), E: fc.boolean() }),
  suppressed: fc.subarray([...chosenCategories]),
  bounced: fc.subarray(["u1@example.jp", "u2@example.jp"]),
});

test("for every circle: only users of affected contracts and their parent, once each, and never who must not be", () => {
  fc.assert(
    fc.property(fc.constantFrom(...noticeCategories), someCircle, (category, { users, affected, suppressed, bounced }) => {
      const tenants: Record<string, string[]> = { P: ["p1"], C: ["c1", "c2"], D: ["d1"], E: [] };
      const contracts = (["P", "C", "D", "E"] as const).map((id) => ({
        ...{ id, kind: id === "P" ? ("parent" as const) : ("child" as const), language: "ja" as const },
        affected: affected[id] ? (tenants[id] ?? []) : null,
      }));
      const marked = new Map(bounced.map((address): [string, AddressMark] => [address, "bounced"]));
      const circle = {
        partnerId: "P",
        contracts,
        users,
        suppressed,
        signUpContact: { address: "s@example.jp", name: null },
        marked,
      };
      const { recipients, leftOut } = recipientsOf(category, circle);
      const addresses = recipients.map(({ address }) => address.toLowerCase());
      expect(new Set(addresses).size).toBe(addresses.length);
      const anyChild = affected.C || affected.D || affected.E;
      for (const r of recipients) {
        expect(recipientRules).toContain(r.rule);
        expect(bounced).not.toContain(r.address.toLowerCase());
        expect(r.concerns.length).toBeGreaterThan(0);
        for (const id of r.concerns) expect(affected[id as "P"]).toBe(true);
        if (r.userId === null) {
          expect([category, r.address]).toEqual(["terms", "s@example.jp"]);
          continue;
        }
        const user = users.find(({ id }) => id === r.userId);
        expect(user).toMatchObject({ address: r.address, contractId: r.contractId });
        expect(affected[r.contractId as "P"] || (r.contractId === "P" && anyChild && category !== "news")).toBe(true);
        if (r.contractId !== "P") expect(suppressed).not.toContain(category);
        if (r.rule === "parent-of-child" || r.rule === "parent-instead-of-child") expect(user?.type).not.toBe("general");
      }
      // Every user of an affected contract is either written to or told of.
      const known = new Set([...recipients, ...leftOut].map(({ userId }) => userId));
      for (const { id, contractId } of users) if (affected[contractId]) expect(known).toContain(id);
    }),
    { numRuns: 500 },
  );
});
