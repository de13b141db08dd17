import type { Language } from "@saihan/domain";
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
  type Write,
} from "./phrases.ts";
import type { Letter, MailData } from "./render.ts";

const userJa = (d: MailData): Letter["facts"] => [["ログインID", d.loginId], ["ユーザーID", d.userId], ...contractJa(d)];
const userEn = (d: MailData): Letter["facts"] => [["Login ID", d.loginId], ["User ID", d.userId], ...contractEn(d)];

/** What happened to a user's sign-in, at what time; who did not do it must hear what to do. */
function told(
  ja: { subject: string; paragraphs: string[] },
  en: { subject: string; paragraphs: string[] },
): Record<Language, Write> {
  return {
    ja: (d) => ({
      subject: `【Saihan】${ja.subject}(${d.userId})`,
      greeting: greetingJa(d),
      paragraphs: [...ja.paragraphs, "お心当たりのない場合は、すぐにパスワードを再設定し、契約の管理者へご連絡ください。"],
      facts: [...userJa(d), instantIn("日時", d.createdAt)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] ${en.subject} (${d.userId})`,
      greeting: greetingEn(d),
      paragraphs: [
        ...en.paragraphs,
        "If this was not you, set a new password at once and tell an administrator of your contract.",
      ],
      facts: [...userEn(d), instantIn("Time", d.createdAt)],
      closing: closingEn,
    }),
  };
}

/** The words of mails about signing in. */
export const signInLetters = {
  "user-invited": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} へのご招待`,
      greeting: greetingJa(d),
      paragraphs: ["下記のユーザーのパスワードを設定してください。以前にお送りしたリンクは使えなくなりました。"],
      facts: userJa(d),
      ...linkJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] You are invited to contract ${d.contractId}`,
      greeting: greetingEn(d),
      paragraphs: ["Please set the password of the user below. Links that were sent before no longer work."],
      facts: userEn(d),
      ...linkEn(d),
      closing: closingEn,
    }),
  },
  "password-reset": {
    ja: (d) => ({
      subject: `【Saihan】パスワードの再設定(${d.userId})`,
      greeting: greetingJa(d),
      paragraphs: [
        "下記のユーザーのパスワードを再設定する申し込みを受け付けました。",
        "お心当たりのない場合は、何もしないでください。パスワードは変わりません。",
      ],
      facts: userJa(d),
      ...linkJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Setting a new password (${d.userId})`,
      greeting: greetingEn(d),
      paragraphs: [
        "Somebody asked to set a new password for the user below.",
        "If it was not you, do nothing: the password stays as it is.",
      ],
      facts: userEn(d),
      ...linkEn(d),
      closing: closingEn,
    }),
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
    ja: (d) => ({
      subject: `【Saihan】サインインの失敗が続いています(${d.userId})`,
      greeting: greetingJa(d),
      paragraphs: [
        `下記のユーザーへのサインインが、続けて${d.failures}回以上失敗しました。失敗が続く間は、次の試行まで時間を置きます。`,
        "ご本人の場合は、パスワードの再設定をお試しください。これまでにサインインした端末は、引き続き使えます。",
      ],
      facts: [...userJa(d), instantIn("日時", d.createdAt)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Repeated failures to sign in (${d.userId})`,
      greeting: greetingEn(d),
      paragraphs: [
        `Signing in as the user below has failed ${d.failures} times in a row or more. While that goes on, attempts must wait.`,
        "If it was you, try setting a new password. Devices on which you have signed in before are not affected.",
      ],
      facts: [...userEn(d), instantIn("Time", d.createdAt)],
      closing: closingEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;
