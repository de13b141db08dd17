import type { CallerScope, Db, KeyUse, Notifier, Numbers } from "@saihan/db";
import type { ContractState, UserActor } from "@saihan/domain";
import type { Log } from "@saihan/log";
import type { Accepting } from "./accepting.ts";
import type { Catalogue } from "./menus/catalogue.ts";
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
  /** The versions of the resale catalogue. */
  catalogue: Catalogue;
  /** Keeps when API keys were last used. */
  keyUse: KeyUse;
  orderDeadlineMs: number;
}

/**
 * Who places an order or asks: a user of a contract, by an API key or a session. As a scope it tells the database what to show; `actor` is the
 * name in history and audit, and the scope of idempotency keys.
 */
export interface Caller extends CallerScope {
  who: UserActor;
  partnerState: ContractState;
}
