import type { ContractId, UserId } from "../ids.ts";
import type { UserType } from "../user.ts";

/** How a parent takes part: 再販事業者 resells, 代理店 (agency) refers end users who then hold contracts of their own (sdpf 11). */
export const partnerModels = ["reseller", "agency"] as const;
export type PartnerModel = (typeof partnerModels)[number];

/** What the provider's own staff do. */
export const operatorKinds = ["operations", "billing", "support"] as const;
export type OperatorKind = (typeof operatorKinds)[number];

/** The parts of an administrator's power that can be given one by one (sdpf 2.1: "all, or a customised part"). */
export const rights = ["users", "tenants", "representative", "groups", "settings", "audit", "charges", "tickets"] as const;
export type Right = (typeof rights)[number];

/** What somebody may do as one who administers. The representative may everything, a general user nothing (sdpf 2.1). */
export function rightsHeld({ type, rights: some }: { type: UserType; rights: readonly Right[] | null }): readonly Right[] {
  switch (type) {
    case "representative":
      return rights;
    case "administrator":
      return some ?? rights;
    case "general":
      return [];
  }
}

/** What an API key may be narrowed to. Reading and writing are apart. */
export const keyScopes = [
  "contracts:read",
  "contracts:write",
  "tenants:read",
  "tenants:write",
  "users:read",
  "users:write",
  "orders:read",
  "orders:write",
  "groups:read",
  "groups:write",
  "settings:read",
  "settings:write",
  "audit:read",
  "menus:read",
  "menus:write",
  "subscriptions:read",
  "subscriptions:write",
  "charges:read",
  "charges:write",
  "approvals:read",
  "approvals:write",
  "documents:read",
  "referrals:read",
  "referrals:write",
  "support:read",
  "support:write",
] as const;
export type KeyScope = (typeof keyScopes)[number];

/** A user of a contract, by a session or by an API key. Keys act as their user and can only do less. */
export interface UserActor {
  readonly kind: "user";
  /** As it is recorded in history and audit: `user:ecid…` or `key:…`. */
  readonly id: string;
  readonly partnerId: ContractId;
  readonly contractId: ContractId;
  readonly userId: UserId;
  readonly type: UserType;
  readonly model: PartnerModel;
  /** Of an administrator: null is all of them. */
  readonly rights: readonly Right[] | null;
  /** Of an API key: null is all that its user may. A session has none to lose. */
  readonly scopes: readonly KeyScope[] | null;
  /** Came by signing in, not by an API key. */
  readonly signedIn: boolean;
  /** A user of the parent who is confined to contract groups, or whose key is. */
  readonly confined: boolean;
}

/** One of the provider's staff. */
export interface OperatorActor {
  readonly kind: "operator";
  /** `operator:…` */
  readonly id: string;
  readonly type: OperatorKind;
}

export type Actor = UserActor | OperatorActor;

/** What an actor may give to users: the provider's staff nothing. */
export function rightsOf(actor: Actor): readonly Right[] {
  return actor.kind === "operator" ? [] : rightsHeld(actor);
}

/** The columns of the permission table. */
export const actorColumns = [
  "parent.representative",
  "parent.administrator",
  "parent.general",
  "child.representative",
  "child.administrator",
  "child.general",
  "operator.operations",
  "operator.billing",
  "operator.support",
] as const;
export type ActorColumn = (typeof actorColumns)[number];

export function columnOf(actor: Actor): ActorColumn {
  if (actor.kind === "operator") return `operator.${actor.type}`;
  return `${actor.contractId === actor.partnerId ? "parent" : "child"}.${actor.type}`;
}
