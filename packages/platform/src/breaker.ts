/**
 * A circuit breaker: after some failures in a row nothing is sent for a while, then one call is let through to see.
 * Pure but for what it remembers; time is given to it, in milliseconds of a clock that never goes back.
 */
export interface Circuit {
  /** `closed`: calls go through. `open`: none does. `half-open`: one is under way to see whether the platform is back. */
  state: "closed" | "open" | "half-open";
  /** The platform's trouble in one sentence, unless closed. */
  why: string | undefined;
  /** How long nothing will be sent from now, in milliseconds. */
  pauseMs: number;
}

/** A call that was let through: an ordinary one, or the one that finds out whether the platform is back. */
export type Pass = "call" | "probe";

export interface Breaker {
  /** May a call be made now? Each pass is followed by one of `succeeded`, `failed` and `undecided`. */
  enter(now: number): Pass | undefined;
  succeeded(pass: Pass): void;
  /** @param wishMs how long the platform wants peace, if it said so: then one failure opens the circuit */
  failed(pass: Pass, now: number, why: string, wishMs?: number): void;
  /** The call said nothing about the platform. */
  undecided(pass: Pass): void;
  circuit(now: number): Circuit;
}

export interface BreakerSettings {
  /** Failures in a row that open the circuit. */
  failures: number;
  firstPauseMs: number;
  /** The pause doubles with every failed probe, up to this. What the platform itself asks for may be longer. */
  longestPauseMs: number;
  /** A platform that asks for more peace than this is asked again all the same. */
  longestWishMs: number;
}

export const breakerSettings: BreakerSettings = {
  failures: 5,
  firstPauseMs: 250,
  longestPauseMs: 5_000,
  longestWishMs: 300_000,
};

export function createBreaker(settings: BreakerSettings = breakerSettings): Breaker {
  let inARow = 0;
  let why: string | undefined;
  let openUntil: number | undefined;
  let pauseMs = settings.firstPauseMs;
  let probing = false;

  return {
    enter: (now) => {
      if (openUntil === undefined) return "call";
      if (now < openUntil || probing) return undefined;
      probing = true;
      return "probe";
    },
    succeeded: (pass) => {
      if (pass === "probe") {
        probing = false;
        openUntil = undefined;
        pauseMs = settings.firstPauseMs;
      } else if (openUntil !== undefined) {
        return; // It was sent before the circuit opened: only the probe knows how things stand now.
      }
      inARow = 0;
      why = undefined;
    },
    failed: (pass, now, reason, wishMs = 0) => {
      why = reason;
      inARow++;
      if (pass === "probe") {
        probing = false;
        pauseMs = Math.min(settings.longestPauseMs, pauseMs * 2);
      } else if (wishMs === 0 && (inARow < settings.failures || openUntil !== undefined)) {
        return;
      }
      openUntil = Math.max(openUntil ?? 0, now + Math.max(pauseMs, Math.min(settings.longestWishMs, wishMs)));
    },
    undecided: (pass) => {
      if (pass === "probe") probing = false;
    },
    circuit: (now) => {
      if (openUntil === undefined) return { state: "closed", why: undefined, pauseMs: 0 };
      return { state: probing ? "half-open" : "open", why, pauseMs: probing ? 0 : Math.max(0, openUntil - now) };
    },
  };
}
