import { type Decision, no, yes } from "./rejection.ts";

/**
 * An end user whom an agency (代理店) has won for the provider. The contract is between the provider and the end user (programme, 代理店モデル);
 * what the agency does ends with it. While it is `concluded`, what the provider charges the end user earns commission; once it has `lapsed`, charges
 * after its last month earn none.
 */
export const referralStates = ["registered", "concluded", "declined", "withdrawn", "lapsed"] as const;
export type ReferralState = (typeof referralStates)[number];

/** Where a referral may go, and who does that. */
export const referralLife: Readonly<Record<ReferralState, Readonly<Partial<Record<ReferralState, "agency" | "provider">>>>> = {
  registered: { concluded: "provider", declined: "provider", withdrawn: "agency" },
  concluded: { lapsed: "provider" },
  declined: {},
  withdrawn: {},
  lapsed: {},
};

/** @returns REFERRAL_STATE_FORBIDS when it has ended, or when the step is the other side's */
export function decideReferral(
  referral: { readonly id: string; readonly state: ReferralState },
  to: ReferralState,
  by: "agency" | "provider",
): Decision {
  const { id: referralId, state } = referral;
  return referralLife[state][to] === by ? yes : no("REFERRAL_STATE_FORBIDS", { referralId, state });
}
