import { type Decision, no, yes } from "./rejection.ts";

/** How far ahead an order may be placed: our own choice. */
export const startWithinDays = 90;

/** May an order be accepted now that shall begin then? */
export function decideStartAt(startAt: Date, now: Date): Decision {
  const latest = now.getTime() + startWithinDays * 24 * 3_600_000;
  return startAt > now && startAt.getTime() <= latest
    ? yes
    : no("START_AT_OUT_OF_RANGE", { startAt: startAt.toISOString(), limitDays: startWithinDays });
}

/** When an order is to begin; null: as soon as it can. */
export function startAtOf({ input }: { input: Readonly<Record<string, unknown>> }): Date | null {
  return typeof input.startAt === "string" ? new Date(input.startAt) : null;
}
