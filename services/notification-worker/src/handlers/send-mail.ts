import { hashLinkToken, passwordLinkHours, passwordLinkToken, unsubscribeToken } from "@saihan/auth";
import { endSendings, findMails, insertPasswordLinks, type MailToSend, type SendingEnd, startSendings } from "@saihan/db";
import { isChosenCategory, isFixed, isMailAddress, type MailState, maskMailAddress, type OperatorKind } from "@saihan/domain";
import { errorFacts } from "@saihan/log";
import { bounceAddressOf, exampleData, type OutgoingMail, renderMail, SendFailure } from "@saihan/mail";
import { mailEnded } from "@saihan/metrics";
import { type BundleHandler, jobs, type PieceOutcome } from "@saihan/queues";
import { traced } from "@saihan/tracing";
import type { NotificationContext } from "../context.ts";

/** RFC 5321, 4.5.4.1: a sender tries for at least four to five days. */
const givenUpAfterMs = 5 * 24 * 3_600_000;

type Row = MailToSend & { workId: number };
type Outcome = PieceOutcome<SendingEnd>;

interface Settings {
  mailDomain: string;
  linkKey: Buffer;
  unsubscribeKey: Buffer;
  /** Where reports of mail that cannot be delivered go. */
  bouncesTo?: string | undefined;
  desks: Readonly<Record<OperatorKind, string>>;
}

/**
 * Sends mails. SMTP cannot promise "exactly once": if the server's answer is lost, or the process dies before our commit, a mail is
 * sent again under the same Message-ID, and its row tells that it was. After a second lost answer it ends as `unknown`.
 */
export function createSendMail(settings: Settings): BundleHandler<NotificationContext, Row, SendingEnd> {
  const { mailDomain, linkKey, desks } = settings;
  return {
    job: jobs.sendMail,
    // The mails as they were, then the intent to send them: one round trip with the start of the attempts.
    begin: (tx, bundle) => [findMails(tx, bundle), startSendings(tx, bundle, mailDomain, desks)],
    prepare: (rows, at) => {
      const links = rows
        .filter(({ facts }) => facts.passwordLink === true)
        .map(({ id }) => ({ mailId: id, tokenHash: hashLinkToken(passwordLinkToken(linkKey, id)) }));
      return links.length === 0 ? undefined : (tx) => [insertPasswordLinks(tx, links, at, passwordLinkHours.invitation)];
    },
    record: endSendings,
    handle: async (ctx, mail, attempt) => {
      if (mail.state === "sent" || mail.state === "refused") return { end: "done", result: null };
      const ended = (end: Partial<SendingEnd> & { state: MailState }): SendingEnd => ({
        ...{ mailId: mail.id, reason: null, lostAnswer: false, notBegun: false },
        ...end,
      });
      const done = (end: Partial<SendingEnd> & { state: "sent" | "unknown" | "refused" }): Outcome => {
        mailEnded(end.state);
        return { end: "done", result: ended(end) };
      };
      const address = mail.desk ? desks[mail.desk] : (mail.address ?? "");
      if (!isMailAddress(address)) {
        attempt.log().warn("the address is not one mail address", { mailId: mail.id });
        return done({ state: "refused", reason: "not an address" });
      }
      const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
      const delayMs = ctx.gate.wait(domain, mail.id);
      if (delayMs > 0) {
        // A sender that died before has been counted; this one has not begun.
        const state = mail.state === "sending" ? "queued" : mail.state;
        return { end: "later", fault: "MAIL_DOMAIN_PACED", delayMs, result: ended({ state, notBegun: true }) };
      }
      if (mail.state !== "queued")
        attempt.log().warn("sent again: the outcome of the sending before is unknown", { mailId: mail.id });
      try {
        const letter = outgoing(ctx, mail, address, settings);
        await traced("send mail", { kind: "client", facts: { mailId: mail.id } }, () => ctx.transport.send(letter));
      } catch (error) {
        if (!(error instanceof SendFailure)) throw error;
        return afterFailure(error, domain);
      }
      ctx.gate.took(domain);
      return done({ state: "sent" });

      function afterFailure(error: SendFailure, to: string): Outcome {
        const log = attempt.log().child({ mailId: mail.id });
        const { outcome, reason } = error;
        if (outcome === "refused") {
          log.warn("the mail server refused this mail", errorFacts(error));
          return done({ state: "refused", reason });
        }
        if (outcome === "put-off") ctx.gate.putOff(to);
        if (outcome === "unknown" && mail.lostAnswers > 0) {
          log.warn("the answer was lost twice: not sent again");
          return done({ state: "unknown", reason, lostAnswer: true });
        }
        if (outcome !== "unknown" && ctx.now().getTime() - mail.createdAt.getTime() > givenUpAfterMs) {
          log.warn("not taken for days: given up");
          return done({ state: "refused", reason: `given up: ${reason}` });
        }
        const lostAnswer = outcome === "unknown";
        mailEnded(lostAnswer ? "unknown" : "later");
        const fault = lostAnswer ? "MAIL_OUTCOME_UNKNOWN" : "MAIL_SERVER_UNAVAILABLE";
        return {
          end: "again",
          fault,
          tries: mail.sendings + 1,
          cause: error,
          result: ended({ state: lostAnswer ? "unknown" : "queued", reason, lostAnswer }),
        };
      }
    },
  };
}

function outgoing(ctx: NotificationContext, mail: MailToSend, address: string, settings: Settings): OutgoingMail {
  const { mailDomain, linkKey, unsubscribeKey, bouncesTo } = settings;
  const link = mail.facts.passwordLink === true ? passwordLinkToken(linkKey, mail.id) : undefined;
  return {
    ...(mail.field === "cc" ? { field: mail.field } : {}),
    ...(mail.notice ? { thread: `<notice.${mail.notice.id}@${mailDomain}>` } : {}),
    ...(bouncesTo ? { bouncesTo: bounceAddressOf(bouncesTo, mail.id) } : {}),
    to: { address, ...(mail.personName ? { name: mail.personName } : {}) },
    messageId: mail.messageId ?? `<${mail.id}@${mailDomain}>`,
    ...written(ctx, mail, link),
    language: mail.language,
    ...unsubscribing(ctx, mail, unsubscribeKey),
  };
}

/** Only what its reader chooses to hear of can be unsubscribed from: notices, but not incidents for a representative, nor terms; and what counts as news. */
function unsubscribing({ publicUrl }: NotificationContext, mail: MailToSend, key: Buffer): { unsubscribeUrl?: string } {
  const { notice, template, userId, userType, partnerId, contractId } = mail;
  const category = template === "end-user-statement-ready" ? "news" : notice?.category;
  if (!category || !userId || !userType || !isChosenCategory(category) || isFixed(userType, category)) return {};
  const token = unsubscribeToken(key, { partnerId, contractId, userId, category });
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
    ...(mail.notice ? { notice: noticeOf(ctx, mail, mail.notice) } : {}),
    ...(mail.template === "duty-due" || mail.template === "desk-duty-due" ? { duty: dutyOf(mail) } : {}),
    ...(mail.facts.invoiceNumber === undefined ? {} : { invoice: invoiceOf(mail) }),
    ...(mail.facts.statementNumber === undefined ? {} : { statement: statementOf(ctx, mail) }),
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
          passwordLink: `${passwordPage(ctx, mail)}#${link}`,
          passwordLinkHours: Number(mail.facts.passwordLinkHours ?? passwordLinkHours.invitation),
        }
      : {}),
  };
}

/** The page that sets a password: it knows who is invited and who has forgotten theirs. */
function passwordPage({ portalUrl }: NotificationContext, { template }: MailToSend): string {
  return `${portalUrl}/${template === "password-reset" ? "set-password" : "invitation"}`;
}

function noticeOf({ portalUrl }: NotificationContext, mail: MailToSend, notice: NonNullable<MailToSend["notice"]>) {
  const { facts, field, userId } = mail;
  const concerns = String(facts.concerns ?? "")
    .split(" ")
    .filter((id) => id !== "");
  // An address that is nobody's has no portal.
  const link = userId ? { link: `${portalUrl}/notices/${notice.id}` } : {};
  return { ...notice, ...link, concerns, concernsMore: Number(facts.concernsMore ?? 0), asParent: field === "cc" };
}

function dutyOf({ facts }: MailToSend) {
  return { id: String(facts.dutyId), says: String(facts.says), dueOn: String(facts.dueOn) };
}

function invoiceOf({ facts }: MailToSend) {
  const { invoiceNumber, invoiceMonth, invoiceDue, invoiceAmended = "" } = facts;
  return { number: String(invoiceNumber), month: String(invoiceMonth), due: String(invoiceDue), amends: String(invoiceAmended) };
}

function statementOf({ portalUrl }: NotificationContext, { facts, contractId }: MailToSend) {
  const month = String(facts.statementMonth);
  return { number: String(facts.statementNumber), month, link: `${portalUrl}/contracts/${contractId}/statements/${month}` };
}

function requestOf({ facts }: MailToSend) {
  const { requestId, service, state, deadline } = facts;
  return { id: String(requestId), service: String(service), state: String(state), deadline: new Date(String(deadline)) };
}
