import type {
  AddressMark,
  Bilingual,
  CircleContract,
  CircleUser,
  MailState,
  NoticeCategory,
  NoticeState,
  PartnerCircle,
  Recipient,
} from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export type NoticeTitle = Bilingual;

/** Whom a notice concerns. Menus and regions narrow each other; everything else adds. */
export interface NoticeScope {
  audience: "named" | "parents" | "children" | "everybody";
  contracts: string[];
  tenants: string[];
  menus: string[];
  regions: string[];
}

/** What an update says. Instants in ISO 8601, UTC. */
export interface NoticeContent {
  text: Bilingual;
  symptom?: Bilingual | undefined;
  workaround?: Bilingual | undefined;
  impact?: Bilingual | undefined;
  nextUpdateAt?: string | undefined;
  plannedFrom?: string | undefined;
  plannedTo?: string | undefined;
  actualFrom?: string | undefined;
  actualTo?: string | undefined;
}

export interface NoticeRow {
  id: string;
  category: NoticeCategory;
  title: NoticeTitle;
  scope: NoticeScope;
  writtenAt: Date;
}

export interface NoticeUpdateRow {
  noticeId: string;
  seq: number;
  state: NoticeState;
  content: NoticeContent;
  writtenBy: string;
  writtenAt: Date;
}

export function insertNotice(tx: Tx, notice: NoticeRow & { writtenBy: string }) {
  return tx`
    insert into notices (id, category, title, scope, written_by, written_at)
    values (${notice.id}, ${notice.category}, ${tx.json(notice.title)}, ${tx.json(notice.scope as never)}, ${notice.writtenBy}, ${notice.writtenAt})`;
}

export function findNotice(tx: Tx, id: string): Statement<NoticeRow[]> {
  return tx<NoticeRow[]>`select id, category, title, scope, written_at from notices where id = ${id}`;
}

/** Writes a notice anew that nobody has heard of yet. No row: there is none. */
export function rewriteNotice(
  tx: Tx,
  { id, category, title, scope, writtenAt }: NoticeRow,
  writtenBy: string,
): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    update notices set category = ${category}, title = ${tx.json(title)}, scope = ${tx.json(scope as never)}, written_by = ${writtenBy}, written_at = ${writtenAt}
     where id = ${id} returning id`;
}

/** Takes a notice away that nobody has heard of. No row: there is none. */
export function deleteNotice(tx: Tx, id: string): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`delete from notices where id = ${id} returning id`;
}

/** Updates of one notice come one after the other. */
export function lockNotice(tx: Tx, id: string) {
  return tx`select pg_advisory_xact_lock(hashtext('notice'), hashtext(${id}))`;
}

/** In their order. */
export function listNoticeUpdates(tx: Tx, noticeId: string): Statement<NoticeUpdateRow[]> {
  return tx<NoticeUpdateRow[]>`
    select notice_id, seq, state, content, written_by, written_at from notice_updates where notice_id = ${noticeId} order by seq`;
}

export function insertNoticeUpdate(tx: Tx, update: NoticeUpdateRow) {
  return tx`
    insert into notice_updates (notice_id, seq, state, content, written_by, written_at)
    values (${update.noticeId}, ${update.seq}, ${update.state}, ${tx.json(update.content as never)}, ${update.writtenBy}, ${update.writtenAt})`;
}

/** Writes down whom the update concerns, and the work of writing to them: one piece for each partner. */
export function publishUpdate(tx: Tx, noticeId: string, seq: number, work: { queue: string; name: string }, at: Date) {
  return tx<{ partners: number; contracts: number }[]>`
    select partners::int, contracts::int from publish_update(${noticeId}, ${seq}, ${work.queue}, ${work.name}, ${at})`;
}

export interface ReachedContract {
  partnerId: string;
  contractId: string;
  tenants: string[];
}

/** For operators: the contracts that a notice concerns, of all partners. */
export function reachOfNotice(tx: Tx, scope: NoticeScope): Statement<ReachedContract[]> {
  return tx<ReachedContract[]>`
    select partner_id, contract_id, tenants from reach_of_notice(${tx.json(scope as never)}) order by partner_id, contract_id`;
}

/** The partner's contracts, users and the rest of what `recipientsOf` judges; the partner is the scope's. Four statements, sent together. */
export function circleFacts(tx: Tx, of: { noticeId: string } | { reach: readonly ReachedContract[] }, at: Date) {
  const reach =
    "noticeId" in of
      ? tx`select contract_id, tenants from notice_contracts where notice_id = ${of.noticeId}`
      : tx`select r."contractId" as contract_id, r.tenants from jsonb_to_recordset(${tx.json(of.reach as never)}) as r ("contractId" text, tenants jsonb)`;
  return [
    tx<CircleContract[]>`
      select c.id, c.kind, c.language, r.tenants as affected
        from contracts c left join (${reach}) r on r.contract_id = c.id
       where r.contract_id is not null or c.kind = 'parent'`,
    tx<CircleUser[]>`
      with reach as materialized (${reach}), affected as materialized (
        select jsonb_array_elements_text(tenants) as tenant_id from reach
      ), access as materialized (
        select a.user_id, jsonb_agg(a.tenant_id order by a.tenant_id) as tenants
          from tenant_access a join affected t on t.tenant_id = a.tenant_id
         where a.granted_at is not null and (a.until is null or a.until > ${at}::timestamptz)
         group by a.user_id
      ), confined as materialized (
        select gu.user_id, coalesce(jsonb_agg(distinct gc.contract_id) filter (where gc.contract_id is not null), '[]') as contracts
          from contract_group_users gu
          left join contract_group_contracts gc on gc.partner_id = gu.partner_id and gc.group_id = gu.group_id
         group by gu.user_id
      )
      select u.id, u.contract_id, u.type, u.mail_address as address, u.name, u.language, coalesce(a.tenants, '[]') as access,
             s.choices as settings, case when u.contract_id = u.partner_id then g.contracts end as confined_to
        from users u
        left join access a on a.user_id = u.id
        left join confined g on g.user_id = u.id
        left join notice_settings s on s.partner_id = u.partner_id and s.user_id = u.id
       where u.state = 'active' and (u.contract_id = u.partner_id or u.contract_id in (select contract_id from reach))
       order by u.id`,
    tx<CirclePolicy[]>`
      select coalesce((select categories from notice_suppressions), '[]') as suppressed,
             (select jsonb_build_object('address', mail_address, 'name', name) from sign_up_contacts) as sign_up_contact`,
    tx<{ address: string; mark: AddressMark }[]>`select address, mark from address_marks`,
  ] as const;
}
type CirclePolicy = Pick<PartnerCircle, "suppressed" | "signUpContact">;

/** The rows of `circleFacts`, as the domain takes them. */
export function circleOf(
  partnerId: string,
  [contracts, users, [policy], marks]: readonly [
    readonly CircleContract[],
    readonly CircleUser[],
    readonly CirclePolicy[],
    readonly { address: string; mark: AddressMark }[],
  ],
): PartnerCircle {
  const { suppressed, signUpContact } = policy ?? { suppressed: [], signUpContact: null };
  const marked = new Map(marks.map(({ address, mark }) => [address, mark]));
  return { partnerId, contracts, users, suppressed, signUpContact, marked };
}

export type NoticeMail = Recipient & { id: string };

/**
 * Writes one mail for each recipient of an update with the work of sending it, in one statement. A mail to the same address about the same
 * update is written once, ever.
 */
export function insertNoticeMails(
  tx: Tx,
  notice: { partnerId: string; noticeId: string; seq: number; category: NoticeCategory; at: Date },
  mails: readonly NoticeMail[],
  work: { queue: string; name: string },
) {
  const named = 20;
  const rows = mails.map(({ id, address, field, rule, userId, contractId, language, concerns }) => ({
    ...{ id, address, field, rule, user: userId, contract: contractId, language },
    facts: { concerns: concerns.slice(0, named).join(" "), concernsMore: Math.max(0, concerns.length - named) },
  }));
  const { partnerId, noticeId, seq, category, at } = notice;
  return tx`
    with mail as (
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, notice_id, notice_seq, field, rule,
                         former_address, state, created_at)
      select ${partnerId}, r.id, ${`notice ${noticeId} ${seq} ${category} `}::text || lower(r.address), 'notice', r.user, r.contract, r.language,
             r.facts, ${noticeId}::uuid, ${seq}::int, r.field, r.rule, case when r.user is null then r.address end, 'queued', ${at}::timestamptz
        from jsonb_to_recordset(${tx.json(rows)}) as r (
          id uuid, address text, field text, rule text, "user" text, contract text, language text, facts jsonb)
      on conflict (partner_id, dedupe_key) do nothing
      returning id
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, jsonb_build_object('mailId', id), ${at}::timestamptz, ${at}::timestamptz from mail`;
}

/**
 * Notes an update of a notice for the feed of events, once for each contract of the scope's partner that it concerns. Terms are for the parent alone.
 */
export function noteNoticeEvents(
  tx: Tx,
  update: { noticeId: string; seq: number; category: NoticeCategory; state: NoticeState; at: Date },
) {
  const { noticeId, seq, category, state, at } = update;
  return tx`
    insert into event_notes (partner_id, contract_id, at, kind, subject, data)
    select c.partner_id, c.contract_id, ${at}::timestamptz, case when c.since = ${seq}::int then 'notice.publish' else 'notice.update' end,
           ${noticeId}::text, jsonb_build_object('category', ${category}::text, 'state', ${state}::text, 'seq', ${seq}::int, 'tenants', c.tenants)
      from notice_contracts c
     where c.notice_id = ${noticeId}::uuid and c.since <= ${seq}::int and (${category}::text <> 'terms' or c.contract_id = c.partner_id)
     order by c.contract_id`;
}

export interface NoticeForReader extends Omit<NoticeRow, "scope"> {
  contracts: { id: string; tenants: string[] }[];
  updates: (Omit<NoticeUpdateRow, "noticeId" | "writtenBy" | "writtenAt"> & { writtenAt: string })[];
}

/**
 * Published notices on contracts that the caller sees, newest first; without what the parent keeps from its children.
 * @param grantedTo only those on tenants that this user has access to, and news
 */
export function listNotices(
  tx: Tx,
  filter: { grantedTo?: string; contractId?: string; category?: NoticeCategory; id?: string; ofChild: boolean; at: Date },
  page: { before?: string; limit: number },
): Statement<NoticeForReader[]> {
  const { grantedTo, contractId, category, id, ofChild, at } = filter;
  return tx<NoticeForReader[]>`
    select n.id, n.category, n.title, n.written_at, c.contracts,
           (select jsonb_agg(jsonb_build_object('seq', u.seq, 'state', u.state, 'content', u.content, 'writtenAt', u.written_at) order by u.seq)
              from notice_updates u where u.notice_id = n.id) as updates
      from (select nc.notice_id, jsonb_agg(jsonb_build_object('id', nc.contract_id, 'tenants', nc.tenants) order by nc.contract_id) as contracts
              from notice_contracts nc join notices k on k.id = nc.notice_id
             where true ${contractId === undefined ? tx`` : tx`and nc.contract_id = ${contractId}`}
               ${id === undefined ? tx`` : tx`and nc.notice_id = ${id}`}
               ${ofChild ? tx`and k.category <> 'terms'` : tx``}
               ${
                 grantedTo === undefined
                   ? tx``
                   : tx`and (k.category = 'news' or exists (
                          select from tenant_access a where a.user_id = ${grantedTo} and a.granted_at is not null
                             and (a.until is null or a.until > ${at}::timestamptz) and nc.tenants ? a.tenant_id))`
               }
             group by nc.notice_id) c
      join notices n on n.id = c.notice_id
     where true ${category === undefined ? tx`` : tx`and n.category = ${category}`}
       ${ofChild ? tx`and not exists (select from notice_suppressions s where s.categories ? n.category)` : tx``}
       ${page.before === undefined ? tx`` : tx`and n.id < ${page.before}::uuid`}
     order by n.id desc limit ${page.limit}`;
}

export interface NoticeDelivery {
  id: string;
  seq: number;
  address: string;
  field: "to" | "cc";
  rule: string;
  userId: string | null;
  contractId: string;
  state: MailState;
  delivery: "delivered" | "bounced" | "complained" | null;
  sendings: number;
  /** Sendings of which nobody knows whether the mail was taken: the answer never came, or the process died. */
  uncertain: number;
  reason: string | null;
  messageId: string | null;
}

/** What became of each mail on a notice, of the scope's partner, in the order of their ids. */
export function listNoticeDeliveries(
  tx: Tx,
  noticeId: string,
  page: { after?: string; limit: number },
): Statement<NoticeDelivery[]> {
  return tx<NoticeDelivery[]>`
    select m.id, m.notice_seq as seq, coalesce(m.address, m.former_address, u.mail_address) as address, m.field, m.rule, m.user_id, m.contract_id,
           m.state, m.delivery, m.sendings, m.lost_answers + m.lost_senders as uncertain, m.reason, m.message_id
      from mails m left join users u on u.partner_id = m.partner_id and u.id = m.user_id
     where m.notice_id = ${noticeId} ${page.after === undefined ? tx`` : tx`and m.id > ${page.after}::uuid`}
     order by m.id limit ${page.limit}`;
}

/** What the way of a mail reports of it. No row: there is no such mail that went out. */
export function reportMail(tx: Tx, mailId: string, outcome: "delivered" | "bounced" | "complained", at: Date) {
  return tx<{ partnerId: string; contractId: string; id: string }[]>`
    select partner_id, contract_id, id from report_mail(${mailId}, ${outcome}, ${at})`;
}

/** What a report says of one mail. */
export interface MailReportFacts {
  mailId: string;
  /** Whom it names, lower case; empty where the reporter keeps that back. */
  addresses: readonly string[];
  outcome: "delivered" | "bounced" | "complained";
  /** Whether the address itself is no good, beside this mail. */
  marks: boolean;
}

/** Takes a report that came by mail. No row: there is no such mail that went out. */
export function takeMailReport(tx: Tx, { mailId, addresses, outcome, marks }: MailReportFacts, at: Date) {
  return tx<{ partnerId: string; id: string; marked: boolean }[]>`
    select * from take_mail_report(${mailId}, ${tx.json([...addresses])}, ${outcome}, ${marks}, ${at})`;
}
