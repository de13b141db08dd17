import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideApproval } from "../../services/intake-api/src/operator-desk/records.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";

/** An order that the provider is asked about (提供メニュー, FastDNS), before there is an answer. */
describe.skipIf(missingStore)("an order that awaits approval", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  let child: Child;
  beforeAll(async () => {
    house = await openHouse();
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner);
    child = await addChild(house, house.partner);
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const buy = () => client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "fast-dns"));
  const cancel = (id: string, by = client) => by.send("POST", `/v1/orders/${id}:cancel`, undefined, { "idempotency-key": "" });
  const state = async (id: string) => (await client.get(`/v1/orders/${id}`)).body.state;
  const mailsAbout = async (id: string) =>
    (await house.mails()).filter((mail) => mail.text.includes(id)).map((mail) => [mail.recipients.join(), mail.subject]);

  test("is cancelled by a colleague: the request is withdrawn, who ordered is mailed, and the feed tells it", async () => {
    const ordered = await buy();
    const { id } = ordered.body.order;
    const [request] = (await client.get(`/v1/approval-requests?orderId=${id}`)).body.approvalRequests;
    const colleague = clientOf(house.api, await house.addUser(house.partner, { type: "administrator" }));
    expect((await cancel(id, colleague)).status).toBe(202);
    expect(await client.ended(ordered)).toMatchObject({ state: "cancelled", failure: { code: "ORDER_CANCELLED" } });
    await house.settle();
    expect((await client.get(`/v1/subscriptions/${ordered.body.subscription.id}`)).body.state).toBe("failed");
    expect((await client.get(`/v1/approval-requests/${request.id}`)).body.status).toBe("cancelled");
    const told = (await mailsAbout(request.id)).filter(([to]) => to === `owner@${house.partner.contractId}.example`);
    expect(told).toEqual([[expect.anything(), expect.stringContaining("許可リクエストが取り消されました")]]);
    const kinds = async () => {
      const { events } = (await client.get(`/v1/events?limit=200`)).body;
      return events
        .filter((e: { orderId: string; subject: string }) => e.orderId === id || e.subject === request.id)
        .map((e: { kind: string }) => e.kind);
    };
    await expect
      .poll(kinds)
      .toEqual(["subscription.start.accepted", "approval-request.cancelled", "subscription.start.cancelled"]);
    // An answer that comes now lets nothing go.
    await decideApproval(desk, house.partner.contractId, {
      ...{ contractId: child.contractId, menu: "fast-dns", decision: "refused", reason: "遅い回答" },
    });
    await house.settle();
    expect(await state(id)).toBe("cancelled");
  });

  test("does not begin because an order that it follows has ended", async () => {
    child = await addChild(house, house.partner);
    await house.restart.provisioning.stop();
    const change = await client.patch(`/v1/contracts/${child.contractId}`, { customerName: "改名商事" });
    const ordered = await buy();
    expect(ordered.body.order).toMatchObject({ state: "awaiting_approval", waitsFor: [change.body.order.id] });
    await house.restart.provisioning.start();
    expect((await client.ended(change)).state).toBe("succeeded");
    await house.settle();
    expect(await state(ordered.body.order.id)).toBe("awaiting_approval");
    await decideApproval(desk, house.partner.contractId, {
      ...{ contractId: child.contractId, menu: "fast-dns", decision: "approved", reason: "用途を確認" },
    });
    expect((await client.ended(ordered)).state).toBe("succeeded");
  });
});
