import type { Address, AddressRange, SignInKeys } from "@saihan/auth";
import type { Prices } from "@saihan/closing";
import type { CallerScope, Db, KeyUse, Notifier, Numbers, PartnerScope, Replica } from "@saihan/db";
import type { Actor, ContractState, IamResource } from "@saihan/domain";
import type { Log } from "@saihan/log";
import type { Accepting } from "./accepting.ts";
import type { Refusals } from "./audit/refusals.ts";
import type { Catalogue } from "./menus/catalogue.ts";
import type { OrderEnds } from "./orders/order-ends.ts";

/** The live things of this process. */
export interface IntakeContext {
  db: Db;
  /** Answers operations that say so (`reads` in operation.ts). */
  replica?: Replica;
  log: Log;
  now: () => Date;
  numbers: Numbers;
  /** Writes orders that rest on no facts. */
  accepting: Accepting;
  /** Writes refusals into the audit. */
  refusals: Refusals;
  /** Tells the relay that there is work. */
  outbox: Notifier;
  orderEnds: OrderEnds;
  /** Wakes requests that wait for events, by the partner's id. */
  eventNews: OrderEnds;
  /** The versions of the resale catalogue. */
  catalogue: Catalogue;
  /** Every price version; new ones are seen within half a minute. */
  prices: (scope: PartnerScope) => Promise<Prices>;
  /** Keeps when API keys were last used. */
  keyUse: KeyUse;
  orderDeadlineMs: number;
  /** Of one caller. */
  requestsPerSecond: number;
  /** Of all callers together, that this process works on at once. */
  requestsAtOnce: number;
  signInKeys: SignInKeys;
  /** Signs the links that end a subscription. */
  unsubscribeKey: Buffer;
  /** Seals the secrets of webhooks. */
  webhookKey: Buffer;
  /** Whether webhooks may go to this machine itself. */
  webhookLoopback: boolean;
  /** Proxies that are believed about who is behind them. */
  proxies: AddressRange[];
}

/** Where a request comes from. */
export interface Origin {
  address: Address | undefined;
  /** As the program names itself, 200 characters at most. */
  userAgent: string;
}

/**
 * Who places an order or asks: a user of a contract, by an API key or a session, or one of the provider's staff, who works on one partner at a
 * time. As a scope it tells the database what to show; `actor` is the name in history and audit, and the scope of idempotency keys.
 */
export interface Caller extends CallerScope {
  who: Actor;
  /** Absent when an API key calls. */
  sessionId?: string;
  /** Of one of the provider's staff. */
  loginId?: string;
  partnerState: ContractState;
  /** What the caller's IAM groups let them ask for; nothing for who is in no group. */
  whiteList?: readonly IamResource[] | null;
}
