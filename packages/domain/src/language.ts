/** Languages of mails and messages. A contract has one; a person's own choice comes first. */
export const languages = ["ja", "en"] as const;
export type Language = (typeof languages)[number];

/** In which language the provider's own staff are mailed: our own choice, the provider is a Japanese company. */
export const deskLanguage: Language = "ja";

/** One sentence in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/**
 * Picks the language of an answer from an Accept-Language header (RFC 9110, 12.5.4).
 * Only the two languages of the house count; without a preference the answer is English.
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const part of (acceptLanguage ?? "").slice(0, 200).split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language = languages.find((l) => range === l || range.startsWith(`${l}-`));
    if (!language) continue;
    const q = parameters.map((p) => /^\s*q=([01](?:\.[0-9]{0,3})?)\s*$/.exec(p)?.[1]).find((v) => v);
    const weight = q === undefined ? 1 : Number(q);
    if (weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? "en";
}
