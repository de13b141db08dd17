import {
  type AuditedState,
  attachIamRole,
  deleteIamGroup,
  deleteIamRole,
  detachIamRole,
  findIamGroup,
  findIamRole,
  findUser,
  freeIamUser,
  insertAuditEntries,
  insertIamGroup,
  insertIamRole,
  limitIamUser,
  listIamGroups,
  listIamRoles,
  lockContract,
  lockIamGroup,
  type Tx,
  transaction,
} from "@saihan/db";
import { decideLimitUser, type IamResource, iamLimits, no, type Rejection } from "@saihan/domain";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { iamGroupView, iamRoleView } from "./view.ts";

type OfContract = { contractId: string };
type OfGroup = OfContract & { groupId: string };
type Change<Params, Body = unknown> = Asked<Params, unknown, Body>;
type Outcome = Promise<Answer | Rejection>;

const done: Answer = { ok: true, status: 204, body: "" };

/** @param asked name and description; unique in the contract */
export function createIamGroup(
  ctx: IntakeContext,
  { caller, params: { contractId }, body, requestId }: Change<OfContract, { name: string; description: string }>,
) {
  return transaction(ctx.db, caller, async (tx): Outcome => {
    const [id, at] = [v7(), ctx.now()];
    const [contract] = await lockContract(tx, caller.partnerId, contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
    if ((await listIamGroups(tx, contractId)).length >= iamLimits.groups)
      return no("IAM_LIMIT_REACHED", { limit: iamLimits.groups });
    await insertIamGroup(tx, { partnerId: caller.partnerId, id, contractId, ...body, at });
    await note(tx, caller, { action: "iam-group.create", contractId, target: id, at, requestId, after: { name: body.name } });
    return group(tx, contractId, id, 201);
  });
}

export function removeIamGroup(ctx: IntakeContext, { caller, params: { contractId, groupId }, requestId }: Change<OfGroup>) {
  return transaction(ctx.db, caller, async (tx): Outcome => {
    await lockIamGroup(tx, contractId, groupId);
    const [found] = await findIamGroup(tx, contractId, groupId);
    if (!found) return no("IAM_GROUP_NOT_FOUND", { groupId });
    if (found.users.length > 0) return no("IAM_GROUP_IN_USE");
    await deleteIamGroup(tx, contractId, groupId);
    await note(tx, caller, { action: "iam-group.delete", contractId, target: groupId, at: ctx.now(), requestId, after: {} });
    return done;
  });
}

export function createIamRole(
  ctx: IntakeContext,
  {
    caller,
    params: { contractId },
    body,
    requestId,
  }: Change<OfContract, { name: string; description: string; resources: IamResource[] }>,
) {
  return transaction(ctx.db, caller, async (tx): Outcome => {
    const [id, at] = [v7(), ctx.now()];
    const [contract] = await lockContract(tx, caller.partnerId, contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
    if ((await listIamRoles(tx, contractId)).length >= iamLimits.roles)
      return no("IAM_LIMIT_REACHED", { limit: iamLimits.roles });
    await insertIamRole(tx, { partnerId: caller.partnerId, id, contractId, ...body, at });
    const after = { name: body.name, resources: body.resources.map((entry) => JSON.stringify(entry)) };
    await note(tx, caller, { action: "iam-role.create", contractId, target: id, at, requestId, after });
    const [row] = await findIamRole(tx, contractId, id);
    return row ? ok(201, iamRoleView(row)) : no("IAM_ROLE_NOT_FOUND", { roleId: id });
  });
}

export function removeIamRole(
  ctx: IntakeContext,
  { caller, params: { contractId, roleId }, requestId }: Change<OfContract & { roleId: string }>,
) {
  return transaction(ctx.db, caller, async (tx): Outcome => {
    const [found] = await findIamRole(tx, contractId, roleId);
    if (!found) return no("IAM_ROLE_NOT_FOUND", { roleId });
    const [gone] = await deleteIamRole(tx, contractId, roleId);
    if (!gone) return no("IAM_ROLE_IN_USE");
    await note(tx, caller, { action: "iam-role.delete", contractId, target: roleId, at: ctx.now(), requestId, after: {} });
    return done;
  });
}

/** Attaches a role to a group, or takes it away; holds from the next request of those in the group. */
export function changeRoleOfGroup(attach: boolean) {
  return (
    ctx: IntakeContext,
    { caller, params: { contractId, groupId, roleId }, requestId }: Change<OfGroup & { roleId: string }>,
  ) =>
    transaction(ctx.db, caller, async (tx): Outcome => {
      const [locked] = await lockIamGroup(tx, contractId, groupId);
      if (!locked) return no("IAM_GROUP_NOT_FOUND", { groupId });
      const [role] = await findIamRole(tx, contractId, roleId);
      if (!role) return no("IAM_ROLE_NOT_FOUND", { roleId });
      if (attach) await attachIamRole(tx, { partnerId: caller.partnerId, contractId, groupId, roleId });
      else if ((await detachIamRole(tx, { contractId, groupId, roleId })).length === 0)
        return no("IAM_ROLE_NOT_FOUND", { roleId });
      const action = attach ? "iam-group.attach-role" : "iam-group.detach-role";
      await note(tx, caller, { action, contractId, target: groupId, at: ctx.now(), requestId, after: { roleId } });
      return attach ? group(tx, contractId, groupId, 200) : done;
    });
}

/** Puts a user into a group, or takes them out; holds from their next request. */
export function changeUserOfGroup(limit: boolean) {
  return (
    ctx: IntakeContext,
    { caller, params: { contractId, groupId, userId }, requestId }: Change<OfGroup & { userId: string }>,
  ) =>
    transaction(ctx.db, caller, async (tx): Outcome => {
      const [locked] = await lockIamGroup(tx, contractId, groupId);
      if (!locked) return no("IAM_GROUP_NOT_FOUND", { groupId });
      const [user] = await findUser(tx, caller.partnerId, contractId, userId);
      if (!user) return no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
      if (limit) {
        const refusal = decideLimitUser(user);
        if (refusal) return refusal;
        const [found] = await findIamGroup(tx, contractId, groupId);
        if ((found?.users.length ?? 0) >= iamLimits.users) return no("IAM_LIMIT_REACHED", { limit: iamLimits.users });
        await limitIamUser(tx, { partnerId: caller.partnerId, contractId, groupId, userId });
      } else if ((await freeIamUser(tx, { contractId, groupId, userId })).length === 0) {
        return no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
      }
      const action = limit ? "iam-group.add-user" : "iam-group.remove-user";
      await note(tx, caller, { action, contractId, target: groupId, at: ctx.now(), requestId, after: { userId } });
      return limit ? group(tx, contractId, groupId, 200) : done;
    });
}

async function group(tx: Tx, contractId: string, groupId: string, status: 200 | 201): Promise<Answer | Rejection> {
  const [row] = await findIamGroup(tx, contractId, groupId);
  return row ? ok(status, iamGroupView(row)) : no("IAM_GROUP_NOT_FOUND", { groupId });
}

function note(
  tx: Tx,
  { partnerId, actor }: Caller,
  entry: { action: string; contractId: string; target: string; at: Date; requestId: string; after: AuditedState },
): PromiseLike<unknown> {
  return insertAuditEntries(tx, [{ partnerId, actor, ...entry }]);
}
