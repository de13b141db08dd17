import type { ApprovalState, Language } from "@saihan/domain";
import { closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa, instantIn, type Write } from "./phrases.ts";
import type { Letter, MailData } from "./render.ts";

const statesJa: Readonly<Record<ApprovalState, string>> = {
  registered: "回答待ち",
  approved: "承認されました",
  denied: "拒否されました",
  cancelled: "取り消されました",
  expired: "期限切れになりました",
};

export const requestJa = (d: MailData): Letter["facts"] => [
  ["リクエストID", d.request?.id ?? ""],
  ["対象", d.request?.service ?? ""],
  instantIn("回答期限", d.request?.deadline ?? d.createdAt),
  ...contractJa(d),
];
export const requestEn = (d: MailData): Letter["facts"] => [
  ["Request ID", d.request?.id ?? ""],
  ["About", d.request?.service ?? ""],
  instantIn("Answer by", d.request?.deadline ?? d.createdAt),
  ...contractEn(d),
];

/** The words of mails about requests for consent (許可リクエスト). They name the request; what it says is read after signing in. */
export const approvalLetters = {
  "approval-asked": {
    ja: (d) => ({
      subject: `【Saihan】許可リクエストが届いています(${d.request?.id})`,
      greeting: greetingJa(d),
      paragraphs: ["下記の許可リクエストが、あなたの回答を待っています。期限までに内容を確認し、承認または拒否してください。"],
      facts: requestJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] A request for your approval (${d.request?.id})`,
      greeting: greetingEn(d),
      paragraphs: ["The request below waits for your answer. Please look at it and approve or deny it in time."],
      facts: requestEn(d),
      closing: closingEn,
    }),
  },
  "approval-answered": {
    ja: (d) => ({
      subject: `【Saihan】許可リクエストが${statesJa[stateOf(d)]}(${d.request?.id})`,
      greeting: greetingJa(d),
      paragraphs: [`下記の許可リクエストは${statesJa[stateOf(d)]}。`],
      facts: requestJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Your request has been ${stateOf(d)} (${d.request?.id})`,
      greeting: greetingEn(d),
      paragraphs: [`The request below has been ${stateOf(d)}.`],
      facts: requestEn(d),
      closing: closingEn,
    }),
  },
  "referral-ended": {
    ja: (d) => ({
      subject: `【Saihan】ご紹介の結果が記録されました(${d.referral?.id})`,
      greeting: greetingJa(d),
      paragraphs: [
        d.referral?.state === "concluded"
          ? "ご紹介いただいたエンドユーザーさまとの契約が成立しました。"
          : "ご紹介は見送りとなりました。",
      ],
      facts: [["紹介ID", d.referral?.id ?? ""], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Your referral has been dealt with (${d.referral?.id})`,
      greeting: greetingEn(d),
      paragraphs: [
        d.referral?.state === "concluded"
          ? "The provider has concluded a contract with the end user whom you referred."
          : "The provider has declined your referral.",
      ],
      facts: [["Referral ID", d.referral?.id ?? ""], ...contractEn(d)],
      closing: closingEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;

function stateOf({ request }: MailData): ApprovalState {
  return (request?.state ?? "registered") as ApprovalState;
}
