import type { Language, NoticeCategory } from "@saihan/domain";
import { closingEn, closingJa, greetingEn, greetingJa, type Write } from "./phrases.ts";
import type { Letter, MailData, NoticeToTell } from "./render.ts";

const categories: Readonly<Record<NoticeCategory, Readonly<Record<Language, string>>>> = {
  news: { ja: "お知らせ", en: "News" },
  incident: { ja: "故障", en: "Incident" },
  maintenance: { ja: "メンテナンス", en: "Maintenance" },
  terms: { ja: "規約・料金", en: "Terms and charges" },
};
const states: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  emerging: { ja: "調査中", en: "Emerging" },
  confirmed: { ja: "発生中", en: "Confirmed" },
  resolved: { ja: "復旧", en: "Resolved" },
  scheduled: { ja: "予定", en: "Scheduled" },
  "in-progress": { ja: "実施中", en: "In progress" },
  done: { ja: "完了", en: "Done" },
  cancelled: { ja: "中止", en: "Cancelled" },
};
const labels = {
  state: { ja: "状況", en: "State" },
  symptom: { ja: "事象", en: "Symptom" },
  workaround: { ja: "回避策", en: "Workaround" },
  impact: { ja: "影響", en: "Impact" },
  planned: { ja: "予定日時", en: "Planned" },
  actual: { ja: "実施日時", en: "Actual" },
  nextUpdateAt: { ja: "次回更新予定", en: "Next update by" },
  concerns: { ja: "対象の契約", en: "Contracts" },
  id: { ja: "通知ID", en: "Notice ID" },
} as const;

/** The subject stays the same in a conversation but for its prefix: mail programs gather by both subject and references. */
function letterIn(language: Language): Write {
  return (data) => {
    const { notice } = data;
    if (!notice) throw new Error("a letter on a notice without the notice");
    const head = `${notice.seq > 1 ? "Re: " : ""}${language === "ja" ? "【Saihan】" : "[Saihan] "}`;
    const category = categories[notice.category][language];
    return {
      subject: `${head}${language === "ja" ? `[${category}]` : `${category}:`} ${notice.title[language]}`,
      greeting: greetingOf(data, language),
      paragraphs: [...(notice.asParent ? [asParent[language]] : []), notice.content.text[language]],
      facts: factsOf(notice, language),
      closing: language === "ja" ? closingJa : closingEn,
    };
  };
}

const asParent = {
  ja: "貴社が管理する子契約への通知の写しをお送りします。",
  en: "This is the parent contract's copy of a notice to child contracts that you manage.",
};

function greetingOf(data: MailData, language: Language): string {
  if (data.personName === null && data.loginId === "") return language === "ja" ? "ご契約担当者 様" : "Dear contact,";
  return language === "ja" ? greetingJa(data) : greetingEn(data);
}

function factsOf(notice: NoticeToTell, language: Language): Letter["facts"] {
  const { content, concerns, concernsMore } = notice;
  const state = states[notice.state]?.[language];
  const more = concernsMore === 0 ? "" : language === "ja" ? ` ほか${concernsMore}件` : ` and ${concernsMore} more`;
  const facts: [keyof typeof labels, string | undefined][] = [
    ["state", state],
    ["symptom", content.symptom?.[language]],
    ["workaround", content.workaround?.[language]],
    ["impact", content.impact?.[language]],
    ["planned", span(content.plannedFrom, content.plannedTo)],
    ["actual", span(content.actualFrom, content.actualTo)],
    ["nextUpdateAt", content.nextUpdateAt && inJapan(content.nextUpdateAt)],
    ["concerns", concerns.length > 0 ? concerns.join(", ") + more : undefined],
    ["id", notice.id],
  ];
  return facts.flatMap(([label, value]): Letter["facts"] => (value ? [[labels[label][language], value]] : []));
}

function span(from: string | undefined, to: string | undefined): string | undefined {
  if (!from && !to) return undefined;
  return `${from ? inJapan(from) : ""} – ${to ? inJapan(to) : ""}`.trim();
}

/** `2026-04-01 09:00 JST`: people are told the time in Japan. */
function inJapan(instant: string): string {
  const shifted = new Date(new Date(instant).getTime() + 9 * 3_600_000);
  return `${shifted.toISOString().slice(0, 16).replace("T", " ")} JST`;
}

export const noticeLetters = { notice: { ja: letterIn("ja"), en: letterIn("en") } } as const;
