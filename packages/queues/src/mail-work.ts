import { insertMail, type Tx } from "@saihan/db";
import type { Language, MailTemplate } from "@saihan/domain";
import { v7 } from "uuid";
import { jobs } from "./jobs.ts";

/**
 * Writes a mail and the work of sending it. Does nothing when a mail for the same order, template and person exists.
 * @param mail `about`: what it is about, where that is no order
 */
export function enqueueMail(
  tx: Tx,
  mail: {
    partnerId: string;
    orderId: string | null;
    about?: string;
    template: MailTemplate;
    userId: string;
    contractId: string;
    language: Language;
    facts?: Record<string, string | number | boolean>;
    at: Date;
  },
) {
  const { facts, about, ...rest } = mail;
  return insertMail(
    tx,
    { ...rest, id: v7(), dedupeKey: `${about ?? mail.orderId} ${mail.template} ${mail.userId}`, facts: facts ?? {} },
    { queue: jobs.sendMail.queue, name: jobs.sendMail.name },
  );
}
