import { type Condition, met, refused } from "../condition.ts";
import { jstDay } from "../day.ts";
import { type Colocation, type Consent, type ConsentTopic, consentTopics, type Facts, type Visit } from "../facts.ts";
import type { SupplyCode } from "../supply.ts";

/** コロケーション接続の注意点. The consents and the visit are asked only where the end user looks after the rack or its equipment. */

const source = "コロケーション接続の注意点";
const yesterday = new Date("2026-04-09T03:00:00Z");
const tomorrow = new Date("2026-04-11T03:00:00Z");

export const colocationRackContracted: Condition<"COLOCATION_RACK_CONTRACTED"> = {
  code: "COLOCATION_RACK_CONTRACTED",
  sentence: {
    ja: "「{menu}」を申し込む前に、コロケーションラックをパートナーが契約していることが必要です。",
    en: "The partner must have contracted the colocation rack before {menu} is ordered.",
  },
  turn: "caller",
  source,
  check: ({ colocation }, { at }) => {
    const from = colocation?.rackContractedFrom;
    return from !== undefined && from <= jstDay(at) ? met : refused(["rack-contract"]);
  },
  examples: [
    { says: "no rack", facts: {}, figures: {}, verdict: "refused", supply: ["rack-contract"] },
    { says: "since today", facts: { colocation: { rackContractedFrom: "2026-04-10" } }, figures: {}, verdict: "allowed" },
    { says: "from tomorrow", facts: { colocation: { rackContractedFrom: "2026-04-11" } }, figures: {}, verdict: "refused" },
  ],
};

export const colocationRackWorkConsent = consentCondition("COLOCATION_RACK_WORK_CONSENT", "rack-work", {
  ja: "ラック内で提供者側の作業者が工事や試験、切り分けを行うことに、パートナーとエンドユーザーの同意が必要です。",
  en: "Partner and end user must consent to opening work, tests and fault work by the provider's people inside the rack.",
});

export const colocationDirectContactConsent = consentCondition("COLOCATION_DIRECT_CONTACT_CONSENT", "direct-contact", {
  ja: "作業が続く間に限り、提供者のサービスデスクとエンドユーザーが直接連絡することに、双方の同意が必要です。",
  en: "Partner and end user must consent to direct contact between the provider's desk and the end user while such work goes on.",
});

export const colocationProviderNameConsent = consentCondition("COLOCATION_PROVIDER_NAME_CONSENT", "provider-name", {
  ja: "作業者が提供者の名でエンドユーザーに応対することに、双方の同意が必要です。",
  en: "Partner and end user must consent that the people act towards the end user in the provider's name.",
});

export const colocationVisitArranged: Condition<"COLOCATION_VISIT_ARRANGED"> = {
  code: "COLOCATION_VISIT_ARRANGED",
  sentence: {
    ja: "ラック内作業への立会いの要否と、立会う場合の担当者・日時・場所を作業者へ伝えることが必要です。",
    en: "The workers must know whether the end user attends the work in the rack and, if so, the contact, the time and the place.",
  },
  turn: "caller",
  source,
  check: (facts, { at }) => {
    if (!concernsEndUser(facts)) return met;
    const missing = missingForVisit(facts.colocation?.visit ?? {}, at);
    return missing.length === 0 ? met : refused(missing);
  },
  examples: [
    {
      says: "nothing is known",
      facts: {},
      figures: {},
      verdict: "refused",
      supply: ["visit-attendance", "visit-contact", "visit-time", "visit-place"],
    },
    {
      says: "the partner looks after the equipment",
      facts: { colocation: { managedBy: "partner" } },
      figures: {},
      verdict: "allowed",
    },
    { says: "nobody attends", facts: { colocation: { visit: { endUserAttends: false } } }, figures: {}, verdict: "allowed" },
    {
      says: "somebody attends, but who, when and where?",
      facts: { colocation: { visit: { endUserAttends: true, contactName: "山田", place: " " } } },
      figures: {},
      verdict: "refused",
      supply: ["visit-contact", "visit-time", "visit-place"],
    },
    {
      says: "all is arranged",
      facts: { colocation: { visit: arranged(tomorrow) } },
      figures: {},
      verdict: "allowed",
    },
    {
      says: "the time has passed",
      facts: { colocation: { visit: arranged(yesterday) } },
      figures: {},
      verdict: "refused",
      supply: ["visit-time"],
    },
  ],
};

type ConsentCode = "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT";

function consentCondition<C extends ConsentCode>(code: C, to: ConsentTopic, sentence: Condition<C>["sentence"]): Condition<C> {
  const by = (who: Consent["by"], at = yesterday): Consent => ({ to, by: who, at });
  const told = (consents: Consent[]): Colocation => ({ managedBy: "end-user", consents });
  const others = consentTopics.filter((topic) => topic !== to);
  return {
    code,
    sentence,
    turn: "caller",
    source,
    check: (facts, { at }) => {
      if (!concernsEndUser(facts)) return met;
      const has = (who: Consent["by"]) =>
        facts.colocation?.consents?.some((c) => c.to === to && c.by === who && c.at <= at) ?? false;
      const missing: SupplyCode[] = [];
      if (!has("partner")) missing.push("partner-consent");
      if (!has("end-user")) missing.push("end-user-consent");
      if (missing.length === 0) return met;
      return missing[0] === "partner-consent" ? refused(missing) : refused(missing, "end-user");
    },
    examples: [
      {
        says: "no consent",
        facts: {},
        figures: {},
        verdict: "refused",
        supply: ["partner-consent", "end-user-consent"],
        turn: "caller",
      },
      {
        says: "only the partner's",
        facts: { colocation: told([by("partner")]) },
        figures: {},
        verdict: "refused",
        supply: ["end-user-consent"],
        turn: "end-user",
      },
      {
        says: "only the end user's",
        facts: { colocation: told([by("end-user")]) },
        figures: {},
        verdict: "refused",
        supply: ["partner-consent"],
        turn: "caller",
      },
      { says: "both", facts: { colocation: told([by("partner"), by("end-user")]) }, figures: {}, verdict: "allowed" },
      {
        says: "the end user's comes after the order",
        facts: { colocation: told([by("partner"), by("end-user", tomorrow)]) },
        figures: {},
        verdict: "refused",
        supply: ["end-user-consent"],
      },
      {
        says: "both, but to other things",
        facts: {
          colocation: told(
            others.flatMap((topic) => [
              { ...by("partner"), to: topic },
              { ...by("end-user"), to: topic },
            ]),
          ),
        },
        figures: {},
        verdict: "refused",
        supply: ["partner-consent", "end-user-consent"],
      },
      {
        says: "the partner looks after the equipment",
        facts: { colocation: { managedBy: "partner" } },
        figures: {},
        verdict: "allowed",
      },
    ],
  };
}

function concernsEndUser({ colocation }: Facts): boolean {
  return colocation?.managedBy !== "partner";
}

function missingForVisit(visit: Visit, at: Date): SupplyCode[] {
  if (visit.endUserAttends === false) return [];
  const missing: SupplyCode[] = [];
  if (visit.endUserAttends === undefined) missing.push("visit-attendance");
  if (isBlank(visit.contactName) || isBlank(visit.contactAddress)) missing.push("visit-contact");
  if (visit.at === undefined || visit.at <= at) missing.push("visit-time");
  if (isBlank(visit.place)) missing.push("visit-place");
  return missing;
}

function arranged(at: Date): Visit {
  return { endUserAttends: true, contactName: "山田", contactAddress: "03-0000-0000", at, place: "正面玄関" };
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}
