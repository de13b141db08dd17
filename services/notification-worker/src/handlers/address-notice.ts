import {
  circleFacts,
  circleOf,
  findNotice,
  insertAuditEntries,
  insertNoticeMails,
  listNoticeUpdates,
  noteNoticeEvents,
} from "@saihan/db";
import { recipientsOf } from "@saihan/domain";
import { defineHandler, jobs, Permanent } from "@saihan/queues";
import { v7 } from "uuid";
import type { NotificationContext } from "../context.ts";

/**
 * Writes the mails of one update of a notice to the people of one partner, and notes it for the partner's feed of events: who they are is decided now, by the same function that the
 * preview shows. Settings that change later hold for the next update.
 */
export const handleAddressNotice = defineHandler({
  load: (tx, { noticeId }: { noticeId: string; seq: number }, { at }) => [
    ...circleFacts(tx, { noticeId }, at),
    findNotice(tx, noticeId),
    listNoticeUpdates(tx, noticeId),
  ],
  handle: async (ctx: NotificationContext, { noticeId, seq }, attempt, loaded) => {
    const [contracts, users, policy, marks, [notice], updates] = loaded;
    const update = updates.find((one) => one.seq === seq);
    if (!notice || !update) throw new Permanent("the notice does not exist");
    const { partnerId } = attempt.scope;
    const { category } = notice;
    const { recipients, leftOut } = recipientsOf(category, circleOf(partnerId, [contracts, users, policy, marks]));
    const at = ctx.now();
    const mails = recipients.map((recipient) => ({ ...recipient, id: v7() }));
    const entry = {
      ...{ partnerId, contractId: partnerId, at, actor: update.writtenBy, action: "notice.publish", target: noticeId },
      after: { seq, category, state: update.state, mails: mails.length, leftOut: leftOut.length },
    };
    const { queue, name } = jobs.sendMail;
    await attempt.complete((tx) => [
      insertNoticeMails(tx, { partnerId, noticeId, seq, category, at }, mails, { queue, name }),
      noteNoticeEvents(tx, { noticeId, seq, category, state: update.state, at: update.writtenAt }),
      insertAuditEntries(tx, [entry]),
    ]);
  },
});
