import type { ChosenCategory, ContractKind, Language, NoticeSettings, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export interface NoticeSettingsRow {
  userId: string;
  partnerId: string;
  contractId: string;
  kind: ContractKind;
  type: UserType;
  /** Null: everything on. */
  choices: NoticeSettings | null;
  /** The user's own choice; null: that of the contract's channel. */
  language: Language | null;
  contractLanguage: Language;
  /** Kept from the children by the parent. */
  suppressed: ChosenCategory[];
}

/** A user's choices with what decides which of them the user sees. */
export function findNoticeSettings(tx: Tx, contractId: string, userId: string): Statement<NoticeSettingsRow[]> {
  return tx<NoticeSettingsRow[]>`
    select u.id as user_id, u.partner_id, u.contract_id, c.kind, u.type, s.choices, u.language, c.language as contract_language,
           coalesce((select categories from notice_suppressions p where p.partner_id = u.partner_id), '[]') as suppressed
      from users u
      join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
      left join notice_settings s on s.partner_id = u.partner_id and s.user_id = u.id
     where u.contract_id = ${contractId} and u.id = ${userId} and u.state not in ('deleted', 'failed')`;
}

/** Keeps anybody else from changing the settings of the partner's users until the transaction ends. */
export function lockNoticeSettings(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock(hashtext('notice_settings'), hashtext(${partnerId}))`;
}

export function writeNoticeSettings(
  tx: Tx,
  row: { partnerId: string; contractId: string; userId: string },
  choices: NoticeSettings,
  { by, at }: { by: string; at: Date },
) {
  return tx`
    insert into notice_settings (partner_id, contract_id, user_id, choices, changed_by, changed_at)
    values (${row.partnerId}, ${row.contractId}, ${row.userId}, ${tx.json(choices as never)}, ${by}, ${at})
    on conflict (partner_id, user_id) do update
       set choices = excluded.choices, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
}

/** In which language mails to the user are from now on. Null: in that of the contract's channel. */
export function writeUserLanguage(tx: Tx, row: { contractId: string; userId: string }, language: Language | null) {
  return tx`update users set language = ${language} where contract_id = ${row.contractId} and id = ${row.userId}`;
}

export function findSuppression(tx: Tx): Statement<{ categories: ChosenCategory[] }[]> {
  return tx<{ categories: ChosenCategory[] }[]>`select categories from notice_suppressions`;
}

export function writeSuppression(
  tx: Tx,
  partnerId: string,
  categories: readonly ChosenCategory[],
  { by, at }: { by: string; at: Date },
) {
  return tx`
    insert into notice_suppressions (partner_id, categories, changed_by, changed_at)
    values (${partnerId}, ${tx.json([...categories])}, ${by}, ${at})
    on conflict (partner_id) do update
       set categories = excluded.categories, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
}

/** Whom the partner named when it signed up. */
export function writeSignUpContact(
  tx: Tx,
  partnerId: string,
  contact: { mailAddress: string; name: string | null },
  { by, at }: { by: string; at: Date },
) {
  return tx`
    insert into sign_up_contacts (partner_id, mail_address, name, recorded_by, recorded_at)
    values (${partnerId}, ${contact.mailAddress}, ${contact.name}, ${by}, ${at})
    on conflict (partner_id) do update
       set mail_address = excluded.mail_address, name = excluded.name, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}
