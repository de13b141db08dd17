import type { ContractId, UserId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";
import type { TenantFacts } from "./tenant.ts";
import type { UserFacts } from "./user.ts";

/** Named for what has been accepted, as the states of contracts are: `granting` and `revoking` last until their order ends. */
export const accessStates = ["granting", "granted", "revoking"] as const;
export type AccessState = (typeof accessStates)[number];

/** Access of one user to one tenant. */
export interface AccessFacts {
  state: AccessState;
  /** Since when it stands on the platform; null before it was given, and again when it was taken away. */
  grantedAt: Date | null;
  /** When it ends by itself. From this instant on it is no access any more. */
  until: Date | null;
}

/**
 * May this user be given access to this tenant? The user is one of the tenant's own contract or of the parent (sdpf 2.2). Who has
 * access may be given it again with another end.
 *
 * @param asked.user undefined when there is none whom the caller may know
 * @param asked.existing the access that the user has, if any
 */
export function decideGrantAccess(asked: {
  partnerId: ContractId;
  tenant: TenantFacts;
  userId: UserId;
  user: UserFacts | undefined;
  existing: AccessFacts | undefined;
  until: Date | null;
  now: Date;
}): Decision {
  const { tenant, userId, user, existing, until } = asked;
  if (tenant.state !== "active" && tenant.state !== "provisioning") {
    return no("TENANT_STATE_FORBIDS", { tenantId: tenant.id, state: tenant.state });
  }
  if (!user || (user.contractId !== tenant.contractId && user.contractId !== asked.partnerId)) {
    return no("USER_NOT_FOUND", { userId });
  }
  if (user.state !== "active" && user.state !== "provisioning") return no("USER_STATE_FORBIDS", { userId, state: user.state });
  if (isRepresentativeOf(user, tenant)) return no("ACCESS_OF_REPRESENTATIVE", { userId });
  if (until && until <= asked.now) return no("ACCESS_UNTIL_PASSED", { until: until.toISOString() });
  if (existing && existing.state !== "revoking" && existing.until?.getTime() === until?.getTime()) {
    return no("ACCESS_EXISTS", { tenantId: tenant.id, userId });
  }
  return yes;
}

/** May this access be taken away? The representative of the tenant's contract always has it (sdpf 2.1, row 12 of 10.1). */
export function decideRevokeAccess(asked: {
  tenant: TenantFacts;
  userId: UserId;
  user: UserFacts | undefined;
  existing: AccessFacts | undefined;
}): Decision {
  const { tenant, userId, user, existing } = asked;
  if (!user || !existing || existing.state === "revoking") return no("ACCESS_NOT_FOUND", { tenantId: tenant.id, userId });
  if (isRepresentativeOf(user, tenant)) return no("ACCESS_OF_REPRESENTATIVE", { userId });
  return yes;
}

/** The state of an access at a time: when its end has come it is being taken away, whether or not anybody has begun to. */
export function accessStateAt(access: AccessFacts, now: Date): AccessState {
  return access.until && access.until <= now ? "revoking" : access.state;
}

function isRepresentativeOf(user: UserFacts, tenant: TenantFacts): boolean {
  return user.type === "representative" && user.contractId === tenant.contractId;
}
