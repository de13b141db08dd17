import {
  countWorkspaces,
  deleteWorkspace,
  describeWorkspace,
  findWorkspace,
  insertAuditEntries,
  insertWorkspace,
  lockContract,
  type Tx,
  transaction,
} from "@saihan/db";
import {
  decideContractAction,
  decideCreateWorkspace,
  decideDeleteWorkspace,
  decidePartnerMayOrder,
  no,
  type Rejection,
} from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { workspaceView } from "./view.ts";

type OfContract = { contractId: string };
type OneWorkspace = OfContract & { workspaceId: string };

/** The platform knows projects and no workspaces: nothing is ordered, and the answer is final. */
export function createWorkspace(
  ctx: IntakeContext,
  { caller, params, body, requestId }: Asked<OfContract, unknown, { name: string; description: string }>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const open = decideContractAction(contract, "hold-resources");
    if (!open.ok) return open;
    const decision = decideCreateWorkspace(await countWorkspaces(tx, contract.id));
    if (!decision.ok) return decision;
    const at = ctx.now();
    const [made] = await insertWorkspace(tx, { partnerId: caller.partnerId, contractId: contract.id, ...body, at });
    const id = made?.id ?? "";
    await note(tx, caller, {
      action: "workspace.create",
      contractId: contract.id,
      id,
      at,
      requestId,
      after: { name: body.name },
    });
    const [row] = await findWorkspace(tx, contract.id, id);
    return row ? ok(201, workspaceView(row)) : no("WORKSPACE_NOT_FOUND", { workspaceId: id });
  });
}

export function changeWorkspace(
  ctx: IntakeContext,
  { caller, params, body, requestId }: Asked<OneWorkspace, unknown, { description: string }>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const found = await lockedWorkspace(tx, caller, params);
    if ("ok" in found) return found;
    await describeWorkspace(tx, found.id, body.description);
    const { id, contractId } = found;
    await note(tx, caller, { action: "workspace.change", contractId, id, at: ctx.now(), requestId, after: {} });
    return ok(200, workspaceView({ ...found, description: body.description }));
  });
}

export function removeWorkspace(ctx: IntakeContext, { caller, params, requestId }: Asked<OneWorkspace, unknown, unknown>) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const found = await lockedWorkspace(tx, caller, params);
    if ("ok" in found) return found;
    const decision = decideDeleteWorkspace(found);
    if (!decision.ok) return decision;
    const { id, contractId, name } = found;
    const at = ctx.now();
    await deleteWorkspace(tx, id, at);
    await note(tx, caller, { action: "workspace.delete", contractId, id, at, requestId, after: { name } });
    return { ok: true, status: 204, body: "" };
  });
}

/** Behind the contract's lock, which whoever puts a tenant into it takes too. */
async function lockedWorkspace(tx: Tx, caller: Caller, { contractId, workspaceId }: OneWorkspace) {
  const [contract] = await lockContract(tx, caller.partnerId, contractId);
  if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
  const [row] = await findWorkspace(tx, contractId, workspaceId);
  return row ?? no("WORKSPACE_NOT_FOUND", { workspaceId: workspaceId.slice(0, 64) });
}

function note(
  tx: Tx,
  { partnerId, actor }: Caller,
  {
    id: target,
    ...entry
  }: { action: string; contractId: string; id: string; at: Date; requestId: string; after: Record<string, string> },
): PromiseLike<unknown> {
  return insertAuditEntries(tx, [{ partnerId, actor, target, ...entry }]);
}
