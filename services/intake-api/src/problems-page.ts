import { catalogue, preferredLanguage, problemCodes, sentence } from "@saihan/domain";
import { statusOf } from "./problem.ts";
import { escapeHtml, referencePage } from "./reference-page.ts";

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
  return referencePage({
    language,
    title: w.title,
    lead: w.lead,
    head: [w.code, "HTTP", w.says, w.toDo, w.retry, w.turn],
    rows: problemCodes.map((code) => {
      const { retryable, turn } = catalogue[code];
      const status = code in statusOf ? String(statusOf[code as keyof typeof statusOf]) : "–";
      const texts = (["says", "toDo"] as const).map((what) => escapeHtml(sentence(code, what, language)));
      return { id: code, cells: [`<code>${code}</code>`, status, ...texts, retryable ? w.yes : w.no, turn] };
    }),
  });
}
