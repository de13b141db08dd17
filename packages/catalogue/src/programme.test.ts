import { describe, expect, test } from "vitest";
import { type Remark, separateRows, tableRows } from "../test/programme-rows.ts";
import type { MenuCondition } from "./condition.ts";
import { type Menu, resaleStatus } from "./menu.ts";
import { programmeCategories, programmeMenus } from "./programme.ts";

const categoryName = (menu: Menu) => programmeCategories.find(({ code }) => code === menu.category)?.name.ja;
const named = (printed: string) => programmeMenus.find((menu) => menu.printed === printed);

/** Conditions from the note on licences, which names no rows. */
const fromLicenceNote = ["TERMS_ACCEPTED", "OWN_SOFTWARE_CHECKED"];

describe("the table, typed twice", () => {
  test("the same rows in the same order", () => {
    const served = programmeMenus.map((menu) => [categoryName(menu), menu.printed]);
    const typed = tableRows.map(([category, printed]) => [category, printed]);
    const separate = separateRows.map(([printed]) => ["別契約が必要なメニュー", printed]);
    expect(served).toEqual([...typed, ...separate]);
    expect(typed).toHaveLength(42);
  });

  test.each(tableRows)("%s / %s %s", (_category, printed, mark, remarks) => {
    const menu = named(printed);
    const fromTable = menu?.conditions.filter(({ code }) => !fromLicenceNote.includes(code)).map(inJapanese);
    expect(fromTable).toEqual([...(mark === "×" ? [{ code: "NOT_RESALABLE" }] : []), ...remarks.flatMap(meaning)]);
    expect(menu && resaleStatus(menu) === "not-resalable").toBe(mark === "×");
  });

  test.each(separateRows)("%s needs a contract for %s", (printed, service) => {
    expect(named(printed)?.conditions.map(inJapanese)).toMatchObject([{ code: "SEPARATE_CONTRACT", serviceName: service }]);
  });

  test("the three other contracts are told apart", () => {
    const services = separateRows.map(([printed]) => named(printed)?.conditions[0]).map((c) => c && "service" in c && c.service);
    expect(new Set(services).size).toBe(3);
  });

  test("where software is licensed, its terms are asked, each its own", () => {
    const licensed = programmeMenus.flatMap(({ code, conditions }) =>
      conditions.flatMap((c) => (c.code === "TERMS_ACCEPTED" ? [[code, c.terms]] : [])),
    );
    const expected =
      "os vsphere hyper-v guest-image sap-hana oracle sql-server hulft windows-server-rds-sal arcserve anonymisation-software";
    expect(licensed).toEqual(expected.split(" ").map((code) => [code, code]));
  });
});

test("codes are unique, names stand in both languages, categories exist", () => {
  expect(new Set(programmeMenus.map(({ code }) => code)).size).toBe(programmeMenus.length);
  for (const menu of programmeMenus) {
    expect(menu.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(menu.name.ja && menu.name.en && categoryName(menu)).toBeTruthy();
    // English names are in Latin script.
    expect(menu.name.en).toMatch(/^[\x20-\x7e]+$/);
  }
});

test("a slip of the table is kept as printed and shown corrected; every other menu is shown as printed", () => {
  const corrected = programmeMenus.filter((menu) => menu.name.ja !== menu.printed);
  expect(corrected.map(({ printed, name }) => [printed, name.ja, name.en])).toEqual([
    ["Global Sever Load Balance", "Global Server Load Balance", "Global Server Load Balance"],
  ]);
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
      // The rack; consent to work in it, to direct contact, to the provider's name; the visit.
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

/** A condition with its figures, the Japanese alone of what stands in two languages. */
function inJapanese(condition: MenuCondition): object {
  return Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, typeof value === "object" ? value.ja : value]));
}
