import { hashLinkToken, passwordLinkHours, passwordLinkToken } from "@saihan/auth";
import { findMail, insertPasswordLink, type MailToSend, setMailState, startSending, transaction } from "@saihan/db";
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
  const mail = await transaction(ctx.db, scope, (tx) => findMail(tx, mailId));
  if (!mail) throw new Permanent("the mail does not exist");
  const log = attempt.log.child({ mailId });
  if (mail.state === "sent" || mail.state === "refused") return attempt.complete(async () => {});
  if (!isMailAddress(mail.address)) {
    log.warn("the address is not one mail address");
    return attempt.complete(async (tx) => void (await setMailState(tx, mailId, "refused", ctx.now())));
  }
  if (mail.state !== "queued") log.warn("sent again: the outcome of the sending before is unknown");
  const messageId = mail.messageId ?? `<${mailId}@${ctx.mailDomain}>`;
  const link = mail.facts.passwordLink === true ? passwordLinkToken(ctx.linkKey, mailId) : undefined;
  await transaction(ctx.db, scope, async (tx) => {
    const at = ctx.now();
    await Promise.all([
      startSending(tx, mailId, mail.address, messageId),
      link
        ? insertPasswordLink(tx, {
            tokenHash: hashLinkToken(link),
            partnerId: mail.partnerId,
            userId: mail.userId,
            at,
            expiresAt: new Date(at.getTime() + passwordLinkHours * 3_600_000),
          })
        : undefined,
    ]);
  });
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
      return attempt.complete(async (tx) => void (await setMailState(tx, mailId, "refused", ctx.now())));
    }
    const state = outcome === "unknown" ? "unknown" : "queued";
    await transaction(ctx.db, scope, async (tx) => void (await setMailState(tx, mailId, state, ctx.now())));
    throw new Transient(outcome === "unknown" ? "MAIL_OUTCOME_UNKNOWN" : "MAIL_SERVER_UNAVAILABLE", { cause: error });
  }
  await attempt.complete(async (tx) => void (await setMailState(tx, mailId, "sent", ctx.now())));
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
