import { answerTimes } from "@saihan/catalogue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideApproval } from "../../services/intake-api/src/operator-desk/records.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse, type TestUser } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

/** 許可リクエスト: what needs another's consent, from the asking to the use of the answer. */
describe.skipIf(missingStore)("requests for consent", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  let child: Child;
  let owner: TestUser;
  beforeAll(async () => {
    house = await openHouse();
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner);
    child = await addChild(house, house.partner);
    await house.database.sql`update users set type = 'general' where contract_id = ${child.contractId}`;
    owner = await house.addUser(house.partner, { type: "representative", contractId: child.contractId });
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const mailsAbout = async (id: string) =>
    (await house.mails())
      .filter((mail) => mail.text.includes(id))
      .map((mail) => [mail.recipients.join(), mail.subject.slice(8, 22)]);
  const consentOn = (topic: string, more: object = {}) => ({
    ...{ approverType: "contract_owner", approverId: child.contractId, service: "colocation-connection" },
    actions: [
      {
        ...{ service: "colocation-connection", region: "jp1", apiPath: `/v1/contracts/${child.contractId}/consents` },
        ...{ method: "POST", body: { topic } },
      },
    ],
    descriptions: [
      { lang: "ja", text: "ラック内作業への同意をお願いします" },
      { lang: "en", text: "Please consent to work in the rack" },
    ],
    ...more,
  });

  test("the life of a consent: asked, mailed, approved by who is asked, used by who asked", async () => {
    const raised = await client.post("/v1/approval-requests", consentOn("rack-work", { externalRequestId: "EX-1" }));
    expect([raised.status, raised.headers.get("location")]).toEqual([201, `/v1/approval-requests/${raised.body.id}`]);
    const { id } = raised.body;
    expect(raised.body).toMatchObject({ status: "registered", active: true, requestUser: true, approver: false, orderId: null });
    expect(new Date(raised.body.approvalDeadline).getTime() - new Date(raised.body.registeredTime).getTime()).toBe(
      7 * 86_400_000,
    );
    await house.settle();
    expect(await mailsAbout(id)).toEqual([[owner.name, expect.stringContaining("許可リクエスト")]]);
    // Before the answer, neither side gets further than it may.
    const consents = `/v1/contracts/${child.contractId}/consents`;
    const use = { topic: "rack-work", by: "end-user", approvalRequestId: id };
    expect((await client.post(consents, use)).body.code).toBe("APPROVAL_NOT_GIVEN");
    expect((await client.post(`/v1/approval-requests/${id}/approve`, {})).body.code).toBe("APPROVAL_REQUEST_OF_ANOTHER");
    const end = clientOf(house.api, owner);
    const seen = (await end.get("/v1/approval-requests?standing=active")).body.approvalRequests;
    expect(seen).toMatchObject([{ id, requestUser: false, approver: true, descriptions: raised.body.descriptions }]);
    expect((await end.post(`/v1/approval-requests/${id}/cancel`)).body.code).toBe("APPROVAL_REQUEST_OF_ANOTHER");
    const approved = await end.post(`/v1/approval-requests/${id}/approve`, { reason: "確認しました" });
    expect([approved.status, approved.body.status, approved.body.reason]).toEqual([200, "approved", "確認しました"]);
    expect((await end.post(`/v1/approval-requests/${id}/deny`, { reason: "やはり" })).body.code).toBe("APPROVAL_REQUEST_CLOSED");
    await house.settle();
    expect((await mailsAbout(id)).map(([to]) => to)).toContain(`owner@${house.partner.contractId}.example`);
    // Used for what it is for, by the account that asked.
    const other = clientOf(house.api, await house.addUser(house.partner, { type: "administrator" }));
    expect((await other.post(consents, use)).body.code).toBe("APPROVAL_NOT_GIVEN");
    expect((await client.post(consents, { ...use, topic: "direct-contact" })).body.code).toBe("APPROVAL_COVERS_OTHER");
    const recorded = await client.post(consents, use);
    expect([recorded.status, recorded.body.consents]).toMatchObject([200, [{ topic: "rack-work", by: "end-user" }]]);
    const audited = (await client.get(`/v1/audit?outcome=done&target=${id}`)).body.entries;
    expect(audited.map((e: { action: string }) => e.action)).toEqual(["approval-request.approved", "approval-request.raise"]);
    expect((await client.post("/v1/approval-requests", consentOn("rack-work", { externalRequestId: "EX-1" }))).body.code).toBe(
      "APPROVAL_REQUEST_EXISTS",
    );
  });

  test("taken back, denied, and not answered in time", async () => {
    const raise = async () => (await client.post("/v1/approval-requests", consentOn("provider-name"))).body.id as string;
    const end = clientOf(house.api, owner);
    const [back, denied, late] = [await raise(), await raise(), await raise()];
    // The approver is told first: of a request that is taken back before the mail is written, none is.
    await house.settle();
    expect((await client.post(`/v1/approval-requests/${back}/cancel`)).body.status).toBe("cancelled");
    expect((await end.post(`/v1/approval-requests/${denied}/deny`, {})).status).toBe(422);
    expect((await end.post(`/v1/approval-requests/${denied}/deny`, { reason: "不要です" })).body.status).toBe("denied");
    house.clock.advance(6 * 86_400_000 + 60_000);
    await expect.poll(async () => (await mailsAbout(late)).length).toBe(2);
    house.clock.advance(86_400_000);
    // From that instant on, whoever asks; the row follows.
    expect((await client.get(`/v1/approval-requests/${late}`)).body.status).toBe("expired");
    expect((await end.post(`/v1/approval-requests/${late}/approve`, {})).body.code).toBe("APPROVAL_REQUEST_CLOSED");
    await expect.poll(async () => (await mailsAbout(late)).length).toBe(3);
    const [row] = await house.database.sql`select state, answered_by from approval_requests where id = ${late}`;
    expect(row).toMatchObject({ state: "expired", answeredBy: expect.stringContaining("provisioning") });
    const inactive = (await client.get("/v1/approval-requests?standing=inactive")).body.approvalRequests;
    expect(inactive.map((r: { id: string; status: string }) => [r.id, r.status])).toEqual([
      [late, "expired"],
      [denied, "denied"],
      [back, "cancelled"],
    ]);
    house.clock.advance(93 * 86_400_000);
    expect((await client.get("/v1/approval-requests?standing=inactive")).body.approvalRequests).toEqual([]);
    // Nobody who took a request back is mailed that they did.
    expect((await mailsAbout(back)).map(([to]) => to)).toEqual([owner.name]);
  });

  test("who may know of a request: its two sides, as far as they may see each other", async () => {
    const sibling = await addChild(house, house.partner);
    const { id } = (await client.post("/v1/approval-requests", consentOn("direct-contact"))).body;
    const siblings = await house.addUser(house.partner, { type: "administrator", contractId: sibling.contractId });
    const general = await house.addUser(house.partner, { type: "general", contractId: child.contractId });
    const confined = await house.addUser(house.partner, { type: "general" });
    const group = await client.post("/v1/contract-groups", {
      ...{ name: "隣だけ", contracts: { add: [sibling.contractId] }, users: { add: [confined.userId] } },
    });
    expect(group.status).toBe(201);
    for (const stranger of [siblings, general, confined, house.stranger]) {
      const theirs = clientOf(house.api, stranger);
      expect((await theirs.get("/v1/approval-requests")).body.approvalRequests).toEqual([]);
      expect((await theirs.get(`/v1/approval-requests/${id}`)).body.code).toBe("APPROVAL_REQUEST_NOT_FOUND");
    }
    // A sibling's tenant does not exist for a child; the parent may be asked by name.
    const end = clientOf(house.api, owner);
    const ask = (approverType: string, approverId: string) =>
      end.post("/v1/approval-requests", { ...consentOn("rack-work"), approverType, approverId });
    expect((await ask("tenant", sibling.tenantId)).body.code).toBe("TENANT_NOT_FOUND");
    expect((await ask("contract", sibling.contractId)).body.code).toBe("CONTRACT_NOT_FOUND");
    const upward = await ask("contract", house.partner.contractId);
    expect(upward.status).toBe(201);
    expect((await client.post(`/v1/approval-requests/${upward.body.id}/approve`, {})).body.status).toBe("approved");
    const own = await ask("contract_owner", child.contractId);
    expect((await end.post(`/v1/approval-requests/${own.body.id}/approve`, {})).body.code).toBe("APPROVAL_REQUEST_OWN");
    expect(
      (await client.post("/v1/approval-requests", consentOn("rack-work", { approvalDeadline: "2020-01-01T00:00:00Z" }))).body
        .code,
    ).toBe("APPROVAL_TIME_WRONG");
  });

  test("a menu case by case: the staff are mailed, reminded, and the answer is mailed to who ordered", async () => {
    const buyer = await addChild(house, house.partner);
    const waiting = await client.post(`/v1/contracts/${buyer.contractId}/subscriptions`, order(buyer, "fast-dns"));
    const orderId = waiting.body.order.id;
    const [request] = (await client.get(`/v1/approval-requests?orderId=${orderId}`)).body.approvalRequests;
    const times = answerTimes(new Date(request.registeredTime));
    expect(request).toMatchObject({
      ...{ approverType: "provider", approverId: "operations", status: "registered", service: "fast-dns", orderId },
      approvalDeadline: times.deadline.toISOString(),
    });
    await house.settle();
    expect((await mailsAbout(request.id)).map(([to]) => to)).toEqual(["operations@provider.example"]);
    expect((await client.post(`/v1/approval-requests/${request.id}/cancel`)).body.code).toBe("APPROVAL_REQUEST_OF_ORDER");
    house.clock.advance(times.remindAt.getTime() - house.clock.now().getTime() + 1_000);
    await expect.poll(async () => (await mailsAbout(request.id)).length).toBe(2);
    const staff = await signInStaff(house);
    const listed = (await staff.anywhere.get("/v1/operator/approval-requests?standing=active")).body.approvalRequests;
    expect(listed.map((r: { id: string; approver: boolean }) => [r.id, r.approver])).toContainEqual([request.id, true]);
    const answer = { contractId: buyer.contractId, menu: "fast-dns", decision: "approved", reason: "用途を確認" };
    expect((await staff.forPartner(house.partner).post("/v1/operator/approvals", answer)).status).toBe(200);
    expect((await client.ended(waiting)).state).toBe("succeeded");
    await house.settle();
    expect((await client.get(`/v1/approval-requests/${request.id}`)).body).toMatchObject({
      status: "approved",
      reason: "用途を確認",
    });
    const to = (await mailsAbout(request.id)).map(([address]) => address);
    expect(to).toHaveLength(3);
    expect(to.filter((address) => address === "operations@provider.example")).toHaveLength(2);
    expect(to).toContain(`owner@${house.partner.contractId}.example`);
  });

  test("an order that ends before anybody has answered takes its request with it", async () => {
    const buyer = await addChild(house, house.partner);
    const waiting = await client.post(`/v1/contracts/${buyer.contractId}/subscriptions`, order(buyer, "fast-dns"));
    const { id } = waiting.body.order;
    await house.database.sql`update orders set state = 'cancelled', ended_at = now(), changed_at = now() where id = ${id}`;
    const [request] = (await client.get(`/v1/approval-requests?orderId=${id}`)).body.approvalRequests;
    expect(request).toMatchObject({ status: "cancelled", active: false });
    const approval = { contractId: buyer.contractId, menu: "fast-dns", decision: "approved", reason: "用途を確認" } as const;
    expect(await decideApproval(desk, house.partner.contractId, approval)).toMatchObject({ ok: true });
    await house.settle();
    expect((await client.get(`/v1/approval-requests/${request.id}`)).body.status).toBe("cancelled");
  });

  test("without an answer the order expires with its request, and what waited for it fails", async () => {
    const buyer = await addChild(house, house.partner);
    const waiting = await client.post(
      `/v1/contracts/${buyer.contractId}/subscriptions`,
      order(buyer, "global-server-load-balance"),
    );
    const change = await client.post(`/v1/subscriptions/${waiting.body.subscription.id}/change-plan`, { plan: "large" });
    const [request] = (await client.get(`/v1/approval-requests?orderId=${waiting.body.order.id}`)).body.approvalRequests;
    house.clock.advance(new Date(request.approvalDeadline).getTime() - house.clock.now().getTime() + 1_000);
    await expect.poll(async () => (await client.get(`/v1/orders/${waiting.body.order.id}`)).body.state).toBe("expired");
    expect(await client.ended(waiting)).toMatchObject({ failure: { code: "APPROVAL_EXPIRED" } });
    expect(await client.ended(change)).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    expect((await client.get(`/v1/subscriptions/${waiting.body.subscription.id}`)).body.state).toBe("failed");
    expect((await client.get(`/v1/approval-requests/${request.id}`)).body.status).toBe("expired");
    await house.settle();
    expect((await mailsAbout(request.id)).map(([to]) => to)).toContain(`owner@${house.partner.contractId}.example`);
  });
});
