import { hasEnded, type OrderKind, type OrderState } from "@saihan/domain";
import type { QueueName } from "@saihan/queues";
import type { Visit } from "./desk.ts";
import { formToken } from "./forms.ts";
import { html, type Markup } from "./markup.ts";
import { orderWords, queueWords, stateWords } from "./words.ts";
import { workWords } from "./work-words.ts";

/** A whole page of the desk. @param said what has just been done, or why not */
export function page(visit: Visit, title: string, body: Markup, said?: { text: string; good: boolean }): string {
  const { w, signedIn } = visit;
  const link = (to: string, text: string) => html`<a href="${to}">${text}</a>`;
  return `<!doctype html>\n${
    html`<html lang="${visit.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Saihan</title><link rel="stylesheet" href="/page/page.css"></head>
<body class="desk"><header>
<p class="brand">Saihan</p>
<nav>${link("/desk", w.overview)} ${link("/desk/work/aside", w.aside)} ${link("/desk/work/standing", w.standing)} ${link("/", w.board)}</nav>
<form class="out" method="post" action="/sign-out"><span>${signedIn.loginId}</span> <button class="quiet">${w.signOut}</button></form>
</header>
<main class="wide">
<form class="search" method="post" action="/desk/search">${formToken(visit)}
<label for="q">${w.searchLabel}</label>
<div><input id="q" name="q" required maxlength="320" autocomplete="off" spellcheck="false"><button>${w.search}</button></div>
</form>
${said ? html`<p class="message ${said.good ? "good" : "bad"}" role="${said.good ? "status" : "alert"}">${said.text}</p>` : ""}
<h1>${title}</h1>
${body}
</main></body></html>`.html
  }`;
}

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Markup | string | number | null;
}

/** A table; on a narrow screen each row becomes a list of what its columns are called. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): Markup {
  if (rows.length === 0) return html`<p class="hint">${none}</p>`;
  return html`<table><thead><tr>${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map(({ head, cell }) => html`<td data-head="${head}"><div>${cell(row) ?? "–"}</div></td>`)}</tr>`)}</tbody></table>`;
}

/** Facts of one thing; those without a value are left out. */
export function facts(pairs: readonly (readonly [string, Markup | string | number | null])[]): Markup {
  return html`<dl>${pairs.flatMap(([name, value]) => (value === null || value === "" ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`]))}</dl>`;
}

/** A time in UTC. */
export function time(at: Date | null): Markup | null {
  if (!at) return null;
  const text = at.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 19).replace("T", " ")} UTC</time>`;
}

/** `12 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. @param seconds 0 or more */
export function duration(seconds: number): string {
  const s = Math.floor(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h ${Math.floor((s % 3_600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3_600)} h`;
}

export const code = (text: string) => html`<code>${text}</code>`;

export function stateMark(visit: Visit, state: OrderState): Markup {
  const manner = state === "succeeded" ? "good" : hasEnded(state) ? "bad" : "going";
  return html`<span class="mark ${manner}">${stateWords[state][visit.tongue]}</span>`;
}

export function queueName(visit: Visit, queue: string): string {
  return queueWords[queue as QueueName]?.[visit.tongue] ?? queue;
}

export function kindOfOrder(visit: Visit, kind: OrderKind): string {
  return orderWords[kind]?.[visit.tongue] ?? kind;
}

export function kindOfWork(visit: Visit, name: string): string {
  return (workWords as Readonly<Record<string, readonly [string, string]>>)[name]?.[visit.tongue] ?? name;
}

export const linkTo = {
  order: (id: string) => html`<a class="id" href="/desk/orders/${id}">${id}</a>`,
  contract: (partnerId: string, id: string) =>
    partnerId === "provider" ? code(id) : html`<a class="id" href="/desk/contracts/${partnerId}/${id}">${id}</a>`,
  work: (partnerId: string, id: number) => html`<a class="id" href="/desk/work/${partnerId}/${id}">${id}</a>`,
};

/** A form for one act, with its reason. @param act.id tells it from other forms of the page */
export function actForm(
  visit: Visit,
  act: { to: string; id: string; name: string; hint: string; kept?: Readonly<Record<string, string>>; danger?: boolean },
): Markup {
  const id = `reason-${act.id}`;
  return html`<form class="act" method="post" action="${act.to}">${formToken(visit)}
${Object.entries(act.kept ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<h3>${act.name}</h3><p class="hint">${act.hint}</p>
<label for="${id}">${visit.w.reason}</label>
<input id="${id}" name="reason" required minlength="5" maxlength="500" autocomplete="off">
<p class="hint">${visit.w.reasonHint}</p>
<button class="${act.danger ? "danger" : ""}">${act.name}</button>
</form>`;
}
