import { hashLinkToken, passwordLinkHours, passwordLinkToken } from "@saihan/auth";
import { findMail, insertPasswordLink, type MailToSend, setMailState, single, startSending } from "@saihan/db";
import { isMailAddress, maskMailAddress, type OperatorKind } from "@saihan/domain";
import { errorFacts } from "@saihan/log";
import { exampleData, outcomeOf, renderMail } from "@saihan/mail";
import { mailEnded } from "@saihan/metrics";
import { defineHandler, Permanent, Transient } from "@saihan/queues";
import type { NotificationContext } from "../context.ts";

type Payload = { mailId: string };

/**
 * Sends one mail. SMTP cannot promise "exactly once": if the process dies between the server's yes and our commit, the mail is
 * sent again under the same Message-ID, and `sendings` tells that it was.
 */
export function createSendMail(settings: { mailDomain: string; linkKey: Buffer; desks: Readonly<Record<OperatorKind, string>> }) {
  const { mailDomain, linkKey, desks } = settings;
  return defineHandler({
    // The mail as it was, then the intent to send it, then its link: one round trip with the start of the attempt.
    load: (tx, { mailId }: Payload, { workId, at }) => [
      findMail(tx, mailId),
      startSending(tx, mailId, workId, mailDomain, desks),
      insertPasswordLink(tx, mailId, hashLinkToken(passwordLinkToken(linkKey, mailId)), at, passwordLinkHours.invitation),
    ],
    handle: async (ctx: NotificationContext, { mailId }: Payload, attempt, [[mail]]) => {
      if (!mail) throw new Permanent("the mail does not exist");
      if (mail.state === "sent" || mail.state === "refused") return attempt.complete(() => []);
      const log = attempt.log.child({ mailId });
      const endAs = async (state: "sent" | "refused") => {
        await attempt.complete((tx) => [setMailState(tx, mailId, state, ctx.now())]);
        mailEnded(state);
      };
      const address = mail.desk ? desks[mail.desk] : (mail.address ?? "");
      if (!isMailAddress(address)) {
        log.warn("the address is not one mail address");
        return endAs("refused");
      }
      if (mail.state !== "queued") log.warn("sent again: the outcome of the sending before is unknown");
      const link = mail.facts.passwordLink === true ? passwordLinkToken(linkKey, mailId) : undefined;
      try {
        await ctx.transport.send({
          ...(mail.field === "cc" ? { field: mail.field } : {}),
          ...(mail.notice ? { thread: `<notice.${mail.notice.id}@${mailDomain}>` } : {}),
          to: { address, ...(mail.personName ? { name: mail.personName } : {}) },
          messageId: mail.messageId ?? `<${mailId}@${mailDomain}>`,
          ...written(ctx, mail, link),
          language: mail.language,
        });
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome === "refused") {
          log.warn("the mail server refused this mail", errorFacts(error));
          return endAs("refused");
        }
        const state = outcome === "unknown" ? "unknown" : "queued";
        mailEnded(outcome === "unknown" ? "unknown" : "later");
        await single(ctx.db, attempt.scope, (tx) => setMailState(tx, mailId, state, ctx.now()));
        throw new Transient(outcome === "unknown" ? "MAIL_OUTCOME_UNKNOWN" : "MAIL_SERVER_UNAVAILABLE", { cause: error });
      }
      await endAs("sent");
    },
  });
}

/** The text of a mail: of the version that it was written with, and of invented facts where it is only to be looked at. */
function written(ctx: NotificationContext, mail: MailToSend, link: string | undefined) {
  const onTrial = mail.facts.example === true;
  const data = onTrial ? exampleData(mail.language) : dataOf(ctx, mail, link);
  const rendered = renderMail(mail.template, mail.language, data, mail.words ?? undefined);
  return onTrial ? { ...rendered, subject: `[Test] ${rendered.subject}` } : rendered;
}

function dataOf(ctx: NotificationContext, mail: MailToSend, link: string | undefined) {
  return {
    personName: mail.personName,
    loginId: mail.loginId ?? "",
    userId: mail.userId ?? "",
    contractId: mail.contractId,
    customerName: mail.customerName,
    endedAt: mail.endedAt,
    ...(mail.notice ? { notice: noticeOf(mail, mail.notice) } : {}),
    ...(mail.template === "duty-due" || mail.template === "desk-duty-due" ? { duty: dutyOf(mail) } : {}),
    ...(mail.facts.invoiceNumber === undefined ? {} : { invoice: invoiceOf(mail) }),
    ...(mail.facts.ticketId === undefined ? {} : { ticketId: String(mail.facts.ticketId) }),
    ...(mail.facts.disclosureId === undefined ? {} : { disclosureId: String(mail.facts.disclosureId) }),
    ...(mail.facts.referralId === undefined
      ? {}
      : { referral: { id: String(mail.facts.referralId), state: String(mail.facts.state) } }),
    ...(mail.facts.requestId === undefined ? {} : { request: requestOf(mail) }),
    ...(mail.template === "webhook-disabled" ? { webhookId: String(mail.facts.webhookId) } : {}),
    currentAddress: maskMailAddress(mail.currentAddress ?? ""),
    createdAt: mail.createdAt,
    ...(typeof mail.facts.reason === "string" ? { reason: mail.facts.reason } : {}),
    failures: Number(mail.facts.failures ?? 0),
    // After the # so that no server or proxy ever logs it.
    ...(link
      ? {
          passwordLink: `${ctx.publicUrl}/set-password#${link}`,
          passwordLinkHours: Number(mail.facts.passwordLinkHours ?? passwordLinkHours.invitation),
        }
      : {}),
  };
}

function noticeOf({ facts, field }: MailToSend, notice: NonNullable<MailToSend["notice"]>) {
  const concerns = String(facts.concerns ?? "")
    .split(" ")
    .filter((id) => id !== "");
  return { ...notice, ...{ concerns, concernsMore: Number(facts.concernsMore ?? 0), asParent: field === "cc" } };
}

function dutyOf({ facts }: MailToSend) {
  return { id: String(facts.dutyId), says: String(facts.says), dueOn: String(facts.dueOn) };
}

function invoiceOf({ facts }: MailToSend) {
  return { number: String(facts.invoiceNumber), month: String(facts.invoiceMonth), due: String(facts.invoiceDue) };
}

function requestOf({ facts }: MailToSend) {
  const { requestId, service, state, deadline } = facts;
  return { id: String(requestId), service: String(service), state: String(state), deadline: new Date(String(deadline)) };
}
