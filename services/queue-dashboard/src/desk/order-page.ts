import { randomUUID } from "node:crypto";
import {
  type DeskOrder,
  deskEntries,
  deskHistory,
  deskMails,
  deskOrder,
  deskWaits,
  deskWorkOfOrder,
  findOrderAnywhere,
  transaction,
} from "@saihan/db";
import { decideRetry, isPending, sentence } from "@saihan/domain";
import { lookAtJob } from "@saihan/queues";
import { type DeskContext, may, scope, type Visit } from "./desk.ts";
import { html, type Markup } from "./markup.ts";
import { actForm, code, facts, kindOfOrder, kindOfWork, linkTo, stateMark, table, time } from "./page.ts";

/** An order with everything that was written of it. Nothing: there is none. */
export async function orderStory(ctx: DeskContext, visit: Visit, orderId: string): Promise<Markup | undefined> {
  const found = await transaction(ctx.db, scope, async (tx) => {
    const [at] = await findOrderAnywhere(tx, orderId);
    if (!at) return undefined;
    const { partnerId } = at;
    const [[order], history, waits, works, mails, entries] = await Promise.all([
      deskOrder(tx, partnerId, orderId),
      deskHistory(tx, partnerId, orderId),
      deskWaits(tx, partnerId, orderId),
      deskWorkOfOrder(tx, partnerId, orderId),
      deskMails(tx, partnerId, orderId),
      deskEntries(tx, partnerId, orderId),
    ]);
    return order && { order, history, waits, works, mails, entries };
  });
  if (!found) return undefined;
  const { order, history, waits, works, mails, entries } = found;
  const { w } = visit;
  const jobs = await Promise.all(
    works.map(async (work) =>
      work.doneAt || !work.sentAt ? undefined : await lookAtJob(ctx.store, work).catch(() => "away" as const),
    ),
  );
  const shownJob = (at: number) => {
    const job = jobs[at];
    if (!job) return "–";
    if (job === "away") return w.jobAway;
    return html`${code(job.jobId)} ${job.state}${job.failures > 0 ? `, ${job.failures} ${w.jobFailures}` : ""}`;
  };
  const others = (ids: readonly string[]) => (ids.length === 0 ? null : html`${ids.map((id) => html`${linkTo.order(id)} `)}`);
  return html`${facts([
    [w.order, code(order.id)],
    [w.state, stateMark(visit, order.state)],
    [w.kind, kindOfOrder(visit, order.kind)],
    [w.partner, linkTo.contract(order.partnerId, order.partnerId)],
    [w.contract, linkTo.contract(order.partnerId, order.contractId)],
    [w.subject, code(order.subjectId)],
    [w.by, code(order.actor)],
    [w.accepted, time(order.acceptedAt)],
    [w.deadline, time(order.deadlineAt)],
    [w.ended, time(order.endedAt)],
    [w.attempts, order.attempt],
    [
      w.cause,
      order.failure &&
        html`${sentence(order.failure.code, "says", visit.language, order.failure.variables)} ${code(order.failure.code)}`,
    ],
    [w.waitsFor, others(waits.filter((l) => l.next === order.id).map((l) => l.first))],
    [w.waitedFor, others(waits.filter((l) => l.first === order.id).map((l) => l.next))],
    [w.retryOf, order.retryOf && linkTo.order(order.retryOf)],
    [w.retriedBy, order.retriedBy && linkTo.order(order.retriedBy)],
  ])}
${acts(visit, order)}
<h2>${w.history}</h2>
${table(
  history,
  [
    { head: w.at, cell: (t) => time(t.at) },
    {
      head: w.step,
      cell: (t) => html`${t.fromState ? html`${stateMark(visit, t.fromState)} → ` : ""}${stateMark(visit, t.toState)}`,
    },
    { head: w.cause, cell: (t) => code(t.cause) },
    { head: w.actor, cell: (t) => code(t.actor) },
    { head: w.attempts, cell: (t) => t.attempt },
  ],
  "–",
)}
<h2>${w.work}</h2>
${table(
  works.map((work, at) => ({ work, at })),
  [
    { head: w.work, cell: ({ work }) => html`${linkTo.work(work.partnerId, work.id)} ${kindOfWork(visit, work.name)}` },
    { head: w.created, cell: ({ work }) => time(work.createdAt) },
    { head: w.sent, cell: ({ work }) => time(work.sentAt) },
    { head: w.attempts, cell: ({ work }) => work.attempt },
    { head: w.cause, cell: ({ work }) => work.lastError && code(work.lastError) },
    { head: w.job, cell: ({ at }) => shownJob(at) },
    { head: w.done, cell: ({ work }) => time(work.doneAt) },
  ],
  w.noWork,
)}
<h2>${w.mails}</h2>
${table(
  mails,
  [
    { head: w.mail, cell: (m) => code(m.id) },
    { head: w.template, cell: (m) => code(m.template) },
    { head: w.state, cell: (m) => m.state },
    { head: w.sendings, cell: (m) => m.sendings },
    { head: w.mailed, cell: (m) => time(m.sentAt) },
    { head: w.delivery, cell: (m) => m.delivery },
  ],
  w.noMails,
)}
<h2>${w.audit}</h2>
${table(
  entries,
  [
    { head: w.at, cell: (e) => time(e.at) },
    { head: w.by, cell: (e) => code(e.actor) },
    { head: w.action, cell: (e) => code(e.action) },
    { head: w.outcome, cell: (e) => (e.code ? code(e.code) : e.outcome) },
    { head: w.reason, cell: (e) => e.reason },
  ],
  "–",
)}`;
}

/** What this operator may do with the order as it stands. */
function acts(visit: Visit, order: DeskOrder): Markup | null {
  const { w } = visit;
  const to = `/desk/orders/${order.id}`;
  const cancel =
    isPending(order.state) && may(visit, "order.cancel")
      ? actForm(visit, { to: `${to}/cancel`, id: "cancel", name: w.cancel, hint: w.cancelHint, danger: true })
      : null;
  const retry =
    decideRetry(order).ok && may(visit, "order.retry")
      ? actForm(visit, { to: `${to}/retry`, id: "retry", name: w.retry, hint: w.retryHint, kept: { once: randomUUID() } })
      : null;
  return cancel || retry ? html`<div class="acts">${cancel}${retry}</div>` : null;
}
