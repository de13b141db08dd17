import { catalogue, preferredLanguage, problemCodes, sentence } from "@saihan/domain";
import { statusOf } from "./problem.ts";

const words = {
  ja: {
    title: "拒否と失敗の一覧",
    lead: "APIの回答と注文の失敗に現れるコードです。",
    code: "コード",
    says: "内容",
    toDo: "対応",
    retry: "再試行",
    turn: "対応者",
    yes: "可",
    no: "不可",
  },
  en: {
    title: "Refusals and failures",
    lead: "Every code that an answer of the API or a failed order can carry.",
    code: "Code",
    says: "Meaning",
    toDo: "What to do",
    retry: "Retry",
    turn: "Whose turn",
    yes: "yes",
    no: "no",
  },
} as const;

/** The catalogue as a page, in the reader's language. */
export function problemsPage(acceptLanguage: string | undefined): string {
  const language = preferredLanguage(acceptLanguage);
  const w = words[language];
  const rows = problemCodes
    .map((code) => {
      const status = code in statusOf ? String(statusOf[code as keyof typeof statusOf]) : "–";
      const { retryable, turn } = catalogue[code];
      return `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(sentence(code, "says", language))}</td><td>${escapeHtml(sentence(code, "toDo", language))}</td><td>${retryable ? w.yes : w.no}</td><td>${turn}</td></tr>`;
    })
    .join("\n");
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${w.title} – Saihan</title><link rel="stylesheet" href="/page/page.css"></head><body><main class="wide"><p class="brand">Saihan</p><h1>${w.title}</h1><p>${w.lead} <a href="/docs/">Partner API</a></p><div class="scroll"><table><thead><tr><th>${w.code}</th><th>HTTP</th><th>${w.says}</th><th>${w.toDo}</th><th>${w.retry}</th><th>${w.turn}</th></tr></thead><tbody>${rows}</tbody></table></div></main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
