import { hashLinkToken, passwordLinkHours, passwordLinkToken } from "@saihan/auth";
import { batch, findMail, insertPasswordLink, type MailToSend, setMailState, single, startSending } from "@saihan/db";
import { isMailAddress } from "@saihan/domain";
import { errorFacts } from "@saihan/log";
import { outcomeOf, renderMail } from "@saihan/mail";
import { type Attempt, Permanent, Transient } from "@saihan/queues";
import type { NotificationContext } from "../context.ts";

/**
 * Sends one mail. SMTP cannot promise "exactly once": if the process dies between the server's yes and our commit, the mail is
 * sent again under the same Message-ID, and `sendings` tells that it was.
 */
export async function handleSendMail(ctx: NotificationContext, { mailId }: { mailId: string }, attempt: Attempt) {
  const scope = { service: attempt.actor };
  const [mail] = await single(ctx.db, scope, (tx) => findMail(tx, mailId));
  if (!mail) throw new Permanent("the mail does not exist");
  const log = attempt.log.child({ mailId });
  const endAs = (state: "sent" | "refused") => attempt.complete((tx) => [setMailState(tx, mailId, state, ctx.now())]);
  if (mail.state === "sent" || mail.state === "refused") return attempt.complete(() => []);
  if (!isMailAddress(mail.address)) {
    log.warn("the address is not one mail address");
    return endAs("refused");
  }
  if (mail.state !== "queued") log.warn("sent again: the outcome of the sending before is unknown");
  const messageId = mail.messageId ?? `<${mailId}@${ctx.mailDomain}>`;
  const link = mail.facts.passwordLink === true ? passwordLinkToken(ctx.linkKey, mailId) : undefined;
  const at = ctx.now();
  await batch(ctx.db, scope, (tx) => [
    startSending(tx, mailId, mail.address, messageId),
    ...(link ? [insertPasswordLink(tx, linkRow(mail, link, at))] : []),
  ]);
  const rendered = renderMail(mail.template, mail.language, dataOf(ctx, mail, link));
  try {
    await ctx.transport.send({
      to: { address: mail.address, ...(mail.personName ? { name: mail.personName } : {}) },
      messageId,
      ...rendered,
      language: mail.language,
    });
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === "refused") {
      log.warn("the mail server refused this mail", errorFacts(error));
      return endAs("refused");
    }
    await single(ctx.db, scope, (tx) => setMailState(tx, mailId, outcome === "unknown" ? "unknown" : "queued", ctx.now()));
    throw new Transient(outcome === "unknown" ? "MAIL_OUTCOME_UNKNOWN" : "MAIL_SERVER_UNAVAILABLE", { cause: error });
  }
  await endAs("sent");
}

function linkRow(mail: MailToSend, token: string, at: Date) {
  const expiresAt = new Date(at.getTime() + passwordLinkHours * 3_600_000);
  return { tokenHash: hashLinkToken(token), partnerId: mail.partnerId, userId: mail.userId, at, expiresAt };
}

function dataOf(ctx: NotificationContext, mail: MailToSend, link: string | undefined) {
  return {
    personName: mail.personName,
    loginId: mail.loginId,
    userId: mail.userId,
    contractId: mail.contractId,
    customerName: mail.customerName,
    endedAt: mail.endedAt,
    // After the # so that no server or proxy ever logs it.
    ...(link ? { passwordLink: `${ctx.publicUrl}/first-password#${link}`, passwordLinkHours } : {}),
  };
}
