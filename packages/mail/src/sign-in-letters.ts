import type { Language, LetterWords } from "@saihan/domain";
import { actionEn, actionJa, closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa } from "./phrases.ts";

const userJa: LetterWords["facts"] = [["ログインID", "{loginId}"], ["ユーザーID", "{userId}"], ...contractJa];
const userEn: LetterWords["facts"] = [["Login ID", "{loginId}"], ["User ID", "{userId}"], ...contractEn];

/** What happened to a user's sign-in, at what time; who did not do it must hear what to do. */
function told(
  ja: { subject: string; paragraphs: string[] },
  en: { subject: string; paragraphs: string[] },
): Record<Language, LetterWords> {
  return {
    ja: {
      subject: `【Saihan】${ja.subject}({userId})`,
      greeting: greetingJa,
      paragraphs: [...ja.paragraphs, "お心当たりのない場合は、すぐにパスワードを再設定し、契約の管理者へご連絡ください。"],
      facts: [...userJa, ["日時", "{createdAt}"]],
      closing: closingJa,
    },
    en: {
      subject: `[Saihan] ${en.subject} ({userId})`,
      greeting: greetingEn,
      paragraphs: [
        ...en.paragraphs,
        "If this was not you, set a new password at once and tell an administrator of your contract.",
      ],
      facts: [...userEn, ["Time", "{createdAt}"]],
      closing: closingEn,
    },
  };
}

/** The words of mails about signing in. */
export const signInLetters = {
  "user-invited": {
    ja: {
      subject: "【Saihan】契約 {contractId} へのご招待",
      greeting: greetingJa,
      paragraphs: ["下記のユーザーのパスワードを設定してください。以前にお送りしたリンクは使えなくなりました。"],
      facts: userJa,
      action: actionJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] You are invited to contract {contractId}",
      greeting: greetingEn,
      paragraphs: ["Please set the password of the user below. Links that were sent before no longer work."],
      facts: userEn,
      action: actionEn,
      closing: closingEn,
    },
  },
  "password-reset": {
    ja: {
      subject: "【Saihan】パスワードの再設定({userId})",
      greeting: greetingJa,
      paragraphs: [
        "下記のユーザーのパスワードを再設定する申し込みを受け付けました。",
        "お心当たりのない場合は、何もしないでください。パスワードは変わりません。",
      ],
      facts: userJa,
      action: actionJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Setting a new password ({userId})",
      greeting: greetingEn,
      paragraphs: [
        "Somebody asked to set a new password for the user below.",
        "If it was not you, do nothing: the password stays as it is.",
      ],
      facts: userEn,
      action: actionEn,
      closing: closingEn,
    },
  },
  "password-changed": told(
    {
      subject: "パスワードを設定しました",
      paragraphs: ["下記のユーザーのパスワードが設定されました。ほかのセッションは終了しました。"],
    },
    {
      subject: "Your password has been set",
      paragraphs: ["The password of the user below has been set. Other sessions have ended."],
    },
  ),
  "totp-enabled": told(
    {
      subject: "2段階認証を開始しました",
      paragraphs: ["下記のユーザーのサインインに、認証アプリの6桁の数字が必要になりました。"],
    },
    {
      subject: "One-time codes are on",
      paragraphs: ["From now on, signing in as the user below needs the six digits of your authenticator app."],
    },
  ),
  "totp-reset": told(
    {
      subject: "2段階認証の登録を取り消しました",
      paragraphs: [
        "契約の管理者が、下記のユーザーの認証アプリの登録を取り消しました。すべてのセッションは終了しました。",
        "次のサインインで新しいQRコードが表示されます。",
      ],
    },
    {
      subject: "Your authenticator app has been removed",
      paragraphs: [
        "An administrator of your contract has removed the authenticator app of the user below. All sessions have ended.",
        "The next sign-in shows a new QR code.",
      ],
    },
  ),
  "totp-disabled": told(
    {
      subject: "2段階認証を終了しました",
      paragraphs: ["下記のユーザーは、パスワードだけでサインインできるようになりました。"],
    },
    { subject: "One-time codes are off", paragraphs: ["The user below can now sign in with the password alone."] },
  ),
  "sign-in-alarm": {
    ja: {
      subject: "【Saihan】サインインの失敗が続いています({userId})",
      greeting: greetingJa,
      paragraphs: [
        "下記のユーザーへのサインインが、続けて{failures}回以上失敗しました。失敗が続く間は、次の試行まで時間を置きます。",
        "ご本人の場合は、パスワードの再設定をお試しください。これまでにサインインした端末は、引き続き使えます。",
      ],
      facts: [...userJa, ["日時", "{createdAt}"]],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Repeated failures to sign in ({userId})",
      greeting: greetingEn,
      paragraphs: [
        "Signing in as the user below has failed {failures} times in a row or more. While that goes on, attempts must wait.",
        "If it was you, try setting a new password. Devices on which you have signed in before are not affected.",
      ],
      facts: [...userEn, ["Time", "{createdAt}"]],
      closing: closingEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
