import { programmeCategories, programmeMenus } from "@saihan/catalogue";
import { transaction } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addCatalogueVersion,
  editCatalogueVersion,
  endCatalogueVersion,
  listVersions,
  withdrawCatalogueVersion,
} from "../../services/intake-api/src/operator-desk/catalogue-versions.ts";
import { deskScope } from "../../services/intake-api/src/operator-desk/desk.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";

const dayMs = 86_400_000;

describe.skipIf(missingStore)("what the parent switches off, and what operators change", () => {
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

  const start = (menu: string) => client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, menu));
  const set = (body: object) => client.send("PUT", "/v1/menu-control", body);
  const inDays = (days: number) =>
    new Date(house.clock.now().getTime() + 9 * 3_600_000 + days * dayMs).toISOString().slice(0, 10);

  test("every resalable menu begins on; one that may not be resold has no switch", async () => {
    const { body } = await client.get("/v1/menu-control");
    expect([body.revision, body.futureMenus, body.menus.length]).toEqual([0, "on", 41]);
    expect(body.menus.every((menu: { switched: string }) => menu.switched === "on")).toBe(true);
    for (const [menu, code] of [
      ["veeam", "MENU_NOT_RESALABLE"],
      ["no-such-menu", "MENU_NOT_FOUND"],
    ] as const) {
      expect((await set({ menus: { [menu]: "off" } })).body.code).toBe(code);
    }
  });

  test("switched off while in use: operations stop, the resource stays, and it is told beforehand", async () => {
    const accepted = await start("block-storage");
    await client.ended(accepted);
    const { id } = accepted.body.subscription;
    const asked = await set({ menus: { "block-storage": "off" }, dryRun: true });
    expect(asked.body).toMatchObject({ revision: 0, effects: [{ menu: "block-storage", switched: "off", subscriptions: 1 }] });
    const done = await set({ menus: { "block-storage": "off" } });
    expect(done.body).toMatchObject({ revision: 1, effects: asked.body.effects });
    expect(done.body.effects[0].says.en).toContain("charging goes on");
    for (const [action, body] of [
      ["stop", {}],
      ["end", {}],
      ["change-plan", { plan: "other" }],
    ] as const) {
      const reply = await client.post(`/v1/subscriptions/${id}/${action}`, body);
      expect([action, reply.status, reply.body.code]).toEqual([action, 409, "MENU_SWITCHED_OFF"]);
    }
    expect((await client.patch(`/v1/subscriptions/${id}`, { name: "x" })).body.code).toBe("MENU_SWITCHED_OFF");
    const kept = (await client.get(`/v1/subscriptions/${id}`)).body;
    expect([kept.state, kept.events.length, kept.endedAt]).toEqual(["active", 1, null]);
    expect((await set({ menus: { "block-storage": "off" } })).body).toMatchObject({ revision: 1, effects: [] });
    await set({ menus: { "block-storage": "on" } });
    expect((await client.ended(await client.post(`/v1/subscriptions/${id}/stop`))).state).toBe("succeeded");
  });

  test("an order in flight follows the control of its acceptance, and says so", async () => {
    await house.restart.provisioning.stop();
    const accepted = await start("file-storage");
    const before = (await client.get(`/v1/orders/${accepted.body.order.id}`)).body.menuRule;
    expect(before).toMatchObject({ menu: "file-storage", follows: "on", says: null });
    await set({ menus: { "file-storage": "off" } });
    const during = (await client.get(`/v1/orders/${accepted.body.order.id}`)).body;
    expect(during.menuRule).toMatchObject({ follows: "on", revision: before.revision });
    expect(during.menuRule.says.en).toMatch(/switched off at .*; this order follows the control in force when it was accepted/);
    expect(during.menuRule.says.ja).toContain("受付時の設定");
    expect((await start("file-storage")).body.failures.map((f: { code: string }) => f.code)).toEqual(["MENU_SWITCHED_ON"]);
    await house.restart.provisioning.start();
    const ended = await client.ended(accepted);
    expect([ended.state, ended.menuRule.follows]).toEqual(["succeeded", "on"]);
    expect(ended.menuRule.says).toEqual(during.menuRule.says);
  });

  test("orders and a switch at the same time: each order follows the control that stood at its acceptance", async () => {
    const replies = await Promise.all([
      ...Array.from({ length: 8 }, () => start("host-security")),
      set({ menus: { "host-security": "off" } }),
      ...Array.from({ length: 8 }, () => start("host-security")),
    ]);
    const [change] = await house.database.sql<{ at: Date }[]>`
      select at from menu_control_changes where switched ? 'host-security' order by revision desc limit 1`;
    const orders = await house.database.sql<{ acceptedAt: Date }[]>`
      select accepted_at from orders where input ->> 'menu' = 'host-security'`;
    for (const { acceptedAt } of orders) expect(acceptedAt.getTime()).toBeLessThanOrEqual(change?.at.getTime() ?? 0);
    expect(replies.filter((reply) => reply.status === 202)).toHaveLength(orders.length);
    for (const { body } of replies.filter(({ status }) => status === 409)) {
      expect(body.failures.map((f: { code: string }) => f.code)).toEqual(["MENU_SWITCHED_ON"]);
    }
  });

  test("the control is the parent's: an administrator with the right sets it, a general user looks, a child does not", async () => {
    const as = async (user: Parameters<House["addUser"]>[1]) => clientOf(house.api, await house.addUser(house.partner, user));
    const body = { menus: { dns: "off" } };
    const general = await as({ type: "general" });
    expect((await general.get("/v1/menu-control")).status).toBe(200);
    expect((await general.send("PUT", "/v1/menu-control", body)).body.code).toBe("ACTION_NOT_ALLOWED");
    const without = await as({ type: "administrator", rights: ["users"] });
    expect((await without.send("PUT", "/v1/menu-control", body)).body.code).toBe("RIGHT_MISSING");
    const endUser = await as({ type: "administrator", contractId: child.contractId });
    expect((await endUser.get("/v1/menu-control")).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await endUser.send("PUT", "/v1/menu-control", body)).body.code).toBe("ACTION_NOT_ALLOWED");
    expect(
      (
        await (
          await as({ type: "administrator", rights: ["settings"] })
        ).send("PUT", "/v1/menu-control", { menus: { dns: "on" } })
      ).status,
    ).toBe(200);
  });

  describe("versions of the catalogue", () => {
    const version = (id: string, from: string, menus = programmeMenus as readonly object[]) =>
      ({ id, from, to: undefined, categories: programmeCategories, menus }) as Parameters<typeof addCatalogueVersion>[1];
    const added = {
      code: "quantum-storage",
      category: "storage",
      printed: "量子ストレージ",
      name: { ja: "量子ストレージ", en: "Quantum storage" },
      conditions: [],
    };

    test("added for a day to come, edited until it starts, in force from then on; the control's default decides how it begins", async () => {
      expect(await addCatalogueVersion(desk, version("today", inDays(0)))).toMatchObject({
        code: "CATALOGUE_VERSION_NOT_FUTURE",
      });
      expect(await addCatalogueVersion(desk, version("next", inDays(2)))).toMatchObject({ ok: true, status: 201 });
      expect(await addCatalogueVersion(desk, version("twin", inDays(2)))).toMatchObject({
        code: "CATALOGUE_VERSION_START_TAKEN",
      });
      expect(await addCatalogueVersion(desk, version("thin", inDays(3), programmeMenus.slice(1)))).toMatchObject({
        code: "CATALOGUE_MENU_DROPPED",
      });
      const wrong = { ...added, conditions: [{ code: "TERMS_ACCEPTED", terms: "Not A Code" }] };
      expect(await editCatalogueVersion(desk, version("next", inDays(2), [...programmeMenus, wrong]))).toMatchObject({
        code: "CATALOGUE_MENU_INVALID",
      });
      expect(await editCatalogueVersion(desk, version("next", inDays(2), [...programmeMenus, added]))).toMatchObject({
        ok: true,
      });
      await set({ futureMenus: "off" });
      expect((await start("quantum-storage")).body.code).toBe("MENU_NOT_FOUND");
      house.clock.advance(3 * dayMs);
      // The API reads the versions anew twice a second.
      await expect.poll(async () => (await client.get("/v1/menus")).body.version).toBe("next");
      expect((await start("quantum-storage")).body.failures.map((f: { code: string }) => f.code)).toEqual(["MENU_SWITCHED_ON"]);
      await set({ menus: { "quantum-storage": "on" } });
      expect((await client.ended(await start("quantum-storage"))).state).toBe("succeeded");
      expect(await editCatalogueVersion(desk, version("next", inDays(5)))).toMatchObject({ code: "CATALOGUE_VERSION_STARTED" });
      expect(await withdrawCatalogueVersion(desk, "next")).toMatchObject({ code: "CATALOGUE_VERSION_STARTED" });
    });

    test("its end may be set ahead and lifted; a version that has not started may be withdrawn", async () => {
      expect(await endCatalogueVersion(desk, "next", inDays(0))).toMatchObject({ code: "CATALOGUE_VERSION_END_TOO_EARLY" });
      expect(await endCatalogueVersion(desk, "next", inDays(9))).toMatchObject({ ok: true });
      expect(await endCatalogueVersion(desk, "next", undefined)).toMatchObject({ ok: true });
      expect(await addCatalogueVersion(desk, version("later", inDays(30), [...programmeMenus, added]))).toMatchObject({
        ok: true,
      });
      expect(await withdrawCatalogueVersion(desk, "later")).toMatchObject({ ok: true });
      expect(await withdrawCatalogueVersion(desk, "later")).toMatchObject({ code: "CATALOGUE_VERSION_NOT_FOUND" });
      const { versions } = JSON.parse((await listVersions(desk)).body);
      expect(versions.map((v: { id: string; started: boolean }) => [v.id, v.started])).toEqual([
        ["programme", true],
        ["next", true],
      ]);
    });

    test("the database itself keeps what has started, whoever writes", async () => {
      const { sql } = house.database;
      const refused = (statement: PromiseLike<unknown>, message: string) =>
        expect(Promise.resolve(statement)).rejects.toMatchObject({ code: "SA001", message });
      await refused(sql`update catalogue_versions set content = '{}' where id = 'programme'`, "CATALOGUE_VERSION_NOT_STARTED");
      await refused(
        sql`update catalogue_versions set from_day = '2090-01-01' where id = 'programme'`,
        "CATALOGUE_VERSION_NOT_STARTED",
      );
      await refused(sql`delete from catalogue_versions where id = 'programme'`, "CATALOGUE_VERSION_NOT_STARTED");
      await refused(sql`update catalogue_versions set to_day = '2017-01-01' where id = 'programme'`, "CATALOGUE_END_TO_COME");
      await refused(
        sql`insert into catalogue_versions (id, from_day, author, content, created_at) values ('past', '2017-01-01', 'x', '{}', now())`,
        "CATALOGUE_VERSION_TO_COME",
      );
      await sql`update catalogue_versions set to_day = '2090-01-01' where id = 'programme'`;
      await sql`update catalogue_versions set to_day = null where id = 'programme'`;
    });

    test("only an operator's transaction writes what the staff record", async () => {
      const { partnerId, contractId } = { partnerId: house.partner.contractId, contractId: house.partner.contractId };
      const asPartner = { partnerId, contractId, actor: "key:x", userId: "", keyId: "" };
      const write = (scope: typeof asPartner) =>
        transaction(
          desk.db,
          scope,
          (tx) => tx`insert into reseller_agreements (partner_id, id, from_day, names, recorded_by, recorded_at)
                     values (${partnerId}, 'forged', '2001-01-01', '[]', 'x', now())`,
        );
      await expect(write(asPartner)).rejects.toMatchObject({ name: "PolicyRefused" });
      await expect(write({ ...asPartner, actor: "user:ecid1000000001" })).rejects.toMatchObject({ name: "PolicyRefused" });
      await write(deskScope(desk, partnerId));
      await house.database.sql`delete from reseller_agreements where id = 'forged'`;
    });

    test("partners find the operators' desk closed", async () => {
      const reply = await client.post("/v1/operator/catalogue-versions", { id: "x", from: inDays(2), categories: [], menus: [] });
      expect([reply.status, reply.body.code]).toEqual([403, "ACTION_NOT_ALLOWED"]);
      expect((await client.send("PUT", "/v1/operator/agreements/mine", { from: "2020-01-01", names: [] })).body.code).toBe(
        "ACTION_NOT_ALLOWED",
      );
    });
  });
});
