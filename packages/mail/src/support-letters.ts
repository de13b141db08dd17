import type { Language, LetterWords } from "@saihan/domain";
import { closingEn, closingJa, greetingEn, greetingJa } from "./phrases.ts";

const ticketJa: LetterWords["facts"] = [
  ["チケット番号", "{ticketId}"],
  ["契約ID", "{contractId}"],
];
const ticketEn: LetterWords["facts"] = [
  ["Ticket", "{ticketId}"],
  ["Contract ID", "{contractId}"],
];
const disclosureJa: LetterWords["facts"] = [
  ["開示ID", "{disclosureId}"],
  ["契約ID", "{contractId}"],
];
const disclosureEn: LetterWords["facts"] = [
  ["Disclosure", "{disclosureId}"],
  ["Contract ID", "{contractId}"],
];
const deskJa = "ご担当者 様";
const deskEn = "To whom it concerns,";
const ownJa = ["このメールはSaihanから自動で送信しています。"];
const ownEn = ["Saihan sends this mail by itself."];

/** The words of mails about tickets and disclosures: a number, and nothing of what was asked or answered. */
export const supportLetters = {
  "ticket-moved": {
    ja: {
      subject: "【Saihan】チケット {ticketId} が更新されました",
      greeting: greetingJa,
      paragraphs: ["下記のチケットが提供者により更新されました。サインインして内容をご確認ください。"],
      facts: ticketJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Ticket {ticketId} has been updated",
      greeting: greetingEn,
      paragraphs: ["The provider has updated the ticket below. Please sign in to read it."],
      facts: ticketEn,
      closing: closingEn,
    },
  },
  "desk-ticket-moved": {
    ja: {
      subject: "【Saihan】チケット {ticketId} が回答を待っています",
      greeting: deskJa,
      paragraphs: ["下記のチケットがパートナーにより更新されました。"],
      facts: ticketJa,
      closing: ownJa,
    },
    en: {
      subject: "[Saihan] Ticket {ticketId} waits for you",
      greeting: deskEn,
      paragraphs: ["The partner has updated the ticket below."],
      facts: ticketEn,
      closing: ownEn,
    },
  },
  "disclosure-asked": {
    ja: {
      subject: "【Saihan】緊急:エンドユーザーさまの名称と連絡先のご提示のお願い({disclosureId})",
      greeting: greetingJa,
      paragraphs: [
        "故障などへの対応のため、提供者がエンドユーザーさまと直接連絡をとる必要があります。サインインして、至急ご提示ください。",
        "ご提示の内容と閲覧の記録は監査に残り、不要になった時点で内容を消去します。",
      ],
      facts: disclosureJa,
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Urgent: please disclose an end user's name and contact ({disclosureId})",
      greeting: greetingEn,
      paragraphs: [
        "To deal with a fault or the like, the provider must speak with an end user directly. Please sign in and give name and contact at once.",
        "Who gives and who reads it stands in the audit, and it is erased when it is needed no longer.",
      ],
      facts: disclosureEn,
      closing: closingEn,
    },
  },
  "desk-disclosure-given": {
    ja: {
      subject: "【Saihan】エンドユーザーさまの名称と連絡先が提示されました({disclosureId})",
      greeting: deskJa,
      paragraphs: ["下記の開示がパートナーにより行われました。"],
      facts: disclosureJa,
      closing: ownJa,
    },
    en: {
      subject: "[Saihan] An end user's name and contact have been disclosed ({disclosureId})",
      greeting: deskEn,
      paragraphs: ["The partner has given what was asked for."],
      facts: disclosureEn,
      closing: ownEn,
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
