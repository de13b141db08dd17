import { type BillingMonth, hashOfLines, type InvoiceDraft, jstDateOf, type Party, policiesOf } from "@saihan/billing";
import {
  contractsOfMonth,
  creditOnAccount,
  type Db,
  findPartnerMonth,
  insertPreview,
  type PartnerScope,
  type RatedBatch,
  single,
  transaction,
} from "@saihan/db";
import { draftPartnerInvoice } from "./draft-invoice.ts";
import { partnerParty } from "./paper.ts";
import type { Prices } from "./prices.ts";
import { rateBatch, rateContracts } from "./rate-batch.ts";

export interface Preview {
  readonly cutoffAt: Date;
  readonly draft: InvoiceDraft;
  readonly linesHash: string;
  readonly rows: RatedBatch;
}

/**
 * The dry run of a partner's month: the close's own functions over the same snapshot, and nothing of the month is written. A month that is
 * cut off is rated as it was cut off; another as if it were cut off now. What it found is kept, for the close to be held against.
 */
export async function previewMonth(
  db: Db,
  scope: PartnerScope,
  facts: { month: BillingMonth; at: Date; prices: Prices; issuer: Party },
): Promise<Preview> {
  const { month, at, prices, issuer } = facts;
  const { partnerId } = scope;
  const first = `${month}-01`;
  const { lateWindowMonths } = policiesOf(month);
  const [open] = await single(db, scope, (tx) => findPartnerMonth(tx, partnerId, first));
  const cutoffAt = open?.cutoffAt ?? at;
  const batch = { month, cutoffAt, batch: undefined, prices };
  const { statements, rows } = open
    ? await rateBatch(db, scope, batch)
    : await rateContracts(
        db,
        scope,
        batch,
        await single(db, scope, (tx) => contractsOfMonth(tx, partnerId, first, lateWindowMonths)),
      );
  const [recipient, [credit]] = await transaction(db, scope, (tx) =>
    Promise.all([partnerParty(tx, partnerId, jstDateOf(at)), creditOnAccount(tx, partnerId)]),
  );
  const circumstances = { partnerId, month, issuer, recipient, issueDate: jstDateOf(at), credit: BigInt(credit?.credit ?? 0) };
  const draft = draftPartnerInvoice(statements, circumstances);
  const linesHash = hashOfLines(statements.flatMap((statement) => statement.lines));
  await single(db, scope, (tx) =>
    insertPreview(tx, { partnerId, month: first, cutoffAt, linesHash, total: draft.total.toString(), at }),
  );
  return { cutoffAt, draft, linesHash, rows };
}
