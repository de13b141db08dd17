import { type Language, type SuspensionReason, suspensionReasons } from "@saihan/domain";
import type { MailData } from "./mail-data.ts";
import { noticePlaceholders } from "./notice-phrases.ts";

type In = Readonly<Record<Language, string>>;

const requestStates: Readonly<Record<string, In>> = {
  registered: { ja: "回答待ち", en: "registered" },
  approved: { ja: "承認されました", en: "approved" },
  denied: { ja: "拒否されました", en: "denied" },
  cancelled: { ja: "取り消されました", en: "cancelled" },
  expired: { ja: "期限切れになりました", en: "expired" },
};
const referralOutcomes: Readonly<Record<string, In>> = {
  concluded: {
    ja: "ご紹介いただいたエンドユーザーさまとの契約が成立しました。",
    en: "The provider has concluded a contract with the end user whom you referred.",
  },
  declined: { ja: "ご紹介は見送りとなりました。", en: "The provider has declined your referral." },
  lapsed: {
    ja: "ご紹介による手数料の対象期間の最終月が記録されました。",
    en: "The provider has recorded the last month for which your referral earns commission.",
  },
};

/** Every placeholder with what stands in its place; nothing where a mail does not have it. */
export const placeholders = {
  person: ({ personName, loginId }, language) =>
    personName ?? (loginId === "" ? (language === "ja" ? "ご契約担当者" : "contact") : loginId),
  loginId: ({ loginId }) => loginId,
  userId: ({ userId }) => userId,
  contractId: ({ contractId }) => contractId,
  customerName: ({ customerName }) => customerName,
  currentAddress: ({ currentAddress }) => currentAddress,
  createdAt: ({ createdAt }) => instant(createdAt),
  endedAt: ({ endedAt }) => instant(endedAt),
  failures: ({ failures }) => String(failures),
  reason: ({ reason }, language) => {
    // A code that is not known says nothing to people.
    const said = reason === undefined || reason === "unspecified" ? undefined : suspensionReasons[reason as SuspensionReason];
    return said?.[language] ?? "";
  },
  passwordLinkLife: ({ passwordLinkHours: hours = 0 }, language) =>
    language === "ja" ? `${hours}時間` : hours === 1 ? "an hour" : `${hours} hours`,
  webhookId: ({ webhookId }) => webhookId ?? "",
  dutyId: ({ duty }) => duty?.id ?? "",
  dutySays: ({ duty }) => duty?.says ?? "",
  dutyDueOn: ({ duty }) => duty?.dueOn ?? "",
  invoiceNumber: ({ invoice }) => invoice?.number ?? "",
  invoiceMonth: ({ invoice }) => invoice?.month ?? "",
  invoiceAmended: ({ invoice }) => invoice?.amends ?? "",
  invoiceDue: ({ invoice }) => invoice?.due ?? "",
  statementNumber: ({ statement }) => statement?.number ?? "",
  statementMonth: ({ statement }) => statement?.month ?? "",
  statementLink: ({ statement }) => statement?.link ?? "",
  ticketId: ({ ticketId }) => ticketId ?? "",
  disclosureId: ({ disclosureId }) => disclosureId ?? "",
  referralId: ({ referral }) => referral?.id ?? "",
  referralOutcome: ({ referral }, language) =>
    referral ? ((referralOutcomes[referral.state] ?? referralOutcomes.declined)?.[language] ?? "") : "",
  requestId: ({ request }) => request?.id ?? "",
  requestService: ({ request }) => request?.service ?? "",
  requestState: ({ request }, language) => requestStates[request?.state ?? "registered"]?.[language] ?? "",
  requestDeadline: ({ request, createdAt }) => instant(request?.deadline ?? createdAt),
  ...noticePlaceholders,
} as const satisfies Record<string, (data: MailData, language: Language) => string>;

/** Is this the name of something that a mail can say? */
export function isPlaceholder(name: string): name is keyof typeof placeholders {
  return Object.hasOwn(placeholders, name);
}

/** Instants are told in UTC, as the programme does (sdpf 3.6). */
function instant(at: Date | null): string {
  return at ? `${at.toISOString().slice(0, 19).replace("T", " ")} UTC` : "";
}
