import type { Language, LetterWords, MailState, MailTemplate, NoticeCategory, OperatorKind, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import { type Bundle, numbersIn } from "./bundles.ts";
import type { NoticeContent, NoticeTitle } from "./notices.ts";

export interface NewMail {
  id: string;
  partnerId: string;
  /** One mail per key, ever: what happened, to whom, which template. */
  dedupeKey: string;
  orderId: string | null;
  template: MailTemplate;
  /** Whom it goes to: a user, or one of the provider's desks. */
  userId: string | null;
  desk: OperatorKind | null;
  contractId: string;
  /** Unless the user has chosen one. */
  language: Language;
  /** What the text needs beside the rows it names. No personal data. */
  facts: Record<string, string | number | boolean>;
  /** For a mail to an address that the user has given up. */
  formerAddress: string | null;
  at: Date;
}

/** Writes the mail and the work of sending it, unless a mail with its key exists or its user does not. */
export function insertMail(tx: Tx, m: NewMail, work: { queue: string; name: string }) {
  return tx`
    with mail as (
      insert into mails (id, partner_id, dedupe_key, order_id, template, user_id, desk, contract_id, language, facts, former_address, state, created_at)
      select ${m.id}::uuid, ${m.partnerId}, ${m.dedupeKey}, ${m.orderId}::uuid, ${m.template}, ${m.userId}, ${m.desk}, ${m.contractId},
             coalesce((select u.language from users u where u.id = ${m.userId}), ${m.language}::text), ${tx.json(m.facts)}, ${m.formerAddress}::text, 'queued', ${m.at}::timestamptz
       where ${m.desk}::text is not null or exists (select from users u where u.id = ${m.userId})
      on conflict (partner_id, dedupe_key) do nothing
      returning id
    )
    insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
    select ${m.partnerId}, ${m.orderId}::uuid, ${work.queue}, ${work.name}, jsonb_build_object('mailId', id), ${m.at}::timestamptz, ${m.at}::timestamptz
      from mail`;
}

export interface MailToSend {
  id: string;
  partnerId: string;
  template: MailTemplate;
  language: Language;
  facts: Record<string, string | number | boolean>;
  state: MailState;
  messageId: string | null;
  /** Times that its text was handed over and no answer came. */
  lostAnswers: number;
  /** Times that it was about to be handed over. */
  sendings: number;
  createdAt: Date;
  /** Null when it goes to one of the provider's desks, or to a contact who is no user. */
  userId: string | null;
  desk: OperatorKind | null;
  field: "to" | "cc";
  /** Of a user or contact; where a desk is reached is a setting. */
  address: string | null;
  /** The user's address now. */
  currentAddress: string | null;
  loginId: string | null;
  userType: UserType | null;
  personName: string | null;
  contractId: string;
  customerName: string;
  endedAt: Date | null;
  /** What a mail on a notice tells. */
  notice: { id: string; seq: number; category: NoticeCategory; title: NoticeTitle; state: string; content: NoticeContent } | null;
  /** The text of the version that it is sent with; null: the text that is built in. */
  words: LetterWords | null;
}

/** The mails of a bundle's pieces with the people and contracts they name, as they stand now. */
export function findMails(tx: Tx, bundle: Bundle): Statement<(MailToSend & { workId: number })[]> {
  return tx<(MailToSend & { workId: number })[]>`
    with w as materialized (${carriedMails(tx, bundle)})
    select w.work_id, m.id, m.partner_id, m.template, m.language, m.facts, m.state, m.message_id, m.lost_answers, m.sendings, m.created_at, m.user_id, m.desk, m.field,
           coalesce(m.former_address, u.mail_address) as address, u.mail_address as current_address, u.login_id, u.type as user_type,
           case when m.user_id is null and m.desk is null then s.name else u.name end as person_name, m.contract_id,
           coalesce(c.customer_name, '') as customer_name, c.ended_at, v.words -> m.language as words,
           (select jsonb_build_object('id', n.id, 'seq', nu.seq, 'category', n.category, 'title', n.title, 'state', nu.state, 'content', nu.content)
              from notices n join notice_updates nu on nu.notice_id = n.id and nu.seq = m.notice_seq where n.id = m.notice_id) as notice
      from w
      join mails m on m.id = w.mail_id
      left join contracts c on c.id = m.contract_id
      left join users u on u.id = m.user_id
      left join sign_up_contacts s on m.user_id is null
      left join mail_template_versions v on v.template = m.template and v.version = m.template_version`;
}

/** The bundle's pieces with their mails' ids, worked out first: the policies keep an expression over a payload from the index of mails. */
function carriedMails(tx: Tx, bundle: Bundle) {
  return tx`
    select id as work_id, (payload ->> 'mailId')::uuid as mail_id from outbox
     where id = any(${numbersIn(tx, bundle.works)}) and carrier = ${bundle.carrier} and done_at is null and quarantined_at is null`;
}

/**
 * Notes that a bundle's mails are about to be handed to the server; if the process dies now, their outcome is unknown. Stands in the
 * transaction of `claimBundle`. @param desks where the provider's desks are reached
 */
export function startSendings(tx: Tx, bundle: Bundle, mailDomain: string, desks: Readonly<Record<OperatorKind, string>>) {
  return tx`
    with w as materialized (${carriedMails(tx, bundle)})
    update mails m
       set state = 'sending', sendings = m.sendings + 1, lost_senders = m.lost_senders + (m.state = 'sending')::int,
           address = coalesce(m.former_address, (select u.mail_address from users u where u.id = m.user_id), ${tx.json(desks)} ->> m.desk),
           message_id = coalesce(m.message_id, '<' || m.id || '@' || ${mailDomain}::text || '>')
      from w
     where m.id = w.mail_id and m.state in ('queued', 'sending', 'unknown')`;
}

/** How a sending ended. */
export interface SendingEnd {
  mailId: string;
  state: MailState;
  /** Why it was not sent: the server's codes, or a code of the house. */
  reason: string | null;
  lostAnswer: boolean;
  /** Nothing was handed over: the sending does not count. */
  notBegun: boolean;
}

/** Writes how sendings ended, of those whose work still is in that attempt. Stands behind `settlePieces`. */
export function endSendings(tx: Tx, ends: readonly (SendingEnd & { workId: number; attempt: number })[], at: Date) {
  const works = ends.map(({ workId }) => workId);
  const list = ends.map(({ workId, attempt, mailId, state, reason, lostAnswer, notBegun }) => ({
    ...{ w: workId, a: attempt, m: mailId, state, reason, lost: lostAnswer ? 1 : 0, less: notBegun ? 1 : 0 },
  }));
  return tx`
    update mails m
       set state = r.state, sent_at = case when r.state = 'sent' then ${at}::timestamptz end,
           reason = case when r.less = 1 then m.reason else r.reason end,
           lost_answers = m.lost_answers + r.lost, sendings = m.sendings - r.less
      from jsonb_to_recordset(${tx.json(list)}) as r (w bigint, a int, m uuid, state text, reason text, lost int, less int)
      join outbox o on o.id = any(${numbersIn(tx, works)}) and o.id = r.w and o.attempt = r.a
     where m.id = r.m and m.state <> 'sent'`;
}
