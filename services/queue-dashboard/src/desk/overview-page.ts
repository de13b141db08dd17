import { type DeskLine, deskDeeds, deskLines, listPauses, transaction, type WorkPause } from "@saihan/db";
import { type DeskContext, may, scope, type Visit } from "./desk.ts";
import { formToken } from "./forms.ts";
import { html, type Markup } from "./markup.ts";
import { actForm, code, duration, kindOfWork, linkTo, queueName, table, time } from "./page.ts";
import { kindsByQueue } from "./work-words.ts";

/** The state of all work: who waits how long, what is paused, what was done lately. */
export async function overview(ctx: DeskContext, visit: Visit): Promise<Markup> {
  const { w } = visit;
  const [lines, pauses, deeds] = await transaction(ctx.db, scope, (tx) =>
    Promise.all([deskLines(tx, visit.now, 100), listPauses(tx), deskDeeds(tx, 20)]),
  );
  return html`<h2>${w.lines}</h2><p class="hint">${w.linesHint}</p>
${linesTable(visit, lines)}
<h2>${w.pauses}</h2>
${table(
  pauses,
  [
    { head: w.queue, cell: (p) => queueName(visit, p.queue) },
    { head: w.kindOfWork, cell: (p) => (p.job === "" ? w.all : kindOfWork(visit, p.job)) },
    { head: w.since, cell: (p) => time(p.at) },
    { head: w.by, cell: (p) => code(p.actor) },
    { head: w.reason, cell: (p) => p.reason },
  ],
  w.noPauses,
)}
${may(visit, "work.pause") ? html`<div class="acts">${pauseForm(visit)}${pauses.map((p) => resumeForm(visit, p))}</div>` : ""}
<h2>${w.deeds}</h2>
${table(
  deeds,
  [
    { head: w.at, cell: (d) => time(d.at) },
    { head: w.by, cell: (d) => code(d.actor) },
    { head: w.action, cell: (d) => code(d.action) },
    { head: w.subject, cell: (d) => code(d.target) },
    { head: w.outcome, cell: (d) => (d.code ? code(d.code) : d.outcome) },
    { head: w.reason, cell: (d) => d.reason },
  ],
  "–",
)}`;
}

/** Waiting work by queue and partner. */
export function linesTable(visit: Visit, lines: readonly DeskLine[]): Markup {
  const { w } = visit;
  return table(
    lines,
    [
      { head: w.queue, cell: (l) => queueName(visit, l.queue) },
      { head: w.partner, cell: (l) => linkTo.contract(l.partnerId, l.partnerId) },
      { head: w.oldest, cell: (l) => (l.oldest === null ? "–" : duration(Math.max(0, l.oldest))) },
      { head: w.unsent, cell: (l) => l.unsent },
      { head: w.underWay, cell: (l) => l.underWay },
      { head: w.setAside, cell: (l) => l.setAside },
      { head: w.paused, cell: (l) => l.paused },
    ],
    w.noLines,
  );
}

function pauseForm(visit: Visit): Markup {
  const { w } = visit;
  return html`<form class="act" method="post" action="/desk/pauses">${formToken(visit)}
<h3>${w.pauseTitle}</h3><p class="hint">${w.pauseHint}</p>
<label for="what">${w.kindOfWork}</label>
<select id="what" name="what">${kindsByQueue.map(
    ({ queue, names }) => html`<optgroup label="${queueName(visit, queue)}">
<option value="${queue}">${queueName(visit, queue)} – ${w.all}</option>${names.map(
      (name) => html`<option value="${queue}/${name}">${kindOfWork(visit, name)}</option>`,
    )}</optgroup>`,
  )}</select>
<label for="why">${w.reason}</label>
<input id="why" name="reason" required minlength="5" maxlength="500" autocomplete="off">
<p class="hint">${w.reasonHint}</p>
<button class="danger">${w.pause}</button>
</form>`;
}

function resumeForm(visit: Visit, pause: WorkPause): Markup {
  const { w } = visit;
  const what = `${queueName(visit, pause.queue)} – ${pause.job === "" ? w.all : kindOfWork(visit, pause.job)}`;
  return actForm(visit, {
    to: "/desk/pauses/resume",
    id: `${pause.queue}-${pause.job}`,
    name: w.resume,
    hint: what,
    kept: { what: pause.job === "" ? pause.queue : `${pause.queue}/${pause.job}` },
  });
}
