import {
  type BillingMonth,
  type CalendarDate,
  type CloseCertificate,
  certify,
  finaliseInvoice,
  frozenWhole,
  type Invoice,
  type InvoiceDraft,
  jstDateOf,
  type Party,
  type Statement,
} from "@saihan/billing";
import {
  closePartnerMonth,
  creditOnAccount,
  type Db,
  insertAuditEntries,
  insertCertificate,
  insertCommissionWork,
  insertDocument,
  insertInvoiceMail,
  insertResaleWork,
  latestPreview,
  listExpected,
  listStatementLines,
  listStatements,
  openCloses,
  type PartnerMonthRow,
  type PartnerScope,
  type PreviewRow,
  recordBatch,
  reviewPartnerMonth,
  type StatementLineRow,
  type StatementRow,
  sumUsageTogether,
  type Tx,
  takeNumber,
  transaction,
} from "@saihan/db";
import { defineHandler, type Handlers, jobs, Permanent } from "@saihan/queues";
import { v7 } from "uuid";
import { certificateFacts, draftPartnerInvoice } from "./draft-invoice.ts";
import { type ClosingDay, newestDueMonth } from "./due.ts";
import { lineOfRow, withoutBigints } from "./line-rows.ts";
import { type Paper, type PaymentTerms, paperOfToday, partnerParty } from "./paper.ts";
import { type Prices, sha256 } from "./prices.ts";
import { rateBatch } from "./rate-batch.ts";

/** What the jobs of the close work with. */
export interface CloseContext {
  readonly db: Db;
  readonly now: () => Date;
  /** Price versions; read again when new ones may have been entered. */
  readonly prices: (scope: PartnerScope) => Promise<Prices>;
  readonly issuer: Party;
  readonly payment: PaymentTerms;
  readonly closing: ClosingDay;
  /** Contracts in one job. */
  readonly batchSize: number;
  readonly codeVersion: string;
  /** `automatic`: exceptions are recorded and the close goes on; `by hand`: a month with exceptions waits for a signature. */
  readonly review: "automatic" | "by hand";
}

export const closeJobs = { rateContracts: jobs.rateContracts, issueInvoice: jobs.issueInvoice } as const;

/** Longer than any walk over a month's usage takes. */
const summingMs = 30 * 60_000;

/** One partner's batch of contracts: rate, write, move the month on when it was the last. */
const rateContracts = defineHandler<CloseContext, { month: string; batch: number }, readonly [ReturnType<typeof monthOfWork>]>({
  load: (tx, { month }, { workId }) => [monthOfWork(tx, workId, month)],
  handle: async (ctx, { month, batch }, attempt, [[found]]) => {
    if (found?.state !== "collecting") return attempt.complete(() => []);
    const prices = await ctx.prices(attempt.scope);
    const { partnerId } = attempt.scope;
    await transaction(ctx.db, attempt.scope, (tx) => sumUsageTogether(tx, partnerId, `${month}-01`, found.cutoffAt), summingMs);
    const { rows } = await rateBatch(ctx.db, attempt.scope, { month, batch, cutoffAt: found.cutoffAt, prices });
    for (const { contractId, reason } of rows.parked) attempt.log.warn("a contract is parked", { contractId, code: reason.code });
    await attempt.complete((tx) => recordBatch(tx, { partnerId, month: `${month}-01`, at: ctx.now() }, rows, jobs.issueInvoice));
  },
});

/** One partner's invoice and certificate; then the partner's next month, when that is due too. */
const issueInvoice = defineHandler<CloseContext, { month: string }, readonly [ReturnType<typeof monthOfWork>]>({
  load: (tx, { month }, { workId }) => [monthOfWork(tx, workId, month)],
  handle: async (ctx, { month }, attempt, [[found]]) => {
    if (found?.state !== "rated" && found?.state !== "reviewed") return attempt.complete(() => []);
    await attempt.completeStepwise(async (tx) => {
      const facts = await loadClose(tx, attempt.scope.partnerId, month, ctx.now());
      const waits = found.state === "rated" && ctx.review === "by hand" && facts.expected.some(({ reason }) => reason !== null);
      // The parent's own statement is the invoice's first part: without it there is nothing to issue until somebody has looked.
      if (waits || !facts.statements.some(({ contractId }) => contractId === attempt.scope.partnerId)) {
        attempt.log.warn("a month waits for a person", { partnerId: attempt.scope.partnerId, state: found.state });
        return;
      }
      await issue(tx, ctx, attempt.scope, month, facts, found);
      const upTo = newestDueMonth(ctx.now(), ctx.closing);
      // Opening makes all partners wait for one another, so it is asked only when there is something to open.
      if (month >= upTo) return;
      const { batchSize, codeVersion } = ctx;
      await openCloses(tx, {
        upTo: `${upTo}-01`,
        at: ctx.now(),
        actor: attempt.actor,
        batchSize,
        codeVersion,
        partnerId: attempt.scope.partnerId,
      });
    });
  },
});

export const closeHandlers = {
  "rate-contracts": rateContracts,
  "issue-invoice": issueInvoice,
} satisfies Handlers<CloseContext, typeof closeJobs>;

function monthOfWork(tx: Tx, workId: number, month: string) {
  return tx<PartnerMonthRow[]>`
    select m.* from outbox o join partner_months m on m.partner_id = o.partner_id where o.id = ${workId} and m.month = ${`${month}-01`}::date`;
}

interface CloseFacts {
  readonly statements: readonly Statement[];
  readonly expected: readonly { contractId: string; reason: { code: string } | null }[];
  readonly recipient: Party;
  readonly credit: bigint;
  readonly preview: PreviewRow | undefined;
}

/** Everything that a partner's invoice is made of, as it stands in the database. */
async function loadClose(tx: Tx, partnerId: string, month: BillingMonth, at: Date): Promise<CloseFacts> {
  const first = `${month}-01`;
  const [statements, expected, recipient, [credit], [preview]] = await Promise.all([
    loadStatements(tx, partnerId, month),
    listExpected(tx, partnerId, first),
    partnerParty(tx, partnerId, jstDateOf(at)),
    creditOnAccount(tx, partnerId),
    latestPreview(tx, partnerId, first),
  ]);
  return { statements, expected, recipient, credit: BigInt(credit?.credit ?? 0), preview };
}

/** The statements of a partner's month with their lines. */
export async function loadStatements(tx: Tx, partnerId: string, month: BillingMonth): Promise<Statement[]> {
  const [rows, lines] = await Promise.all([
    listStatements(tx, partnerId, `${month}-01`),
    listStatementLines(tx, partnerId, `${month}-01`),
  ]);
  const byContract = new Map<string, StatementLineRow[]>();
  for (const line of lines) {
    const ofContract = byContract.get(line.contractId);
    if (ofContract) ofContract.push(line);
    else byContract.set(line.contractId, [line]);
  }
  return rows.map((row: StatementRow) =>
    frozenWhole({
      contractId: row.contractId,
      month,
      lines: (byContract.get(row.contractId) ?? []).map(lineOfRow),
      net: BigInt(row.net),
      byMenu: row.byMenu.map(({ menu, net, lines: count }) => ({ menu, net: BigInt(net), lines: count })),
      illustrative: row.illustrative,
    }),
  );
}

async function issue(
  tx: Tx,
  ctx: CloseContext,
  scope: PartnerScope,
  month: BillingMonth,
  facts: CloseFacts,
  found: PartnerMonthRow,
): Promise<void> {
  const { partnerId } = scope;
  const { statements, expected, recipient, credit, preview } = facts;
  const drawn = (issueDate: CalendarDate) => {
    const draft = draftPartnerInvoice(statements, { partnerId, month, issuer: ctx.issuer, recipient, issueDate, credit });
    return { issueDate, draft, certified: certify(certificateFacts(draft, expected, found.codeVersion)) };
  };
  const reviewer = found.reviewedBy ?? "policy:automatic";
  const reviewing = { partnerId, month: `${month}-01`, at: ctx.now(), reviewer };
  const onPaper = (issueDate: CalendarDate) => paperOfToday(tx, { partnerId, month, issueDate, payment: ctx.payment });
  // All that can be before the number is taken, since from then on all other partners wait for this one's commit.
  const today = drawn(jstDateOf(ctx.now()));
  const [paperToday] = await Promise.all([onPaper(today.issueDate), ...reviewPartnerMonth(tx, reviewing)]);
  const [taken] = await takeNumber(tx, `INV-${jstDateOf(ctx.now()).slice(0, 4)}`, ctx.now());
  const at = taken?.at ?? ctx.now();
  const issueDate = jstDateOf(at);
  const { draft, certified } = issueDate === today.issueDate ? today : drawn(issueDate);
  if (!certified.ok) throw new Permanent(`the certificate does not hold: ${certified.faults.slice(0, 5).join("; ")}`);
  const paper = issueDate === today.issueDate ? paperToday : await onPaper(issueDate);
  const number = { series: `INV-${jstDateOf(ctx.now()).slice(0, 4)}`, number: taken?.no ?? 0 };
  const invoice = finaliseInvoice(draft, number, issueDate);
  const content = certificateContent(certified.certificate, preview, draft);
  const { queue, name } = jobs.settleCommission;
  const resale = jobs.settleResale;
  await Promise.all([
    ...invoiceRows(tx, invoice, { ...number, version: 1, at, paper }),
    insertCertificate(tx, { partnerId, month: `${month}-01`, at, content, sha256: sha256(textOf(content)) }),
    insertAuditEntries(tx, [
      {
        ...{ partnerId, contractId: partnerId, at, actor: scope.actor, action: "month.close", target: invoice.number },
        after: { state: "closed", month, reviewer, total: invoice.total.toString() },
      },
    ]),
    closePartnerMonth(tx, { partnerId, month: `${month}-01`, at }),
    insertCommissionWork(tx, { partnerId, month, at: ctx.now() }, { queue, name }),
    insertResaleWork(tx, { partnerId, month, at: ctx.now() }, { queue: resale.queue, name: resale.name }),
  ]);
}

/** Whether what was shown before is what was issued, and if not, by how much it differs (field.md 3.2). */
function certificateContent(
  certificate: CloseCertificate,
  preview: PreviewRow | undefined,
  draft: InvoiceDraft,
): Record<string, unknown> {
  const held = preview && {
    at: preview.at.toISOString(),
    equal: preview.linesHash === certificate.linesHash,
    differs: (draft.total - BigInt(preview.total)).toString(),
  };
  return { ...plain(certificate), preview: held ?? null };
}

/** A finalised invoice, and the mail that says so. Its lines stay where they are, in the statements of the closed month. */
export function invoiceRows(
  tx: Tx,
  invoice: Invoice,
  as: { series: string; number: number; version: number; at: Date; paper: Paper },
) {
  const { statements, ...rest } = invoice;
  const summaries = statements.map(({ lines, ...statement }) => ({ ...statement, lines: lines.length }));
  const content = plain({ ...rest, ...as.paper, statements: summaries });
  const { number, month, parentContractId: partnerId } = invoice;
  const { queue, name } = jobs.sendMail;
  return [
    insertDocument(tx, {
      ...{ partnerId, number, series: as.series, no: as.number, kind: "invoice", amends: null },
      ...{ month: `${month}-01`, version: as.version, counterparty: invoice.recipient.name, issueDate: invoice.issueDate },
      ...{ finalisedAt: as.at, net: `${invoice.net}`, tax: `${invoice.tax}`, total: `${invoice.total}`, due: `${invoice.due}` },
      ...{ content, sha256: sha256(textOf(content)) },
    }),
    insertInvoiceMail(tx, { id: v7(), partnerId, number, month, dueDate: as.paper.dueDate, at: as.at }, { queue, name }),
  ];
}

/** Numbers, texts and lists only, as JSON holds them. */
export function plain(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value, withoutBigints)) as Record<string, unknown>;
}

/** A stored document as one text, the same whatever order its fields come back in: what its hash is of. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, part]) => `${JSON.stringify(key)}:${textOf(part)}`).join(",")}}`;
}
