import type { LetterWords } from "@saihan/domain";

/** What letters share. */
export const closingJa = [
  "このメールはSaihanから自動で送信しています。お心当たりのない場合は、ご契約の販売パートナーへご連絡ください。",
];
export const closingEn = [
  "Saihan sends this mail by itself. If you did not expect it, please contact the partner who sold you the contract.",
];

export const greetingJa = "{person} 様";
export const greetingEn = "Dear {person},";

export const contractJa: LetterWords["facts"] = [
  ["契約ID", "{contractId}"],
  ["お客様名", "{customerName}"],
];
export const contractEn: LetterWords["facts"] = [
  ["Contract ID", "{contractId}"],
  ["Customer", "{customerName}"],
];

export const actionJa = {
  label: "パスワードを設定する",
  note: "このリンクは1回だけ、送信から{passwordLinkLife}使えます。",
};
export const actionEn = {
  label: "Set your password",
  note: "This link works once, for {passwordLinkLife} after this mail was sent.",
};
