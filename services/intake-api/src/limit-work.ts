import { no } from "@saihan/domain";
import type { RequestHandler, Response } from "express";
import { fewInTurn } from "./few-in-turn.ts";
import { ProblemAnswer } from "./problem.ts";

/** Refusals that are given in one turn of the event loop, and that wait for theirs. */
const refusals = { inTurn: 8, inLine: 1_000 };

/**
 * Takes so many requests in hand at once, and refuses what comes beyond before anything is done for it. Work that stands in line makes everybody
 * slow and is given up by those who asked for it; a refusal is cheap, and says when to come again. Thousands of them are not: they are given a
 * few at a time, between which what is in hand goes on, and who waits for one does not ask again meanwhile.
 * @param most requests that this process works on at once
 */
export function limitWork(most: number): RequestHandler {
  let inHand = 0;
  const inTurn = fewInTurn(refusals.inTurn, refusals.inLine, setImmediate);
  return (_req, res, next) => {
    if (res.locals.layAside) return next();
    if (inHand >= most) {
      const problem = new ProblemAnswer(no("OVERLOADED", { retryAfterSeconds: 1 + (inHand % 3) }));
      // Who has gone away meanwhile is not answered.
      if (!inTurn(() => !res.closed && next(problem))) next(problem);
      return;
    }
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
