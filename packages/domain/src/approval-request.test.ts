import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Actor, UserActor } from "./access/actor.ts";
import {
  type ApprovalRequest,
  approvalIsActive,
  approvalStateAt,
  approvalStates,
  approvalTimes,
  approverTypes,
  decideAnswer,
  decideApprovalTimes,
  decideCancel,
  decideCovered,
  isApprover,
} from "./approval-request.ts";

const [parent, child] = ["econ1000000001", "econ1000000002"];
const at = (iso: string) => new Date(`2026-${iso}Z`);
const request: ApprovalRequest = {
  ...{ id: "r1", requestUserId: "ecid1", approverType: "contract_owner", approverId: child, approverContractId: child },
  ...{ service: "colocation-connection", state: "registered", approvalDeadline: at("06-08T00:00:00"), approvalExpire: null },
  actions: [
    {
      service: "colocation-connection",
      region: "",
      apiPath: "/v1/contracts/x/consents",
      method: "POST",
      body: { topic: "rack-work" },
    },
  ],
  orderId: null,
};
const who = (contractId: string, type: UserActor["type"], userId = "ecid9"): UserActor => ({
  ...{ kind: "user", id: `user:${userId}`, partnerId: parent, contractId, userId, type, model: "reseller" },
  ...{ rights: null, scopes: null, signedIn: true, confined: false },
});
const code = (outcome: { ok: true } | { ok: false; code: string }) => (outcome.ok ? "yes" : outcome.code);
const before = at("06-07T23:59:59");

describe("who is asked (sdpf 9)", () => {
  const operator = (type: "operations" | "billing"): Actor => ({ kind: "operator", id: "operator:x", type });
  test.each<[ApprovalRequest["approverType"], string, Actor, boolean, boolean]>([
    ["contract_owner", "its representative", who(child, "representative"), false, true],
    ["contract_owner", "not its administrator", who(child, "administrator"), false, false],
    ["contract_owner", "not the parent's representative", who(parent, "representative"), false, false],
    ["contract", "its administrator", who(child, "administrator"), false, true],
    ["contract", "not a general user of it", who(child, "general"), false, false],
    ["tenant_owner", "its representative", who(child, "representative"), false, true],
    ["tenant_owner", "not one who has only access", who(child, "general"), true, false],
    ["tenant", "a user with access, of any contract", who(parent, "general"), true, true],
    ["tenant", "not one without", who(parent, "representative"), false, false],
    ["tenant", "who administers its contract", who(child, "administrator"), false, true],
    ["user", "that user", who(parent, "general", child), false, true],
    ["user", "nobody else", who(child, "representative"), false, false],
    ["provider", "operations", operator("operations"), false, true],
    ["provider", "not billing", operator("billing"), false, false],
    ["provider", "no user", who(child, "representative"), false, false],
    ["contract", "no operator", operator("operations"), false, false],
  ])("%s: %s", (approverType, _, actor, granted, wanted) => {
    const approverContractId = approverType === "provider" ? null : child;
    expect(isApprover({ ...request, approverType, approverContractId }, actor, granted)).toBe(wanted);
  });
});

describe("only registered can change", () => {
  const owner = who(child, "representative");
  test.each<[string, Partial<ApprovalRequest>, UserActor, Date, string]>([
    ["in time", {}, owner, before, "yes"],
    ["at the deadline it is over", {}, owner, request.approvalDeadline, "APPROVAL_REQUEST_CLOSED"],
    ["answered before", { state: "denied" }, owner, before, "APPROVAL_REQUEST_CLOSED"],
    ["one's own", { requestUserId: "ecid9" }, owner, before, "APPROVAL_REQUEST_OWN"],
    ["somebody else's to answer", {}, who(child, "general"), before, "APPROVAL_REQUEST_OF_ANOTHER"],
  ])("to answer: %s", (_, more, actor, now, wanted) => {
    expect(code(decideAnswer({ ...request, ...more }, actor, false, now))).toBe(wanted);
  });
  test.each<[string, Partial<ApprovalRequest>, string, Date, string]>([
    ["in time", {}, "ecid1", before, "yes"],
    ["by another account", {}, "ecid2", before, "APPROVAL_REQUEST_OF_ANOTHER"],
    ["after an answer", { state: "approved" }, "ecid1", before, "APPROVAL_REQUEST_CLOSED"],
    ["too late", {}, "ecid1", at("06-09T00:00:00"), "APPROVAL_REQUEST_CLOSED"],
    ["what an order has raised", { orderId: "o1" }, "ecid1", before, "APPROVAL_REQUEST_OF_ORDER"],
  ])("to take back: %s", (_, more, userId, now, wanted) => {
    expect(code(decideCancel({ ...request, ...more }, userId, now))).toBe(wanted);
  });
  test("whoever asks, whatever is asked: nobody answers what is closed, or their own", () => {
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(...approvalStates),
          approverType: fc.constantFrom(...approverTypes),
          late: fc.boolean(),
        }),
        fc.constantFrom("representative" as const, "administrator" as const, "general" as const),
        fc.constantFrom(parent, child),
        fc.constantFrom("ecid1", "ecid9"),
        fc.boolean(),
        ({ late, ...more }, type, contractId, userId, granted) => {
          const now = late ? request.approvalDeadline : before;
          const one = { ...request, ...more };
          const decided = decideAnswer(one, who(contractId, type, userId), granted, now);
          expect(decided.ok && (approvalStateAt(one, now) !== "registered" || userId === one.requestUserId)).toBe(false);
        },
      ),
    );
  });
});

describe("times", () => {
  const now = at("06-01T00:00:00");
  test.each<[string, string, string | null, string]>([
    ["tomorrow", "06-02T00:00:00", null, "yes"],
    ["now is too late", "06-01T00:00:00", null, "APPROVAL_TIME_WRONG"],
    ["ninety days are the most", "08-30T00:00:00", null, "yes"],
    ["and not a second more", "08-30T00:00:01", null, "APPROVAL_TIME_WRONG"],
    ["an approval that would have lapsed", "06-02T00:00:00", "05-31T00:00:00", "APPROVAL_TIME_WRONG"],
  ])("%s", (_, deadline, expire, wanted) => {
    expect(code(decideApprovalTimes({ deadline: at(deadline), expire: expire ? at(expire) : null }, now))).toBe(wanted);
  });
  test("seven days when nothing is said, reminded a day before; halfway of a short time", () => {
    expect(approvalTimes(now)).toEqual({ deadline: at("06-08T00:00:00"), remindAt: at("06-07T00:00:00") });
    expect(approvalTimes(now, at("06-01T10:00:00")).remindAt).toEqual(at("06-01T05:00:00"));
  });
  test("an approval is active until it lapses", () => {
    const approved = { ...request, state: "approved", approvalExpire: at("07-01T00:00:00") } as const;
    expect([at("06-30T23:59:59"), at("07-01T00:00:00")].map((t) => approvalIsActive(approved, t))).toEqual([true, false]);
    expect(approvalIsActive({ ...approved, approvalExpire: null }, at("12-31T00:00:00"))).toBe(true);
    expect(approvalIsActive(request, request.approvalDeadline)).toBe(false);
  });
});

describe("an approval covers what it names, for the account that asked", () => {
  const done = {
    ...{ service: "colocation-connection", apiPath: "/v1/contracts/x/consents", method: "POST" as const },
    ...{ body: { topic: "rack-work", by: "end-user" }, userId: "ecid1", approverContractId: child },
  };
  test.each<[string, Partial<ApprovalRequest>, Partial<typeof done>, string]>([
    ["as asked", {}, {}, "yes"],
    ["another topic", {}, { body: { topic: "direct-contact", by: "end-user" } }, "APPROVAL_COVERS_OTHER"],
    ["another path", {}, { apiPath: "/v1/contracts/y/consents" }, "APPROVAL_COVERS_OTHER"],
    ["another's consent", {}, { approverContractId: "econ1000000003" }, "APPROVAL_COVERS_OTHER"],
    ["another account", {}, { userId: "ecid2" }, "APPROVAL_NOT_GIVEN"],
    ["not answered yet", { state: "registered" }, {}, "APPROVAL_NOT_GIVEN"],
    ["denied", { state: "denied" }, {}, "APPROVAL_NOT_GIVEN"],
    ["lapsed", { approvalExpire: before }, {}, "APPROVAL_NOT_GIVEN"],
  ])("%s", (_, more, other, wanted) => {
    expect(code(decideCovered({ ...request, state: "approved", ...more }, { ...done, ...other }, before))).toBe(wanted);
  });
});
