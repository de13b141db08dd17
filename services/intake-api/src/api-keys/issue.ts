import { makeApiKey } from "@saihan/auth";
import {
  type ApiKeyRow,
  bindApiKey,
  countLiveApiKeys,
  findUser,
  insertApiKey,
  insertAuditEntries,
  listApiKeys,
  lockApiKey,
  lockUser,
  revokeApiKey,
  setPasswordHash,
  succeedApiKey,
  type Tx,
  transaction,
} from "@saihan/db";
import { decideIssueKey, type KeyScope, no, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { apiKeyView } from "./view.ts";

interface OfUser {
  contractId: string;
  userId: string;
}
type AskedOf<Params, Body> = Asked<Params, unknown, Body>;

export interface NewKey {
  name: string;
  scopes?: KeyScope[] | undefined;
  groups?: string[] | undefined;
  addresses?: string[] | undefined;
  expiresAt?: string | undefined;
}

/** Makes a key for the caller's own account. The answer is the only place where the whole key ever stands. */
export function issueKey(ctx: IntakeContext, { caller, params, body, requestId }: AskedOf<OfUser, NewKey>) {
  const wanted = {
    name: body.name,
    scopes: body.scopes ?? null,
    groups: body.groups ?? [],
    addresses: body.addresses ?? null,
    expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
  };
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const at = ctx.now();
    const [user] = await lockUser(tx, caller.partnerId, params.contractId, params.userId);
    if (!user) return no("USER_NOT_FOUND", { userId: params.userId });
    const decision = decideIssueKey(wanted, await limitsOf(tx, caller), await countLiveApiKeys(tx, user.id, at));
    if (!decision.ok) return decision;
    return write(tx, caller, { ...wanted, ...params, at, requestId, action: "key.issue" });
  });
}

/**
 * Makes the first key of a user whom the caller has just made, with the limits of the calling key. Whoever may make the user may do it: the
 * SSS API answers every creation with a key (sdpf 10.1).
 * @param passwordHash with which the user signs in from then on
 * @returns the whole key
 */
export function issueFirstKey(
  ctx: IntakeContext,
  { caller, requestId }: Pick<AskedOf<unknown, unknown>, "caller" | "requestId">,
  user: OfUser,
  passwordHash: string,
): Promise<string> {
  return transaction(ctx.db, caller, async (tx) => {
    await setPasswordHash(tx, caller.partnerId, user.userId, passwordHash);
    const limits = await limitsOf(tx, caller);
    const groups = user.contractId === caller.contractId ? (limits?.groups ?? []) : [];
    const { scopes, addresses, expiresAt } = limits ?? { scopes: null, addresses: null, expiresAt: null };
    const wanted = {
      name: "SSS",
      scopes: scopes && [...scopes],
      groups: [...groups],
      addresses: addresses && [...addresses],
      expiresAt,
    };
    const answer = await write(tx, caller, { ...wanted, ...user, at: ctx.now(), requestId, action: "key.issue" });
    if (!answer.ok) throw new Error(answer.code);
    return (JSON.parse(answer.body) as { key: string }).key;
  });
}

/** Makes a key with the same limits; until `graceHours` have passed both live. */
export function rotateKey(
  ctx: IntakeContext,
  { caller, params, body, requestId }: AskedOf<OfUser & { keyId: string }, { graceHours: number }>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const at = ctx.now();
    const old = await lockApiKey(tx, params.contractId, params.userId, params.keyId);
    if (!old || (old.expiresAt && old.expiresAt <= at)) return no("API_KEY_NOT_FOUND", { keyId: params.keyId.slice(0, 64) });
    if (old.successorId) return no("API_KEY_ROTATED", { keyId: old.id, successorId: old.successorId });
    const decision = decideIssueKey(old, await limitsOf(tx, caller), 0);
    if (!decision.ok) return decision;
    const answer = await write(tx, caller, { ...old, at, requestId, action: "key.rotate" });
    if (answer.ok) await succeedApiKey(tx, old.id, answer.keyId, new Date(at.getTime() + body.graceHours * 3_600_000));
    return answer;
  });
}

/** The key is refused within a second, on every machine. */
export function revokeKey(ctx: IntakeContext, { caller, params, requestId }: AskedOf<OfUser & { keyId: string }, unknown>) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const at = ctx.now();
    const key = await lockApiKey(tx, params.contractId, params.userId, params.keyId);
    if (!key) return no("API_KEY_NOT_FOUND", { keyId: params.keyId.slice(0, 64) });
    await revokeApiKey(tx, key.id, at);
    await note(tx, caller, {
      action: "key.revoke",
      contractId: params.contractId,
      keyId: key.id,
      userId: key.userId,
      at,
      requestId,
    });
    return { ok: true, status: 204, body: "" };
  });
}

export function listKeys(ctx: IntakeContext, { caller, params }: AskedOf<OfUser, unknown>) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [[user], keys] = await Promise.all([
      findUser(tx, caller.partnerId, params.contractId, params.userId),
      listApiKeys(tx, params.contractId, params.userId),
    ]);
    return user ? ok(200, { apiKeys: keys.map(apiKeyView) }) : no("USER_NOT_FOUND", { userId: params.userId.slice(0, 64) });
  });
}

/** What the key that calls is limited to; nothing for somebody who has signed in. */
async function limitsOf(tx: Tx, caller: Caller): Promise<ApiKeyRow | undefined> {
  return caller.keyId === "" ? undefined : lockApiKey(tx, caller.contractId, caller.userId, caller.keyId);
}

async function write(
  tx: Tx,
  caller: Caller,
  wanted: OfUser &
    Pick<ApiKeyRow, "name" | "scopes" | "groups" | "addresses" | "expiresAt"> & { at: Date; requestId: string; action: string },
): Promise<(Answer & { keyId: string }) | Rejection> {
  const { contractId, userId, at, requestId, action, groups } = wanted;
  const made = makeApiKey();
  await insertApiKey(tx, { ...wanted, id: made.id, partnerId: caller.partnerId, secretHash: made.secretHash });
  const bound = groups.length === 0 ? [] : await bindApiKey(tx, { id: made.id, partnerId: caller.partnerId, userId }, groups);
  // A group that the caller does not see does not exist.
  if (bound.length !== new Set(groups).size) throw new UnknownGroup();
  await note(tx, caller, { action, contractId, keyId: made.id, userId, at, requestId });
  const [row] = (await listApiKeys(tx, contractId, userId)).filter((key) => key.id === made.id);
  if (!row) throw new Error("a key that was written cannot be read");
  return { ...ok(201, { apiKey: apiKeyView(row), key: made.key }), keyId: made.id };
}

/** Undoes the transaction. */
export class UnknownGroup extends Error {
  override name = "UnknownGroup";
}

function note(
  tx: Tx,
  caller: Caller,
  entry: OfUser & { action: string; keyId: string; at: Date; requestId: string },
): PromiseLike<unknown> {
  const { partnerId, actor } = caller;
  const { contractId, userId, action, keyId, at, requestId } = entry;
  return insertAuditEntries(tx, [
    { partnerId, contractId, at, actor, action, target: `key:${keyId}`, requestId, after: { userId } },
  ]);
}
