import { hashLinkToken, passwordLinkHours, passwordLinkToken, unsubscribeToken } from "@saihan/auth";
import { endSending, findMail, insertPasswordLink, type MailToSend, notBegun, single, startSending } from "@saihan/db";
import { isChosenCategory, isFixed, isMailAddress, type MailState, maskMailAddress, type OperatorKind } from "@saihan/domain";
import { errorFacts } from "@saihan/log";
import { exampleData, renderMail, SendFailure } from "@saihan/mail";
import { mailEnded } from "@saihan/metrics";
import { defineHandler, Later, Permanent, Transient } from "@saihan/queues";
import { traced } from "@saihan/tracing";
import type { NotificationContext } from "../context.ts";

type Payload = { mailId: string };

/** RFC 5321, 4.5.4.1: a sender tries for at least four to five days. */
const givenUpAfterMs = 5 * 24 * 3_600_000;

/**
 * Sends one mail. SMTP cannot promise "exactly once": if the server's answer is lost, or the process dies before our commit, the mail is
 * sent again under the same Message-ID, and its row tells that it was. After a second lost answer it ends as `unknown`.
 */
export function createSendMail(settings: {
  mailDomain: string;
  linkKey: Buffer;
  unsubscribeKey: Buffer;
  desks: Readonly<Record<OperatorKind, string>>;
}) {
  const { mailDomain, linkKey, unsubscribeKey, desks } = settings;
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
      const endAs = async (end: { state: MailState; reason?: string; lostAnswer?: boolean }) => {
        await attempt.complete((tx) => [endSending(tx, mailId, { ...end, at: ctx.now() })]);
        mailEnded(end.state === "sent" || end.state === "unknown" ? end.state : "refused");
      };
      const address = mail.desk ? desks[mail.desk] : (mail.address ?? "");
      if (!isMailAddress(address)) {
        log.warn("the address is not one mail address");
        return endAs({ state: "refused", reason: "not an address" });
      }
      const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
      const wait = ctx.gate.wait(domain, mailId);
      if (wait > 0) {
        await single(ctx.db, attempt.scope, (tx) => notBegun(tx, mailId, mail));
        throw new Later("MAIL_DOMAIN_PACED", wait);
      }
      if (mail.state !== "queued") log.warn("sent again: the outcome of the sending before is unknown");
      const link = mail.facts.passwordLink === true ? passwordLinkToken(linkKey, mailId) : undefined;
      try {
        const letter = {
          ...(mail.field === "cc" ? { field: mail.field } : {}),
          ...(mail.notice ? { thread: `<notice.${mail.notice.id}@${mailDomain}>` } : {}),
          to: { address, ...(mail.personName ? { name: mail.personName } : {}) },
          messageId: mail.messageId ?? `<${mailId}@${mailDomain}>`,
          ...written(ctx, mail, link),
          language: mail.language,
          ...unsubscribing(ctx, mail, unsubscribeKey),
        };
        await traced("send mail", { kind: "client", facts: { mailId } }, () => ctx.transport.send(letter));
      } catch (error) {
        if (!(error instanceof SendFailure)) throw error;
        const { outcome, reason } = error;
        if (outcome === "refused") {
          log.warn("the mail server refused this mail", errorFacts(error));
          return endAs({ state: "refused", reason });
        }
        if (outcome === "put-off") ctx.gate.putOff(domain);
        if (outcome === "unknown" && mail.lostAnswers > 0) {
          log.warn("the answer was lost twice: not sent again");
          return endAs({ state: "unknown", reason, lostAnswer: true });
        }
        if (outcome !== "unknown" && ctx.now().getTime() - mail.createdAt.getTime() > givenUpAfterMs) {
          log.warn("not taken for days: given up");
          return endAs({ state: "refused", reason: `given up: ${reason}` });
        }
        const lostAnswer = outcome === "unknown";
        mailEnded(lostAnswer ? "unknown" : "later");
        const end = { state: lostAnswer ? "unknown" : "queued", reason, lostAnswer, at: ctx.now() } as const;
        await single(ctx.db, attempt.scope, (tx) => endSending(tx, mailId, end));
        throw new Transient(lostAnswer ? "MAIL_OUTCOME_UNKNOWN" : "MAIL_SERVER_UNAVAILABLE", { cause: error });
      }
      ctx.gate.took(domain);
      await endAs({ state: "sent" });
    },
  });
}

/** Only what its reader chooses to hear of can be unsubscribed from: not incidents for a representative, not terms, and no mail but notices. */
function unsubscribing({ publicUrl }: NotificationContext, mail: MailToSend, key: Buffer): { unsubscribeUrl?: string } {
  const { notice, userId, userType, partnerId, contractId } = mail;
  if (!notice || !userId || !userType || !isChosenCategory(notice.category) || isFixed(userType, notice.category)) return {};
  const token = unsubscribeToken(key, { partnerId, contractId, userId, category: notice.category });
  return { unsubscribeUrl: `${publicUrl}/unsubscribe/${token}` };
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
