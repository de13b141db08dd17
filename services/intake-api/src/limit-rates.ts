import { no } from "@saihan/domain";
import type { RequestHandler } from "express";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Caller } from "./context.ts";
import { ProblemAnswer } from "./problem.ts";

/**
 * A caller that asks for more than this process gives to one is told when to come again, so that one partner's loop does not
 * become the others' outage. @param perSecond requests of one caller in a second
 */
export function limitRates(perSecond: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return (_req, res, next) => {
    const caller = res.locals.caller as Caller | undefined;
    if (!caller) return next();
    limiter.consume(caller.actor).then(
      () => next(),
      ({ msBeforeNext }: RateLimiterRes) => {
        res.set("Retry-After", String(Math.max(1, Math.ceil(msBeforeNext / 1_000))));
        next(new ProblemAnswer(no("RATE_LIMITED")));
      },
    );
  };
}
