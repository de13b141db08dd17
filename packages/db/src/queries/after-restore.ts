import type { Statement, Tx } from "../transaction.ts";

/** Numbers that were given out after the instant to which a database was restored are known to the world, and must not be given out again. */
export const numbersSkipped = 1_000_000;

/**
 * Moves everything that counts past what the lost database may have given out: contract and user numbers, work, and the numbers of events, whose
 * readers see from the gap that something is lost. Invoices are not among them: their numbers have no gaps. For the owner of the tables.
 */
export function skipNumbers(tx: Tx): Statement<{ sequence: string; next: string }[]> {
  return tx<{ sequence: string; next: string }[]>`
    with counting as (
      select format('%I.%I', n.nspname, s.relname)::regclass as seq, s.relname
        from pg_sequence q join pg_class s on s.oid = q.seqrelid join pg_namespace n on n.oid = s.relnamespace
       where n.nspname = 'public' and q.seqtypid = 'bigint'::regtype
    ), events as (
      update event_heads set seq = seq + ${numbersSkipped}::bigint
    )
    select relname as sequence, setval(seq, nextval(seq) + ${numbersSkipped}::bigint)::text as next from counting order by 1`;
}

/** What was asked of the world and is looked for here. @returns those of the ids that are orders */
export function ordersAmong(tx: Tx, ids: readonly string[]): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select o.id from orders o where o.id in (select t::uuid from jsonb_array_elements_text(${tx.json([...ids])}) as t)`;
}

/** @returns those of the ids that are contracts, of whatever partner */
export function contractsAmong(tx: Tx, ids: readonly string[]): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select c.id from contracts c where c.id in (select t from jsonb_array_elements_text(${tx.json([...ids])}) as t)`;
}

/** @returns those of the ids that are mails, and whether they are held to have been sent */
export function mailsAmong(tx: Tx, ids: readonly string[]): Statement<{ id: string; state: string }[]> {
  return tx<{ id: string; state: string }[]>`
    select m.id, m.state from mails m where m.id in (select t::uuid from jsonb_array_elements_text(${tx.json([...ids])}) as t)`;
}

/** Mails that the world has had, though the books would send them once more: they are sent, and their work is done. */
export function settleMails(tx: Tx, ids: readonly string[], mailDomain: string, at: Date): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    with sent as (
      update mails m set state = 'sent', sent_at = ${at}::timestamptz, message_id = coalesce(m.message_id, '<' || m.id || '@' || ${mailDomain}::text || '>'),
             sendings = greatest(m.sendings, 1), address = coalesce(m.address, m.former_address, (select u.mail_address from users u where u.partner_id = m.partner_id and u.id = m.user_id))
       where m.id in (select t::uuid from jsonb_array_elements_text(${tx.json([...ids])}) as t) and m.state in ('queued', 'sending', 'unknown')
      returning m.partner_id, m.id
    ), done as (
      update outbox o set done_at = ${at}::timestamptz, last_error = null
        from sent s
       where o.partner_id = s.partner_id and o.name = 'send-mail' and o.payload ->> 'mailId' = s.id::text and o.done_at is null
    )
    select id from sent`;
}

/** Of every chain of the audit, the newest entry that stands. */
export function auditStands(tx: Tx): Statement<{ partnerId: string; seq: number }[]> {
  return tx<{ partnerId: string; seq: number }[]>`select partner_id, seq::int as seq from audit_heads order by 1`;
}
