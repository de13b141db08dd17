import { type AuditedState, insertAuditEntries, type Tx } from "@saihan/db";
import type { Language, MailTemplate } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";

/** Whose sign-in something happens to. */
export interface Person {
  partnerId: string;
  contractId: string;
  userId: string;
  language: Language;
}

/** Mails the user whose sign-in it concerns. @param occasion what no other mail of that template to that user is about */
export function mailPerson(
  tx: Tx,
  person: Person,
  template: MailTemplate,
  occasion: string,
  at: Date,
  facts: Record<string, string | number | boolean> = {},
) {
  const { partnerId, contractId, userId, language } = person;
  return enqueueMail(tx, { partnerId, orderId: null, occasion, template, userId, contractId, language, facts, at });
}

/** Writes down what was done to somebody's sign-in. */
export function note(
  tx: Tx,
  person: Omit<Person, "language">,
  entry: {
    actor: string;
    action: string;
    at: Date;
    requestId: string;
    before?: AuditedState;
    after?: AuditedState;
  },
) {
  const { partnerId, contractId, userId: target } = person;
  return insertAuditEntries(tx, [{ partnerId, contractId, target, ...entry }]);
}
