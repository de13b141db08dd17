import { problem as p } from "./problem.ts";

/** Reasons about a partner that leaves. */
export const offboardingProblems = {
  OFFBOARDING_NOT_FOUND: p(
    "operations",
    false,
    "このパートナーの契約終了手続きは始まっていません。",
    "Nobody has asked for this partner to leave.",
    "先に手続きを申請してください。",
    "Ask for it first.",
  ),
  OFFBOARDING_STATE_FORBIDS: p(
    "operations",
    false,
    "契約終了手続きの現在の段階では、この操作はできません。",
    "This cannot be done at the step at which the partner's leaving stands.",
    "手続きの状況を確認してください。",
    "Look at how far it has come.",
  ),
  OFFBOARDING_NEEDS_ANOTHER: p(
    "operations",
    false,
    "申請した本人は承認できません。",
    "Whoever asked for it cannot approve it.",
    "別の運用担当者が承認してください。",
    "Another of the provider's staff must approve it.",
  ),
  PARTNER_HOLDS_SOMETHING: p(
    "operations",
    false,
    "パートナー {partnerId} には、終了していない契約 {contracts} 件、テナント {tenants} 件、サービス {subscriptions} 件、オーダー {orders} 件があります。",
    "Partner {partnerId} still has {contracts} contracts, {tenants} tenants, {subscriptions} services and {orders} open orders.",
    "それぞれを終了してから、もう一度お試しください。",
    "End each of them, then try again.",
  ),
} as const;
