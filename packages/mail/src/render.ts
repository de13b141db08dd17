import type { Language, MailTemplate } from "@saihan/domain";
import { letters } from "./letters.ts";

/** What a mail may say. */
export interface MailData {
  personName: string | null;
  loginId: string;
  userId: string;
  contractId: string;
  customerName: string;
  endedAt: Date | null;
  /** The user's mail address now, masked. */
  currentAddress: string;
  /** When what the mail tells of happened. */
  createdAt: Date;
  /** Attempts to sign in that failed, for the mail that tells of them. */
  failures: number;
  /** Why a contract was suspended: a code. */
  reason?: string;
  /** Where a password is set, when the mail carries that link. */
  passwordLink?: string;
  passwordLinkHours?: number;
  /** The endpoint of webhooks that was disabled. */
  webhookId?: string;
  /** What must be done, in the letter's language, and the last day for it. */
  duty?: { id: string; says: string; dueOn: string };
  ticketId?: string;
  disclosureId?: string;
  /** An agency's referral, and how it has ended. */
  referral?: { id: string; state: string };
  /** A request for consent: how it stands, and until when an answer is taken. */
  request?: { id: string; service: string; state: string; deadline: Date };
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** A letter before it is set: the same words become text and HTML. */
export interface Letter {
  subject: string;
  greeting: string;
  paragraphs: string[];
  facts: [label: string, value: string][];
  action?: { label: string; url: string; note: string };
  closing: string[];
}

/** Pure: data in, words out. */
export function renderMail(template: MailTemplate, language: Language, data: MailData): RenderedMail {
  const letter = letters[template][language](data);
  return { subject: letter.subject, text: asText(letter), html: asHtml(letter, language) };
}

function asText(letter: Letter): string {
  const width = Math.max(0, ...letter.facts.map(([label]) => columns(label)));
  const lines = [
    letter.greeting,
    "",
    ...letter.paragraphs,
    "",
    ...letter.facts.map(([label, value]) => `  ${label}${" ".repeat(width - columns(label))}  ${value}`),
    ...(letter.action ? ["", letter.action.label, letter.action.url, letter.action.note] : []),
    "",
    "--",
    ...letter.closing,
    "",
  ];
  return lines.join("\n");
}

/** Columns on a fixed-width screen: CJK and full-width characters take two. */
function columns(text: string): number {
  return [...text].reduce(
    (sum, char) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char) ? 2 : 1),
    0,
  );
}

function asHtml(letter: Letter, language: Language): string {
  const e = escapeHtml;
  const font =
    language === "ja" ? "'Hiragino Sans','Noto Sans JP','Yu Gothic',Meiryo,sans-serif" : "'Segoe UI',Helvetica,Arial,sans-serif";
  const facts = letter.facts
    .map(
      ([label, value]) =>
        `<tr><td style="padding:6px 24px 6px 0;color:#5b6470;white-space:nowrap;vertical-align:top">${e(label)}</td><td style="padding:6px 0;color:#14181f;word-break:break-all">${e(value)}</td></tr>`,
    )
    .join("");
  const action = letter.action
    ? `<p style="margin:28px 0 8px"><a href="${e(letter.action.url)}" style="display:inline-block;background:#0b5cad;color:#ffffff;text-decoration:none;padding:12px 24px;border-radius:6px;font-weight:600">${e(letter.action.label)}</a></p><p style="margin:0;color:#5b6470;font-size:13px">${e(letter.action.note)}</p>`
    : "";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${e(letter.subject)}</title></head><body style="margin:0;background:#f2f4f7;font-family:${font};font-size:15px;line-height:1.7;color:#14181f"><div style="max-width:600px;margin:0 auto;padding:32px 16px"><div style="font-weight:700;letter-spacing:.08em;color:#0b5cad;padding:0 0 12px">Saihan</div><div style="background:#ffffff;border:1px solid #dfe3e8;border-radius:10px;padding:28px"><p style="margin:0 0 16px">${e(letter.greeting)}</p>${letter.paragraphs.map((p) => `<p style="margin:0 0 12px">${e(p)}</p>`).join("")}<table role="presentation" style="border-collapse:collapse;margin:16px 0 0;font-size:14px">${facts}</table>${action}</div><div style="padding:16px 4px;color:#5b6470;font-size:12px">${letter.closing.map(e).join("<br>")}</div></div></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
