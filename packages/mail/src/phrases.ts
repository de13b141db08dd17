import { type Language, type SuspensionReason, suspensionReasons } from "@saihan/domain";
import type { Letter, MailData } from "./render.ts";

/** What letters share. */
export type Write = (data: MailData) => Letter;

export const closingJa = [
  "このメールはSaihanから自動で送信しています。お心当たりのない場合は、ご契約の販売パートナーへご連絡ください。",
];
export const closingEn = [
  "Saihan sends this mail by itself. If you did not expect it, please contact the partner who sold you the contract.",
];

export function greetingJa(d: MailData): string {
  return `${d.personName ?? d.loginId} 様`;
}

export function greetingEn(d: MailData): string {
  return `Dear ${d.personName ?? d.loginId},`;
}

export function contractJa(d: MailData): Letter["facts"] {
  return [
    ["契約ID", d.contractId],
    ["お客様名", d.customerName],
  ];
}

export function contractEn(d: MailData): Letter["facts"] {
  return [
    ["Contract ID", d.contractId],
    ["Customer", d.customerName],
  ];
}

/** Instants are told in UTC, as the programme does (sdpf 3.6). */
export function instantIn(label: string, at: Date): Letter["facts"][number] {
  return [label, `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`];
}

/** Why a contract was suspended, where its partner has said so. */
export function reasonIn(d: MailData, language: Language, label: string): Letter["facts"] {
  const reason =
    d.reason === undefined || d.reason === "unspecified" ? undefined : suspensionReasons[d.reason as SuspensionReason];
  return reason ? [[label, reason[language]]] : [];
}

export function linkJa(d: MailData): Pick<Letter, "action"> {
  if (!d.passwordLink) return {};
  return {
    action: {
      label: "パスワードを設定する",
      url: d.passwordLink,
      note: `このリンクは1回だけ、送信から${d.passwordLinkHours}時間使えます。`,
    },
  };
}

export function linkEn(d: MailData): Pick<Letter, "action"> {
  if (!d.passwordLink) return {};
  return {
    action: {
      label: "Set your password",
      url: d.passwordLink,
      note: `This link works once, for ${d.passwordLinkHours === 1 ? "an hour" : `${d.passwordLinkHours} hours`} after this mail was sent.`,
    },
  };
}
