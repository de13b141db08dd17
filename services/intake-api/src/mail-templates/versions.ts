import {
  insertAuditEntries,
  insertTrialMail,
  listTemplateVersions,
  lockTemplate,
  type MailTemplateVersion,
  publishTemplateVersion,
  single,
  type Tx,
  transaction,
  writeTemplateDraft,
} from "@saihan/db";
import {
  type Language,
  type LetterWords,
  languages,
  type MailTemplate,
  mailTemplates,
  no,
  providerId,
  type Rejection,
} from "@saihan/domain";
import { checkWords, exampleData, placeholdersOf, renderMail, wordsBuiltIn } from "@saihan/mail";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope } from "../operator-desk/desk.ts";
import { builtInView, versionInForce, versionView } from "./view.ts";

type Words = Readonly<Record<Language, LetterWords>>;

/** Every template with what stands in force, and what its text may hold. */
export async function listTemplates(desk: Desk): Promise<Answer> {
  const rows = await single(desk.db, deskScope(desk, providerId), (tx) => listTemplateVersions(tx));
  const templates = mailTemplates.map((template) => {
    const versions = rows.filter((row) => row.template === template);
    const { known, needed } = placeholdersOf(template);
    const inForce = versionInForce(versions, desk.now());
    return { template, inForce, newest: versions.at(-1)?.version ?? 0, placeholders: known, needed };
  });
  return ok(200, { templates });
}

/** All versions of a template with their texts, the built-in one first. */
export async function listVersions(desk: Desk, given: string): Promise<Answer | Rejection> {
  const template = templateOf(given);
  if (typeof template === "object") return template;
  const rows = await single(desk.db, deskScope(desk, providerId), (tx) => listTemplateVersions(tx, template));
  const inForce = versionInForce(rows, desk.now());
  const versions = [builtInView(template, wordsBuiltIn(template), inForce), ...rows.map((row) => versionView(row, inForce))];
  return ok(200, { versions });
}

/** Writes a draft: a new version, or one that has not been published. It is refused unless every placeholder is known and none is missing. */
export function draftVersion(desk: Desk, given: string, words: Words, wanted?: string): Promise<Answer | Rejection> {
  return onTemplate(desk, given, async (tx, template, versions, at) => {
    const before = wanted === undefined ? undefined : versionOf(template, versions, wanted);
    if (before && "ok" in before) return before;
    if (before?.startsAt) return no("MAIL_TEMPLATE_PUBLISHED", { template, version: before.version });
    const [fault] = checkWords(template, words);
    if (fault) return no("MAIL_TEMPLATE_REFUSED", { template, language: fault.language, fault: fault.fault, at: fault.at });
    const version = before?.version ?? (versions.at(-1)?.version ?? 0) + 1;
    const [row] = await writeTemplateDraft(tx, { template, version, words, writtenBy: desk.operator.id, writtenAt: at });
    if (!row) throw new Error("a draft that was written is not there");
    await note(tx, desk, "mail-template.draft", { template, version }, at);
    return ok(before ? 200 : 201, versionView(row, versionInForce(versions, at)));
  });
}

/** From an instant on, mails that are written say what this version says. What has been written before keeps its own version. */
export function publishVersion(desk: Desk, given: string, wanted: string, from: string | undefined): Promise<Answer | Rejection> {
  return onTemplate(desk, given, async (tx, template, versions, at) => {
    const row = versionOf(template, versions, wanted);
    if ("ok" in row) return row;
    const { version } = row;
    if (row.startsAt) return no("MAIL_TEMPLATE_PUBLISHED", { template, version });
    const startsAt = from === undefined ? at : new Date(from);
    if (startsAt < at) return no("MAIL_TEMPLATE_START_PASSED", { template, version });
    // The built-in text may have come to name more since the draft was written.
    const [fault] = checkWords(template, row.words);
    if (fault) return no("MAIL_TEMPLATE_REFUSED", { template, language: fault.language, fault: fault.fault, at: fault.at });
    const [published] = await publishTemplateVersion(tx, { template, version }, { startsAt, by: desk.operator.id, at });
    if (!published) throw new Error("a version that was published is not there");
    await note(tx, desk, "mail-template.publish", { template, version, startsAt: startsAt.toISOString() }, at);
    const now = versions.map((one) => (one.version === version ? published : one));
    return ok(200, versionView(published, versionInForce(now, at)));
  });
}

/** What a version looks like in both languages, filled with invented facts. */
export async function previewVersion(desk: Desk, given: string, wanted: string): Promise<Answer | Rejection> {
  const template = templateOf(given);
  if (typeof template === "object") return template;
  const rows = await single(desk.db, deskScope(desk, providerId), (tx) => listTemplateVersions(tx, template));
  const words = wanted === "0" ? wordsBuiltIn(template) : wordsIn(versionOf(template, rows, wanted));
  if ("ok" in words) return words;
  const shown = (language: Language) => renderMail(template, language, exampleData(language), words[language]);
  return ok(200, { ja: shown("ja"), en: shown("en") });
}

/** Sends a version, filled with invented facts, to the desk of the operator who asks: no address is theirs to choose. */
export function tryVersion(desk: Desk, given: string, wanted: string): Promise<Answer | Rejection> {
  return onTemplate(desk, given, async (tx, template, versions, at) => {
    const row = wanted === "0" ? { version: 0 } : versionOf(template, versions, wanted);
    if ("ok" in row) return row;
    const { version } = row;
    const { queue, name } = jobs.sendMail;
    for (const language of languages) {
      const mail = { id: v7(), partnerId: providerId, template, version, language, desk: desk.operator.type, at };
      await insertTrialMail(tx, mail, { queue, name });
    }
    await note(tx, desk, "mail-template.try", { template, version }, at);
    return ok(200, { template, version, desk: desk.operator.type, mails: languages.length });
  });
}

function onTemplate(
  desk: Desk,
  given: string,
  work: (tx: Tx, template: MailTemplate, versions: readonly MailTemplateVersion[], at: Date) => Promise<Answer | Rejection>,
): Promise<Answer | Rejection> {
  const template = templateOf(given);
  if (typeof template === "object") return Promise.resolve(template);
  return transaction(desk.db, deskScope(desk, providerId), async (tx) => {
    await lockTemplate(tx, template);
    const versions = await listTemplateVersions(tx, template);
    return work(tx, template, versions, desk.now());
  });
}

function templateOf(given: string): MailTemplate | Rejection {
  return (
    mailTemplates.find((one) => one === given) ?? no("MAIL_TEMPLATE_NOT_FOUND", { template: given.slice(0, 64), version: "" })
  );
}

function versionOf(
  template: MailTemplate,
  versions: readonly MailTemplateVersion[],
  wanted: string,
): MailTemplateVersion | Rejection {
  const found = versions.find(({ version }) => String(version) === wanted);
  return found ?? no("MAIL_TEMPLATE_NOT_FOUND", { template, version: wanted.slice(0, 20) });
}

function wordsIn(row: MailTemplateVersion | Rejection): Words | Rejection {
  return "ok" in row ? row : row.words;
}

function note(tx: Tx, desk: Desk, action: string, after: { template: string; version: number; startsAt?: string }, at: Date) {
  const entry = { partnerId: providerId, contractId: providerId, actor: desk.operator.id, action, target: after.template, after };
  return insertAuditEntries(tx, [desk.requestId === undefined ? { ...entry, at } : { ...entry, at, requestId: desk.requestId }]);
}
