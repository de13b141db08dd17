import type { Db } from "@saihan/db";
import type { OperatorKind } from "@saihan/domain";
import type { DomainGate, MailTransport } from "@saihan/mail";

export interface NotificationContext {
  db: Db;
  now: () => Date;
  transport: MailTransport;
  gate: DomainGate;
  /** Where people reach the house, without a slash at the end. */
  publicUrl: string;
  /** Where their portal is, without a slash at the end. */
  portalUrl: string;
  /** Where the provider's staff are reached. */
  desks: Readonly<Record<OperatorKind, string>>;
}
