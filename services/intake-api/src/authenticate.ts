import { readApiKey, sameHash } from "@saihan/auth";
import { type ApiKeyFacts, findApiKey } from "@saihan/db";
import { no, type UserActor } from "@saihan/domain";
import type { RequestHandler } from "express";
import type { Caller, IntakeContext } from "./context.ts";
import type { AnyOperation } from "./operation.ts";
import { ProblemAnswer } from "./problem.ts";

/** How long a key that was read may be trusted without asking again. A revoked key dies within this time. */
const trustMs = 500;
const mostKept = 10_000;

/** Finds out who calls, from the API key in `Authorization: Bearer`, and refuses everybody else. */
export function authenticate(ctx: IntakeContext, operations: readonly AnyOperation[]): RequestHandler {
  const open = new Set(operations.filter((o) => o.action === "anyone").map((o) => o.path.slice("/v1".length)));
  const kept = new Map<string, { row: ApiKeyFacts; until: number }>();

  return async (req, res, next) => {
    if (open.has(req.path)) return next();
    const [, token] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? "") ?? [];
    const given = token === undefined ? undefined : readApiKey(token);
    const row = given && (await find(given.id));
    if (!row || !sameHash(row.secretHash, given.secretHash)) throw new ProblemAnswer(no("UNAUTHENTICATED"));
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
    if (!row || !isLive(row)) return undefined;
    if (kept.size >= mostKept) kept.clear();
    kept.set(id, { row, until: now + trustMs });
    return row;
  }
}

/** A key dies with its user and with its contract. */
function isLive(row: ApiKeyFacts): boolean {
  return row.userState === "active" && row.contractState !== "terminated" && row.contractState !== "failed";
}

function callerOf(row: ApiKeyFacts): Caller {
  const { partnerId, contractId, userId, scopes, confined, rights, model } = row;
  const id = `key:${row.id}`;
  const who: UserActor = {
    ...{ kind: "user", id, partnerId, contractId, userId, type: row.userType, model },
    ...{ rights, scopes, signedIn: false, confined },
  };
  return { who, actor: id, partnerId, contractId, userId, keyId: row.id, partnerState: row.partnerState };
}
