import { Exact, exact, type Numeric } from "../exact.ts";
import type { MinutePolicy } from "../policy.ts";

/** A started second makes a minute: 61 seconds are two minutes (billing.md 1.6, RINK price page; sdpf 5.1 adopts it). */
export function startedMinutes(seconds: Numeric): bigint {
  const time = exact(seconds);
  if (time.isNegative()) throw new RangeError("time is negative");
  return time.over(60).toWhole("ceil");
}

/**
 * The minutes of the usage records of one resource, menu, plan and price version in a month, by the policy of that month.
 * @param recordSeconds length of each record's part inside the month, in seconds
 */
export function startedMinutesOf(recordSeconds: readonly Numeric[], rounds: MinutePolicy["rounds"]): bigint {
  return rounds === "per_record"
    ? recordSeconds.reduce<bigint>((sum, seconds) => sum + startedMinutes(seconds), 0n)
    : startedMinutes(Exact.sum(recordSeconds));
}
