import type { Tx } from "../../transaction.ts";

/**
 * Writes the mail that an invoice, a credit note or a payment statement is ready, with the work of sending it: to whom the partner named when it signed up (通知設定管理: 料金についての
 * お知らせ), or to its representative where nobody was named or the address is dead. Once for each document.
 * @param mail dueDate: the last day to pay, or to object
 */
export function insertInvoiceMail(
  tx: Tx,
  mail: {
    id: string;
    template?: "invoice-ready" | "credit-note-ready" | "payment-statement-ready";
    partnerId: string;
    number: string;
    month: string;
    /** None for a credit note. */
    dueDate?: string;
    /** The invoice that a credit note is against. */
    amends?: string;
    at: Date;
  },
  work: { queue: string; name: string },
) {
  const { id, template = "invoice-ready", partnerId, number, month, dueDate = "", amends = "", at } = mail;
  const facts = {
    invoiceNumber: number,
    invoiceMonth: month,
    invoiceDue: dueDate,
    ...(amends === "" ? {} : { invoiceAmended: amends }),
  };
  return tx`
    with reader as (
      select c.id as contract_id, s.mail_address as contact, case when s.mail_address is null then u.id end as user_id,
             case when s.mail_address is null then coalesce(u.language, c.language) else c.language end as language
        from contracts c
        left join users u on u.partner_id = c.partner_id and u.id = c.representative_id
        left join sign_up_contacts s on s.partner_id = c.partner_id
              and not exists (select from address_marks a where a.partner_id = s.partner_id and a.address = lower(s.mail_address) and a.mark = 'bounced')
       where c.id = ${partnerId}
    ), mail as (
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, former_address, state, created_at)
      select ${partnerId}, ${id}::uuid, ${`invoice ${number}`}, ${template}, r.user_id, r.contract_id, r.language, ${tx.json(facts)}, r.contact,
             'queued', ${at}::timestamptz
        from reader r where r.user_id is not null or r.contact is not null
      on conflict (partner_id, dedupe_key) do nothing
      returning id
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, jsonb_build_object('mailId', id), ${at}::timestamptz, ${at}::timestamptz from mail`;
}
