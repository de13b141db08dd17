import {
  changeMembers,
  contractsByRule,
  deleteContractGroup,
  findContractGroup,
  insertAuditEntries,
  insertContractGroup,
  keysBoundToGroup,
  knownMembers,
  lockContractGroup,
  lockGroups,
  type Membership,
  renameContractGroup,
  simulateGroup,
  type Tx,
  transaction,
} from "@saihan/db";
import { maxGroupRules, no, type Rejection } from "@saihan/domain";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { groupView, simulationView } from "./view.ts";

interface Ids {
  add?: string[] | undefined;
  remove?: string[] | undefined;
}

interface GivenRule {
  labels?: Record<string, string> | undefined;
  region?: string | undefined;
  createdBy?: string | undefined;
}

/** The members that a request adds and removes. */
export interface MemberChange {
  contracts?: Ids | undefined;
  exclude?: Ids | undefined;
  rules?: { add?: GivenRule[] | undefined; remove?: string[] | undefined } | undefined;
  users?: Ids | undefined;
}

type AskedOf<Params, Body> = Asked<Params, unknown, Body>;

export function createGroup(ctx: IntakeContext, { caller, body, requestId }: AskedOf<unknown, { name: string } & MemberChange>) {
  const [id, at] = [v7(), ctx.now()];
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const change = membershipOf(body);
    const unknown = await unknownMember(tx, caller, change);
    if (unknown) return unknown;
    const tooMany = tooManyRules(change, []);
    if (tooMany) return tooMany;
    await lockGroups(tx, caller.partnerId);
    await insertContractGroup(tx, { id, partnerId: caller.partnerId, name: body.name, at });
    await Promise.all(changeMembers(tx, caller.partnerId, id, change, at));
    await note(tx, caller, { action: "group.create", id, at, requestId, change });
    const [row] = await findContractGroup(tx, id);
    return row ? ok(201, groupView(row)) : no("GROUP_NOT_FOUND", { groupId: id });
  });
}

export function changeGroup(
  ctx: IntakeContext,
  { caller, params, body, requestId }: AskedOf<{ groupId: string }, { name?: string | undefined } & MemberChange>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [id, at] = [params.groupId, ctx.now()];
    await lockGroups(tx, caller.partnerId);
    await lockContractGroup(tx, id);
    const [found] = await findContractGroup(tx, id);
    if (!found) return no("GROUP_NOT_FOUND", { groupId: id });
    const change = membershipOf(body);
    const unknown = await unknownMember(tx, caller, change);
    if (unknown) return unknown;
    const tooMany = tooManyRules(change, found.rules);
    if (tooMany) return tooMany;
    if (body.name !== undefined) await renameContractGroup(tx, id, body.name);
    await Promise.all(changeMembers(tx, caller.partnerId, id, change, at));
    await note(tx, caller, { action: "group.change", id, at, requestId, change });
    const [row] = await findContractGroup(tx, id);
    return row ? ok(200, groupView(row)) : no("GROUP_NOT_FOUND", { groupId: id });
  });
}

export function deleteGroup(ctx: IntakeContext, { caller, params, requestId }: AskedOf<{ groupId: string }, unknown>) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const id = params.groupId;
    await lockGroups(tx, caller.partnerId);
    const [found] = await lockContractGroup(tx, id);
    if (!found) return no("GROUP_NOT_FOUND", { groupId: id });
    const [bound] = await keysBoundToGroup(tx, id);
    if (bound) return no("GROUP_IN_USE", { groupId: id, keyId: bound.keyId });
    await deleteContractGroup(tx, id);
    await note(tx, caller, { action: "group.delete", id, at: ctx.now(), requestId, change: membershipOf({}) });
    return { ok: true, status: 204, body: "" };
  });
}

/** Who would gain or lose what. Nothing is written. */
export function simulate(
  ctx: IntakeContext,
  { caller, params, body }: AskedOf<{ groupId: string }, MemberChange & { delete?: boolean | undefined }>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [found] = await findContractGroup(tx, params.groupId);
    if (!found) return no("GROUP_NOT_FOUND", { groupId: params.groupId });
    const change = membershipOf(body);
    const unknown = await unknownMember(tx, caller, change);
    if (unknown) return unknown;
    const tooMany = tooManyRules(change, found.rules);
    if (tooMany) return tooMany;
    const reach = await simulateGroup(tx, params.groupId, { ...change, gone: body.delete === true });
    const rules = body.delete === true ? [] : await contractsByRule(tx, params.groupId, change);
    return ok(200, simulationView(reach, rules));
  });
}

function membershipOf({ contracts, exclude, rules, users }: MemberChange): Membership {
  const ids = (given: Ids | undefined) => ({ add: [...new Set(given?.add)], remove: [...new Set(given?.remove)] });
  const added = (rules?.add ?? []).map(({ labels = {}, region = null, createdBy = null }) => ({
    id: v7(),
    labels,
    region,
    createdBy,
  }));
  return {
    contracts: ids(contracts),
    exclude: ids(exclude),
    rules: { add: added, remove: [...new Set(rules?.remove)] },
    users: ids(users),
  };
}

function tooManyRules({ rules }: Membership, standing: readonly { id: string }[]): Rejection | undefined {
  const after = standing.filter(({ id }) => !rules.remove.includes(id)).length + rules.add.length;
  return after > maxGroupRules ? no("GROUP_RULE_LIMIT_REACHED", { limit: maxGroupRules }) : undefined;
}

/** Somebody who is to be added and does not exist, for this caller. */
async function unknownMember(tx: Tx, caller: Caller, change: Membership): Promise<Rejection | undefined> {
  const wanted = [...change.contracts.add, ...change.exclude.add, ...change.users.add];
  if (wanted.length === 0) return undefined;
  const known = new Set((await knownMembers(tx, caller.partnerId, change)).map((row) => row.id));
  const missing = wanted.find((id) => !known.has(id));
  return missing === undefined ? undefined : no("GROUP_MEMBER_UNKNOWN", { id: missing });
}

function note(
  tx: Tx,
  caller: Caller,
  entry: { action: string; id: string; at: Date; requestId: string; change: Membership },
): PromiseLike<unknown> {
  const { contracts, exclude, rules, users } = entry.change;
  const after = {
    contractsAdded: contracts.add.length,
    contractsRemoved: contracts.remove.length,
    excluded: exclude.add.length,
    exclusionsRemoved: exclude.remove.length,
    rulesAdded: rules.add.map(({ id }) => id),
    rulesRemoved: rules.remove,
    usersAdded: users.add,
    usersRemoved: users.remove,
  };
  const { partnerId, contractId, actor } = caller;
  const { action, id: target, at, requestId } = entry;
  return insertAuditEntries(tx, [{ partnerId, contractId, at, actor, action, target, requestId, after }]);
}
