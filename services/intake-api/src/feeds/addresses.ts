import { addressAllowed, makeToken, maySignIn, readToken } from "@saihan/auth";
import {
  type FeedAddressRow,
  findFeedAddress,
  insertAuditEntries,
  insertFeedAddress,
  listFeedAddresses,
  single,
  transaction,
  withdrawFeedAddress,
} from "@saihan/db";
import { authorize, no, orderIdPattern, type Rejection } from "@saihan/domain";
import { v7 } from "uuid";
import type { Caller, IntakeContext, Origin } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { contractTarget } from "../permit.ts";

/** Of one user. */
const most = 20;

export function addressView({ id, about, name, createdAt }: FeedAddressRow) {
  return { id, contractId: about, name, createdAt: createdAt.toISOString() };
}

type OfUser = { contractId: string; userId: string };

export async function listAddresses(ctx: IntakeContext, { caller, params }: Asked<OfUser, unknown, unknown>): Promise<Answer> {
  const rows = await single(ctx.db, caller, (tx) => listFeedAddresses(tx, params));
  return ok(200, { feedAddresses: rows.map(addressView) });
}

/** Makes an address for the caller's own account. What is read under it is what the user may read at that time. */
export async function issueAddress(
  ctx: IntakeContext,
  { caller, params, body, requestId }: Asked<OfUser, unknown, { contractId: string; name: string }>,
): Promise<Answer | Rejection> {
  if (params.contractId !== caller.contractId) return no("USER_NOT_FOUND", { userId: params.userId.slice(0, 64) });
  const target = await contractTarget(ctx, caller, body.contractId);
  const allowed = "ok" in target ? target : authorize(caller.who, "notice.view", target);
  if (!allowed.ok) return allowed;
  const { token, hash } = makeToken("shf");
  const { partnerId, actor } = caller;
  const at = ctx.now();
  const row = { id: v7(), about: body.contractId, name: body.name, createdAt: at };
  const entry = { partnerId, contractId: params.contractId, at, actor, action: "feed-address.issue", target: row.id, requestId };
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const has = await listFeedAddresses(tx, params);
    if (has.length >= most) return no("FEED_ADDRESS_LIMIT_REACHED", { limit: most });
    await insertFeedAddress(tx, { ...row, ...params, partnerId, tokenHash: hash });
    await insertAuditEntries(tx, [{ ...entry, after: { about: body.contractId, user: params.userId } }]);
    const paths = { atom: `/v1/feeds/${token}/notices.atom`, calendar: `/v1/feeds/${token}/maintenance.ics` };
    return ok(201, { feedAddress: addressView(row), paths });
  });
}

export function withdrawAddress(
  ctx: IntakeContext,
  { caller, params, requestId }: Asked<OfUser & { feedId: string }, unknown, unknown>,
): Promise<Answer | Rejection> {
  const { contractId, userId, feedId } = params;
  const unknown = no("FEED_NOT_FOUND", {});
  if (!orderIdPattern.test(feedId)) return Promise.resolve(unknown);
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const at = ctx.now();
    const { partnerId, actor } = caller;
    const [gone] = await withdrawFeedAddress(tx, { contractId, userId, id: feedId }, { by: actor, at });
    if (!gone) return unknown;
    const entry = { partnerId, contractId, at, actor, action: "feed-address.withdraw", target: feedId, requestId };
    await insertAuditEntries(tx, [{ ...entry, after: { about: gone.about, user: userId } }]);
    return { ok: true, status: 204, body: "" };
  });
}

/**
 * Who reads under the secret of an address, and of which contract: its user as an account that may do nothing but read contracts. Asked anew for
 * every request, so an address dies with its user, the user's right to sign in, and the user's sight of the contract.
 */
export async function readerAt(
  ctx: IntakeContext,
  token: string,
  origin: Origin,
): Promise<{ caller: Caller; about: string; onlyGranted: boolean } | undefined> {
  const hash = readToken("shf", token);
  const row = hash && (await findFeedAddress(ctx.db, hash));
  if (!row || !maySignIn(row) || !addressAllowed(row.allowedAddresses, origin.address)) return undefined;
  const { partnerId, contractId, userId, confined, rights, model, about, partnerState } = row;
  const id = `user:${userId}`;
  const who = {
    ...({ kind: "user", id, partnerId, contractId, userId, type: row.userType, model } as const),
    ...{ rights, scopes: ["contracts:read"] as const, signedIn: false, confined },
  };
  const caller: Caller = { who, actor: id, partnerId, contractId, userId, keyId: "", partnerState };
  const target = await contractTarget(ctx, caller, about);
  const allowed = "ok" in target ? target : authorize(who, "notice.view", target);
  return allowed.ok ? { caller, about, onlyGranted: "only" in allowed } : undefined;
}
