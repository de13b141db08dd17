import { insertMail, type Tx } from "@saihan/db";
import type { Language, MailTemplate } from "@saihan/domain";
import { v7 } from "uuid";
import { jobs } from "./jobs.ts";

/** Writes a mail and the work of sending it. Does nothing when a mail on the same occasion, of the same template, to the same person exists. */
export function enqueueMail(
  tx: Tx,
  mail: {
    partnerId: string;
    orderId: string | null;
    /** What it is about when it is not about an order: any text that another occasion does not have. */
    occasion?: string;
    template: MailTemplate;
    userId: string;
    contractId: string;
    language: Language;
    facts?: Record<string, string | number | boolean>;
    at: Date;
  },
) {
  const { facts, occasion, ...rest } = mail;
  return insertMail(
    tx,
    { ...rest, id: v7(), dedupeKey: `${occasion ?? mail.orderId} ${mail.template} ${mail.userId}`, facts: facts ?? {} },
    { queue: jobs.sendMail.queue, name: jobs.sendMail.name },
  );
}
