import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Actor, keyScopes, operatorKinds, rights, type UserActor } from "./actor.ts";
import { allowedTo, authorize, ownTarget, relationOf, type Target } from "./authorize.ts";
import { explainReach, memberReason } from "./groups.ts";
import { type Action, actions, permissionTable } from "./table.ts";

const [partner, other, child, sibling] = ["econ1000000001", "econ1000000009", "econ1000000002", "econ1000000003"];

function user(where: "parent" | "child", type: UserActor["type"], more: Partial<UserActor> = {}): UserActor {
  const contractId = where === "parent" ? partner : child;
  return {
    ...{
      kind: "user",
      id: "user:ecid1000000001",
      partnerId: partner,
      contractId,
      userId: "ecid1000000001",
      type,
      model: "reseller",
    },
    ...{ rights: null, scopes: null, signedIn: true, confined: false, ...more },
  };
}
const own = (actor: UserActor): Target => ({ partnerId: actor.partnerId, contractId: actor.contractId, inReach: true });
const aChild: Target = { partnerId: partner, contractId: child, inReach: true };
const outside: Target = { ...aChild, inReach: false };
const foreign: Target = { partnerId: other, contractId: other, inReach: false };
const parentOf: Target = { partnerId: partner, contractId: partner, inReach: false };

describe("the permission table, as a support person would ask it", () => {
  test.each<[string, Actor, Action, Target, string]>([
    [
      "any user of the parent creates a child contract",
      user("parent", "general"),
      "contract.create",
      own(user("parent", "general")),
      "yes",
    ],
    ["any user of the parent who reaches a child terminates it", user("parent", "general"), "contract.terminate", aChild, "yes"],
    [
      "a child outside the user's groups does not exist",
      user("parent", "general"),
      "contract.view",
      outside,
      "CONTRACT_NOT_FOUND",
    ],
    ["another partner does not exist", user("parent", "representative"), "contract.view", foreign, "CONTRACT_NOT_FOUND"],
    [
      "the parent does not exist for a child's user",
      user("child", "representative"),
      "contract.view",
      parentOf,
      "CONTRACT_NOT_FOUND",
    ],
    [
      "a child's users do not see contract information",
      user("child", "representative"),
      "contract.view",
      aChild,
      "ACTION_NOT_ALLOWED",
    ],
    ["a child's representative makes users", user("child", "representative"), "user.create", aChild, "yes"],
    [
      "an administrator with the right makes users",
      user("child", "administrator", { rights: ["users"] }),
      "user.create",
      aChild,
      "yes",
    ],
    [
      "an administrator without the right does not",
      user("child", "administrator", { rights: ["tenants"] }),
      "user.create",
      aChild,
      "RIGHT_MISSING",
    ],
    ["a general user makes no users", user("child", "general"), "user.create", aChild, "ACTION_NOT_ALLOWED"],
    ["everybody sees their own account", user("child", "general"), "user.view", { ...aChild, userId: "ecid1000000001" }, "yes"],
    [
      "a general user sees no other account",
      user("child", "general"),
      "user.view",
      { ...aChild, userId: "ecid1000000002" },
      "ACTION_NOT_ALLOWED",
    ],
    [
      "general users of the parent define no groups",
      user("parent", "general"),
      "group.define",
      own(user("parent", "general")),
      "ACTION_NOT_ALLOWED",
    ],
    [
      "administrators of the parent define groups",
      user("parent", "administrator"),
      "group.define",
      own(user("parent", "general")),
      "yes",
    ],
    [
      "unless they are confined to groups themselves",
      user("parent", "administrator", { confined: true }),
      "group.define",
      own(user("parent", "general")),
      "ACTION_NOT_ALLOWED",
    ],
    [
      "an agency does not resell",
      user("parent", "representative", { model: "agency" }),
      "contract.create",
      own(user("parent", "general")),
      "AGENCY_MAY_NOT",
    ],
    [
      "an agency manages its own users",
      user("parent", "representative", { model: "agency" }),
      "user.create",
      own(user("parent", "general")),
      "yes",
    ],
    [
      "a key does what its scopes hold",
      user("parent", "representative", { scopes: ["contracts:read"], signedIn: false }),
      "contract.view",
      aChild,
      "yes",
    ],
    [
      "and nothing else",
      user("parent", "representative", { scopes: ["contracts:read"], signedIn: false }),
      "contract.suspend",
      aChild,
      "SCOPE_MISSING",
    ],
    [
      "a key does not touch sessions",
      user("parent", "representative", { signedIn: false }),
      "account.manage",
      { ...own(user("parent", "general")), userId: "ecid1000000001" },
      "SIGN_IN_NEEDED",
    ],
    ["support sees a contract", { kind: "operator", id: "operator:1", type: "support" }, "contract.view", foreign, "yes"],
    [
      "billing sees no users",
      { kind: "operator", id: "operator:1", type: "billing" },
      "user.view",
      foreign,
      "ACTION_NOT_ALLOWED",
    ],
    [
      "operators do not order for partners",
      { kind: "operator", id: "operator:1", type: "operations" },
      "contract.terminate",
      foreign,
      "ACTION_NOT_ALLOWED",
    ],
  ])("%s", (_, actor, action, target, expected) => {
    const answer = authorize(actor, action, target);
    expect(answer.ok ? "yes" : answer.code).toBe(expected);
  });

  test("a refusal names what would be needed, and the rule", () => {
    const refusal = (actor: Actor, action: Action, target: Target) => {
      const answer = authorize(actor, action, target);
      return answer.ok ? answer : [answer.code, answer.variables];
    };
    expect(refusal(user("child", "general"), "user.create", aChild)).toEqual([
      "ACTION_NOT_ALLOWED",
      { action: "user.create", rule: "sdpf 2.3 [S29]" },
    ]);
    expect(refusal(user("child", "administrator", { rights: [] }), "user.create", aChild)).toEqual([
      "RIGHT_MISSING",
      { action: "user.create", right: "users", rule: "sdpf 2.3 [S29]" },
    ]);
    expect(refusal(user("parent", "general", { scopes: [], signedIn: false }), "contract.view", aChild)).toEqual([
      "SCOPE_MISSING",
      { action: "contract.view", scope: "contracts:read" },
    ]);
    const agency = user("parent", "representative", { model: "agency" });
    expect(refusal(agency, "contract.create", own(agency))).toEqual([
      "AGENCY_MAY_NOT",
      { action: "contract.create", rule: "sdpf 2.2 [S30]" },
    ]);
    const key = user("parent", "general", { signedIn: false });
    expect(refusal(key, "account.manage", { ...own(key), userId: key.userId })).toEqual([
      "SIGN_IN_NEEDED",
      { action: "account.manage" },
    ]);
    expect(refusal(user("parent", "administrator", { confined: true }), "group.define", own(key))).toEqual([
      "ACTION_NOT_ALLOWED",
      { action: "group.define", rule: "sdpf 2.2 [I], 3.4" },
    ]);
    expect(refusal(user("parent", "representative"), "account.manage", aChild)).toEqual([
      "ACTION_NOT_ALLOWED",
      { action: "account.manage", rule: "no row of the permission table" },
    ]);
    expect(refusal({ kind: "operator", id: "operator:1", type: "billing" }, "contract.suspend", aChild)).toEqual([
      "ACTION_NOT_ALLOWED",
      { action: "contract.suspend", rule: "no row of the permission table" },
    ]);
  });

  test("what needs no right needs none, and what a right covers needs no other", () => {
    expect(authorize(user("parent", "administrator", { rights: [] }), "contract.suspend", aChild)).toEqual({ ok: true });
    expect(authorize(user("parent", "general", { rights: [] }), "tenant.view", own(user("parent", "general")))).toEqual({
      ok: true,
      only: "granted",
    });
    expect(authorize(user("child", "administrator", { rights: ["tenants"] }), "tenant.create", aChild)).toEqual({ ok: true });
  });

  test("what nobody grants for oneself is asked for the contract", () => {
    const self = { ...aChild, userId: "ecid1000000001" };
    expect(authorize(user("child", "administrator"), "user.change", self)).toEqual({ ok: true });
    expect(authorize(user("child", "general"), "user.change", self)).toMatchObject({ code: "ACTION_NOT_ALLOWED" });
    expect(authorize(user("child", "administrator", { rights: [] }), "user.change", self)).toMatchObject({
      code: "RIGHT_MISSING",
    });
  });

  test("how an actor stands to something", () => {
    const [parentUser, childUser] = [user("parent", "general"), user("child", "general")];
    expect(relationOf(parentUser, own(parentUser))).toBe("own");
    expect(relationOf(parentUser, aChild)).toBe("child");
    expect(relationOf(parentUser, outside)).toBeUndefined();
    expect(relationOf(parentUser, { ...aChild, userId: parentUser.userId })).toBe("self");
    expect(relationOf(childUser, aChild)).toBe("own");
    // In reach or not: a child's user has no children.
    expect(relationOf(childUser, { ...aChild, contractId: sibling, inReach: true })).toBeUndefined();
    expect(relationOf(childUser, { ...parentOf, inReach: true })).toBeUndefined();
    expect(relationOf(parentUser, foreign)).toBeUndefined();
    expect(ownTarget({ partnerId: partner, contractId: child })).toEqual({
      partnerId: partner,
      contractId: child,
      inReach: true,
    });
  });

  test("a general user sees the tenants they were given access to, and no others", () => {
    expect(authorize(user("child", "general"), "tenant.view", aChild)).toEqual({ ok: true, only: "granted" });
    expect(authorize(user("child", "administrator"), "tenant.view", aChild)).toEqual({ ok: true });
  });

  test("every row names its source, and no two rows say the same", () => {
    expect(permissionTable.filter((row) => row.rule.length < 5)).toEqual([]);
    expect(new Set(permissionTable.map((r) => `${r.action} ${r.relation}`)).size).toBe(permissionTable.length);
  });
});

const anyUser: fc.Arbitrary<UserActor> = fc.record({
  kind: fc.constant("user" as const),
  id: fc.constant("user:ecid1000000001"),
  partnerId: fc.constant(partner),
  contractId: fc.constantFrom(partner, child),
  userId: fc.constant("ecid1000000001"),
  type: fc.constantFrom("representative", "administrator", "general"),
  model: fc.constantFrom("reseller", "agency"),
  rights: fc.option(fc.subarray([...rights])),
  scopes: fc.option(fc.subarray([...keyScopes])),
  signedIn: fc.boolean(),
  confined: fc.boolean(),
});
const anyAction = fc.constantFrom(...actions);
const anyTarget: fc.Arbitrary<Target> = fc.record({
  partnerId: fc.constantFrom(partner, other),
  contractId: fc.constantFrom(partner, child, sibling, other),
  inReach: fc.boolean(),
  userId: fc.constantFrom("ecid1000000001", "ecid1000000002"),
});

describe("what holds for every actor, action and target", () => {
  test("nothing of another partner is ever allowed or known", () => {
    fc.assert(
      fc.property(anyUser, anyAction, anyTarget, (actor, action, target) => {
        if (target.partnerId === actor.partnerId) return;
        expect(authorize(actor, action, target)).toMatchObject({ ok: false, code: "CONTRACT_NOT_FOUND" });
      }),
    );
  });

  test("a child's user never acts outside the own contract", () => {
    fc.assert(
      fc.property(anyUser, anyAction, anyTarget, (actor, action, target) => {
        if (actor.contractId !== child || target.contractId === child || target.userId === actor.userId) return;
        expect(authorize(actor, action, target).ok).toBe(false);
      }),
    );
  });

  test("a key never does more than its user, and fewer rights never allow more", () => {
    fc.assert(
      fc.property(anyUser, anyAction, anyTarget, (actor, action, target) => {
        const whole = { ...actor, scopes: null, rights: null, signedIn: true };
        if (authorize(actor, action, target).ok) expect(authorize(whole, action, target).ok).toBe(true);
      }),
    );
  });

  test("a refusal of what the actor may not know of says nothing but the id", () => {
    fc.assert(
      fc.property(anyUser, anyAction, anyTarget, (actor, action, target) => {
        if (relationOf(actor, target) !== undefined) return;
        expect(authorize(actor, action, target)).toEqual({
          ok: false,
          code: "CONTRACT_NOT_FOUND",
          variables: { contractId: target.contractId },
        });
      }),
    );
  });

  test.each(operatorKinds)("%s do only what their column says", (type) => {
    const actor: Actor = { kind: "operator", id: "operator:1", type };
    for (const action of actions) {
      const row = permissionTable.find((r) => r.action === action && r.relation === "any");
      expect(authorize(actor, action, foreign).ok).toBe(row?.cells[`operator.${type}`] === "yes");
    }
  });
});

describe("what a menu may offer", () => {
  test("is for every user exactly what the judge would let them do", () => {
    fc.assert(
      fc.property(anyUser, anyAction, (actor, action) => {
        const allowed = allowedTo(actor);
        const target = own(actor);
        expect(allowed.self.includes(action)).toBe(authorize(actor, action, { ...target, userId: actor.userId }).ok);
        expect(allowed.own.includes(action)).toBe(authorize(actor, action, target).ok);
        const aChildOfTheirs = { partnerId: actor.partnerId, contractId: "econ1000000007", inReach: true };
        expect(allowed.child.includes(action)).toBe(authorize(actor, action, aChildOfTheirs).ok);
      }),
    );
  });

  test("a child's user is offered no contract, a parent's user is", () => {
    expect(allowedTo(user("child", "representative"))).toMatchObject({
      child: [],
      own: expect.not.arrayContaining(["contract.list"]),
    });
    expect(allowedTo(user("parent", "general")).own).toContain("contract.list");
  });
});

describe("contract groups (sdpf 3.4)", () => {
  const group = (name: string, reason: "include" | "rule" | null, excluded = false) => ({
    ...{ id: name, name, reason, excluded },
    rules: reason === "rule" || excluded ? ["大阪の支店"] : [],
  });
  test.each([
    [
      "the representative is never restricted",
      "representative" as const,
      [group("東日本", null)],
      { sees: true, because: "REPRESENTATIVE" },
    ],
    ["a user in no group sees every child", "general" as const, [], { sees: true, because: "IN_NO_GROUP" }],
    [
      "in several groups, the union",
      "administrator" as const,
      [group("東日本", null), group("西日本", "include")],
      { sees: true, because: "IN_GROUP", groups: [{ id: "西日本", name: "西日本", reason: "include", rules: [] }] },
    ],
    [
      "in a group that takes it in by a rule",
      "general" as const,
      [group("西日本", "rule")],
      { sees: true, because: "IN_GROUP", groups: [{ id: "西日本", name: "西日本", reason: "rule", rules: ["大阪の支店"] }] },
    ],
    [
      "in a group that excludes it although a rule holds, nothing",
      "general" as const,
      [group("西日本", null, true)],
      {
        sees: false,
        because: "NOT_IN_GROUPS",
        groups: [{ id: "西日本", name: "西日本", reason: "excluded", rules: ["大阪の支店"] }],
      },
    ],
    [
      "in groups that do not hold it, nothing",
      "general" as const,
      [group("東日本", null)],
      { sees: false, because: "NOT_IN_GROUPS", groups: [{ id: "東日本", name: "東日本", reason: null, rules: [] }] },
    ],
  ])("%s", (_, type, groups, reach) => {
    expect(explainReach({ type, groups })).toEqual(reach);
  });
});

describe("members by rule (own choice, after sdpf 3.4)", () => {
  const osaka = { id: child, labels: { branch: "osaka", rank: "a" }, regions: ["jp1"], createdBy: "ecid1000000001" };
  const rule = { labels: {}, region: null, createdBy: null };
  const [matching, other] = [
    { ...rule, labels: { branch: "osaka" } },
    { ...rule, labels: { branch: "tokyo" } },
  ];
  test.each([
    ["a label with its value", { rules: [matching] }, "rule"],
    ["a label with another value", { rules: [other] }, null],
    ["one of several rules", { rules: [other, matching] }, "rule"],
    ["a region in which it has a tenant", { rules: [{ ...rule, region: "jp1" }] }, "rule"],
    ["a region in which it has none", { rules: [{ ...rule, region: "jp2" }] }, null],
    ["the user who ordered it", { rules: [{ ...rule, createdBy: "ecid1000000001" }] }, "rule"],
    ["a rule of which one part does not hold", { rules: [{ ...matching, region: "jp2" }] }, null],
    ["a name comes before a rule", { include: [child], rules: [matching] }, "include"],
    ["an exclusion comes before a rule", { exclude: [child], rules: [matching] }, null],
    ["an exclusion comes before a name", { include: [child], exclude: [child] }, null],
    ["nothing", {}, null],
  ] as const)("%s", (_, group, reason) => {
    expect(memberReason(osaka, { include: [], exclude: [], rules: [], ...group })).toBe(reason);
  });
});
