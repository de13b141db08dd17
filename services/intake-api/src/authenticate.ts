import {
  addressAllowed,
  clientAddress,
  maySignIn,
  operatorOf,
  readApiKey,
  type SignedIn,
  sameHash,
  sessionOf,
} from "@saihan/auth";
import { type ApiKeyFacts, findApiKey } from "@saihan/db";
import { contractIdPattern, no, type OperatorKind, type UserActor } from "@saihan/domain";
import type { Request, RequestHandler } from "express";
import type { Caller, IntakeContext, Origin } from "./context.ts";
import { fieldText } from "./field-texts.ts";
import { limitStrangers } from "./limit-rates.ts";
import type { AnyOperation } from "./operation.ts";
import { ProblemAnswer } from "./problem.ts";

/** How long a key that was read may be trusted without asking again. A revoked key dies within this time. */
const trustMs = 500;
const mostKept = 10_000;

/** Finds out who calls and from where, by the API key or the session in `Authorization: Bearer`, and refuses everybody else. */
export function authenticate(ctx: IntakeContext, operations: readonly AnyOperation[]): RequestHandler {
  const open = operations
    .filter((o) => o.action === "anyone")
    .map(
      (o) =>
        new RegExp(
          `^${o.path
            .slice("/v1".length)
            .replaceAll(".", "\\.")
            .replaceAll(/\{\w+\}/g, "[^/]+")}$`,
        ),
    );
  const kept = new Map<string, { row: ApiKeyFacts; until: number }>();
  const strangers = limitStrangers(Math.max(1, Math.ceil(ctx.requestsPerSecond / 10)));

  return async (req, res, next) => {
    const origin = originOf(ctx, req);
    res.locals.origin = origin;
    if (open.some((path) => path.test(req.path))) return next();
    const [, token] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? "") ?? [];
    const signedIn = token?.startsWith("shs_") ? await sessionOf(ctx.db, token, ctx.now(), origin.address) : undefined;
    if (signedIn) {
      res.locals.caller = callerOfSession(signedIn);
      return next();
    }
    const operator = token?.startsWith("sho_") ? await operatorOf(ctx.db, token, ctx.now()) : undefined;
    if (operator) {
      res.locals.caller = callerOfOperator(operator, req.get("saihan-partner"));
      return next();
    }
    const given = token === undefined ? undefined : readApiKey(token);
    const row = given && (await find(given.id));
    // A right key from a wrong address is told no more than a wrong key.
    if (!row || !sameHash(row.secretHash, given.secretHash) || !mayComeFrom(row, origin)) {
      await strangers.count(origin, res);
      throw new ProblemAnswer(no("UNAUTHENTICATED"));
    }
    ctx.keyUse.note(row.id);
    res.locals.caller = callerOf(row);
    next();
  };

  async function find(id: string): Promise<ApiKeyFacts | undefined> {
    const now = performance.now();
    const known = kept.get(id);
    if (known && known.until > now) return known.row;
    kept.delete(id);
    const row = await findApiKey(ctx.db, id, ctx.now());
    // A key dies with its user, with the user's right to sign in, and with its contract.
    if (!row || !maySignIn(row)) return undefined;
    if (kept.size >= mostKept) kept.clear();
    kept.set(id, { row, until: now + trustMs });
    return row;
  }
}

export function originOf(ctx: IntakeContext, req: Request): Origin {
  return {
    address: clientAddress(req.socket.remoteAddress, req.get("x-forwarded-for"), ctx.proxies),
    userAgent: (req.get("user-agent") ?? "").slice(0, 200),
  };
}

export function mayComeFrom({ allowedAddresses, addresses }: ApiKeyFacts, { address }: Origin): boolean {
  return [allowedAddresses, addresses ?? []].every((list) => addressAllowed(list, address));
}

export function callerOf(row: ApiKeyFacts): Caller {
  const { partnerId, contractId, userId, scopes, confined, rights, model } = row;
  const id = `key:${row.id}`;
  const who: UserActor = {
    ...{ kind: "user", id, partnerId, contractId, userId, type: row.userType, model },
    ...{ rights, scopes, signedIn: false, confined },
  };
  return {
    who,
    actor: id,
    partnerId,
    contractId,
    userId,
    keyId: row.id,
    partnerState: row.partnerState,
    whiteList: row.whiteList,
  };
}

function callerOfSession(session: SignedIn): Caller {
  const { partnerId, contractId, userId, sessionId, confined, rights, model } = session;
  const id = `user:${userId}`;
  const who: UserActor = {
    ...{ kind: "user", id, partnerId, contractId, userId, type: session.userType, model },
    ...{ rights, scopes: null, signedIn: true, confined },
  };
  return {
    who,
    actor: id,
    partnerId,
    contractId,
    userId,
    keyId: "",
    partnerState: session.partnerState,
    sessionId,
    whiteList: session.whiteList,
  };
}

/** The staff see what the partner's representative sees, of the partner that they name. */
export function callerOfOperator(
  { operatorId, kind, loginId, sessionId }: { operatorId: string; kind: OperatorKind; loginId: string; sessionId: string },
  partner: string | undefined,
): Caller {
  if (partner !== undefined && !contractIdPattern.test(partner)) {
    throw new ProblemAnswer(no("INVALID_PARAMETER"), [
      { parameter: "Saihan-Partner", detail: fieldText("is not the id of a parent contract") },
    ]);
  }
  const [id, partnerId] = [`operator:${operatorId}`, partner ?? ""];
  const who = { kind: "operator", id, type: kind } as const;
  return { who, actor: id, partnerId, contractId: partnerId, userId: "", keyId: "", partnerState: "active", sessionId, loginId };
}
