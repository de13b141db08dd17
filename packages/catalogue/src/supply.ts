import type { Bilingual } from "@saihan/domain";

/** What can be handed in so that a condition is met, in words for the one whose turn it is. */
export const supplies = {
  "reseller-agreement": {
    ja: "提供者の営業担当へ連絡し、再販パートナー契約を結んでください。",
    en: "Conclude a reseller agreement; the provider's sales representative helps.",
  },
  "agreement-naming-menu": {
    ja: "このメニューを明記した再販パートナー契約を結んでください。",
    en: "Conclude a reseller agreement that names this menu.",
  },
  "menu-switched-on": {
    ja: "親契約の子契約提供メニュー設定で、このメニューを有効にしてください。",
    en: "Switch this menu on in the parent contract's menu control.",
  },
  "contract-in-same-name": {
    ja: "パートナーと同じ名義の接続先契約を届け出てください。",
    en: "State a contract of that service that stands in the partner's own legal name.",
  },
  "separate-contract-number": {
    ja: "別途用意した契約の契約番号を入力してください。",
    en: "State the number of the separate contract.",
  },
  "provider-approval": { ja: "提供者の承認をお待ちください。", en: "Wait for the provider's approval." },
  "contractor-name-and-address": {
    ja: "契約者の名義と住所を相手先へ通知し、記録してください。",
    en: "Give the contractor's name and address to the party and record it.",
  },
  "end-user-name": { ja: "エンドユーザーの名義を届け出てください。", en: "Give the end user's name to the provider." },
  "rack-contract": {
    ja: "先に、パートナー名義でコロケーションラックを契約してください。",
    en: "Contract the colocation rack in the partner's name first.",
  },
  "partner-consent": { ja: "パートナーの同意を記録してください。", en: "Record the partner's consent." },
  "end-user-consent": {
    ja: "エンドユーザーの事前の同意を得て、記録してください。",
    en: "Obtain the end user's consent beforehand and record it.",
  },
  "visit-attendance": {
    ja: "エンドユーザーの立会いの要否を入力してください。",
    en: "State whether the end user attends the work.",
  },
  "visit-contact": { ja: "立会う担当者の氏名と連絡先を入力してください。", en: "State the name and the address of the contact." },
  "visit-time": { ja: "今後の立会い日時を入力してください。", en: "State when the visit is to take place." },
  "visit-place": { ja: "待ち合わせ場所を入力してください。", en: "State where the people meet." },
  "terms-acceptance": { ja: "提供元の規定に同意してください。", en: "Accept the licensor's terms." },
  "own-software-check": {
    ja: "持ち込むソフトウェアのライセンスに問題がないことを確認してください。",
    en: "Confirm that the licences of your own software allow this use.",
  },
} as const satisfies Record<string, Bilingual>;

export type SupplyCode = keyof typeof supplies;
