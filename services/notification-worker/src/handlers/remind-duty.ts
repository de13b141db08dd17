import { findContractOfDuty, findDuty } from "@saihan/db";
import { defineHandler, enqueueMail, Permanent } from "@saihan/queues";
import type { NotificationContext } from "../context.ts";

/** Writes the mail that reminds of a duty before it falls due, to the partner's representative, unless it has been settled. */
export const handleRemindDuty = defineHandler({
  load: (tx, { dutyId }: { dutyId: string }) => [findDuty(tx, dutyId), findContractOfDuty(tx, dutyId)],
  handle: async (ctx: NotificationContext, { dutyId }, attempt, [[duty], [parent]]) => {
    if (!duty || !parent) throw new Permanent("the duty or its partner does not exist");
    if (duty.settledAs) return attempt.complete(() => []);
    const { language, representativeId: userId, id: contractId, partnerId } = parent;
    const facts = { dutyId, says: duty.says[language], dueOn: duty.dueOn };
    const mail = {
      partnerId,
      orderId: null,
      occasion: dutyId,
      template: "duty-due",
      userId,
      contractId,
      language,
      facts,
    } as const;
    await attempt.complete((tx) => [enqueueMail(tx, { ...mail, at: ctx.now() })]);
  },
});
