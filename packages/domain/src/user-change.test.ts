import { describe, expect, test } from "vitest";
import {
  changedUser,
  decideChangeRepresentative,
  decideChangeUser,
  type PersonFacts,
  type Right,
  rights,
  rightsHeld,
  type UserChange,
} from "./index.ts";

const contractId = "econ1000000002";
const person = (n: number, type: PersonFacts["type"], some: readonly Right[] | null = null): PersonFacts => ({
  ...{ id: `ecid100000000${n}`, contractId, type, state: "active", rights: some },
});
const representative = person(1, "representative");
const whole = person(2, "administrator");
const partial = person(3, "administrator", ["users", "tenants"]);
const general = person(4, "general");
const word = (decision: ReturnType<typeof decideChangeUser>) => (decision.ok ? "yes" : decision.code);

describe("who may change whom into what", () => {
  const administrators = [representative, whole, partial].map((p) => ({ ...p, signInDisabled: false }));
  test.each<[string, PersonFacts, PersonFacts, UserChange, string]>([
    ["the representative makes an administrator", representative, general, { type: "administrator" }, "yes"],
    [
      "the representative makes one with two rights",
      representative,
      general,
      { type: "administrator", rights: ["audit", "groups"] },
      "yes",
    ],
    ["an administrator with all rights makes another", whole, general, { type: "administrator" }, "yes"],
    [
      "an administrator with some rights gives some of them",
      partial,
      general,
      { type: "administrator", rights: ["tenants"] },
      "yes",
    ],
    ["an administrator with some rights gives all", partial, general, { type: "administrator" }, "RIGHTS_NOT_HELD"],
    [
      "an administrator with some rights gives another one",
      partial,
      general,
      { type: "administrator", rights: ["audit"] },
      "RIGHTS_NOT_HELD",
    ],
    ["an administrator with some rights gives themselves more", partial, partial, { rights: null }, "RIGHTS_NOT_HELD"],
    ["an administrator gives up some of their rights", partial, partial, { rights: ["users"] }, "yes"],
    ["an administrator with some rights reduces one with all", partial, whole, { type: "general" }, "RIGHTS_NOT_HELD"],
    ["an administrator with some rights changes the mail address of one with all", partial, whole, {}, "RIGHTS_NOT_HELD"],
    [
      "an administrator with some rights changes the representative's mail address",
      partial,
      representative,
      {},
      "RIGHTS_NOT_HELD",
    ],
    ["an administrator changes a general user's name", partial, general, {}, "yes"],
    ["the representative changes their own name", representative, representative, {}, "yes"],
    ["the representative's own type", representative, representative, { type: "general" }, "REPRESENTATIVE_TYPE_FIXED"],
    ["the representative's rights", whole, representative, { rights: ["users"] }, "REPRESENTATIVE_TYPE_FIXED"],
    ["rights for a general user", representative, general, { rights: ["users"] }, "RIGHTS_NEED_ADMINISTRATOR"],
    ["rights for one who becomes general", representative, whole, { type: "general", rights: [] }, "RIGHTS_NEED_ADMINISTRATOR"],
    ["a user who is being deleted", representative, { ...general, state: "deleting" }, {}, "USER_STATE_FORBIDS"],
    ["a user who is being made", representative, { ...general, state: "provisioning" }, { type: "administrator" }, "yes"],
  ])("%s", (_, by, user, change, expected) => {
    expect(word(decideChangeUser({ held: rightsHeld(by), user, change, administrators }))).toBe(expected);
  });

  test("a user who is about to become representative keeps their type, and may still be renamed", () => {
    const asked = { held: rightsHeld(representative), user: general, administrators, becomesRepresentative: "an-order" };
    expect(word(decideChangeUser({ ...asked, change: { type: "administrator" } }))).toBe("REPRESENTATIVE_CHANGE_OPEN");
    expect(word(decideChangeUser({ ...asked, change: {} }))).toBe("yes");
  });
});

test("the last one who can administer users cannot reduce themselves", () => {
  const administrators = [
    { ...representative, signInDisabled: true },
    { ...whole, signInDisabled: false },
  ];
  const change = (wanted: UserChange) =>
    word(decideChangeUser({ held: rightsHeld(whole), user: whole, change: wanted, administrators }));
  expect(change({ type: "general" })).toBe("LAST_ADMINISTRATOR");
  expect(change({ rights: ["audit"] })).toBe("LAST_ADMINISTRATOR");
  expect(change({ rights: ["users"] })).toBe("yes");
});

test.each<[string, PersonFacts, UserChange, readonly Right[]]>([
  ["becomes administrator: all rights", general, { type: "administrator" }, rights],
  ["becomes administrator of audits", general, { type: "administrator", rights: ["audit"] }, ["audit"]],
  ["stays as it is", partial, {}, ["users", "tenants"]],
  ["is named administrator again", partial, { type: "administrator" }, ["users", "tenants"]],
  ["gets all rights", partial, { rights: null }, rights],
  ["becomes general", whole, { type: "general" }, []],
])("a user who %s", (_, user, change, held) => {
  expect(rightsHeld(changedUser(user, change))).toEqual(held);
});

describe("who may become representative", () => {
  test.each<[string, PersonFacts | undefined, string | undefined, string]>([
    ["a general user", general, undefined, "yes"],
    ["one who is being made", { ...general, state: "provisioning" }, undefined, "yes"],
    ["one who is being deleted", { ...general, state: "deleting" }, undefined, "USER_STATE_FORBIDS"],
    ["an administrator", whole, undefined, "REPRESENTATIVE_MUST_BE_GENERAL"],
    ["the representative", representative, undefined, "REPRESENTATIVE_ALREADY"],
    ["nobody of this contract", undefined, undefined, "USER_NOT_FOUND"],
    ["a general user while another becomes it", general, "an-order", "REPRESENTATIVE_CHANGE_OPEN"],
  ])("%s", (_, user, open, expected) => {
    expect(word(decideChangeRepresentative({ userId: general.id, user, open }))).toBe(expected);
  });
});
