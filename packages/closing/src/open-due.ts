import type { Party } from "@saihan/billing";
import { type Db, openCloses, type PartnerScope, type Scope, single } from "@saihan/db";
import type { CloseContext } from "./close-jobs.ts";
import { type ClosingDay, newestDueMonth } from "./due.ts";
import type { PaymentTerms } from "./paper.ts";
import { type Prices, readPrices } from "./prices.ts";

/** The version of the rules' code, on every close and certificate. */
export const codeVersion = "0.1.0";

/** Settings of the close, as the configuration names them. */
export interface CloseSettings {
  readonly CLOSING_DAY: number;
  readonly CLOSE_BATCH: number;
  readonly CLOSE_REVIEW: "automatic" | "by hand";
  readonly ISSUER_NAME: string;
  readonly ISSUER_ADDRESS: string;
  readonly ISSUER_REGISTRATION: string;
  readonly ISSUER_REGISTERED_FROM: string;
  readonly PAYMENT_DAYS: number;
  readonly ISSUER_BANK_ACCOUNT?: string | undefined;
  readonly ISSUER_BANK_HOLDER?: string | undefined;
}

export function issuerOf(settings: CloseSettings): Party {
  return {
    name: settings.ISSUER_NAME,
    address: settings.ISSUER_ADDRESS,
    registration: { number: settings.ISSUER_REGISTRATION, from: settings.ISSUER_REGISTERED_FROM },
  };
}

/** How an invoice is to be paid. */
export function paymentTermsOf(settings: CloseSettings): PaymentTerms {
  const { PAYMENT_DAYS: days, ISSUER_BANK_ACCOUNT: account, ISSUER_BANK_HOLDER: holder } = settings;
  return { days, bankAccount: account && holder ? { account, holder } : undefined };
}

/** Everything that the jobs of the close share in a process. */
export function closeContext(db: Db, now: () => Date, settings: CloseSettings): CloseContext {
  return {
    ...{ db, now, codeVersion, prices: keptPrices(db), issuer: issuerOf(settings), payment: paymentTermsOf(settings) },
    closing: { day: settings.CLOSING_DAY },
    ...{ batchSize: settings.CLOSE_BATCH, review: settings.CLOSE_REVIEW },
  };
}

/** Reads the prices once for jobs that come together, and again after half a minute. */
export function keptPrices(db: Db, forMs = 30_000): (scope: PartnerScope) => Promise<Prices> {
  let kept: Promise<Prices> | undefined;
  let until = 0;
  return (scope) => {
    if (!kept || performance.now() > until) {
      until = performance.now() + forMs;
      kept = readPrices(db, scope);
      kept.catch(() => {
        kept = undefined;
      });
    }
    return kept;
  };
}

/** Opens what is due for every partner, the oldest month first. Any number of callers at once open each month once. */
export async function openDueCloses(
  db: Db,
  scope: Scope,
  facts: { at: Date; closing: ClosingDay; batchSize: number; actor: string; upTo?: string },
): Promise<readonly { partnerId: string; month: string; contracts: number }[]> {
  const upTo = facts.upTo ?? newestDueMonth(facts.at, facts.closing);
  const { at, actor, batchSize } = facts;
  return single(db, scope, (tx) => openCloses(tx, { upTo: `${upTo}-01`, at, actor, batchSize, codeVersion }));
}
