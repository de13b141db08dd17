import { type Condition, met, refused } from "../condition.ts";
import { sameLegalName } from "../legal-name.ts";

/** Approvals, contracts elsewhere, and licences. */

const ecl1 = { service: "enterprise-cloud-1", serviceName: { ja: "Enterprise Cloud1.0", en: "Enterprise Cloud 1.0" } };
const vpn = { service: "arcstar-universal-one", serviceName: { ja: "Arcstar Universal One", en: "Arcstar Universal One" } };

export const sameLegalNameCondition: Condition<"SAME_LEGAL_NAME"> = {
  code: "SAME_LEGAL_NAME",
  sentence: {
    ja: "接続先の{serviceName}の契約名義は、パートナーと同じであることが必要です。",
    en: "The {serviceName} contract that is connected must stand in the partner's own legal name.",
  },
  turn: "caller",
  source: "提供メニュー, Enterprise Cloud1.0接続",
  check: ({ partner, contracts }, { figures: { service } }) =>
    sameLegalName(partner.legalName, contracts?.[service]?.legalName ?? "") ? met : refused(["contract-in-same-name"]),
  examples: [
    { says: "no contract stated", facts: {}, figures: ecl1, verdict: "refused", supply: ["contract-in-same-name"] },
    {
      says: "the partner's own, written in another way",
      facts: { contracts: { "enterprise-cloud-1": { legalName: "㈱　山田製作所" } } },
      figures: ecl1,
      verdict: "allowed",
    },
    {
      says: "the end user's",
      facts: { contracts: { "enterprise-cloud-1": { legalName: "みどり商事株式会社" } } },
      figures: ecl1,
      verdict: "refused",
    },
    {
      says: "another company: the form stands behind the name",
      facts: { contracts: { "enterprise-cloud-1": { legalName: "山田製作所株式会社" } } },
      figures: ecl1,
      verdict: "refused",
    },
  ],
};

export const separateContract: Condition<"SEPARATE_CONTRACT"> = {
  code: "SEPARATE_CONTRACT",
  sentence: {
    ja: "「{menu}」には、別途{serviceName}の契約が必要です。",
    en: "{menu} needs a separate contract for {serviceName}.",
  },
  turn: "caller",
  source: "再販時の留意点",
  check: ({ contracts }, { figures: { service } }) =>
    contracts?.[service]?.number?.trim() ? met : refused(["separate-contract-number"]),
  examples: [
    { says: "no number", facts: {}, figures: vpn, verdict: "refused", supply: ["separate-contract-number"] },
    {
      says: "a blank number",
      facts: { contracts: { "arcstar-universal-one": { number: "　" } } },
      figures: vpn,
      verdict: "refused",
    },
    {
      says: "a number",
      facts: { contracts: { "arcstar-universal-one": { number: "N000000001" } } },
      figures: vpn,
      verdict: "allowed",
    },
    {
      says: "the number of another service",
      facts: { contracts: { "global-management-one": { number: "N000000001" } } },
      figures: vpn,
      verdict: "refused",
    },
  ],
};

export const caseByCase: Condition<"CASE_BY_CASE"> = {
  code: "CASE_BY_CASE",
  sentence: {
    ja: "「{menu}」の再販は、提供者が個別に可否を判断します。",
    en: "The provider decides case by case whether {menu} may be resold.",
  },
  turn: "operations",
  source: "提供メニュー, FastDNS, Global Sever Load Balance",
  check: ({ approvals }, { menu, at }) => {
    const answer = approvals?.[menu];
    if (!answer || answer.at > at) return { kind: "needs-approval", supply: ["provider-approval"] };
    return answer.decision === "approved" ? met : refused([], "nobody");
  },
  examples: [
    {
      says: "nobody has decided",
      facts: {},
      figures: {},
      verdict: "needs-approval",
      supply: ["provider-approval"],
      turn: "operations",
    },
    {
      says: "approved",
      facts: { approvals: { "fast-dns": { decision: "approved", at: new Date("2026-04-09T00:00:00Z") } } },
      menu: "fast-dns",
      figures: {},
      verdict: "allowed",
    },
    {
      says: "approved for another menu",
      facts: { approvals: { "fast-dns": { decision: "approved", at: new Date("2026-04-09T00:00:00Z") } } },
      menu: "global-server-load-balance",
      figures: {},
      verdict: "needs-approval",
    },
    {
      says: "refused",
      facts: { approvals: { "fast-dns": { decision: "refused", at: new Date("2026-04-09T00:00:00Z") } } },
      menu: "fast-dns",
      figures: {},
      verdict: "refused",
      supply: [],
      turn: "nobody",
    },
    {
      says: "approved only after the instant asked about",
      facts: { approvals: { "fast-dns": { decision: "approved", at: new Date("2026-04-10T03:00:01Z") } } },
      menu: "fast-dns",
      figures: {},
      verdict: "needs-approval",
    },
  ],
};

export const termsAccepted: Condition<"TERMS_ACCEPTED"> = {
  code: "TERMS_ACCEPTED",
  sentence: {
    ja: "「{menu}」のライセンスは、提供元の規定に従って利用することへの同意が必要です。",
    en: "The licensor's terms for {menu} must be accepted.",
  },
  turn: "caller",
  source: "再販時の留意点, 注釈",
  check: ({ acceptedTerms }, { figures: { terms }, at }) => {
    const accepted = acceptedTerms?.[terms];
    return accepted !== undefined && accepted <= at ? met : refused(["terms-acceptance"]);
  },
  examples: [
    { says: "not accepted", facts: {}, figures: { terms: "os" }, verdict: "refused", supply: ["terms-acceptance"] },
    {
      says: "accepted",
      facts: { acceptedTerms: { os: new Date("2026-04-01T00:00:00Z") } },
      figures: { terms: "os" },
      verdict: "allowed",
    },
    {
      says: "those of another licensor",
      facts: { acceptedTerms: { oracle: new Date("2026-04-01T00:00:00Z") } },
      figures: { terms: "os" },
      verdict: "refused",
    },
  ],
};

export const ownSoftwareChecked: Condition<"OWN_SOFTWARE_CHECKED"> = {
  code: "OWN_SOFTWARE_CHECKED",
  sentence: {
    ja: "「{menu}」で自社開発または購入したソフトウェアを動かす場合は、ライセンス上の問題がないことの確認が必要です。",
    en: "Software of the partner's own may run on {menu} only when its licences were checked.",
  },
  turn: "caller",
  source: "再販時の留意点, 注釈",
  check: ({ ownSoftware }) => (ownSoftware?.runs && !ownSoftware.licencesChecked ? refused(["own-software-check"]) : met),
  examples: [
    { says: "nothing declared", facts: {}, figures: {}, verdict: "allowed" },
    { says: "none runs", facts: { ownSoftware: { runs: false } }, figures: {}, verdict: "allowed" },
    {
      says: "it runs unchecked",
      facts: { ownSoftware: { runs: true } },
      figures: {},
      verdict: "refused",
      supply: ["own-software-check"],
    },
    { says: "it runs, checked", facts: { ownSoftware: { runs: true, licencesChecked: true } }, figures: {}, verdict: "allowed" },
  ],
};
