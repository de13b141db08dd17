import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFacts, anyInstant, anyMenu, handedIn } from "../test/facts.ts";
import { exampleFacts } from "./condition.ts";
import { type Explanation, explainEligibility, standingConditions } from "./eligibility.ts";
import type { Facts } from "./facts.ts";
import { hasCondition, type Menu } from "./menu.ts";
import { programmeMenus } from "./programme.ts";
import { supplies } from "./supply.ts";

const at = new Date("2026-04-10T03:00:00Z");
const agreement = { id: "agreement-1", from: "2020-04-01", names: [] };
const signed: Facts = { ...exampleFacts, agreement };

describe("what a partner is told", () => {
  /** With a signed agreement and nothing else. */
  test.each([
    ["block-storage", "allowed", [], []],
    ["veeam", "refused", ["NOT_RESALABLE"], []],
    ["power-systems", "refused", ["NOT_RESALABLE"], []],
    ["hybrid-cloud-azure", "refused", ["NOT_RESALABLE"], []],
    ["hybrid-cloud-gcp", "refused", ["NOT_RESALABLE"], []],
    ["wasabi-object-storage", "refused", ["AGREEMENT_NAMES_MENU"], []],
    ["firewall", "refused", ["NO_NEW_SALES"], []],
    ["enterprise-cloud-1-connection", "refused", ["SAME_LEGAL_NAME"], []],
    ["oracle", "refused", ["TERMS_ACCEPTED"], ["END_USER_NAME_ON_ORDER 2026-04-10"]],
    ["anonymisation-software", "refused", ["TERMS_ACCEPTED"], ["END_USER_NAME_NEXT_MONTH 2026-05-01"]],
    ["fast-dns", "needs-approval", ["CASE_BY_CASE"], []],
    ["global-server-load-balance", "needs-approval", ["CASE_BY_CASE"], []],
    ["vpn-connection", "refused", ["SEPARATE_CONTRACT"], []],
    ["remote-data-centre-connection", "refused", ["SEPARATE_CONTRACT"], []],
    ["managed-option", "refused", ["SEPARATE_CONTRACT"], []],
    [
      "colocation-connection",
      "refused",
      [
        "COLOCATION_RACK_CONTRACTED",
        "COLOCATION_RACK_WORK_CONSENT",
        "COLOCATION_DIRECT_CONTACT_CONSENT",
        "COLOCATION_PROVIDER_NAME_CONSENT",
        "COLOCATION_VISIT_ARRANGED",
      ],
      [],
    ],
  ])("%s: %s", (code, verdict, failing, duties) => {
    const explained = explainEligibility(menu(code), signed, at);
    expect([explained.verdict, explained.eligible]).toEqual([verdict, verdict === "allowed"]);
    expect(failing).toEqual(codes(explained));
    expect(explained.duties.map((duty) => `${duty.code} ${duty.dueOn}`)).toEqual(duties);
  });

  test("every failing rule, not only the first", () => {
    const facts = { ...exampleFacts, switchedOff: ["fast-dns"] };
    const explained = explainEligibility(menu("fast-dns"), facts, at);
    expect(codes(explained)).toEqual(["RESELLER_AGREEMENT", "MENU_SWITCHED_ON", "CASE_BY_CASE"]);
    expect(explained.verdict).toBe("refused");
  });

  test("in both languages, with whose turn it is and what to hand in", () => {
    const [failure] = explainEligibility(menu("vpn-connection"), signed, at).failures;
    expect(failure).toEqual({
      code: "SEPARATE_CONTRACT",
      verdict: "refused",
      sentence: {
        ja: "「VPN接続」には、別途Arcstar Universal Oneの契約が必要です。",
        en: "VPN connection needs a separate contract for Arcstar Universal One.",
      },
      turn: "caller",
      supply: [{ code: "separate-contract-number", says: supplies["separate-contract-number"] }],
      source: "再販時の留意点",
    });
  });

  test("the firewall names the day and the successor", () => {
    const [failure] = explainEligibility(menu("firewall"), signed, at).failures;
    expect(failure?.sentence.en).toBe(
      "Firewall (Brocade 5600 vRouter) is not sold anew from 2017-07-01; existing use goes on. Its successor is Managed Firewall.",
    );
    expect(failure?.supply).toEqual([]);
  });

  test("an agreement that names Wasabi allows the sale and leaves one duty per agreement", () => {
    const facts = { ...signed, agreement: { ...agreement, names: ["wasabi-object-storage"] } };
    const explained = explainEligibility(menu("wasabi-object-storage"), facts, at);
    expect(explained.verdict).toBe("allowed");
    expect(explained.duties.map(({ key, turn }) => [key, turn])).toEqual([
      ["CONTRACTOR_TOLD_TO_PARTY:Wasabi:agreement-1", "operations"],
    ]);
  });

  test("what is in use goes on without new duties", () => {
    const facts = {
      ...signed,
      inUseSince: new Date("2017-01-01T00:00:00Z"),
      acceptedTerms: { oracle: new Date("2017-01-01T00:00:00Z") },
    };
    expect(explainEligibility(menu("firewall"), facts, at).verdict).toBe("allowed");
    expect(explainEligibility(menu("oracle"), facts, at)).toMatchObject({ verdict: "allowed", duties: [] });
  });
});

describe("whatever the facts", () => {
  const runs = { numRuns: 3000 };

  test("what may not be resold is never eligible", () => {
    const excluded = programmeMenus.filter((m) => hasCondition(m, "NOT_RESALABLE"));
    expect(excluded).toHaveLength(4);
    fc.assert(
      fc.property(fc.constantFrom(...excluded), anyFacts, anyInstant, (m, facts, when) => {
        expect(explainEligibility(m, facts, when).verdict).toBe("refused");
      }),
      runs,
    );
  });

  test("handing in what a failure asks for ends that failure and adds none", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const before = explainEligibility(m, facts, when);
        for (const failure of before.failures.filter(({ supply }) => supply.length > 0)) {
          if (failure.code === "SAME_LEGAL_NAME" && facts.partner.legalName === "") continue;
          const after = failure.supply.reduce((known, { code }) => handedIn(known, m, failure.code, code, when), facts);
          const left = codes(explainEligibility(m, after, when));
          expect(left).not.toContain(failure.code);
          expect(codes(before)).toEqual(expect.arrayContaining(left));
        }
      }),
      runs,
    );
  });

  test("handing in one thing of several never adds a failure either", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const before = explainEligibility(m, facts, when);
        for (const { code, supply } of before.failures) {
          for (const one of supply) {
            const left = codes(explainEligibility(m, handedIn(facts, m, code, one.code, when), when));
            expect(codes(before)).toEqual(expect.arrayContaining(left));
          }
        }
      }),
      runs,
    );
  });

  test("handing in everything makes it eligible, unless something cannot be handed in", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const named = { ...facts, partner: { legalName: "株式会社山田製作所" } };
        const before = explainEligibility(m, named, when);
        const after = before.failures
          .flatMap(({ code, supply }) => supply.map((one) => [code, one.code] as const))
          .reduce((known, [code, supply]) => handedIn(known, m, code, supply, when), named);
        const hopeless = before.failures.some(({ supply }) => supply.length === 0);
        expect(explainEligibility(m, after, when).eligible).toBe(!hopeless);
      }),
      runs,
    );
  });

  test("handing in what a duty asks for leaves no duty", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const after = explainEligibility(m, facts, when)
          .duties.flatMap(({ code, supply }) => supply.map((one) => [code, one.code] as const))
          .reduce((known, [code, supply]) => handedIn(known, m, code, supply, when), facts);
        expect(explainEligibility(m, after, when).duties).toEqual([]);
      }),
      runs,
    );
  });

  test("each condition is asked by itself: together they fail exactly where one of them fails alone", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const alone = [undefined, ...m.conditions].flatMap((only) => {
          const bare: Menu = { ...m, conditions: only ? [only] : [] };
          const failing = codes(explainEligibility(bare, facts, when));
          return only ? failing.filter((code) => code === only.code) : failing;
        });
        expect(codes(explainEligibility(m, facts, when))).toEqual(alone);
      }),
      runs,
    );
  });

  test("the answer hangs together and leaves no hole in a sentence", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (m, facts, when) => {
        const { verdict, eligible, failures, duties } = explainEligibility(m, facts, when);
        expect(eligible).toBe(failures.length === 0);
        const worst = failures.some((f) => f.verdict === "refused")
          ? "refused"
          : failures.length > 0
            ? "needs-approval"
            : "allowed";
        expect(verdict).toBe(worst);
        expect(facts.inUseSince === undefined || duties.length === 0).toBe(true);
        for (const { sentence } of [...failures, ...duties]) expect(sentence.ja + sentence.en).not.toMatch(/[{}]/);
      }),
      runs,
    );
  });

  test("the standing conditions are asked for every menu", () => {
    const facts = { ...exampleFacts, switchedOff: programmeMenus.map(({ code }) => code) };
    for (const m of programmeMenus) {
      expect(codes(explainEligibility(m, facts, at)).slice(0, 2)).toEqual(standingConditions.map(({ code }) => code));
    }
  });
});

function menu(code: string): Menu {
  const found = programmeMenus.find((m) => m.code === code);
  if (!found) throw new Error(`no menu ${code}`);
  return found;
}

function codes({ failures }: Explanation) {
  return failures.map(({ code }) => code);
}
