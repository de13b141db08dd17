import { type ContractRow, lockContract, openOrdersOf, setSuspensionReason } from "@saihan/db";
import {
  type ContractState,
  type Decision,
  decideContractAction,
  decidePartnerMayOrder,
  decideStartAt,
  type Language,
  no,
  type OrderKind,
  ordersToWaitFor,
  type Rejection,
  type ResumptionReason,
  type SuspensionReason,
  stateWhileOrdered,
} from "@saihan/domain";
import { enqueueBeginning } from "@saihan/queues";
import type { IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { type Plan, placeOrder } from "../place-order.ts";
import { contractView } from "./view.ts";

type OnContract<Body> = Asked<{ contractId: string }, unknown, Body>;

export interface ChangeContract {
  startAt?: string | undefined;
  customerName?: string | undefined;
  customerNumber?: string | undefined;
  language?: Language | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
}

export interface NotifyBody<Reason> {
  notifyRepresentative?: boolean | undefined;
  reason: Reason;
  startAt?: string | undefined;
}

/** The name, number or language of a contract; what is not given stays. */
export function placeChangeContract(ctx: IntakeContext, asked: OnContract<ChangeContract>) {
  return placeOnContract(ctx, asked, "contract.change", (contract) => ({
    decision: decideContractAction(contract, "change"),
    input: Object.fromEntries(Object.entries(asked.body).filter(([key, value]) => value !== undefined && key !== "startAt")),
  }));
}

/** Suspends a contract: nobody can operate its resources until it is resumed. */
export function placeSuspendContract(ctx: IntakeContext, asked: OnContract<NotifyBody<SuspensionReason>>) {
  return placeOnContract(ctx, asked, "contract.suspend", (contract) => ({
    decision: decideContractAction(contract, "suspend"),
    state: stateWhileOrdered.suspend,
    suspendedFor: asked.body.reason,
    input: { notify: asked.body.notifyRepresentative === false ? "none" : "notice", reason: asked.body.reason },
  }));
}

export function placeResumeContract(ctx: IntakeContext, asked: OnContract<NotifyBody<ResumptionReason>>) {
  return placeOnContract(ctx, asked, "contract.resume", (contract) => ({
    decision: decideContractAction(contract, "resume"),
    state: stateWhileOrdered.resume,
    input: { notify: asked.body.notifyRepresentative === false ? "none" : "notice", reason: asked.body.reason },
  }));
}

function placeOnContract(
  ctx: IntakeContext,
  asked: OnContract<{ startAt?: string | undefined }>,
  kind: OrderKind,
  rule: (contract: ContractRow) => {
    decision: Decision;
    state?: ContractState;
    suspendedFor?: SuspensionReason;
    input: Record<string, unknown>;
  },
) {
  const { caller, params } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const open = await openOrdersOf(tx, contract.id);
    const { decision, state, suspendedFor, input } = rule(contract);
    if (asked.body.startAt !== undefined) return planLater(ctx, kind, contract, input, new Date(asked.body.startAt));
    if (!decision.ok) return decision;
    return {
      ok: true,
      kind,
      contractId: contract.id,
      subjectId: contract.id,
      input,
      waitsFor: ordersToWaitFor({ kind, subjectId: contract.id }, open),
      rows: state ? { contractState: state } : {},
      ...(suspendedFor ? { also: (written) => [setSuspensionReason(written, contract.id, suspendedFor)] } : {}),
      shown: () => ({
        contract: contractView({
          ...contract,
          state: state ?? contract.state,
          suspendedFor: suspendedFor ?? contract.suspendedFor,
        }),
      }),
    };
  });
}

/** To begin later: the contract must live now, and is left as it is until then. */
function planLater(
  ctx: IntakeContext,
  kind: OrderKind,
  contract: ContractRow,
  input: Record<string, unknown>,
  startAt: Date,
): Plan | Rejection {
  const inTime = decideStartAt(startAt, ctx.now());
  if (!inTime.ok) return inTime;
  const lives = decideContractAction(contract, "change");
  if (!lives.ok) return lives;
  return {
    ...{ ok: true, kind, contractId: contract.id, subjectId: contract.id, input, waitsFor: [], rows: {}, startAt },
    also: (tx, order) => [enqueueBeginning(tx, order, startAt)],
    shown: () => ({ contract: contractView(contract) }),
  };
}
