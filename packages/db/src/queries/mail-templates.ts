import type { Language, LetterWords, MailTemplate, OperatorKind } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/** A version of what a mail says, as an operator wrote it. */
export interface MailTemplateVersion {
  template: MailTemplate;
  version: number;
  words: Readonly<Record<Language, LetterWords>>;
  writtenBy: string;
  writtenAt: Date;
  /** Mails are written with it from then on; null: a draft. */
  startsAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
}

/** Versions of one template, or of all, oldest first. Version 0 is not among them: it is built in. */
export function listTemplateVersions(tx: Tx, template?: MailTemplate): Statement<MailTemplateVersion[]> {
  return tx<MailTemplateVersion[]>`
    select template, version, words, written_by, written_at, starts_at, published_by, published_at
      from mail_template_versions ${template === undefined ? tx`` : tx`where template = ${template}`} order by template, version`;
}

/** Whoever writes or publishes a version of a template goes one after another. */
export function lockTemplate(tx: Tx, template: MailTemplate) {
  return tx`select pg_advisory_xact_lock(hashtext('mail_template'), hashtext(${template}))`;
}

/** Writes a draft, or writes it anew. */
export function writeTemplateDraft(
  tx: Tx,
  draft: Pick<MailTemplateVersion, "template" | "version" | "words" | "writtenBy" | "writtenAt">,
): Statement<MailTemplateVersion[]> {
  const { template, version, words, writtenBy, writtenAt } = draft;
  return tx<MailTemplateVersion[]>`
    insert into mail_template_versions (template, version, words, written_by, written_at)
    values (${template}, ${version}, ${tx.json(words as never)}, ${writtenBy}, ${writtenAt})
    on conflict (template, version) do update set words = excluded.words, written_by = excluded.written_by, written_at = excluded.written_at
    returning template, version, words, written_by, written_at, starts_at, published_by, published_at`;
}

/** From an instant on, mails are written with this version. */
export function publishTemplateVersion(
  tx: Tx,
  of: { template: MailTemplate; version: number },
  { startsAt, by, at }: { startsAt: Date; by: string; at: Date },
): Statement<MailTemplateVersion[]> {
  return tx<MailTemplateVersion[]>`
    update mail_template_versions set starts_at = ${startsAt}, published_by = ${by}, published_at = ${at}
     where template = ${of.template} and version = ${of.version}
    returning template, version, words, written_by, written_at, starts_at, published_by, published_at`;
}

/** Writes a mail of invented facts to a desk, with the version that is named, and the work of sending it. */
export function insertTrialMail(
  tx: Tx,
  mail: {
    id: string;
    partnerId: string;
    template: MailTemplate;
    version: number;
    language: Language;
    desk: OperatorKind;
    at: Date;
  },
  work: { queue: string; name: string },
) {
  const { id, partnerId, template, version, language, desk, at } = mail;
  return tx`
    with mail as (
      insert into mails (partner_id, id, dedupe_key, template, template_version, desk, contract_id, language, facts, state, created_at)
      values (${partnerId}, ${id}::uuid, ${`trial ${id}`}, ${template}, ${version}, ${desk}, ${partnerId}, ${language}, '{"example": true}', 'queued',
              ${at}::timestamptz)
      returning id
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, jsonb_build_object('mailId', id), ${at}::timestamptz, ${at}::timestamptz from mail`;
}
