import type { Language } from "@saihan/domain";
import { closingEn, closingJa, greetingEn, greetingJa, type Write } from "./phrases.ts";
import type { Letter, MailData } from "./render.ts";

const ticketJa = (d: MailData): Letter["facts"] => [
  ["チケット番号", d.ticketId ?? ""],
  ["契約ID", d.contractId],
];
const ticketEn = (d: MailData): Letter["facts"] => [
  ["Ticket", d.ticketId ?? ""],
  ["Contract ID", d.contractId],
];
const disclosureJa = (d: MailData): Letter["facts"] => [
  ["開示ID", d.disclosureId ?? ""],
  ["契約ID", d.contractId],
];
const disclosureEn = (d: MailData): Letter["facts"] => [
  ["Disclosure", d.disclosureId ?? ""],
  ["Contract ID", d.contractId],
];
const deskJa = "ご担当者 様";
const deskEn = "To whom it concerns,";
const ownJa = ["このメールはSaihanから自動で送信しています。"];
const ownEn = ["Saihan sends this mail by itself."];

/** The words of mails about tickets and disclosures: a number, and nothing of what was asked or answered. */
export const supportLetters = {
  "ticket-moved": {
    ja: (d) => ({
      subject: `【Saihan】チケット ${d.ticketId} が更新されました`,
      greeting: greetingJa(d),
      paragraphs: ["下記のチケットが提供者により更新されました。サインインして内容をご確認ください。"],
      facts: ticketJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Ticket ${d.ticketId} has been updated`,
      greeting: greetingEn(d),
      paragraphs: ["The provider has updated the ticket below. Please sign in to read it."],
      facts: ticketEn(d),
      closing: closingEn,
    }),
  },
  "desk-ticket-moved": {
    ja: (d) => ({
      subject: `【Saihan】チケット ${d.ticketId} が回答を待っています`,
      greeting: deskJa,
      paragraphs: ["下記のチケットがパートナーにより更新されました。"],
      facts: ticketJa(d),
      closing: ownJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Ticket ${d.ticketId} waits for you`,
      greeting: deskEn,
      paragraphs: ["The partner has updated the ticket below."],
      facts: ticketEn(d),
      closing: ownEn,
    }),
  },
  "disclosure-asked": {
    ja: (d) => ({
      subject: `【Saihan】緊急:エンドユーザーさまの名称と連絡先のご提示のお願い(${d.disclosureId})`,
      greeting: greetingJa(d),
      paragraphs: [
        "故障などへの対応のため、提供者がエンドユーザーさまと直接連絡をとる必要があります。サインインして、至急ご提示ください。",
        "ご提示の内容と閲覧の記録は監査に残り、不要になった時点で内容を消去します。",
      ],
      facts: disclosureJa(d),
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] Urgent: please disclose an end user's name and contact (${d.disclosureId})`,
      greeting: greetingEn(d),
      paragraphs: [
        "To deal with a fault or the like, the provider must speak with an end user directly. Please sign in and give name and contact at once.",
        "Who gives and who reads it stands in the audit, and it is erased when it is needed no longer.",
      ],
      facts: disclosureEn(d),
      closing: closingEn,
    }),
  },
  "desk-disclosure-given": {
    ja: (d) => ({
      subject: `【Saihan】エンドユーザーさまの名称と連絡先が提示されました(${d.disclosureId})`,
      greeting: deskJa,
      paragraphs: ["下記の開示がパートナーにより行われました。"],
      facts: disclosureJa(d),
      closing: ownJa,
    }),
    en: (d) => ({
      subject: `[Saihan] An end user's name and contact have been disclosed (${d.disclosureId})`,
      greeting: deskEn,
      paragraphs: ["The partner has given what was asked for."],
      facts: disclosureEn(d),
      closing: ownEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;
