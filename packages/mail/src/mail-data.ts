import type { Bilingual, NoticeCategory } from "@saihan/domain";

/** What a mail may say. */
export interface MailData {
  personName: string | null;
  loginId: string;
  userId: string;
  contractId: string;
  customerName: string;
  endedAt: Date | null;
  /** The user's mail address now, masked. */
  currentAddress: string;
  /** When what the mail tells of happened. */
  createdAt: Date;
  /** Attempts to sign in that failed, for the mail that tells of them. */
  failures: number;
  /** Why a contract was suspended: a code. */
  reason?: string;
  /** Where a password is set, when the mail carries that link. */
  passwordLink?: string;
  passwordLinkHours?: number;
  /** The endpoint of webhooks that was disabled. */
  webhookId?: string;
  /** What must be done, in the letter's language, and the last day for it. */
  duty?: { id: string; says: string; dueOn: string };
  /** The update of a notice that the mail tells of. */
  notice?: NoticeToTell;
  /** A document that has been issued; the month as `2026-04`, the last day to pay as `2026-05-31`; of a credit note the invoice that it is against. */
  invoice?: { number: string; month: string; due: string; amends?: string };
  /** A child's statement that its people may read; the month as `2026-04`, and where it can be read. */
  statement?: { number: string; month: string; link: string };
  ticketId?: string;
  disclosureId?: string;
  /** An agency's referral, and how it has ended. */
  referral?: { id: string; state: string };
  /** A request for consent: how it stands, and until when an answer is taken. */
  request?: { id: string; service: string; state: string; deadline: Date };
}

export interface NoticeToTell {
  id: string;
  seq: number;
  category: NoticeCategory;
  title: Bilingual;
  state: string;
  /** Instants in ISO 8601. */
  content: {
    text: Bilingual;
    symptom?: Bilingual | undefined;
    workaround?: Bilingual | undefined;
    impact?: Bilingual | undefined;
    nextUpdateAt?: string | undefined;
    plannedFrom?: string | undefined;
    plannedTo?: string | undefined;
    actualFrom?: string | undefined;
    actualTo?: string | undefined;
  };
  /** Contracts that it concerns, as far as this reader may know; and how many more there are. */
  concerns: readonly string[];
  concernsMore: number;
  /** Where it can be read as a whole. */
  link?: string;
  /** The copy of a parent's administrator. */
  asParent: boolean;
}
