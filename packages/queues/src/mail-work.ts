import { insertMail, type Tx } from "@saihan/db";
import type { Language, MailTemplate, OperatorKind } from "@saihan/domain";
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
    contractId: string;
    language: Language;
    facts?: Record<string, string | number | boolean>;
    /** Where it goes instead of to the user's address: one that the user has given up. */
    formerAddress?: string;
    at: Date;
  } & ({ userId: string } | { desk: OperatorKind }),
) {
  const { facts, occasion, formerAddress = null, ...rest } = mail;
  const to = "desk" in mail ? { userId: null, desk: mail.desk } : { userId: mail.userId, desk: null };
  const dedupeKey = `${occasion ?? mail.orderId} ${mail.template} ${to.userId ?? to.desk}`;
  return insertMail(
    tx,
    { ...rest, ...to, id: v7(), dedupeKey, facts: facts ?? {}, formerAddress },
    { queue: jobs.sendMail.queue, name: jobs.sendMail.name },
  );
}
