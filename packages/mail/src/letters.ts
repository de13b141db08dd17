import type { Language, LetterWords, MailTemplate } from "@saihan/domain";
import { approvalLetters } from "./approval-letters.ts";
import { billingLetters } from "./billing-letters.ts";
import { deskLetters } from "./desk-letters.ts";
import { noticeLetters } from "./notice-letters.ts";
import { peopleLetters } from "./people-letters.ts";
import { actionEn, actionJa, closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa } from "./phrases.ts";
import { signInLetters } from "./sign-in-letters.ts";
import { supportLetters } from "./support-letters.ts";

/** The words of every mail, in both languages. Names come last in a subject, ids first. */
export const letters: Readonly<Record<MailTemplate, Readonly<Record<Language, LetterWords>>>> = {
  "contract-ready": {
    ja: {
      subject: "【Saihan】契約 {contractId} のご利用を開始できます",
      greeting: greetingJa,
      paragraphs: ["下記の契約が作成され、ご利用いただけるようになりました。"],
      facts: [...contractJa, ["ログインID", "{loginId}"], ["ユーザーID", "{userId}"]],
      action: actionJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Contract {contractId} is ready",
      greeting: greetingEn,
      paragraphs: ["The contract below has been created and is ready for use."],
      facts: [...contractEn, ["Login ID", "{loginId}"], ["User ID", "{userId}"]],
      action: actionEn,
      closing: closingEn,
    },
  },
  "contract-suspended": {
    ja: {
      subject: "【Saihan】契約 {contractId} を停止しました",
      greeting: greetingJa,
      paragraphs: ["下記の契約のご利用を停止しました。リソースは残り、再開するまで操作できません。"],
      facts: [...contractJa, ["停止の理由", "{reason}"]],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Contract {contractId} has been suspended",
      greeting: greetingEn,
      paragraphs: ["The contract below has been suspended. Its resources stay, and cannot be operated until it is resumed."],
      facts: [...contractEn, ["Reason", "{reason}"]],
      closing: closingEn,
    },
  },
  "contract-resumed": {
    ja: {
      subject: "【Saihan】契約 {contractId} を再開しました",
      greeting: greetingJa,
      paragraphs: ["下記の契約のご利用を再開しました。"],
      facts: contractJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Contract {contractId} has been resumed",
      greeting: greetingEn,
      paragraphs: ["The contract below can be used again."],
      facts: contractEn,
      closing: closingEn,
    },
  },
  "contract-terminated": {
    ja: {
      subject: "【Saihan】契約 {contractId} を廃止しました",
      greeting: greetingJa,
      paragraphs: ["下記の契約の廃止が完了しました。廃止は取り消せません。"],
      facts: [...contractJa, ["ユーザーID", "{userId}"], ["廃止日時", "{endedAt}"]],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Contract {contractId} has been terminated",
      greeting: greetingEn,
      paragraphs: ["The termination of the contract below is complete. It cannot be undone."],
      facts: [...contractEn, ["User ID", "{userId}"], ["Ended", "{endedAt}"]],
      closing: closingEn,
    },
  },
  "user-ready": {
    ja: {
      subject: "【Saihan】契約 {contractId} のユーザーとして登録されました",
      greeting: greetingJa,
      paragraphs: ["下記のユーザーが登録されました。"],
      facts: [["ログインID", "{loginId}"], ["ユーザーID", "{userId}"], ...contractJa],
      action: actionJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] You are now a user of contract {contractId}",
      greeting: greetingEn,
      paragraphs: ["The user below has been registered."],
      facts: [["Login ID", "{loginId}"], ["User ID", "{userId}"], ...contractEn],
      action: actionEn,
      closing: closingEn,
    },
  },
  "duty-due": {
    ja: {
      subject: "【Saihan】{dutyDueOn} までの届出があります(義務 {dutyId})",
      greeting: greetingJa,
      paragraphs: ["下記の届出がまだ済んでいません。期日までにお済ませください。", "{dutySays}"],
      facts: [["義務ID", "{dutyId}"], ["期日(日本時間)", "{dutyDueOn}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] A duty is due on {dutyDueOn} ({dutyId})",
      greeting: greetingEn,
      paragraphs: ["This has not been done yet. Please see to it by the day below.", "{dutySays}"],
      facts: [["Duty ID", "{dutyId}"], ["Due (in Japan)", "{dutyDueOn}"], ...contractEn],
      closing: closingEn,
    },
  },
  "webhook-disabled": {
    ja: {
      subject: "【Saihan】契約 {contractId} のWebhookの送信を停止しました",
      greeting: greetingJa,
      paragraphs: [
        "受信先に届かない状態が続いたか、受信先から不要との応答があったため、下記のWebhookへの送信を停止しました。",
        "受信先を直したうえで、Partner APIで再び有効にしてください。停止中のイベントは、保存期間(90日)のあいだ失われず、続きから送られます。",
      ],
      facts: [["Webhook ID", "{webhookId}"], ["停止日時", "{createdAt}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] A webhook of contract {contractId} has been disabled",
      greeting: greetingEn,
      paragraphs: [
        "Nothing has arrived there for days, or the receiver answered that it wants no more, so nothing is sent to the webhook below any more.",
        "Repair the receiver and enable it again over the Partner API. Events are kept for 90 days, and sending goes on where it stopped.",
      ],
      facts: [["Webhook ID", "{webhookId}"], ["Disabled", "{createdAt}"], ...contractEn],
      closing: closingEn,
    },
  },
  ...approvalLetters,
  ...billingLetters,
  ...deskLetters,
  ...peopleLetters,
  ...signInLetters,
  ...noticeLetters,
  ...supportLetters,
};
