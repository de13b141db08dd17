import { insertMail, type Tx } from "@saihan/db";
import type { Language, MailTemplate } from "@saihan/domain";
import { v7 } from "uuid";
import { jobs } from "./jobs.ts";
import { enqueue } from "./outbox.ts";

/** Writes a mail and the work of sending it. Does nothing when a mail with the same key exists. */
export async function enqueueMail(
  tx: Tx,
  mail: {
    partnerId: string;
    orderId: string;
    template: MailTemplate;
    userId: string;
    contractId: string;
    language: Language;
    facts?: Record<string, string | number | boolean>;
    at: Date;
  },
): Promise<void> {
  const id = v7();
  const written = await insertMail(tx, {
    id,
    partnerId: mail.partnerId,
    dedupeKey: `${mail.orderId} ${mail.template} ${mail.userId}`,
    orderId: mail.orderId,
    template: mail.template,
    userId: mail.userId,
    contractId: mail.contractId,
    language: mail.language,
    facts: mail.facts ?? {},
    at: mail.at,
  });
  if (written) {
    await enqueue(tx, jobs.sendMail, { mailId: id }, { partnerId: mail.partnerId, orderId: mail.orderId, at: mail.at });
  }
}
