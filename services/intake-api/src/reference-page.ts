import type { Language } from "@saihan/domain";

/** A page of the documentation that is one table. `rows` hold HTML; `escapeHtml` what comes from elsewhere. */
export function referencePage(page: {
  language: Language;
  title: string;
  lead: string;
  head: readonly string[];
  rows: readonly { id?: string; cells: readonly string[] }[];
  foot?: string;
}): string {
  const head = page.head.map((cell) => `<th>${cell}</th>`).join("");
  const rows = page.rows
    .map(({ id, cells }) => `<tr${id ? ` id="${id}"` : ""}>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
    .join("\n");
  return `<!doctype html><html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title} – Saihan</title><link rel="stylesheet" href="/page/page.css"></head><body><main class="wide"><p class="brand">Saihan</p><h1>${page.title}</h1><p>${page.lead} <a href="/docs/">Partner API</a></p><div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>${page.foot ?? ""}</main></body></html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
