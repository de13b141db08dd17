import type { Language } from "@saihan/domain";
import { closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa, type Write } from "./phrases.ts";

/** The words of mails to users about what they are and where mail to them goes. */
export const peopleLetters = {
  "mail-address-changed": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} のユーザーのメールアドレスが変更されました`,
      greeting: greetingJa(d),
      paragraphs: [
        "下記のユーザーのメールアドレスが変更されました。今後のお知らせは新しいアドレスにお送りします。",
        "変更した覚えがない場合は、すぐにご契約の管理者または販売パートナーへご連絡ください。",
      ],
      facts: [["新しいアドレス", d.currentAddress], ["ユーザーID", d.userId], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] The mail address of a user of contract ${d.contractId} has been changed`,
      greeting: greetingEn(d),
      paragraphs: [
        "The mail address of the user below has been changed. From now on mail goes to the new address.",
        "If you know nothing of this, tell an administrator of the contract or your partner at once.",
      ],
      facts: [["New address", d.currentAddress], ["User ID", d.userId], ...contractEn(d)],
      closing: closingEn,
    }),
  },
  "representative-appointed": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} の契約代表ユーザーになりました`,
      greeting: greetingJa(d),
      paragraphs: ["下記の契約の契約代表ユーザーになりました。契約のすべてのテナントにアクセスできます。"],
      facts: [...contractJa(d), ["ログインID", d.loginId], ["ユーザーID", d.userId]],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] You are now the representative of contract ${d.contractId}`,
      greeting: greetingEn(d),
      paragraphs: ["You are now the representative of the contract below, with access to all of its tenants."],
      facts: [...contractEn(d), ["Login ID", d.loginId], ["User ID", d.userId]],
      closing: closingEn,
    }),
  },
  "representative-released": {
    ja: (d) => ({
      subject: `【Saihan】契約 ${d.contractId} の契約代表ユーザーが変更されました`,
      greeting: greetingJa(d),
      paragraphs: [
        "下記の契約の契約代表ユーザーが別の方に変更され、一般ユーザーになりました。テナントへのアクセス権は残ります。",
      ],
      facts: [...contractJa(d), ["ログインID", d.loginId], ["ユーザーID", d.userId]],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Contract ${d.contractId} has a new representative`,
      greeting: greetingEn(d),
      paragraphs: [
        "Somebody else is now the representative of the contract below. You are a general user and keep access to its tenants.",
      ],
      facts: [...contractEn(d), ["Login ID", d.loginId], ["User ID", d.userId]],
      closing: closingEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;
