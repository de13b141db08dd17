import type { ContractId, UserId } from "../ids.ts";
import { no, type Rejection } from "../rejection.ts";
import { type Actor, columnOf, type OperatorActor, type UserActor } from "./actor.ts";
import { type Action, actions, type Relation, rowFor } from "./table.ts";

/** What is acted on: a contract, or something in it. */
export interface Target {
  readonly partnerId: ContractId;
  readonly contractId: ContractId;
  /** The user whose account, key or session it is. */
  readonly userId?: UserId;
  /** Of a child contract: whether the actor's contract groups let them work on it. */
  readonly inReach: boolean;
}

/** `only: "granted"`: the actor may, for tenants they have been given access to. */
export type Permission = { readonly ok: true; readonly only?: "granted" } | Rejection;

/** How the actor stands to what is acted on; nothing when they may not even know that it exists. */
export function relationOf(actor: Actor, target: Target): Relation | undefined {
  if (actor.kind === "operator") return "any";
  if (target.partnerId !== actor.partnerId) return undefined;
  if (target.userId === actor.userId) return "self";
  if (target.contractId === actor.contractId) return "own";
  const isParent = actor.contractId === actor.partnerId;
  return isParent && target.inReach ? "child" : undefined;
}

/**
 * May this actor do this to that? The only judge of it; `permissionTable` holds the rules.
 *
 * @returns CONTRACT_NOT_FOUND for what the actor may not know of, the same as for what does not exist; ACTION_NOT_ALLOWED,
 * RIGHT_MISSING, SCOPE_MISSING, SIGN_IN_NEEDED, AGENCY_MAY_NOT or RESELLER_MAY_NOT with the rule otherwise
 */
export function authorize(actor: Actor, action: Action, target: Target): Permission {
  const relation = relationOf(actor, target);
  if (relation === undefined) return no("CONTRACT_NOT_FOUND", { contractId: target.contractId });
  // What a row for oneself does not grant may be granted to those who may do it to everybody in the contract.
  const candidates: Relation[] = relation === "self" ? ["self", "own"] : [relation];
  let refusal: Permission = no("ACTION_NOT_ALLOWED", { action, rule: "no row of the permission table" });
  for (const candidate of candidates) {
    const answer = byRow(actor, action, candidate);
    if (answer?.ok) return answer;
    refusal = answer ?? refusal;
  }
  return refusal;
}

function byRow(actor: Actor, action: Action, relation: Relation): Permission | undefined {
  const row = rowFor(action, relation);
  if (!row) return undefined;
  const { rule } = row;
  const cell = row.cells[columnOf(actor)] ?? "no";
  if (cell === "no") return no("ACTION_NOT_ALLOWED", { action, rule });
  if (actor.kind === "operator") return { ok: true };
  if (actor.model === "agency" && !row.agency) return no("AGENCY_MAY_NOT", { action, rule });
  if (actor.model === "reseller" && !row.reseller) return no("RESELLER_MAY_NOT", { action, rule });
  if (cell !== "yes" && cell !== "granted" && actor.rights !== null && !actor.rights.includes(cell)) {
    return no("RIGHT_MISSING", { action, right: cell, rule });
  }
  // Whoever is confined to groups could free themselves by defining groups.
  // What is sent to the parent's own webhooks is of every contract.
  if ((action === "group.define" || (action === "webhook.define" && relation === "own")) && actor.confined)
    return no("ACTION_NOT_ALLOWED", { action, rule });
  if (row.key === "session" ? !actor.signedIn : actor.scopes !== null && !actor.scopes.includes(row.key)) {
    return row.key === "session" ? no("SIGN_IN_NEEDED", { action }) : no("SCOPE_MISSING", { action, scope: row.key });
  }
  return cell === "granted" ? { ok: true, only: "granted" } : { ok: true };
}

/** The actor's own contract, for what concerns no other. */
export function ownTarget({ partnerId, contractId }: Pick<Target, "partnerId" | "contractId">): Target {
  return { partnerId, contractId, inReach: true };
}

/** What a user may do to their own account, in their own contract, and to child contracts in their reach. */
export type Allowed = Readonly<Record<Exclude<Relation, "any">, readonly Action[]>>;

/** All that `authorize` would let this user do, for whoever draws menus and buttons. It grants nothing: every request is judged anew. */
export function allowedTo(actor: UserActor): Allowed {
  const own = ownTarget(actor);
  // Any child will do: that it is in reach is given.
  const child = { partnerId: actor.partnerId, contractId: "", inReach: true };
  const of = (target: Target) => actions.filter((action) => authorize(actor, action, target).ok);
  return { self: of({ ...own, userId: actor.userId }), own: of(own), child: of(child) };
}

/** All that `authorize` would let one of the provider's staff do, to whichever partner. */
export function allowedToStaff(actor: OperatorActor): readonly Action[] {
  return actions.filter((action) => authorize(actor, action, { partnerId: "", contractId: "", inReach: true }).ok);
}
