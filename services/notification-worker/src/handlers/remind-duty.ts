import { findContractOfDuty, findDuty } from "@saihan/db";
import { deskLanguage, operatorKinds } from "@saihan/domain";
import { defineHandler, enqueueMail, Permanent } from "@saihan/queues";
import type { NotificationContext } from "../context.ts";

/**
 * Writes the mail that reminds of a duty before it falls due, unless it has been settled: to the partner's representative, or to the desk of
 * the provider whose duty it is.
 */
export const handleRemindDuty = defineHandler({
  load: (tx, { dutyId }: { dutyId: string }) => [findDuty(tx, dutyId), findContractOfDuty(tx, dutyId)],
  handle: async (ctx: NotificationContext, { dutyId }, attempt, [[duty], [parent]]) => {
    if (!duty || !parent) throw new Permanent("the duty or its partner does not exist");
    if (duty.settledAs) return attempt.complete(() => []);
    const { id: contractId, partnerId } = parent;
    const desk = operatorKinds.find((kind) => kind === duty.turn);
    const language = desk ? deskLanguage : parent.language;
    const facts = { dutyId, says: duty.says[language], dueOn: duty.dueOn };
    const mail = { partnerId, orderId: null, occasion: dutyId, contractId, language, facts, at: ctx.now() };
    await attempt.complete((tx) => [
      desk
        ? enqueueMail(tx, { ...mail, template: "desk-duty-due", desk })
        : enqueueMail(tx, { ...mail, template: "duty-due", userId: parent.representativeId }),
    ]);
  },
});
