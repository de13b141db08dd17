import type { Language } from "@saihan/domain";
import { requestEn, requestJa } from "./approval-letters.ts";
import { contractEn, contractJa, type Write } from "./phrases.ts";

const greetingJa = "ご担当者 様";
const greetingEn = "To whom it concerns,";
const closingJa = ["このメールはSaihanから自動で送信しています。"];
const closingEn = ["Saihan sends this mail by itself."];

/** The words of mails to the provider's own staff. */
export const deskLetters = {
  "desk-duty-due": {
    ja: (d) => ({
      subject: `【Saihan】${d.duty?.dueOn} までに提供者が行うことがあります(義務 ${d.duty?.id})`,
      greeting: greetingJa,
      paragraphs: ["下記がまだ済んでいません。期日までに行い、済んだことを記録してください。", d.duty?.says ?? ""],
      facts: [["義務ID", d.duty?.id ?? ""], ["期日(日本時間)", d.duty?.dueOn ?? ""], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] The provider has something to do by ${d.duty?.dueOn} (duty ${d.duty?.id})`,
      greeting: greetingEn,
      paragraphs: [
        "This has not been done yet. Please see to it by the day below and record that it is done.",
        d.duty?.says ?? "",
      ],
      facts: [["Duty ID", d.duty?.id ?? ""], ["Due (in Japan)", d.duty?.dueOn ?? ""], ...contractEn(d)],
      closing: closingEn,
    }),
  },
  "desk-referral-registered": {
    ja: (d) => ({
      subject: `【Saihan】代理店からの紹介が登録されました(${d.referral?.id})`,
      greeting: greetingJa,
      paragraphs: ["内容を確認し、エンドユーザーさまとの契約、または見送りを記録してください。"],
      facts: [["紹介ID", d.referral?.id ?? ""], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] An agency has referred an end user (${d.referral?.id})`,
      greeting: greetingEn,
      paragraphs: ["Please look at it, and record the contract with the end user or that there will be none."],
      facts: [["Referral ID", d.referral?.id ?? ""], ...contractEn(d)],
      closing: closingEn,
    }),
  },
  "desk-approval-asked": {
    ja: (d) => ({
      subject: `【Saihan】提供者の回答を待つオーダーがあります(${d.request?.id})`,
      greeting: greetingJa,
      paragraphs: ["個別の承認が必要なメニューのオーダーです。期限までに回答してください。回答がなければオーダーは失効します。"],
      facts: requestJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] An order waits for the provider's answer (${d.request?.id})`,
      greeting: greetingEn,
      paragraphs: ["It is for a menu that is approved case by case. Please answer in time: without an answer the order expires."],
      facts: requestEn(d),
      closing: closingEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;
