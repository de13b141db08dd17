import type { Language, LetterWords } from "@saihan/domain";
import { closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa } from "./phrases.ts";

/** The words of mails to users about what they are and where mail to them goes. */
export const peopleLetters = {
  "mail-address-changed": {
    ja: {
      subject: "【Saihan】契約 {contractId} のユーザーのメールアドレスが変更されました",
      greeting: greetingJa,
      paragraphs: [
        "下記のユーザーのメールアドレスが変更されました。今後のお知らせは新しいアドレスにお送りします。",
        "変更した覚えがない場合は、すぐにご契約の管理者または販売パートナーへご連絡ください。",
      ],
      facts: [["新しいアドレス", "{currentAddress}"], ["ユーザーID", "{userId}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] The mail address of a user of contract {contractId} has been changed",
      greeting: greetingEn,
      paragraphs: [
        "The mail address of the user below has been changed. From now on mail goes to the new address.",
        "If you know nothing of this, tell an administrator of the contract or your partner at once.",
      ],
      facts: [["New address", "{currentAddress}"], ["User ID", "{userId}"], ...contractEn],
      closing: closingEn,
    },
  },
  "representative-appointed": {
    ja: {
      subject: "【Saihan】契約 {contractId} の契約代表ユーザーになりました",
      greeting: greetingJa,
      paragraphs: ["下記の契約の契約代表ユーザーになりました。契約のすべてのテナントにアクセスできます。"],
      facts: [...contractJa, ["ログインID", "{loginId}"], ["ユーザーID", "{userId}"]],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] You are now the representative of contract {contractId}",
      greeting: greetingEn,
      paragraphs: ["You are now the representative of the contract below, with access to all of its tenants."],
      facts: [...contractEn, ["Login ID", "{loginId}"], ["User ID", "{userId}"]],
      closing: closingEn,
    },
  },
  "representative-released": {
    ja: {
      subject: "【Saihan】契約 {contractId} の契約代表ユーザーが変更されました",
      greeting: greetingJa,
      paragraphs: [
        "下記の契約の契約代表ユーザーが別の方に変更され、一般ユーザーになりました。テナントへのアクセス権は残ります。",
      ],
      facts: [...contractJa, ["ログインID", "{loginId}"], ["ユーザーID", "{userId}"]],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Contract {contractId} has a new representative",
      greeting: greetingEn,
      paragraphs: [
        "Somebody else is now the representative of the contract below. You are a general user and keep access to its tenants.",
      ],
      facts: [...contractEn, ["Login ID", "{loginId}"], ["User ID", "{userId}"]],
      closing: closingEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
