import type { Language } from "@saihan/domain";

/** A letter before it is set: the same words become text and HTML. */
export interface Letter {
  subject: string;
  greeting: string;
  paragraphs: string[];
  facts: [label: string, value: string][];
  action?: { label: string; url: string; note: string };
  /** The value of a fact that is a link, since it is ours; what others write never becomes one. */
  link?: string;
  closing: string[];
}

/** The letter as plain text: facts in two columns, further lines of a value below its first. */
export function asText(letter: Letter): string {
  const width = Math.max(0, ...letter.facts.map(([label]) => columns(label)));
  const below = `\n${" ".repeat(width + 4)}`;
  const facts = letter.facts.map(
    ([label, value]) => `  ${label}${" ".repeat(width - columns(label))}  ${value.replaceAll(/\r?\n/g, below)}`,
  );
  const parts = [
    letter.greeting,
    ...letter.paragraphs,
    ...(facts.length > 0 ? [facts.join("\n")] : []),
    ...(letter.action ? [[letter.action.label, letter.action.url, letter.action.note].join("\n")] : []),
    ["--", ...letter.closing].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Columns on a fixed-width screen: CJK and full-width characters take two. */
function columns(text: string): number {
  return [...text].reduce(
    (sum, char) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char) ? 2 : 1),
    0,
  );
}

const ink = "#14181f";
const faint = "#5b6470";
const blue = "#0b5cad";

/**
 * The letter as HTML for mail programs: nested tables, styles at each element, nothing from outside. The one rule in the head puts a value
 * below its label on a narrow screen; programs that drop it show two columns there too. Everything that is said is escaped here and nowhere else.
 */
export function asHtml(letter: Letter, language: Language): string {
  const e = escapeHtml;
  const fonts =
    language === "ja" ? "'Hiragino Sans','Noto Sans JP','Yu Gothic',Meiryo,sans-serif" : "'Segoe UI',Helvetica,Arial,sans-serif";
  const font = `font-family:${fonts};color:${ink};`;
  // Japanese breaks between phrases where the program knows how, and no line is left with one character.
  const phrases = "text-wrap:pretty;word-break:auto-phrase;";
  const paragraphs = [letter.greeting, ...letter.paragraphs]
    .map(
      (text) =>
        `<p style="margin:0 0 14px;${font}font-size:15px;line-height:1.7;${phrases}overflow-wrap:anywhere">${lines(text)}</p>`,
    )
    .join("");
  const facts = letter.facts
    .map(
      ([label, value]) =>
        `<tr><td class="label" width="140" valign="top" style="padding:7px 20px 7px 0;${font}color:${faint};font-size:13px;line-height:1.6;white-space:nowrap;border-top:1px solid #e8ebef">${e(label)}</td><td class="value" valign="top" style="padding:7px 0;${font}font-size:14px;line-height:1.6;overflow-wrap:anywhere;word-break:break-word;border-top:1px solid #e8ebef">${value === letter.link ? anchor(value) : lines(value)}</td></tr>`,
    )
    .join("");
  const table = facts
    ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:10px 0 0">${facts}</table>`
    : "";
  const { action } = letter;
  const button = action
    ? `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:26px 0 8px"><tr><td bgcolor="${blue}" style="border-radius:6px"><a href="${e(action.url)}" style="display:inline-block;padding:12px 24px;${font}color:#ffffff;font-size:15px;font-weight:600;text-decoration:none">${e(action.label)}</a></td></tr></table><p style="margin:0;${font}color:${faint};font-size:13px;line-height:1.6">${e(action.note)}</p>`
    : "";
  const closing = letter.closing.map(lines).join("<br>");
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="color-scheme" content="light"><title>${e(letter.subject)}</title>`,
    "<style>@media (max-width:480px){.card{padding:20px!important}.label,.value{display:block!important;width:auto!important;white-space:normal!important}",
    ".label{padding:8px 0 0!important}.value{padding:0 0 8px!important;border-top:0!important}}</style></head>",
    `<body style="margin:0;padding:0;background:#f2f4f7"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f2f4f7"><tr><td align="center" style="padding:28px 12px">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">`,
    `<tr><td align="left" style="padding:0 4px 12px;${font}color:${blue};font-size:16px;font-weight:700;letter-spacing:.08em">Saihan</td></tr>`,
    `<tr><td class="card" align="left" bgcolor="#ffffff" style="padding:28px;border:1px solid #dfe3e8;border-radius:10px">${paragraphs}${table}${button}</td></tr>`,
    `<tr><td align="left" style="padding:16px 4px 0;${font}color:${faint};font-size:12px;line-height:1.6;${phrases}">${closing}</td></tr>`,
    "</table></td></tr></table></body></html>",
  ].join("");
}

function anchor(url: string): string {
  return `<a href="${escapeHtml(url)}" style="color:${blue}">${escapeHtml(url)}</a>`;
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll(/(?:\r|&#13;)?\n/g, "<br>");
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
