import fc from "fast-check";
import type { ConditionCode } from "../src/condition.ts";
import type { ConsentTopic, Facts } from "../src/facts.ts";
import type { Menu } from "../src/menu.ts";
import { programmeMenus } from "../src/programme.ts";
import type { SupplyCode } from "../src/supply.ts";

/** Facts of every kind, near the edges of the conditions, and the act of handing in what a failure asks for. */

const codes = programmeMenus.map(({ code }) => code);
const services = ["enterprise-cloud-1", "arcstar-universal-one", "arcstar-universal-one-dc", "global-management-one"];
const day = fc.constantFrom("2015-01-01", "2017-07-01", "2024-01-01", "2026-04-10", "2026-04-11", "2027-01-01");
const instant = fc.date({ min: new Date("2016-01-01"), max: new Date("2029-12-31"), noInvalidDate: true });
const legalName = fc.constantFrom("株式会社山田製作所", "㈱山田製作所", "みどり商事株式会社", "");
const text = fc.constantFrom("", " ", "山田", "正面玄関");

export const anyInstant = instant;

export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    contractId: fc.constant("econ0000000001"),
    partner: fc.record({ legalName }),
    agreement: fc.record(
      {
        id: fc.constantFrom("agreement-1", "agreement-2"),
        from: day,
        to: day,
        names: fc.subarray(codes, { maxLength: 4 }),
        contractorGivenTo: fc.dictionary(fc.constantFrom("Wasabi", "Other"), instant),
      },
      { requiredKeys: ["id", "from", "names"] },
    ),
    switchedOff: fc.subarray(codes, { maxLength: 5 }),
    inUseSince: instant,
    contracts: fc.dictionary(fc.constantFrom(...services), fc.record({ number: text, legalName }, { requiredKeys: [] })),
    approvals: fc.dictionary(
      fc.constantFrom(...codes),
      fc.record({ decision: fc.constantFrom("approved", "refused"), at: instant }),
      { maxKeys: 10 },
    ),
    endUserNameGivenAt: instant,
    colocation: fc.record(
      {
        rackContractedFrom: day,
        managedBy: fc.constantFrom("partner", "end-user"),
        consents: fc.array(
          fc.record({
            to: fc.constantFrom("rack-work", "direct-contact", "provider-name"),
            by: fc.constantFrom("partner", "end-user"),
            at: instant,
          }),
          { maxLength: 8 },
        ),
        visit: fc.record(
          { endUserAttends: fc.boolean(), contactName: text, contactAddress: text, at: instant, place: text },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    acceptedTerms: fc.dictionary(fc.constantFrom("os", "oracle", "vsphere", "sql-server"), instant),
    ownSoftware: fc.record({ runs: fc.boolean(), licencesChecked: fc.boolean() }, { requiredKeys: ["runs"] }),
  },
  { requiredKeys: ["contractId", "partner"] },
);

export const anyMenu = fc.constantFrom(...programmeMenus);

const topicOf: Partial<Record<ConditionCode, ConsentTopic>> = {
  COLOCATION_RACK_WORK_CONSENT: "rack-work",
  COLOCATION_DIRECT_CONTACT_CONSENT: "direct-contact",
  COLOCATION_PROVIDER_NAME_CONSENT: "provider-name",
};

/** The facts after one thing that a failing condition asked for has been handed in. */
export function handedIn(facts: Facts, menu: Menu, code: ConditionCode, supply: SupplyCode, at: Date): Facts {
  const stated = menu.conditions.find((condition) => condition.code === code);
  const agreement = { id: "agreement-new", from: "2010-01-01", names: facts.agreement?.names ?? [] };
  const service = stated && "service" in stated ? stated.service : "";
  const contract = facts.contracts?.[service];
  const visit = { ...facts.colocation?.visit };
  const visiting = (change: object): Facts => ({ ...facts, colocation: { ...facts.colocation, visit: { ...visit, ...change } } });
  const consenting = (by: "partner" | "end-user"): Facts => {
    const to = topicOf[code];
    if (!to) throw new Error(`${code} asks for no consent`);
    return { ...facts, colocation: { ...facts.colocation, consents: [...(facts.colocation?.consents ?? []), { to, by, at }] } };
  };
  switch (supply) {
    case "reseller-agreement":
      return { ...facts, agreement };
    case "agreement-naming-menu":
      return { ...facts, agreement: { ...agreement, names: [...agreement.names, menu.code] } };
    case "menu-switched-on":
      return { ...facts, switchedOff: facts.switchedOff?.filter((off) => off !== menu.code) };
    case "contract-in-same-name":
      return { ...facts, contracts: { ...facts.contracts, [service]: { ...contract, legalName: facts.partner.legalName } } };
    case "separate-contract-number":
      return { ...facts, contracts: { ...facts.contracts, [service]: { ...contract, number: "N000000001" } } };
    case "provider-approval":
      return { ...facts, approvals: { ...facts.approvals, [menu.code]: { decision: "approved", at } } };
    case "rack-contract":
      return { ...facts, colocation: { ...facts.colocation, rackContractedFrom: "2010-01-01" } };
    case "partner-consent":
      return consenting("partner");
    case "end-user-consent":
      return consenting("end-user");
    case "visit-attendance":
      return visiting({ endUserAttends: true });
    case "visit-contact":
      return visiting({ contactName: "山田", contactAddress: "03-0000-0000" });
    case "visit-time":
      return visiting({ at: new Date(at.getTime() + 1) });
    case "visit-place":
      return visiting({ place: "正面玄関" });
    case "terms-acceptance":
      return { ...facts, acceptedTerms: { ...facts.acceptedTerms, [stated && "terms" in stated ? stated.terms : ""]: at } };
    case "own-software-check":
      return { ...facts, ownSoftware: { runs: true, licencesChecked: true } };
    case "end-user-name":
      return { ...facts, endUserNameGivenAt: at };
    case "contractor-name-and-address":
      if (!facts.agreement) throw new Error("there is no contractor without an agreement");
      return {
        ...facts,
        agreement: { ...facts.agreement, contractorGivenTo: { ...facts.agreement.contractorGivenTo, Wasabi: at } },
      };
  }
}
