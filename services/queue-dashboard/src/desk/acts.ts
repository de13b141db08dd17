import {
  deletePause,
  deskOrder,
  deskWork,
  findOrderAnywhere,
  insertAuditEntries,
  insertPause,
  sendAgain,
  single,
  transaction,
} from "@saihan/db";
import { providerId } from "@saihan/domain";
import { outboxChannel } from "@saihan/queues";
import { type DeskContext, scope, type Visit } from "./desk.ts";
import { askApi } from "./partner-api.ts";
import { kindsByQueue } from "./work-words.ts";

/** Where an act leads, with the word for what was done; or why it was not done. */
export type Done = { to: string; said: string } | { refused: string } | undefined;

/** Has the Partner API cancel an order or place it again; it keeps the reason in the partner's audit. */
export async function actOnOrder(
  ctx: DeskContext,
  visit: Visit,
  act: "cancel" | "retry",
  given: { orderId: string; reason: string; once: string },
): Promise<Done> {
  const { orderId } = given;
  const order = await transaction(ctx.db, scope, async (tx) => {
    const [found] = await findOrderAnywhere(tx, orderId);
    const [row] = found ? await deskOrder(tx, found.partnerId, orderId) : [];
    return row;
  });
  if (!order) return undefined;
  const answer = await askApi(ctx, visit, act, order, given);
  if (!answer.ok) return { refused: answer.text };
  return { to: `/desk/orders/${answer.orderId}`, said: act === "cancel" ? "cancelled" : "retried" };
}

/** Hands work out again that was set aside. */
export async function sendWorkAgain(
  ctx: DeskContext,
  visit: Visit,
  given: { partnerId: string; id: number; reason: string },
): Promise<Done> {
  const { partnerId, id, reason } = given;
  const outcome = await transaction(ctx.db, scope, async (tx): Promise<Done> => {
    const [work] = await deskWork(tx, partnerId, id);
    if (!work) return undefined;
    const [sent] = await sendAgain(tx, { partnerId, id }, visit.now);
    if (!sent) return { refused: visit.w.notAside };
    const entry = { partnerId, contractId: partnerId, at: visit.now, actor: visit.who.id, action: "work.send-again" };
    const order = work.orderId ? { orderId: work.orderId } : {};
    await insertAuditEntries(tx, [{ ...entry, target: String(id), reason, ...order }]);
    return { to: `/desk/work/${partnerId}/${id}`, said: "sent-again" };
  });
  if (outcome && "to" in outcome) await tellRelay(ctx);
  return outcome;
}

/** Pauses or resumes a queue (`users`) or one kind of its work (`users/create-user`). */
export async function movePause(
  ctx: DeskContext,
  visit: Visit,
  act: "pause" | "resume",
  given: { what: string; reason: string },
): Promise<Done> {
  const { what, reason } = given;
  const [queue = "", job = ""] = what.split("/", 2);
  const known = kindsByQueue.find((kinds) => kinds.queue === queue);
  if (!known || (job !== "" && !known.names.some((name) => name === job))) return { refused: visit.w.unknownKind };
  const { now: at, who } = visit;
  const outcome = await transaction(ctx.db, scope, async (tx): Promise<Done> => {
    const [moved] =
      act === "pause" ? await insertPause(tx, { queue, job, reason, actor: who.id, at }) : await deletePause(tx, { queue, job });
    if (!moved) return { refused: act === "pause" ? visit.w.isPaused : visit.w.notPaused };
    const entry = {
      partnerId: providerId,
      contractId: providerId,
      at,
      actor: who.id,
      action: `work.${act}`,
      target: what,
      reason,
    };
    await insertAuditEntries(tx, [entry]);
    return { to: "/desk", said: act === "pause" ? "paused" : "resumed" };
  });
  if (outcome && "to" in outcome) await tellRelay(ctx);
  return outcome;
}

/** The relay looks by itself, too: a notification that is lost costs half a second. */
async function tellRelay(ctx: DeskContext): Promise<void> {
  await single(ctx.db, scope, (tx) => tx`select pg_notify(${outboxChannel}, '')`).catch(() => {});
}
