import { formatAddress } from "@saihan/auth";
import { type IamRequest, no, whiteListAllows } from "@saihan/domain";
import type { Request, RequestHandler, Response } from "express";
import type { Caller, Origin } from "../context.ts";
import { ProblemAnswer } from "../problem.ts";

/** What everybody may do who has signed in: see who they are, and sign out. */
const always: readonly (readonly [verb: string, path: string])[] = [
  ["GET", "/v1/me"],
  ["DELETE", "/v1/sessions/current"],
];

/** Refuses what the white lists of the caller's groups do not name (sdpf 10.2). Callers in no group pass. */
export function iamGate(basePath: IamRequest["basePath"], pathOf: (req: Request) => string): RequestHandler {
  return (req, res, next) => {
    const caller = res.locals.caller as Caller | undefined;
    const path = pathOf(req);
    if (caller && !always.some(([verb, free]) => verb === req.method && free === path))
      askWhiteList(caller, basePath, path, req, res);
    next();
  };
}

/** @throws ProblemAnswer IAM_NOT_LISTED */
export function askWhiteList(
  { whiteList }: Pick<Caller, "whiteList">,
  basePath: IamRequest["basePath"],
  path: string,
  req: Request,
  res: Response,
): void {
  if (!whiteList) return;
  const { address } = res.locals.origin as Origin;
  const parameters = Object.fromEntries(
    Object.entries(req.query).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const asked = {
    basePath,
    path,
    verb: req.method === "HEAD" ? "GET" : req.method,
    ipAddress: address ? formatAddress(address) : "",
    parameters,
  };
  if (!whiteListAllows(whiteList, asked)) throw new ProblemAnswer(no("IAM_NOT_LISTED"));
}
