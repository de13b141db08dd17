import { businessDayBefore, firstBusinessDayOfNextMonth, firstOfNextMonth, jstDay, startOfDay } from "@saihan/catalogue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dutyPage } from "../../services/intake-api/src/duties/routes.ts";
import { markDone } from "../../services/intake-api/src/duties/settle.ts";
import { deskScope } from "../../services/intake-api/src/operator-desk/desk.ts";
import { clientOf } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse } from "../support/house.ts";
import { codeAt } from "../support/people.ts";
import { addChild, openDesk, order, sign } from "../support/resale.ts";

type Duty = { id: string; code: string; state: string; dueOn: string; turn: string };

describe.skipIf(missingStore)("duties that follow from sales", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner, ["wasabi-object-storage"]);
    for (const terms of ["oracle", "anonymisation-software"]) await client.post("/v1/sale-facts/terms", { terms });
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  async function sell(menu: string) {
    const child = await addChild(house, house.partner);
    const accepted = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, menu));
    await client.ended(accepted);
    return { ...child, duty: accepted.body.duties[0] as Duty };
  }
  const stateOf = async (id: string) => {
    const { duties } = (await client.get("/v1/duties?limit=100")).body;
    return duties.find((duty: Duty) => duty.id === id)?.state;
  };
  const reminders = async (id: string) => (await house.mails()).filter((mail) => mail.text.includes(id));

  // Two days into a month the due day lies well ahead.
  beforeAll(() => advanceTo(startOfDay(firstOfNextMonth(jstDay(house.clock.now()))).getTime() + 36 * 3_600_000));

  test("the name by the first business day of the next month: listed, reminded of three business days before, late from the day after", async () => {
    const sold = await sell("anonymisation-software");
    const { duty } = sold;
    const today = jstDay(house.clock.now());
    expect(duty.dueOn).toBe(firstBusinessDayOfNextMonth(today));
    const remindOn = businessDayBefore(duty.dueOn, 3);
    await house.settle();
    expect(await stateOf(duty.id)).toBe("open");
    expect(await reminders(duty.id)).toEqual([]);
    advanceTo(startOfDay(remindOn).getTime() + 8.9 * 3_600_000);
    expect(await stateOf(duty.id)).toBe("due-soon");
    expect(await reminders(duty.id)).toEqual([]);
    advanceTo(startOfDay(remindOn).getTime() + 9.1 * 3_600_000);
    await expect.poll(async () => (await reminders(duty.id)).length).toBe(1);
    const [mail] = await reminders(duty.id);
    expect(mail?.recipients).toEqual([`owner@${house.partner.contractId}.example`]);
    expect(mail?.subject).toContain(duty.dueOn);
    expect(mail?.text).toContain("翌月の第一営業日までに届け出ます。");
    advanceTo(startOfDay(duty.dueOn).getTime() + 86_400_000);
    const late = (await client.get("/v1/duties?standing=overdue")).body;
    expect(late.overdue).toBeGreaterThan(0);
    expect(late.duties.map((one: Duty) => [one.id, one.state])).toContainEqual([duty.id, "overdue"]);
    // Overdue ones of every partner stand in front of the operators.
    const all = await dutyPage(desk, deskScope(desk), { limit: 100, standing: "overdue" });
    expect(all.duties.map(({ id }) => id)).toContain(duty.id);
    await client.send("PUT", `/v1/contracts/${sold.contractId}/end-user-name`, { name: "みどり商事株式会社" });
    expect(await stateOf(duty.id)).toBe("done-late");
  });

  test("one that is due at once is reminded of at once, and not when it was done before the mail went out", async () => {
    await house.restart.relay.stop();
    const hasty = await sellUnrelayed("oracle");
    const done = await client.post(`/v1/duties/${hasty.id}/done`, { evidence: "届出フォーム 受付番号 1" });
    expect([done.status, done.body.state]).toEqual([200, "done"]);
    const slow = await sellUnrelayed("oracle");
    await house.restart.relay.start();
    await house.settle();
    const now = house.clock.now().getTime();
    advanceTo(Math.max(now, startOfDay(slow.dueOn).getTime() + 9.1 * 3_600_000));
    await expect.poll(async () => (await reminders(slow.id)).length).toBe(1);
    expect(await reminders(hasty.id)).toEqual([]);
  });

  test("done once, with evidence; what is the provider's, by the provider", async () => {
    const { duty } = await sell("wasabi-object-storage");
    expect(duty.turn).toBe("operations");
    const settle = (evidence: string) =>
      markDone(
        { db: desk.db, now: desk.now, actor: desk.operator.id, staff: true, scope: deskScope(desk, house.partner.contractId) },
        duty.id,
        evidence,
      );
    expect(await settle("  ")).toMatchObject({ ok: false, code: "DUTY_GROUNDS_MISSING" });
    expect(await settle("Wasabi社への通知 2026-001")).toMatchObject({ ok: true });
    expect(await settle("again")).toMatchObject({ ok: false, code: "DUTY_SETTLED" });
    const told = async () => (await client.get(`/v1/events?subject=${duty.id}`)).body.events;
    await expect.poll(async () => (await told()).length).toBe(2);
    expect((await told()).map(({ kind }: { kind: string }) => kind)).toEqual(["duty.arise", "duty.settle"]);
    // Told is told: later sales under the agreement leave no such duty.
    expect((await sell("wasabi-object-storage")).duty).toBeUndefined();
  });

  test("pages neither repeat nor leave out; another partner sees none of them", async () => {
    for (let i = 0; i < 3; i++) await sell("oracle");
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const path: string = `/v1/duties?limit=2${next ? `&after=${encodeURIComponent(next)}` : ""}`;
      const page: { body: { duties: Duty[]; next: string | null } } = await client.get(path);
      seen.push(...page.body.duties.map(({ id }) => id));
      next = page.body.next;
    }
    const [row] = await house.database.sql<{ n: number }[]>`select count(*)::int as n from duties`;
    expect([seen.length, new Set(seen).size]).toEqual([row?.n, row?.n]);
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.get("/v1/duties")).body.duties).toEqual([]);
    const foreign = await stranger.post(`/v1/duties/${seen[0]}/done`, { evidence: "x" });
    expect([foreign.status, foreign.body.code]).toEqual([404, "DUTY_NOT_FOUND"]);
    expect((await client.get("/v1/duties?after=nonsense")).body.code).toBe("INVALID_PARAMETER");
  });

  test("operators over HTTP: overdue ones of all partners, and what they record for one", async () => {
    const { loginId, password, totpSecret } = await addOperator(house);
    const signIn = { loginId, password, code: codeAt(house, totpSecret) };
    const session = await clientOf(house.api, undefined).post("/v1/operator/sign-in", signIn);
    const staff = { name: "ops", contractId: "", apiKey: session.body.token };
    const anywhere = clientOf(house.api, staff);
    const everywhere = await anywhere.get("/v1/operator/duties?limit=100");
    const [row] = await house.database.sql<{ n: number }[]>`select count(*)::int as n from duties`;
    expect([everywhere.status, everywhere.body.duties.length]).toEqual([200, row?.n]);
    expect((await anywhere.get("/v1/operator/catalogue-versions")).body.versions).toMatchObject([
      { id: "programme", started: true },
    ]);
    const unnamed = await anywhere.send("PUT", "/v1/operator/legal-name", { legalName: "株式会社別のパートナー" });
    expect([unnamed.status, unnamed.body.code]).toEqual([400, "PARTNER_NOT_NAMED"]);
    const named = clientOf(house.api, { ...staff, named: house.stranger.contractId });
    expect((await named.get("/v1/operator/duties")).body.duties).toEqual([]);
    const agreed = await named.send("PUT", "/v1/operator/agreements/A-1", {
      from: "2020-04-01",
      names: ["wasabi-object-storage"],
    });
    expect([agreed.status, agreed.body.agreements]).toEqual([
      200,
      [{ id: "A-1", from: "2020-04-01", to: null, names: ["wasabi-object-storage"] }],
    ]);
    expect((await named.send("PUT", "/v1/operator/legal-name", { legalName: "株式会社別" })).body.legalName).toBe("株式会社別");
    const child = await addChild(house, house.stranger);
    const its = clientOf(house.api, house.stranger);
    const sold = await its.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "wasabi-object-storage"));
    const [duty] = sold.body.duties;
    expect(duty).toMatchObject({ code: "CONTRACTOR_TOLD_TO_PARTY", turn: "operations" });
    const done = await named.post(`/v1/duties/${duty.id}/done`, { evidence: "通知 2026-002" });
    expect([done.status, done.body.state, done.body.settled.by]).toEqual([200, "done", "operator:op-operations"]);
    const waiting = await its.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "fast-dns"));
    const approval = { contractId: child.contractId, menu: "fast-dns", decision: "approved", reason: "用途を確認" };
    expect((await named.post("/v1/operator/approvals", approval)).status).toBe(200);
    expect((await its.ended(waiting)).state).toBe("succeeded");
  });

  async function sellUnrelayed(menu: string): Promise<Duty> {
    await house.restart.relay.start();
    const child = await addChild(house, house.partner);
    await house.restart.relay.stop();
    const accepted = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, menu));
    return accepted.body.duties[0];
  }

  function advanceTo(ms: number): void {
    house.clock.advance(Math.max(0, ms - house.clock.now().getTime()));
  }
});
