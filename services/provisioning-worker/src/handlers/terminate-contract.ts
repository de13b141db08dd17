import { liveUsersOfOrder, moveContract, type PlatformProof, recordProof, recordUsersGone, remainsOfOrder } from "@saihan/db";
import { mailOf, orderHandler, Refused } from "@saihan/fulfilment";
import type { Platform } from "@saihan/platform";
import { Transient } from "@saihan/queues";

/**
 * Ends the contract for good: its users, then its domain. What else was in it has gone by orders before this one; if one of those has
 * failed, this one fails too. At the end the platform is asked what it still holds of the contract, and the answer is kept.
 */
export const handleTerminateContract = orderHandler({
  load: (tx, orderId) => [liveUsersOfOrder(tx, orderId), remainsOfOrder(tx, orderId)],
  act: async ({ platform }, { order, contract }, [users, [remains]]) => {
    const { id: contractId, platformId } = contract;
    if (remains && remains.tenants + remains.subscriptions > 0)
      throw new Refused({ code: "CONTRACT_HAS_TENANTS", variables: { contractId, tenants: remains.tenants } });
    if (platformId) {
      // Asked before anything goes: a domain that could not be removed must not lose its users.
      const { projects } = await platform.listing.contents(platformId);
      if (projects.length > 0)
        throw new Refused({ code: "CONTRACT_NOT_EMPTY", variables: { contractId, projects: projects.length } });
      for (const user of users) {
        if (user.platformId) await platform.deleteUser({ clientToken: `${order.id}/${user.id}`, userId: user.platformId });
      }
      await platform.deleteDomain({ clientToken: order.id, domainId: platformId });
    }
    const proof = await ask(platform, platformId);
    const mail = { template: "contract-terminated", userId: contract.representativeId, contract } as const;
    return (tx, at) => [
      moveContract(tx, contractId, "terminating", "terminated", at),
      recordUsersGone(tx, contractId, at),
      recordProof(tx, order.id, proof, at),
      // A contract that never came to be ends without a word.
      ...(platformId ? mailOf(tx, order, { ...mail, at }) : []),
    ];
  },
});

/** @throws Transient while the platform still shows something of the contract */
async function ask({ listing }: Platform, domainId: string | null): Promise<PlatformProof> {
  if (domainId === null) return { domain: "gone", projects: 0, users: 0, access: 0 };
  const [domain, { projects, users, access }] = await Promise.all([listing.domain(domainId), listing.contents(domainId)]);
  if (domain || projects.length + users.length + access.length > 0) throw new Transient("TERMINATION_NOT_PROVED");
  return { domain: "gone", projects: 0, users: 0, access: 0 };
}
