import type { Actor, UserActor } from "./access/actor.ts";
import type { ContractId, UserId } from "./ids.ts";
import type { Bilingual } from "./language.ts";
import { type Decision, no, yes } from "./rejection.ts";

/**
 * A request for another's consent to an operation (許可リクエスト, sdpf 9). The account that raises it is the one that does the operation once
 * it is approved.
 */

/** Who is asked (sdpf 9), and our own `provider`: the provider's staff, who answer for menus that are decided case by case. */
export const approverTypes = ["tenant", "tenant_owner", "contract", "contract_owner", "user", "provider"] as const;
export type ApproverType = (typeof approverTypes)[number];

/** Only `registered` can change (sdpf 9, [S46]). */
export const approvalStates = ["registered", "approved", "denied", "cancelled", "expired"] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** What is asked for: an operation of some service, as it will be called. */
export interface ApprovalAction {
  readonly service: string;
  readonly region: string;
  readonly apiPath: string;
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ApprovalRequest {
  readonly id: string;
  readonly requestUserId: UserId;
  readonly approverType: ApproverType;
  readonly approverId: string;
  /** The contract of whoever is asked; null: the provider. */
  readonly approverContractId: ContractId | null;
  readonly service: string;
  readonly actions: readonly ApprovalAction[];
  readonly state: ApprovalState;
  /** Until when an answer is taken. */
  readonly approvalDeadline: Date;
  /** Until when an approval may be used; null: for good. */
  readonly approvalExpire: Date | null;
  /** Raised by an order that waits for the answer. */
  readonly orderId: string | null;
}

/** How long an answer is waited for when the request does not say, and at most. Our own choice. */
export const approvalPeriod = { defaultMs: 7 * 86_400_000, longestMs: 90 * 86_400_000, remindBeforeMs: 86_400_000 } as const;

/** When a request that a user raises ends, and when the approver is reminded of it: a day before, or halfway when there is less. */
export function approvalTimes(at: Date, deadline: Date = new Date(at.getTime() + approvalPeriod.defaultMs)) {
  const left = deadline.getTime() - at.getTime();
  return { deadline, remindAt: new Date(deadline.getTime() - Math.min(approvalPeriod.remindBeforeMs, left / 2)) };
}

/**
 * May the times of a request be as they are asked for?
 * @returns APPROVAL_TIME_WRONG with the field that lies in the past, or beyond 90 days from now for the deadline
 */
export function decideApprovalTimes(times: { deadline: Date; expire: Date | null }, now: Date): Decision {
  const { deadline, expire } = times;
  const latest = now.getTime() + approvalPeriod.longestMs;
  if (deadline <= now || deadline.getTime() > latest) return no("APPROVAL_TIME_WRONG", { field: "approvalDeadline" });
  return expire !== null && expire <= now ? no("APPROVAL_TIME_WRONG", { field: "approvalExpire" }) : yes;
}

/** A request as it stands at an instant: one that nobody has answered in time has expired, whether or not that is written yet. */
export function approvalStateAt(request: Pick<ApprovalRequest, "state" | "approvalDeadline">, now: Date): ApprovalState {
  return request.state === "registered" && now >= request.approvalDeadline ? "expired" : request.state;
}

/** Registered, or approved and still valid (sdpf 9, Active). */
export function approvalIsActive(request: ApprovalRequest, now: Date): boolean {
  const state = approvalStateAt(request, now);
  return state === "registered" || (state === "approved" && (request.approvalExpire === null || now < request.approvalExpire));
}

/**
 * Is this actor one of those who are asked? contract and tenant_owner name people by what they are in the contract; a tenant is answered for by
 * those who administer its contract, and by those who have been given access to it.
 * @param granted whether the actor has access to the tenant that is asked
 */
export function isApprover(request: ApprovalRequest, actor: Actor, granted: boolean): boolean {
  if (actor.kind === "operator") return request.approverType === "provider" && actor.type === "operations";
  if (request.approverType === "user") return actor.userId === request.approverId;
  if (request.approverType === "tenant" && granted) return true;
  if (actor.contractId !== request.approverContractId) return false;
  switch (request.approverType) {
    case "contract":
    case "tenant":
      return actor.type !== "general";
    case "contract_owner":
    case "tenant_owner":
      return actor.type === "representative";
    case "provider":
      return false;
  }
}

/**
 * May this actor approve or deny it now?
 * @returns APPROVAL_REQUEST_CLOSED when it has been answered, taken back or has expired; APPROVAL_REQUEST_OWN for the account that raised it;
 * APPROVAL_REQUEST_OF_ANOTHER when somebody else is asked
 */
export function decideAnswer(request: ApprovalRequest, actor: UserActor, granted: boolean, now: Date): Decision {
  const state = approvalStateAt(request, now);
  const named = { approvalRequestId: request.id };
  if (!isApprover(request, actor, granted)) {
    return no("APPROVAL_REQUEST_OF_ANOTHER", { ...named, approverType: request.approverType });
  }
  if (request.requestUserId === actor.userId) return no("APPROVAL_REQUEST_OWN", named);
  return state === "registered" ? yes : no("APPROVAL_REQUEST_CLOSED", { ...named, state });
}

/**
 * May this user take it back? Only the account that raised it; what an order has raised goes with the order.
 * @returns APPROVAL_REQUEST_OF_ANOTHER, APPROVAL_REQUEST_OF_ORDER, APPROVAL_REQUEST_CLOSED
 */
export function decideCancel(request: ApprovalRequest, userId: UserId, now: Date): Decision {
  const state = approvalStateAt(request, now);
  const named = { approvalRequestId: request.id };
  if (request.requestUserId !== userId)
    return no("APPROVAL_REQUEST_OF_ANOTHER", { ...named, approverType: request.approverType });
  if (request.orderId !== null) return no("APPROVAL_REQUEST_OF_ORDER", { ...named, orderId: request.orderId });
  return state === "registered" ? yes : no("APPROVAL_REQUEST_CLOSED", { ...named, state });
}

/**
 * Does this request let its account do this operation now? One of its actions must name the operation, and everything that the action says of the
 * body must be in it.
 * @returns APPROVAL_NOT_GIVEN when it is not approved, no longer valid, or was raised by another account; APPROVAL_COVERS_OTHER
 */
export function decideCovered(
  request: ApprovalRequest,
  done: Omit<ApprovalAction, "region"> & { readonly userId: UserId; readonly approverContractId: ContractId },
  now: Date,
): Decision {
  const named = { approvalRequestId: request.id };
  const state = approvalStateAt(request, now);
  const lapsed = request.approvalExpire !== null && now >= request.approvalExpire;
  if (state !== "approved" || lapsed || request.requestUserId !== done.userId)
    return no("APPROVAL_NOT_GIVEN", { ...named, state });
  const covers = request.actions.some(
    (action) =>
      action.service === done.service &&
      action.method === done.method &&
      action.apiPath === done.apiPath &&
      Object.entries(action.body).every(([field, value]) => JSON.stringify(done.body[field]) === JSON.stringify(value)),
  );
  return covers && request.approverContractId === done.approverContractId ? yes : no("APPROVAL_COVERS_OTHER", named);
}

/** A text about a request, in one language each (sdpf 9, descriptions). */
export type ApprovalDescription = { readonly lang: keyof Bilingual; readonly text: string };
