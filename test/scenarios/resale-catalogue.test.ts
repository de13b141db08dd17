import { programmeCategories, programmeMenus } from "@saihan/catalogue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Remark, separateRows, tableRows } from "../../packages/catalogue/test/programme-rows.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child, openDesk, sign } from "../support/resale.ts";

interface ServedMenu {
  code: string;
  category: { name: { ja: string } };
  printed: string;
  name: { ja: string; en: string };
  status: string;
  conditions: { code: string; figures: Record<string, string | { ja: string; en: string }>; says: { ja: string; en: string } }[];
}

/** From the note on licences, which names no rows of the table. */
const fromLicenceNote = ["TERMS_ACCEPTED", "OWN_SOFTWARE_CHECKED"];

describe.skipIf(missingStore)("the catalogue that is served, beside the programme's table typed a second time", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  let child: Child;
  let menus: ServedMenu[];
  beforeAll(async () => {
    house = await openHouse();
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner);
    child = await addChild(house, house.partner);
    menus = (await client.get("/v1/menus")).body.menus;
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const named = (printed: string) => menus.find((menu) => menu.printed === printed);

  test("the same rows in the same order", () => {
    const typed = tableRows.map(([category, printed]) => [category, printed]);
    const separate = separateRows.map(([printed]) => ["別契約が必要なメニュー", printed]);
    expect(menus.map((menu) => [menu.category.name.ja, menu.printed])).toEqual([...typed, ...separate]);
  });

  test.each(tableRows)("%s / %s %s", (_category, printed, mark, remarks) => {
    const menu = named(printed);
    const served = menu?.conditions.filter(({ code }) => !fromLicenceNote.includes(code)).map(inJapanese);
    expect(served).toEqual([...(mark === "×" ? [{ code: "NOT_RESALABLE" }] : []), ...remarks.flatMap(meaning)]);
    expect(menu?.status === "not-resalable").toBe(mark === "×");
    for (const { says } of menu?.conditions ?? []) expect(`${says.ja} ${says.en}`).not.toMatch(/[{}]|undefined/);
  });

  test.each(separateRows)("%s needs a contract for %s", (printed, service) => {
    expect(named(printed)?.conditions.map(inJapanese)).toMatchObject([{ code: "SEPARATE_CONTRACT", serviceName: service }]);
  });

  test("the first version in the database is the programme of the package, word for word", async () => {
    const [row] = await house.database.sql`select content from catalogue_versions where id = 'programme'`;
    expect(row?.content).toEqual(JSON.parse(JSON.stringify({ categories: programmeCategories, menus: programmeMenus })));
  });

  test("for one child: what it may buy, and what stands in the way", async () => {
    const served = (await client.get(`/v1/contracts/${child.contractId}/menus`)).body;
    expect(served.version).toBe("programme");
    expect(served.menus.map((menu: ServedMenu) => menu.code)).toEqual(menus.map(({ code }) => code));
    const verdicts = Object.fromEntries(
      served.menus.map((menu: { code: string; verdict: string; failing: string[] }) => [
        menu.code,
        [menu.verdict, ...menu.failing],
      ]),
    );
    expect(verdicts).toMatchObject({
      "block-storage": ["allowed"],
      veeam: ["refused", "NOT_RESALABLE"],
      "wasabi-object-storage": ["refused", "AGREEMENT_NAMES_MENU"],
      firewall: ["refused", "NO_NEW_SALES"],
      "fast-dns": ["needs-approval", "CASE_BY_CASE"],
      "vpn-connection": ["refused", "SEPARATE_CONTRACT"],
    });
    const parent = await client.get(`/v1/contracts/${house.partner.contractId}/menus`);
    expect([parent.status, parent.body.code]).toEqual([409, "CONTRACT_IS_PARENT"]);
  });

  test("a partner without an agreement is told so for every menu, beside what else is missing", async () => {
    const stranger = clientOf(house.api, house.stranger);
    const other = await addChild(house, house.stranger);
    const reply = await stranger.post("/v1/eligibility:explain", { contractId: other.contractId });
    expect(reply.status).toBe(200);
    expect(reply.body.explanations).toHaveLength(menus.length);
    for (const { failures } of reply.body.explanations) expect(failures[0].code).toBe("RESELLER_AGREEMENT");
    const colocation = reply.body.explanations.find((one: { menu: string }) => one.menu === "colocation-connection");
    expect(colocation.failures.map((failure: { code: string; turn: string }) => [failure.code, failure.turn])).toEqual([
      ["RESELLER_AGREEMENT", "caller"],
      ["COLOCATION_RACK_CONTRACTED", "caller"],
      ["COLOCATION_RACK_WORK_CONSENT", "caller"],
      ["COLOCATION_DIRECT_CONTACT_CONSENT", "caller"],
      ["COLOCATION_PROVIDER_NAME_CONSENT", "caller"],
      ["COLOCATION_VISIT_ARRANGED", "caller"],
    ]);
    for (const failure of colocation.failures) {
      expect(failure.says.ja).toMatch(/。$/);
      expect(failure.says.en).toMatch(/\.$/);
      expect(failure.supply.length).toBeGreaterThan(0);
    }
  });

  test("nobody asks about a contract that is not theirs, or a menu that is not there", async () => {
    const stranger = clientOf(house.api, house.stranger);
    const foreign = await stranger.post("/v1/eligibility:explain", { contractId: child.contractId });
    expect([foreign.status, foreign.body.code]).toEqual([404, "CONTRACT_NOT_FOUND"]);
    expect((await stranger.get(`/v1/contracts/${child.contractId}/menus`)).body.code).toBe("CONTRACT_NOT_FOUND");
    const unknown = await client.post("/v1/eligibility:explain", { contractId: child.contractId, menus: ["no-such-menu"] });
    expect([unknown.status, unknown.body.code]).toEqual([404, "MENU_NOT_FOUND"]);
  });

  /** What a remark comes to in the catalogue. */
  function meaning(remark: Remark): object[] {
    switch (remark.fact) {
      case "agreement must name":
        return remark.thing === named("Wasabiオブジェクトストレージ")?.printed ? [{ code: "AGREEMENT_NAMES_MENU" }] : [];
      case "party is told contractor's name and address":
        return [{ code: "CONTRACTOR_TOLD_TO_PARTY", party: remark.party }];
      case "no new sales": {
        const { product, from: since, successor: successorName } = remark;
        return [{ code: "NO_NEW_SALES", product, since, successor: named(remark.successorIn)?.code, successorName }];
      }
      case "see the notes on colocation":
        return [
          { code: "COLOCATION_RACK_CONTRACTED" },
          { code: "COLOCATION_RACK_WORK_CONSENT" },
          { code: "COLOCATION_DIRECT_CONTACT_CONSENT" },
          { code: "COLOCATION_PROVIDER_NAME_CONSENT" },
          { code: "COLOCATION_VISIT_ARRANGED" },
        ];
      case "contract of the other side in the partner's name":
        return [{ code: "SAME_LEGAL_NAME", service: "enterprise-cloud-1", serviceName: remark.service }];
      case "end user's name to be given":
        return [{ code: remark.by === "not said" ? "END_USER_NAME_ON_ORDER" : "END_USER_NAME_NEXT_MONTH" }];
      case "may be refused, told individually":
        return [{ code: "CASE_BY_CASE" }];
    }
  }
});

function inJapanese({ code, figures }: ServedMenu["conditions"][number]): object {
  const entries = Object.entries(figures).map(([key, value]) => [key, typeof value === "string" ? value : value.ja]);
  return { code, ...Object.fromEntries(entries) };
}
