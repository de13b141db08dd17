import { no } from "@saihan/domain";
import type { RequestHandler, Response } from "express";
import { ProblemAnswer } from "./problem.ts";

/**
 * Takes so many requests in hand at once, and refuses what comes beyond before anything is done for it. Work that stands in line makes everybody
 * slow and is given up by those who asked for it; a refusal is cheap, and says when to come again.
 * @param most requests that this process works on at once
 */
export function limitWork(most: number): RequestHandler {
  let inHand = 0;
  return (_req, res, next) => {
    if (res.locals.layAside) return next();
    if (inHand >= most) return next(new ProblemAnswer(no("OVERLOADED", { retryAfterSeconds: 1 + (inHand % 3) })));
    inHand++;
    let held = true;
    const layAside = () => {
      if (held) inHand--;
      held = false;
    };
    res.locals.layAside = layAside;
    res.once("close", layAside);
    next();
  };
}

/** Who only waits for news is not being worked on. */
export function layAside(res: Response): void {
  (res.locals.layAside as (() => void) | undefined)?.();
}
