import { addressKey } from "@saihan/auth";
import { no } from "@saihan/domain";
import type { RequestHandler, Response } from "express";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Caller, Origin } from "./context.ts";
import { ProblemAnswer } from "./problem.ts";

/**
 * A caller that asks for more than this process gives to one is told when to come again, so that one partner's loop does not
 * become the others' outage. Whoever is no caller, for example at sign-in, is counted by the address they come from.
 * @param perSecond requests of one caller in a second
 */
export function limitRates(perSecond: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return (_req, res, next) => {
    const caller = res.locals.caller as Caller | undefined;
    const { address } = res.locals.origin as Origin;
    take(limiter, caller ? caller.actor : addressKey(address), res).then(() => next(), next);
  };
}

/** Wrong credentials from one address: `count` throws RATE_LIMITED when there have been too many. */
export function limitStrangers(perSecond: number): { count(origin: Origin, res: Response): Promise<void> } {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return { count: ({ address }, res) => take(limiter, addressKey(address), res) };
}

async function take(limiter: RateLimiterMemory, who: string, res: Response): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (refusal) {
    const { msBeforeNext } = refusal as RateLimiterRes;
    res.set("Retry-After", String(Math.max(1, Math.ceil(msBeforeNext / 1_000))));
    throw new ProblemAnswer(no("RATE_LIMITED"));
  }
}
