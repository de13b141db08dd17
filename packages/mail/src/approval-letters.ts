import type { Language, LetterWords } from "@saihan/domain";
import { closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa } from "./phrases.ts";

export const requestJa: LetterWords["facts"] = [
  ["リクエストID", "{requestId}"],
  ["対象", "{requestService}"],
  ["回答期限", "{requestDeadline}"],
  ...contractJa,
];
export const requestEn: LetterWords["facts"] = [
  ["Request ID", "{requestId}"],
  ["About", "{requestService}"],
  ["Answer by", "{requestDeadline}"],
  ...contractEn,
];

/** The words of mails about requests for consent (許可リクエスト). They name the request; what it says is read after signing in. */
export const approvalLetters = {
  "approval-asked": {
    ja: {
      subject: "【Saihan】許可リクエストが届いています({requestId})",
      greeting: greetingJa,
      paragraphs: ["下記の許可リクエストが、あなたの回答を待っています。期限までに内容を確認し、承認または拒否してください。"],
      facts: requestJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] A request for your approval ({requestId})",
      greeting: greetingEn,
      paragraphs: ["The request below waits for your answer. Please look at it and approve or deny it in time."],
      facts: requestEn,
      closing: closingEn,
    },
  },
  "approval-answered": {
    ja: {
      subject: "【Saihan】許可リクエストが{requestState}({requestId})",
      greeting: greetingJa,
      paragraphs: ["下記の許可リクエストは{requestState}。"],
      facts: requestJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Your request has been {requestState} ({requestId})",
      greeting: greetingEn,
      paragraphs: ["The request below has been {requestState}."],
      facts: requestEn,
      closing: closingEn,
    },
  },
  "referral-ended": {
    ja: {
      subject: "【Saihan】ご紹介の結果が記録されました({referralId})",
      greeting: greetingJa,
      paragraphs: ["{referralOutcome}"],
      facts: [["紹介ID", "{referralId}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Your referral has been dealt with ({referralId})",
      greeting: greetingEn,
      paragraphs: ["{referralOutcome}"],
      facts: [["Referral ID", "{referralId}"], ...contractEn],
      closing: closingEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
