import type { Language } from "@saihan/domain";
import { contractEn, contractJa, type Write } from "./phrases.ts";

const greetingJa = "ご担当者 様";
const greetingEn = "To whom it concerns,";
const closingJa = ["このメールはSaihanから自動で送信しています。"];
const closingEn = ["Saihan sends this mail by itself."];

/** The words of mails to the provider's own staff. */
export const deskLetters = {
  "desk-duty-due": {
    ja: (d) => ({
      subject: `【Saihan】${d.duty?.dueOn} までに提供者が行うことがあります(義務 ${d.duty?.id})`,
      greeting: greetingJa,
      paragraphs: ["下記がまだ済んでいません。期日までに行い、済んだことを記録してください。", d.duty?.says ?? ""],
      facts: [["義務ID", d.duty?.id ?? ""], ["期日(日本時間)", d.duty?.dueOn ?? ""], ...contractJa(d)],
      closing: closingJa,
    }),
    en: (d) => ({
      subject: `[Saihan] The provider has something to do by ${d.duty?.dueOn} (duty ${d.duty?.id})`,
      greeting: greetingEn,
      paragraphs: [
        "This has not been done yet. Please see to it by the day below and record that it is done.",
        d.duty?.says ?? "",
      ],
      facts: [["Duty ID", d.duty?.id ?? ""], ["Due (in Japan)", d.duty?.dueOn ?? ""], ...contractEn(d)],
      closing: closingEn,
    }),
  },
} as const satisfies Record<string, Record<Language, Write>>;
