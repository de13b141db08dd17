import {
  type BillingMonth,
  commissionTermsOf,
  formatDocumentNumber,
  jstDateOf,
  jstOffsetMs,
  mustBeInForceOn,
  paymentStatement,
  paymentStatementStateAt,
  type StatementEntry,
  standardTaxRateOn,
  supplyDateOf,
  taxRoundingPolicies,
  withholdingOn,
} from "@saihan/billing";
import {
  findPaymentStatement,
  insertAuditEntries,
  insertDeemingWork,
  insertDocument,
  insertInvoiceMail,
  insertPaymentStatementEvent,
  insertStatementEntries,
  listCommissionTerms,
  listOwedEntries,
  lockCommission,
  paymentStatementOf,
  type SeenCommissionEntry,
  type Tx,
  takeNumber,
} from "@saihan/db";
import { defineHandler, jobs } from "@saihan/queues";
import { v7 } from "uuid";
import { bookCommission, termsOfRow } from "./book-commission.ts";
import { type CloseContext, plain, textOf } from "./close-jobs.ts";
import { partnerParty } from "./paper.ts";
import type { StatementContent } from "./payment-statement-paper.ts";
import { sha256 } from "./prices.ts";

export const commissionJobs = { settleCommission: jobs.settleCommission, deemStatement: jobs.deemStatement } as const;

const dayMs = 86_400_000;
const afterDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
/** The first instant after a day in Japan. */
const endOfDay = (day: string) => new Date(Date.parse(`${afterDays(day, 1)}T00:00:00Z`) - jstOffsetMs);

/**
 * The step after an agency's close: books what the provider has issued to its end users, and pays what is owed by one statement, when that reaches
 * the least that is paid out; less, or a negative balance, is carried on (billing.md 7). All in one transaction: it stands whole or not at all.
 */
export const settleCommission = defineHandler<CloseContext, { month: string }, readonly []>({
  load: () => [],
  handle: async (ctx, { month }, attempt) => {
    const { partnerId } = attempt.scope;
    await attempt.completeStepwise(async (tx) => {
      await lockCommission(tx, partnerId);
      const at = ctx.now();
      const terms = (await listCommissionTerms(tx, partnerId)).map(termsOfRow);
      await bookCommission(tx, { partnerId, month, terms, at });
      const inForce = commissionTermsOf(terms, month);
      const [made] = await paymentStatementOf(tx, partnerId, `${month}-01`);
      if (made || !inForce) return;
      const owed = await listOwedEntries(tx, partnerId);
      const balance = owed.reduce((sum, { commission }) => sum + BigInt(commission), 0n);
      if (balance <= 0n || balance < inForce.minimumPayout) return;
      await issueStatement(tx, ctx, { partnerId, month, owed, terms: inForce, at, actor: attempt.actor });
    });
  },
});

async function issueStatement(
  tx: Tx,
  ctx: CloseContext,
  facts: {
    partnerId: string;
    month: BillingMonth;
    owed: readonly SeenCommissionEntry[];
    terms: ReturnType<typeof termsOfRow>;
    at: Date;
    actor: string;
  },
): Promise<void> {
  const { partnerId, month, owed, terms, actor } = facts;
  const series = `PS-${jstDateOf(facts.at).slice(0, 4)}`;
  const [taken] = await takeNumber(tx, series, facts.at);
  const at = taken?.at ?? facts.at;
  const no = taken?.no ?? 0;
  const number = formatDocumentNumber({ series, number: no });
  const issueDate = jstDateOf(at);
  const supplyDate = supplyDateOf(month);
  const agent = await partnerParty(tx, partnerId, issueDate);
  const statement = paymentStatement({
    ...{ payer: ctx.issuer, agent, month, supplyDate, entries: owed.map(entryOf), taxPercent: standardTaxRateOn(supplyDate) },
    taxRounding: mustBeInForceOn(taxRoundingPolicies, issueDate, "tax rounding policy"),
  });
  const objectionDeadline = afterDays(issueDate, terms.objectionDays);
  const paymentDate = [afterDays(issueDate, ctx.payment.days), afterDays(objectionDeadline, 1)].toSorted().at(-1) ?? issueDate;
  const withheld = withholdingOn({ fee: statement.commission, salary: 0, payee: terms.payee, paidOn: paymentDate }).toWhole(
    "floor",
  );
  const deadline = endOfDay(objectionDeadline);
  const names = new Map(owed.map(({ directContract, customerName }) => [directContract, customerName]));
  const fixed: StatementContent = {
    ...{ statement, number, issueDate, paymentDate, objectionDeadline, deadline: deadline.toISOString() },
    ...{ withheld, payee: terms.payee, names: [...names].map(([id, customerName]) => ({ id, customerName })) },
  };
  const content = plain(fixed);
  const sums = { net: statement.commission, tax: statement.tax, total: statement.payable, due: statement.payable - withheld };
  await insertDocument(tx, {
    ...{ partnerId, number, series, no, kind: "payment_statement", month: `${month}-01`, version: 1, amends: null },
    ...{ counterparty: agent.name, issueDate, finalisedAt: at, content, sha256: sha256(textOf(content)) },
    ...{ net: `${sums.net}`, tax: `${sums.tax}`, total: `${sums.total}`, due: `${sums.due}` },
  });
  await insertStatementEntries(tx, partnerId, number, owed);
  const { queue, name } = jobs.sendMail;
  const mail = {
    id: v7(),
    template: "payment-statement-ready",
    partnerId,
    number,
    month,
    dueDate: objectionDeadline,
    at,
  } as const;
  await insertInvoiceMail(tx, mail, { queue, name });
  const { queue: billing, name: deem } = jobs.deemStatement;
  await insertDeemingWork(tx, { partnerId, number, at, dueAt: deadline }, { queue: billing, name: deem });
  await insertAuditEntries(tx, [
    {
      ...{ partnerId, contractId: partnerId, at, actor, action: "payment-statement.issue", target: number },
      after: { state: "issued", month, total: `${sums.total}` },
    },
  ]);
}

function entryOf(row: SeenCommissionEntry): StatementEntry {
  const { directContract, kind, number, percent } = row;
  return {
    ...{ contractId: directContract, month: row.month.slice(0, 7), base: BigInt(row.base), commission: BigInt(row.commission) },
    ...{ cause: { kind, number }, percent },
  };
}

/** Silence until the deadline is consent; whatever has been said before stands. */
export const deemStatement = defineHandler<CloseContext, { number: string }, readonly []>({
  load: () => [],
  handle: async (ctx, { number }, attempt) => {
    const { partnerId } = attempt.scope;
    await attempt.completeStepwise(async (tx) => {
      await lockCommission(tx, partnerId);
      const [row] = await findPaymentStatement(tx, partnerId, number);
      const at = ctx.now();
      if (row?.state !== "issued") return;
      const state = paymentStatementStateAt(row.state, new Date(String(row.content.deadline)), at);
      // The work is due at the deadline; a clock that was set back meets a statement that waits still, and is asked again.
      if (state === "issued") throw new Error("the deadline has not come");
      await insertPaymentStatementEvent(tx, partnerId, number, {
        state: "deemed_confirmed",
        at,
        actor: attempt.actor,
        reason: null,
      });
      await insertAuditEntries(tx, [
        {
          ...{
            partnerId,
            contractId: partnerId,
            at,
            actor: attempt.actor,
            action: "payment-statement.deemed-confirmed",
            target: number,
          },
          ...{ before: { state: "issued" }, after: { state: "deemed_confirmed" } },
        },
      ]);
    });
  },
});
