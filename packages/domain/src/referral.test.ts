import { describe, expect, it } from "vitest";
import { decideReferral, type ReferralState, referralStates } from "./referral.ts";

const by = { agency: "agency", provider: "provider" } as const;

/** Who may move a referral from a state to another; everything else is refused. */
const moves: readonly (readonly [ReferralState, ReferralState, "agency" | "provider"])[] = [
  ["registered", "concluded", by.provider],
  ["registered", "declined", by.provider],
  ["registered", "withdrawn", by.agency],
  ["concluded", "lapsed", by.provider],
];

describe("a referral", () => {
  it.each(moves)("%s to %s: the %s", (state, to, who) => {
    expect(decideReferral({ id: "r", state }, to, who)).toEqual({ ok: true });
  });

  it("goes nowhere else, and nobody does what is the other side's", () => {
    for (const state of referralStates)
      for (const to of referralStates)
        for (const who of Object.values(by)) {
          if (moves.some(([a, b, c]) => a === state && b === to && c === who)) continue;
          expect([state, to, who, decideReferral({ id: "r", state }, to, who)]).toEqual([
            ...[state, to, who],
            expect.objectContaining({ ok: false, code: "REFERRAL_STATE_FORBIDS", variables: { referralId: "r", state } }),
          ]);
        }
  });
});
