import { type Condition, type Finding, met } from "../condition.ts";
import { jstDay } from "../day.ts";
import { type DueRule, dueOn } from "../due.ts";
import type { Facts, ResellerAgreement } from "../facts.ts";
import { agreementInForce } from "./sale.ts";

/** Names that must be passed on. They do not stop a sale; they leave a duty behind. */

const agreement: ResellerAgreement = { id: "agreement-1", from: "2020-04-01", names: ["wasabi-object-storage"] };
const wasabi = { menu: "wasabi-object-storage", figures: { party: "Wasabi" } } as const;

/**
 * The programme tells the party when the agreement is concluded. The provider's staff do it; it is due, by our choice, on the day of
 * the first sale under the agreement at the latest. One duty per agreement.
 */
export const contractorToldToParty: Condition<"CONTRACTOR_TOLD_TO_PARTY"> = {
  code: "CONTRACTOR_TOLD_TO_PARTY",
  sentence: {
    ja: "「{menu}」を明記した契約の契約者の名義と住所は、{party}社へ通知します。",
    en: "{party} is told the name and address of the contractor whose agreement names {menu}.",
  },
  turn: "operations",
  source: "提供メニュー, Wasabiオブジェクトストレージ",
  check: (facts, { menu, figures: { party }, at }) => {
    const naming = agreementInForce(facts.agreement, jstDay(at));
    if (!naming?.names.includes(menu) || given(naming.contractorGivenTo?.[party], at)) return met;
    return {
      kind: "creates-duty",
      supply: ["contractor-name-and-address"],
      dueOn: dueOn("same-day", at),
      key: `CONTRACTOR_TOLD_TO_PARTY:${party}:${naming.id}`,
    };
  },
  examples: [
    {
      ...wasabi,
      says: "the first sale under the agreement",
      facts: { agreement },
      verdict: "creates-duty",
      supply: ["contractor-name-and-address"],
      dueOn: "2026-04-10",
      turn: "operations",
    },
    {
      ...wasabi,
      says: "already told",
      facts: { agreement: { ...agreement, contractorGivenTo: { Wasabi: new Date("2020-04-01T01:00:00Z") } } },
      verdict: "allowed",
    },
    {
      ...wasabi,
      says: "another party was told",
      facts: { agreement: { ...agreement, contractorGivenTo: { Other: new Date("2020-04-01T01:00:00Z") } } },
      verdict: "creates-duty",
      dueOn: "2026-04-10",
    },
    { ...wasabi, says: "no agreement names the menu, so there is nothing to tell", facts: {}, verdict: "allowed" },
  ],
};

/** The programme sets no day: with the order. A name that comes with the order, or came before, leaves nothing to do. */
export const endUserNameOnOrder: Condition<"END_USER_NAME_ON_ORDER"> = {
  code: "END_USER_NAME_ON_ORDER",
  sentence: {
    ja: "「{menu}」を利用するエンドユーザーの名義を、申し込みの日に届け出ます。",
    en: "The name of the end user of {menu} is given to the provider on the day of the order.",
  },
  turn: "caller",
  source: "提供メニュー, Oracle",
  check: (facts, { menu, at }) => endUserNameDuty("END_USER_NAME_ON_ORDER", facts, menu, at, "same-day"),
  examples: [
    {
      says: "no name yet: due the same day in Japan",
      facts: {},
      figures: {},
      verdict: "creates-duty",
      supply: ["end-user-name"],
      dueOn: "2026-04-10",
      turn: "caller",
    },
    {
      says: "an order late in the evening, UTC, falls on the next day in Japan",
      facts: {},
      figures: {},
      at: "2026-04-10T20:00:00Z",
      verdict: "creates-duty",
      dueOn: "2026-04-11",
    },
    {
      says: "the name came with the order",
      facts: { endUserNameGivenAt: new Date("2026-04-10T03:00:00Z") },
      figures: {},
      verdict: "allowed",
    },
    {
      says: "the name comes later",
      facts: { endUserNameGivenAt: new Date("2026-04-10T03:00:01Z") },
      figures: {},
      verdict: "creates-duty",
      dueOn: "2026-04-10",
    },
  ],
};

/** 翌月 counts from the month, in Japan, in which the order is accepted: the earlier reading of the two, hence the safe one. */
export const endUserNameNextMonth: Condition<"END_USER_NAME_NEXT_MONTH"> = {
  code: "END_USER_NAME_NEXT_MONTH",
  sentence: {
    ja: "「{menu}」を利用するエンドユーザーの名義を、翌月の第一営業日までに届け出ます。",
    en: "The name of the end user of {menu} is given to the provider by the first business day of the next month.",
  },
  turn: "caller",
  source: "提供メニュー, 匿名加工情報作成ソフトウェア",
  check: (facts, { menu, at }) =>
    endUserNameDuty("END_USER_NAME_NEXT_MONTH", facts, menu, at, "first-business-day-of-next-month"),
  examples: [
    {
      says: "sold in April 2026",
      facts: {},
      figures: {},
      verdict: "creates-duty",
      supply: ["end-user-name"],
      dueOn: "2026-05-01",
    },
    {
      says: "sold in December: the offices open on the 4th",
      facts: {},
      figures: {},
      at: "2023-12-31T12:00:00+09:00",
      verdict: "creates-duty",
      dueOn: "2024-01-04",
    },
    {
      says: "1 May 2027 is a Saturday, then come three holidays",
      facts: {},
      figures: {},
      at: "2027-04-30T23:59:59+09:00",
      verdict: "creates-duty",
      dueOn: "2027-05-06",
    },
    {
      says: "one second later it is May in Japan, though April in UTC",
      facts: {},
      figures: {},
      at: "2027-05-01T00:00:00+09:00",
      verdict: "creates-duty",
      dueOn: "2027-06-01",
    },
    {
      says: "the name is known",
      facts: { endUserNameGivenAt: new Date("2026-04-01T00:00:00Z") },
      figures: {},
      verdict: "allowed",
    },
  ],
};

function endUserNameDuty(code: string, facts: Facts, menu: string, at: Date, rule: DueRule): Finding {
  if (given(facts.endUserNameGivenAt, at)) return met;
  return { kind: "creates-duty", supply: ["end-user-name"], dueOn: dueOn(rule, at), key: `${code}:${menu}:${facts.contractId}` };
}

function given(when: Date | undefined, at: Date): boolean {
  return when !== undefined && when <= at;
}
