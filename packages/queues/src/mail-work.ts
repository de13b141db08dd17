import { insertMail, type Tx } from "@saihan/db";
import type { Language, MailTemplate } from "@saihan/domain";
import { v7 } from "uuid";
import { jobs } from "./jobs.ts";

/** Writes a mail and the work of sending it. Does nothing when a mail for the same order, template and person exists. */
export function enqueueMail(
  tx: Tx,
  mail: {
    partnerId: string;
    orderId: string;
    template: MailTemplate;
    userId: string;
    contractId: string;
    language: Language;
    facts?: Record<string, string | number | boolean>;
    formerAddress?: string;
    at: Date;
  },
) {
  const { facts, formerAddress, ...rest } = mail;
  return insertMail(
    tx,
    {
      ...rest,
      id: v7(),
      dedupeKey: `${mail.orderId} ${mail.template} ${mail.userId}`,
      facts: facts ?? {},
      formerAddress: formerAddress ?? null,
    },
    { queue: jobs.sendMail.queue, name: jobs.sendMail.name },
  );
}
