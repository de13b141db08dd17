import type { Language, LetterWords } from "@saihan/domain";
import { requestEn, requestJa } from "./approval-letters.ts";
import { contractEn, contractJa } from "./phrases.ts";

const greetingJa = "ご担当者 様";
const greetingEn = "To whom it concerns,";
const closingJa = ["このメールはSaihanから自動で送信しています。"];
const closingEn = ["Saihan sends this mail by itself."];

/** The words of mails to the provider's own staff. */
export const deskLetters = {
  "desk-duty-due": {
    ja: {
      subject: "【Saihan】{dutyDueOn} までに提供者が行うことがあります(義務 {dutyId})",
      greeting: greetingJa,
      paragraphs: ["下記がまだ済んでいません。期日までに行い、済んだことを記録してください。", "{dutySays}"],
      facts: [["義務ID", "{dutyId}"], ["期日(日本時間)", "{dutyDueOn}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] The provider has something to do by {dutyDueOn} (duty {dutyId})",
      greeting: greetingEn,
      paragraphs: ["This has not been done yet. Please see to it by the day below and record that it is done.", "{dutySays}"],
      facts: [["Duty ID", "{dutyId}"], ["Due (in Japan)", "{dutyDueOn}"], ...contractEn],
      closing: closingEn,
    },
  },
  "desk-referral-registered": {
    ja: {
      subject: "【Saihan】代理店からの紹介が登録されました({referralId})",
      greeting: greetingJa,
      paragraphs: ["内容を確認し、エンドユーザーさまとの契約、または見送りを記録してください。"],
      facts: [["紹介ID", "{referralId}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] An agency has referred an end user ({referralId})",
      greeting: greetingEn,
      paragraphs: ["Please look at it, and record the contract with the end user or that there will be none."],
      facts: [["Referral ID", "{referralId}"], ...contractEn],
      closing: closingEn,
    },
  },
  "desk-statement-objected": {
    ja: {
      subject: "【Saihan】支払通知書に異議がありました({invoiceNumber})",
      greeting: greetingJa,
      paragraphs: ["理由を確認し、代理店と調整のうえ、取消などの対応をしてください。それまで支払いはできません。"],
      facts: [["支払通知書番号", "{invoiceNumber}"], ["対象月", "{invoiceMonth}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] An agency has objected to a payment statement ({invoiceNumber})",
      greeting: greetingEn,
      paragraphs: ["Please look at the reason, and settle it with the agency. Until then nothing may be paid."],
      facts: [["Payment statement", "{invoiceNumber}"], ["Month", "{invoiceMonth}"], ...contractEn],
      closing: closingEn,
    },
  },
  "desk-approval-asked": {
    ja: {
      subject: "【Saihan】提供者の回答を待つオーダーがあります({requestId})",
      greeting: greetingJa,
      paragraphs: ["個別の承認が必要なメニューのオーダーです。期限までに回答してください。回答がなければオーダーは失効します。"],
      facts: requestJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] An order waits for the provider's answer ({requestId})",
      greeting: greetingEn,
      paragraphs: ["It is for a menu that is approved case by case. Please answer in time: without an answer the order expires."],
      facts: requestEn,
      closing: closingEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
