import type { Language, MailTemplate } from "@saihan/domain";
import { approvalLetters } from "./approval-letters.ts";
import { deskLetters } from "./desk-letters.ts";
import { peopleLetters } from "./people-letters.ts";
import {
  closingEn,
  closingJa,
  contractEn,
  contractJa,
  greetingEn,
  greetingJa,
  instantIn,
  linkEn,
  linkJa,
  reasonIn,
  type Write,
} from "./phrases.ts";
import { signInLetters } from "./sign-in-letters.ts";
import { supportLetters } from "./support-letters.ts";

/** The words of every mail, in both languages. Names come last in a subject, ids first. */
export const letters: Readonly<Record<MailTemplate, Readonly<Record<Language, Write>>>> = {
  "contract-ready": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} のご利用を開始できます`,
      greeting: greetingJa(d),
      paragraphs: ["下記の契約が作成され、ご利用いただけるようになりました。"],
      facts: [...contractJa(d), ["ログインID", d.loginId], ["ユーザーID", d.userId]],
      ...linkJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Contract ${d.contractId} is ready`,
      greeting: greetingEn(d),
      paragraphs: ["The contract below has been created and is ready for use."],
      facts: [...contractEn(d), ["Login ID", d.loginId], ["User ID", d.userId]],
      ...linkEn(d),
      closing: closingEn,
    }),
  },
  "contract-suspended": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} を停止しました`,
      greeting: greetingJa(d),
      paragraphs: ["下記の契約のご利用を停止しました。リソースは残り、再開するまで操作できません。"],
      facts: [...contractJa(d), ...reasonIn(d, "ja", "停止の理由")],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Contract ${d.contractId} has been suspended`,
      greeting: greetingEn(d),
      paragraphs: ["The contract below has been suspended. Its resources stay, and cannot be operated until it is resumed."],
      facts: [...contractEn(d), ...reasonIn(d, "en", "Reason")],
      closing: closingEn,
    }),
  },
  "contract-resumed": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} を再開しました`,
      greeting: greetingJa(d),
      paragraphs: ["下記の契約のご利用を再開しました。"],
      facts: contractJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Contract ${d.contractId} has been resumed`,
      greeting: greetingEn(d),
      paragraphs: ["The contract below can be used again."],
      facts: contractEn(d),
      closing: closingEn,
    }),
  },
  "contract-terminated": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} を廃止しました`,
      greeting: greetingJa(d),
      paragraphs: ["下記の契約の廃止が完了しました。廃止は取り消せません。"],
      facts: [...contractJa(d), ["ユーザーID", d.userId], ...(d.endedAt ? [instantIn("廃止日時", d.endedAt)] : [])],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Contract ${d.contractId} has been terminated`,
      greeting: greetingEn(d),
      paragraphs: ["The termination of the contract below is complete. It cannot be undone."],
      facts: [...contractEn(d), ["User ID", d.userId], ...(d.endedAt ? [instantIn("Ended", d.endedAt)] : [])],
      closing: closingEn,
    }),
  },
  "user-ready": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} のユーザーとして登録されました`,
      greeting: greetingJa(d),
      paragraphs: ["下記のユーザーが登録されました。"],
      facts: [["ログインID", d.loginId], ["ユーザーID", d.userId], ...contractJa(d)],
      ...linkJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] You are now a user of contract ${d.contractId}`,
      greeting: greetingEn(d),
      paragraphs: ["The user below has been registered."],
      facts: [["Login ID", d.loginId], ["User ID", d.userId], ...contractEn(d)],
      ...linkEn(d),
      closing: closingEn,
    }),
  },
  "duty-due": {
    ja: (d) => ({
      subject: `【Saihan】${d.duty?.dueOn} までの届出があります(義務 ${d.duty?.id})`,
      greeting: greetingJa(d),
      paragraphs: ["下記の届出がまだ済んでいません。期日までにお済ませください。", d.duty?.says ?? ""],
      facts: [["義務ID", d.duty?.id ?? ""], ["期日(日本時間)", d.duty?.dueOn ?? ""], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] A duty is due on ${d.duty?.dueOn} (${d.duty?.id})`,
      greeting: greetingEn(d),
      paragraphs: ["This has not been done yet. Please see to it by the day below.", d.duty?.says ?? ""],
      facts: [["Duty ID", d.duty?.id ?? ""], ["Due (in Japan)", d.duty?.dueOn ?? ""], ...contractEn(d)],
      closing: closingEn,
    }),
  },
  "webhook-disabled": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} のWebhookの送信を停止しました`,
      greeting: greetingJa(d),
      paragraphs: [
        "受信先に届かない状態が続いたか、受信先から不要との応答があったため、下記のWebhookへの送信を停止しました。",
        "受信先を直したうえで、Partner APIで再び有効にしてください。停止中のイベントは、保存期間(90日)のあいだ失われず、続きから送られます。",
      ],
      facts: [["Webhook ID", d.webhookId ?? ""], instantIn("停止日時", d.createdAt), ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] A webhook of contract ${d.contractId} has been disabled`,
      greeting: greetingEn(d),
      paragraphs: [
        "Nothing has arrived there for days, or the receiver answered that it wants no more, so nothing is sent to the webhook below any more.",
        "Repair the receiver and enable it again over the Partner API. Events are kept for 90 days, and sending goes on where it stopped.",
      ],
      facts: [["Webhook ID", d.webhookId ?? ""], instantIn("Disabled", d.createdAt), ...contractEn(d)],
      closing: closingEn,
    }),
  },
  ...approvalLetters,
  ...deskLetters,
  ...peopleLetters,
  ...signInLetters,
  ...supportLetters,
};
