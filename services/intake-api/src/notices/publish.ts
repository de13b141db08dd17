import {
  circleFacts,
  circleOf,
  deleteNotice,
  findNotice,
  insertNotice,
  insertNoticeUpdate,
  listNoticeUpdates,
  lockNotice,
  type NoticeContent,
  type NoticeRow,
  publishUpdate,
  type ReachedContract,
  reachOfNotice,
  rewriteNotice,
  type Tx,
  transaction,
} from "@saihan/db";
import {
  mayFollow,
  type NoticeState,
  no,
  orderIdPattern,
  type PartnerCircle,
  type Rejection,
  recipientsOf,
} from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope } from "../operator-desk/desk.ts";

/** Writes a notice down. Nobody hears of it before its first update. */
export async function draftNotice(desk: Desk, draft: Pick<NoticeRow, "category" | "title" | "scope">): Promise<Answer> {
  const notice = { id: v7(), ...draft, writtenAt: desk.now() };
  await transaction(desk.db, deskScope(desk), (tx) => insertNotice(tx, { ...notice, writtenBy: desk.operator.id }));
  return ok(201, { ...notice, writtenAt: notice.writtenAt.toISOString() });
}

/** Writes a draft anew, or takes it away: as long as it has no update, nobody has heard of it. Drafts belong to the desk that writes notices. */
function touchDraft(
  desk: Desk,
  noticeId: string,
  touch: (tx: Tx, draft: NoticeRow) => Promise<Answer>,
): Promise<Answer | Rejection> {
  const unknown = no("NOTICE_NOT_FOUND", { notice: noticeId.slice(0, 64) });
  if (!orderIdPattern.test(noticeId)) return Promise.resolve(unknown);
  return transaction(desk.db, deskScope(desk), async (tx): Promise<Answer | Rejection> => {
    await lockNotice(tx, noticeId);
    const [[notice], updates] = await Promise.all([findNotice(tx, noticeId), listNoticeUpdates(tx, noticeId)]);
    if (!notice) return unknown;
    return updates.length > 0 ? no("NOTICE_PUBLISHED", { notice: noticeId }) : touch(tx, notice);
  });
}

export function changeDraft(
  desk: Desk,
  noticeId: string,
  change: { [K in "category" | "title" | "scope"]?: NoticeRow[K] | undefined },
): Promise<Answer | Rejection> {
  return touchDraft(desk, noticeId, async (tx, before) => {
    const { category = before.category, title = before.title, scope = before.scope } = change;
    const notice = { id: before.id, category, title, scope, writtenAt: desk.now() };
    await rewriteNotice(tx, notice, desk.operator.id);
    return ok(200, { ...notice, writtenAt: notice.writtenAt.toISOString() });
  });
}

export function deleteDraft(desk: Desk, noticeId: string): Promise<Answer | Rejection> {
  return touchDraft(desk, noticeId, async (tx, { id }) => {
    await deleteNotice(tx, id);
    return { ok: true, status: 204, body: "" };
  });
}

/**
 * Says something on a notice to everybody whom it concerns. The number of the update is given by who writes it: said twice, it is
 * published once.
 */
export function sayUpdate(
  desk: Desk,
  noticeId: string,
  update: { seq: number; state: NoticeState; content: NoticeContent },
): Promise<Answer | Rejection> {
  const unknown = no("NOTICE_NOT_FOUND", { notice: noticeId.slice(0, 64) });
  if (!orderIdPattern.test(noticeId)) return Promise.resolve(unknown);
  const { seq, state, content } = update;
  return transaction(desk.db, deskScope(desk), async (tx): Promise<Answer | Rejection> => {
    await lockNotice(tx, noticeId);
    const [[notice], before] = await Promise.all([findNotice(tx, noticeId), listNoticeUpdates(tx, noticeId)]);
    if (!notice) return unknown;
    const last = before.at(-1);
    if (seq !== (last?.seq ?? 0) + 1 || !mayFollow(notice.category, last?.state, state))
      return no("NOTICE_STATE_FORBIDS", { notice: noticeId, state, seq });
    const at = desk.now();
    await insertNoticeUpdate(tx, { noticeId, seq, state, content, writtenBy: desk.operator.id, writtenAt: at });
    const { queue, name } = jobs.addressNotice;
    const [reached] = await publishUpdate(tx, noticeId, seq, { queue, name }, at);
    return ok(201, { noticeId, seq, state, partners: reached?.partners ?? 0, contracts: reached?.contracts ?? 0 });
  });
}

/**
 * The exact list of addresses with the rule behind each, and who is left out and why, if an update were said now.
 * @param partnerId only of this partner; empty: of all
 */
export async function previewNotice(desk: Desk, noticeId: string, partnerId: string): Promise<Answer | Rejection> {
  const unknown = no("NOTICE_NOT_FOUND", { notice: noticeId.slice(0, 64) });
  if (!orderIdPattern.test(noticeId)) return unknown;
  const found = await transaction(desk.db, deskScope(desk), async (tx) => {
    const [notice] = await findNotice(tx, noticeId);
    return notice && { notice, reach: [...(await reachOfNotice(tx, notice.scope))] };
  });
  if (!found) return unknown;
  const byPartner = new Map<string, ReachedContract[]>();
  for (const reached of found.reach) {
    const list = byPartner.get(reached.partnerId);
    if (list) list.push(reached);
    else byPartner.set(reached.partnerId, [reached]);
  }
  const partners = [];
  for (const [partner, reach] of byPartner) {
    if (partnerId !== "" && partner !== partnerId) continue;
    const { recipients, leftOut } = recipientsOf(found.notice.category, await circleNow(desk, partner, reach));
    partners.push({ partnerId: partner, contracts: reach.length, recipients, leftOut });
  }
  return ok(200, {
    mails: partners.reduce((sum, { recipients }) => sum + recipients.length, 0),
    contracts: found.reach.length,
    partners,
  });
}

function circleNow(desk: Desk, partnerId: string, reach: readonly ReachedContract[]): Promise<PartnerCircle> {
  return transaction(desk.db, deskScope(desk, partnerId), async (tx) => {
    const [contracts, users, policy, marks] = circleFacts(tx, { reach }, desk.now());
    return circleOf(partnerId, await Promise.all([contracts, users, policy, marks]));
  });
}
