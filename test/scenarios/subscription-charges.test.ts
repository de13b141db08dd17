import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPrices } from "../support/billing.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";

describe.skipIf(missingStore)("charges of subscriptions", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  let child: Child;
  beforeAll(async () => {
    house = await openHouse();
    await addPrices(house.db);
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner);
    child = await addChild(house, house.partner);
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const act = async (id: string, action: string, body = {}) => {
    const reply = await client.post(`/v1/subscriptions/${id}/${action}`, body);
    expect((await client.ended(reply)).state).toBe("succeeded");
  };
  const start = async (menu: string, plan: string): Promise<string> => {
    const reply = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, menu, { plan }));
    expect((await client.ended(reply)).state).toBe("succeeded");
    return reply.body.subscription.id;
  };
  const charged = (id: string) => house.database.sql`
    select r.menu, r.tenant_id, r.started_at, r.ended_at, p.from_at, p.plan, p.size::text
      from billable_resources r join billable_plans p on p.resource = r.no where r.resource_id = ${id} order by p.from_at`;

  test("follow its events: they begin, change plan and end with the instant of each event; stopping changes nothing", async () => {
    const id = await start("block-storage", "100gb");
    await act(id, "change-plan", { plan: "4iops-250gb" });
    await act(id, "stop");
    const running = await charged(id);
    await act(id, "resume");
    await act(id, "end");
    const { events } = (await client.get(`/v1/subscriptions/${id}`)).body;
    const at = (kind: string) => new Date(events.find((event: { kind: string }) => event.kind === kind).at);
    const [first, second] = await charged(id);
    const of = { menu: "Block storage", tenantId: child.tenantId, startedAt: at("started"), endedAt: at("ended") };
    expect(first).toEqual({ ...of, fromAt: at("started"), plan: "2 IOPS/GB", size: "100" });
    expect(second).toEqual({ ...of, fromAt: at("plan-changed"), plan: "4 IOPS/GB", size: "250" });
    expect(running.map(({ endedAt }) => endedAt)).toEqual([null, null]);
  });

  test("a plan without a size is one of its kind", async () => {
    const id = await start("backup", "standard");
    expect((await charged(id)).map(({ menu, plan, size }) => [menu, plan, size])).toEqual([["Backup", "standard", "1"]]);
  });

  test("a plan that the price list does not know keeps its codes, and a menu keeps its price list's menu", async () => {
    const [known, unknown] = [await start("file-storage", "gold"), await start("enterprise-cloud-2-connection", "gold")];
    expect((await charged(known)).map(({ menu, plan, size }) => [menu, plan, size])).toEqual([["File storage", "gold", "1"]]);
    expect((await charged(unknown)).map(({ menu, plan }) => [menu, plan])).toEqual([["enterprise-cloud-2-connection", "gold"]]);
  });
});
