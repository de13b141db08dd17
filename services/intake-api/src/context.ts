import type { Db, Notifier, Numbers } from "@saihan/db";
import type { Log } from "@saihan/log";
import type { Accepting } from "./accepting.ts";
import type { OrderEnds } from "./orders/order-ends.ts";

/** The live things of this process. */
export interface IntakeContext {
  db: Db;
  log: Log;
  now: () => Date;
  numbers: Numbers;
  /** Writes orders that rest on no facts. */
  accepting: Accepting;
  /** Tells the relay that there is work. */
  outbox: Notifier;
  orderEnds: OrderEnds;
  orderDeadlineMs: number;
}

/** Who places an order or asks: an API key of a partner. */
export interface Caller {
  /** Scope of idempotency keys, actor in history and audit. */
  actor: string;
  partnerId: string;
  partnerState: import("@saihan/domain").ContractState;
}
