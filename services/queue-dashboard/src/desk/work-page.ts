import { type DeskWork, deskWork, single, workInNeed } from "@saihan/db";
import { lookAtJob } from "@saihan/queues";
import { type DeskContext, may, scope, type Visit } from "./desk.ts";
import { html, type Markup } from "./markup.ts";
import { actForm, code, duration, facts, kindOfWork, linkTo, queueName, table, time } from "./page.ts";

/** Work that is not done after this time needs somebody: as the alert WorkStands. */
const standingMs = 15 * 60_000;

/** Work that was set aside, or that stands still. */
export async function workList(ctx: DeskContext, visit: Visit, kind: "aside" | "standing"): Promise<Markup> {
  const { w, now } = visit;
  const before = new Date(now.getTime() - standingMs);
  const works = await single(ctx.db, scope, (tx) => workInNeed(tx, kind, before, 200));
  const since = (work: DeskWork) => work.quarantinedAt ?? (work.availableAt > work.createdAt ? work.availableAt : work.createdAt);
  return html`<p class="hint">${kind === "aside" ? w.asideHint : w.standingHint}</p>
${table(
  works,
  [
    { head: w.work, cell: (work) => html`${linkTo.work(work.partnerId, work.id)} ${kindOfWork(visit, work.name)}` },
    { head: w.queue, cell: (work) => queueName(visit, work.queue) },
    { head: w.partner, cell: (work) => linkTo.contract(work.partnerId, work.partnerId) },
    { head: w.order, cell: (work) => work.orderId && linkTo.order(work.orderId) },
    { head: w.since, cell: (work) => html`${duration(Math.max(0, now.getTime() - since(work).getTime()) / 1_000)}` },
    { head: w.attempts, cell: (work) => work.attempt },
    { head: w.cause, cell: (work) => work.lastError && code(work.lastError) },
  ],
  w.noneInNeed,
)}`;
}

/** One piece of work: how often it was begun, why it failed, where its job is. Nothing: there is none. */
export async function workStory(ctx: DeskContext, visit: Visit, partnerId: string, id: number): Promise<Markup | undefined> {
  const { w } = visit;
  const [work] = await single(ctx.db, scope, (tx) => deskWork(tx, partnerId, id));
  if (!work) return undefined;
  const job = work.sentAt && !work.doneAt ? await lookAtJob(ctx.store, work).catch(() => "away" as const) : undefined;
  // The attempt that is under way has ended with neither word.
  const running = job !== "away" && job?.state === "active";
  const crashes = Math.max(0, work.attempt - work.faults - (work.doneAt || running ? 1 : 0));
  return html`${facts([
    [w.work, html`${code(String(work.id))} ${kindOfWork(visit, work.name)}`],
    [w.queue, queueName(visit, work.queue)],
    [w.partner, linkTo.contract(work.partnerId, work.partnerId)],
    [w.order, work.orderId && linkTo.order(work.orderId)],
    [w.created, time(work.createdAt)],
    [w.due, time(work.availableAt)],
    [w.sent, time(work.sentAt)],
    [w.started, time(work.startedAt)],
    [w.done, time(work.doneAt)],
    [w.setAside, time(work.quarantinedAt)],
    [w.paused, work.paused && !work.doneAt ? "✓" : null],
    [w.attempts, work.attempt],
    [w.crashes, crashes],
    [w.generation, work.generation],
    [w.cause, work.lastError && code(work.lastError)],
    [w.job, job === undefined ? null : job === "away" ? w.jobAway : html`${code(job.jobId)} ${job.state}`],
  ])}
${
  work.quarantinedAt && !work.doneAt && may(visit, "work.send-again")
    ? html`<div class="acts">${actForm(visit, {
        to: `/desk/work/${work.partnerId}/${work.id}/send-again`,
        id: "send-again",
        name: w.sendAgain,
        hint: w.sendAgainHint,
      })}</div>`
    : ""
}`;
}
