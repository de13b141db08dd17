import { accessByPlatformIds, findOrder, type OrderRow, platformIdsOf, single, transaction } from "@saihan/db";
import { hasEnded } from "@saihan/domain";
import type { Platform } from "@saihan/platform";
import type { Attempt } from "@saihan/queues";
import type { AccessChanged, Deed, ObjectMade } from "./attempt-platform.ts";
import type { FulfilmentContext } from "./context.ts";

/**
 * For an attempt that another has overtaken: removes what it made too late, so that nothing stays on the platform that
 * nobody knows of. While the order is open nothing is removed: the attempt that has it now finds the object by its token.
 * Once the order has ended no attempt of it can come any more, and what is not recorded by then was made for nobody.
 */
export async function takeBackLate(
  ctx: FulfilmentContext,
  order: Pick<OrderRow, "id" | "contractId">,
  deeds: readonly Deed[],
  attempt: Pick<Attempt, "scope" | "log">,
): Promise<void> {
  for (const deed of deeds) if (deed.kind === "access") await setAccessRight(ctx, order, deed, attempt);
  const made = deeds.filter((deed) => deed.kind !== "access");
  if (made.length === 0) return;
  const [now, recorded] = await transaction(ctx.db, attempt.scope, (tx) =>
    Promise.all([findOrder(tx, order.id), platformIdsOf(tx, order.contractId)]),
  );
  for (const late of madeForNobody(made, now !== undefined && hasEnded(now.state), recorded)) {
    await remove(ctx.platform, late, `${order.id}/late`);
    attempt.log.warn("what was made too late was taken back", { step: late.kind });
  }
}

/**
 * Access that was changed too late is put as it stands in the books now; while an order on it is open, that order does so. An object that
 * is gone has taken its access with it.
 */
async function setAccessRight(
  { db, platform }: FulfilmentContext,
  order: Pick<OrderRow, "id">,
  { userId, projectId }: AccessChanged,
  attempt: Pick<Attempt, "scope" | "log">,
): Promise<void> {
  const [now] = await single(db, attempt.scope, (tx) => accessByPlatformIds(tx, { userId, projectId }));
  if (!now || now.open) return;
  const request = { clientToken: `${order.id}/late`, userId, projectId };
  if (now.stands) await platform.grant(request);
  else await platform.revoke(request);
  attempt.log.warn("access that was changed too late was put right", { step: "access" });
}

/** What to remove, contents before what holds them. */
export function madeForNobody(
  made: readonly ObjectMade[],
  orderEnded: boolean,
  recorded: ReadonlySet<string>,
): readonly ObjectMade[] {
  return orderEnded ? made.filter(({ id }) => !recorded.has(id)).reverse() : [];
}

function remove(platform: Platform, { kind, id }: ObjectMade, clientToken: string): Promise<void> {
  switch (kind) {
    case "domain":
      return platform.deleteDomain({ clientToken, domainId: id });
    case "project":
      return platform.deleteProject({ clientToken, projectId: id });
    case "user":
      return platform.deleteUser({ clientToken, userId: id });
  }
}
