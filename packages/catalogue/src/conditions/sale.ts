import { type Condition, met, refused } from "../condition.ts";
import { type Day, jstDay } from "../day.ts";
import type { MenuCode, ResellerAgreement } from "../facts.ts";

/** What may be sold at all, and under which agreement. */

const agreement: ResellerAgreement = { id: "agreement-1", from: "2020-04-01", names: [] };

export const resellerAgreement: Condition<"RESELLER_AGREEMENT"> = {
  code: "RESELLER_AGREEMENT",
  sentence: {
    ja: "再販には、有効な再販パートナー契約が必要です。",
    en: "Resale needs a reseller agreement that is in force.",
  },
  turn: "caller",
  source: "再販事業者(Reseller)モデルにおける提供条件",
  check: (facts, { at }) => (agreementInForce(facts.agreement, jstDay(at)) ? met : refused(["reseller-agreement"])),
  examples: [
    { says: "none signed", facts: {}, figures: {}, verdict: "refused", supply: ["reseller-agreement"] },
    { says: "in force", facts: { agreement }, figures: {}, verdict: "allowed" },
    { says: "begins today", facts: { agreement: { ...agreement, from: "2026-04-10" } }, figures: {}, verdict: "allowed" },
    { says: "begins tomorrow", facts: { agreement: { ...agreement, from: "2026-04-11" } }, figures: {}, verdict: "refused" },
    { says: "ends today", facts: { agreement: { ...agreement, to: "2026-04-10" } }, figures: {}, verdict: "refused" },
    { says: "last day", facts: { agreement: { ...agreement, to: "2026-04-11" } }, figures: {}, verdict: "allowed" },
  ],
};

export const notResalable: Condition<"NOT_RESALABLE"> = {
  code: "NOT_RESALABLE",
  sentence: { ja: "「{menu}」は再販の対象外です。", en: "{menu} may not be resold." },
  turn: "nobody",
  source: "提供メニュー, 再販提供対象",
  check: () => refused([]),
  examples: [
    { says: "whatever else is known", facts: { agreement }, figures: {}, verdict: "refused", supply: [], turn: "nobody" },
    { says: "even while in use", facts: { inUseSince: new Date("2016-01-01T00:00:00Z") }, figures: {}, verdict: "refused" },
  ],
};

const brocade = {
  product: { ja: "ファイアウォール(Brocade 5600 vRouter)", en: "Firewall (Brocade 5600 vRouter)" },
  since: "2017-07-01",
  successor: "network-security",
  successorName: "Managed Firewall",
};

export const noNewSales: Condition<"NO_NEW_SALES"> = {
  code: "NO_NEW_SALES",
  sentence: {
    ja: "「{product}」は{since}に新規販売を終了しました。利用中のものは継続できます。後継は{successorName}です。",
    en: "{product} is not sold anew from {since}; existing use goes on. Its successor is {successorName}.",
  },
  turn: "caller",
  source: "提供メニュー, ファイアウォール",
  check: ({ inUseSince }, { figures: { since }, at }) => {
    const soldBefore = inUseSince !== undefined && jstDay(inUseSince) < since;
    return jstDay(at) < since || soldBefore ? met : refused([]);
  },
  examples: [
    {
      says: "the last second of the sale, in Japan",
      facts: {},
      at: "2017-06-30T23:59:59+09:00",
      figures: brocade,
      verdict: "allowed",
    },
    {
      says: "the first second after",
      facts: {},
      at: "2017-07-01T00:00:00+09:00",
      figures: brocade,
      verdict: "refused",
      supply: [],
    },
    { says: "a new sale today", facts: {}, figures: brocade, verdict: "refused", turn: "caller" },
    {
      says: "in use since before, so it goes on",
      facts: { inUseSince: new Date("2017-06-30T14:59:59Z") },
      figures: brocade,
      verdict: "allowed",
    },
    {
      says: "in use, but begun after the end of sale",
      facts: { inUseSince: new Date("2017-06-30T15:00:00Z") },
      figures: brocade,
      verdict: "refused",
    },
  ],
};

const wasabi: MenuCode = "wasabi-object-storage";

export const agreementNamesMenu: Condition<"AGREEMENT_NAMES_MENU"> = {
  code: "AGREEMENT_NAMES_MENU",
  sentence: {
    ja: "「{menu}」の再販には、このメニューを明記した再販パートナー契約が必要です。",
    en: "{menu} is resold only under a reseller agreement that names it.",
  },
  turn: "caller",
  source: "提供メニュー, Wasabiオブジェクトストレージ",
  check: (facts, { menu, at }) =>
    agreementInForce(facts.agreement, jstDay(at))?.names.includes(menu) ? met : refused(["agreement-naming-menu"]),
  examples: [
    { says: "no agreement", facts: {}, figures: {}, menu: wasabi, verdict: "refused", supply: ["agreement-naming-menu"] },
    { says: "an agreement that does not name it", facts: { agreement }, figures: {}, menu: wasabi, verdict: "refused" },
    {
      says: "an agreement that names another menu",
      facts: { agreement: { ...agreement, names: ["block-storage"] } },
      figures: {},
      menu: wasabi,
      verdict: "refused",
    },
    {
      says: "an agreement that names it",
      facts: { agreement: { ...agreement, names: [wasabi] } },
      figures: {},
      menu: wasabi,
      verdict: "allowed",
    },
    {
      says: "an agreement that named it and has ended",
      facts: { agreement: { ...agreement, to: "2026-04-01", names: [wasabi] } },
      figures: {},
      menu: wasabi,
      verdict: "refused",
    },
  ],
};

export const menuSwitchedOn: Condition<"MENU_SWITCHED_ON"> = {
  code: "MENU_SWITCHED_ON",
  sentence: {
    ja: "「{menu}」は、親契約の設定により子契約では利用できません。",
    en: "The parent contract has switched {menu} off for its children.",
  },
  turn: "caller",
  source: "sdpf 3.5",
  check: (facts, { menu }) => (facts.switchedOff?.includes(menu) ? refused(["menu-switched-on"]) : met),
  examples: [
    { says: "nothing was set", facts: {}, figures: {}, verdict: "allowed" },
    { says: "another menu is off", facts: { switchedOff: ["dns"] }, menu: "fast-dns", figures: {}, verdict: "allowed" },
    {
      says: "it is off",
      facts: { switchedOff: ["dns"] },
      menu: "dns",
      figures: {},
      verdict: "refused",
      supply: ["menu-switched-on"],
    },
  ],
};

/** The agreement, if it is in force on a day. */
export function agreementInForce(agreement: ResellerAgreement | undefined, day: Day): ResellerAgreement | undefined {
  if (!agreement || day < agreement.from) return undefined;
  return agreement.to !== undefined && day >= agreement.to ? undefined : agreement;
}
