import { approversOf, findApprovalRequest, requesterOf } from "@saihan/db";
import { approvalStateAt, deskLanguage } from "@saihan/domain";
import { defineHandler, enqueueMail, Permanent } from "@saihan/queues";
import type { NotificationContext } from "../context.ts";

type Payload = { requestId: string; step: "asked" | "reminded" | "answered" };

/**
 * Writes the mails about a request for consent: to everybody who may answer it, the provider's desk among them, when it is raised and again before
 * its time is up; to the account that raised it when it has been answered. The mail names the request and not what it holds.
 */
export const handleTellApproval = defineHandler({
  load: (tx, { requestId }: Payload, { at }) => [
    findApprovalRequest(tx, requestId),
    approversOf(tx, requestId, at),
    requesterOf(tx, requestId),
  ],
  handle: async (ctx: NotificationContext, { requestId, step }, attempt, [[request], approvers, [requester]]) => {
    if (!request) throw new Permanent("the request does not exist");
    const { partnerId, contractId, orderId, service, approvalDeadline } = request;
    const at = ctx.now();
    const state = approvalStateAt(request, at);
    const facts = { requestId, service, state, deadline: approvalDeadline.toISOString() };
    const mail = { partnerId, orderId: null, occasion: `${requestId} ${step}`, facts, at };
    if (step === "answered") {
      // Who takes a request back knows it; an order may be cancelled by another than who placed it.
      const to = state === "cancelled" && orderId === null ? undefined : requester;
      return attempt.complete((tx) => (to ? [enqueueMail(tx, { ...mail, ...to, template: "approval-answered" })] : []));
    }
    if (state !== "registered") return attempt.complete(() => []);
    await attempt.complete((tx) =>
      request.approverType === "provider"
        ? [enqueueMail(tx, { ...mail, template: "desk-approval-asked", desk: "operations", contractId, language: deskLanguage })]
        : approvers.map((to) => enqueueMail(tx, { ...mail, ...to, template: "approval-asked" })),
    );
  },
});
