import type { Language, NoticeCategory } from "@saihan/domain";
import type { MailData, NoticeToTell } from "./mail-data.ts";

type In = Readonly<Record<Language, string>>;

const categories: Readonly<Record<NoticeCategory, In>> = {
  news: { ja: "お知らせ", en: "News" },
  incident: { ja: "故障", en: "Incident" },
  maintenance: { ja: "メンテナンス", en: "Maintenance" },
  terms: { ja: "規約・料金", en: "Terms and charges" },
};
const states: Readonly<Record<string, In>> = {
  emerging: { ja: "調査中", en: "Emerging" },
  confirmed: { ja: "発生中", en: "Confirmed" },
  resolved: { ja: "復旧", en: "Resolved" },
  scheduled: { ja: "予定", en: "Scheduled" },
  "in-progress": { ja: "実施中", en: "In progress" },
  done: { ja: "完了", en: "Done" },
  cancelled: { ja: "中止", en: "Cancelled" },
};

/** What people call a category of notices. */
export function categoryIn(category: NoticeCategory, language: Language): string {
  return categories[category][language];
}

/** What people call the state of a notice; nothing for one that has only been said. */
export function noticeStateIn(state: string, language: Language): string {
  return states[state]?.[language] ?? "";
}

const copies: In = {
  ja: "貴社が管理する子契約への通知の写しをお送りします。",
  en: "This is the parent contract's copy of a notice to child contracts that you manage.",
};

type Fill = (notice: NoticeToTell, language: Language) => string | undefined;
const fills = {
  noticeId: ({ id }) => id,
  noticeLink: ({ link }) => link,
  noticeCategory: ({ category }, language) => categoryIn(category, language),
  noticeTitle: ({ title }, language) => title[language],
  noticeState: ({ state }, language) => noticeStateIn(state, language),
  noticeText: ({ content }, language) => content.text[language],
  noticeSymptom: ({ content }, language) => content.symptom?.[language],
  noticeWorkaround: ({ content }, language) => content.workaround?.[language],
  noticeImpact: ({ content }, language) => content.impact?.[language],
  noticePlanned: ({ content }) => span(content.plannedFrom, content.plannedTo),
  noticeActual: ({ content }) => span(content.actualFrom, content.actualTo),
  noticeNextUpdate: ({ content }) => content.nextUpdateAt && inJapan(content.nextUpdateAt),
  noticeContracts: ({ concerns, concernsMore }, language) => {
    if (concerns.length === 0) return undefined;
    const more = concernsMore === 0 ? "" : language === "ja" ? ` ほか${concernsMore}件` : ` and ${concernsMore} more`;
    return concerns.join(", ") + more;
  },
  noticeCopy: ({ asParent }, language) => (asParent ? copies[language] : undefined),
} as const satisfies Record<string, Fill>;

/** The placeholders of mails on notices. */
export const noticePlaceholders = Object.fromEntries(
  Object.entries(fills).map(([name, fill]: [string, Fill]) => [
    name,
    ({ notice }: MailData, language: Language) => (notice ? (fill(notice, language) ?? "") : ""),
  ]),
) as Record<keyof typeof fills, (data: MailData, language: Language) => string>;

/** `2026-04-01 09:00 – 11:00 JST`: the day is said twice only if there are two. */
function span(from: string | undefined, to: string | undefined): string | undefined {
  if (!from || !to) return from || to ? `${from ? inJapan(from) : ""} – ${to ? inJapan(to) : ""}`.trim() : undefined;
  const [begin, end] = [inJapan(from), inJapan(to)];
  const sameDay = begin.slice(0, 10) === end.slice(0, 10);
  return `${begin.replace(/ JST$/, "")} – ${sameDay ? end.slice(11) : end}`;
}

/** `2026-04-01 09:00 JST`: people are told the time in Japan. */
function inJapan(instant: string): string {
  const shifted = new Date(new Date(instant).getTime() + 9 * 3_600_000);
  return `${shifted.toISOString().slice(0, 16).replace("T", " ")} JST`;
}
