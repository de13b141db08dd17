import type { Language, LetterWords } from "@saihan/domain";
import { closingEn, closingJa, greetingEn, greetingJa } from "./phrases.ts";

/** The words of a mail on a notice. The subject stays the same in a conversation: mail programs gather by both subject and references. */
export const noticeLetters = {
  notice: {
    ja: {
      subject: "【Saihan】[{noticeCategory}] {noticeTitle}",
      greeting: greetingJa,
      paragraphs: ["{noticeCopy}", "{noticeText}"],
      facts: [
        ["状況", "{noticeState}"],
        ["事象", "{noticeSymptom}"],
        ["回避策", "{noticeWorkaround}"],
        ["影響", "{noticeImpact}"],
        ["予定日時", "{noticePlanned}"],
        ["実施日時", "{noticeActual}"],
        ["次回更新予定", "{noticeNextUpdate}"],
        ["対象の契約", "{noticeContracts}"],
        ["通知ID", "{noticeId}"],
        ["ポータル", "{noticeLink}"],
      ],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] {noticeCategory}: {noticeTitle}",
      greeting: greetingEn,
      paragraphs: ["{noticeCopy}", "{noticeText}"],
      facts: [
        ["State", "{noticeState}"],
        ["Symptom", "{noticeSymptom}"],
        ["Workaround", "{noticeWorkaround}"],
        ["Impact", "{noticeImpact}"],
        ["Planned", "{noticePlanned}"],
        ["Actual", "{noticeActual}"],
        ["Next update by", "{noticeNextUpdate}"],
        ["Contracts", "{noticeContracts}"],
        ["Notice ID", "{noticeId}"],
        ["In the portal", "{noticeLink}"],
      ],
      closing: closingEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
