/** Of a referral (紹介), as the API names it. */
export const referralStates = ["registered", "concluded", "declined", "withdrawn", "lapsed"] as const;

export interface ReferralSearch {
  state?: (typeof referralStates)[number];
}

/** What is not known is left out: an address may come from anywhere. */
export function readReferralState(given: Record<string, unknown>): ReferralSearch {
  const state = referralStates.find((known) => known === given.state);
  return state ? { state } : {};
}

export interface MonthSearch {
  /** UTC, YYYY-MM. */
  month?: string;
}

export function readMonth({ month }: Record<string, unknown>): MonthSearch {
  return typeof month === "string" && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};
}
