import type { MailTemplateVersion } from "@saihan/db";
import { type Language, type LetterWords, mailTemplates } from "@saihan/domain";
import { instant, z } from "../fields.ts";

const line = (max: number) => z.string().min(1).max(max);
const wordsField = z
  .strictObject({
    subject: line(200),
    greeting: line(200),
    paragraphs: z.array(line(2_000)).min(1).max(20),
    facts: z
      .array(z.strictObject({ label: line(100), value: line(500) }))
      .max(30)
      .openapi({ description: "Rows of a table; one whose value comes to nothing is left out" }),
    action: z
      .strictObject({ label: line(60), note: line(300) })
      .optional()
      .openapi({ description: "The button, where the mail has one; its address is not part of the text" }),
    closing: z.array(line(500)).max(10),
  })
  .openapi("MailWords", { description: "Text with placeholders such as `{contractId}`; everything is escaped when it is set" });
export const wordsBody = z.strictObject({ ja: wordsField, en: wordsField }).openapi("MailTemplateWords");
export type WordsBody = z.infer<typeof wordsBody>;

export const templateField = z.enum(mailTemplates);

export const versionSchema = z
  .object({
    template: templateField,
    version: z.number().int().openapi({ description: "0: the text that is built in" }),
    state: z.enum(["built-in", "draft", "published"]),
    startsAt: instant.nullable(),
    inForce: z.boolean(),
    words: wordsBody,
    writtenBy: z.string().nullable(),
    writtenAt: instant.nullable(),
    publishedBy: z.string().nullable(),
  })
  .openapi("MailTemplateVersion");

export const renderedSchema = z.object({ subject: z.string(), text: z.string(), html: z.string() });

export function wordsOf({ ja, en }: WordsBody): Record<Language, LetterWords> {
  const read = ({ facts, ...rest }: WordsBody["ja"]): LetterWords => ({
    ...rest,
    facts: facts.map(({ label, value }) => [label, value] as const),
  });
  return { ja: read(ja), en: read(en) };
}

function wordsView({ ja, en }: Readonly<Record<Language, LetterWords>>) {
  const view = ({ facts, ...rest }: LetterWords) => ({ ...rest, facts: facts.map(([label, value]) => ({ label, value })) });
  return { ja: view(ja), en: view(en) };
}

export function versionView(row: MailTemplateVersion, inForce: number) {
  const { template, version, startsAt, words, writtenBy, writtenAt, publishedBy } = row;
  return {
    ...{ template, version, state: startsAt ? "published" : "draft", startsAt: startsAt?.toISOString() ?? null },
    ...{ inForce: version === inForce, words: wordsView(words), writtenBy, writtenAt: writtenAt.toISOString(), publishedBy },
  };
}

export function builtInView(template: string, words: Readonly<Record<Language, LetterWords>>, inForce: number) {
  return {
    ...{ template, version: 0, state: "built-in", startsAt: null, inForce: inForce === 0, words: wordsView(words) },
    ...{ writtenBy: null, writtenAt: null, publishedBy: null },
  };
}

/** The version that mails are written with at this instant; 0 without one. */
export function versionInForce(versions: readonly MailTemplateVersion[], at: Date): number {
  const started = versions.flatMap(({ version, startsAt }) => (startsAt && startsAt <= at ? [{ version, startsAt }] : []));
  const [newest] = started.toSorted((a, b) => b.startsAt.getTime() - a.startsAt.getTime() || b.version - a.version);
  return newest?.version ?? 0;
}
