import type { Bilingual } from "./language.ts";

/**
 * Why a contract is suspended. The programme lets a partner suspend and gives no reasons, so the catalogue is ours; the code is stable:
 * it is stored, audited and shown, and the mail to the representative says it in words.
 */
export const suspensionReasons = {
  "end-user-request": { ja: "エンドユーザーからの申し出", en: "Asked for by the end user" },
  "payment-overdue": { ja: "料金の未払い", en: "Charges not paid" },
  "terms-violation": { ja: "利用規約への違反", en: "Breach of the terms of use" },
  "security-incident": { ja: "セキュリティー上の問題", en: "Security incident" },
  "legal-order": { ja: "法令または公的機関の求め", en: "Required by law or an authority" },
  "contract-review": { ja: "契約内容の確認", en: "Review of the contract" },
  unspecified: { ja: "理由の指定なし", en: "No reason given" },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type SuspensionReason = keyof typeof suspensionReasons;

/** Why a suspended contract is resumed. */
export const resumptionReasons = {
  "end-user-request": { ja: "エンドユーザーからの申し出", en: "Asked for by the end user" },
  "payment-received": { ja: "入金の確認", en: "Charges paid" },
  "violation-ended": { ja: "違反の解消", en: "Breach ended" },
  "incident-closed": { ja: "セキュリティー上の問題の解消", en: "Security incident closed" },
  "order-lifted": { ja: "公的機関の求めの終了", en: "The authority's order was lifted" },
  "review-done": { ja: "契約内容の確認の完了", en: "Review finished" },
  unspecified: { ja: "理由の指定なし", en: "No reason given" },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ResumptionReason = keyof typeof resumptionReasons;

/** The codes of a catalogue of reasons, in its order. */
export function codesOf<Code extends string>(reasons: Readonly<Record<Code, Bilingual>>): [Code, ...Code[]] {
  return Object.keys(reasons) as [Code, ...Code[]];
}
