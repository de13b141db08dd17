-- What agencies earn (billing.md 7): terms, what the provider issued to the end users whom they introduced, the ledger, and payment statements
-- (支払通知書), which are documents like invoices.

-- From a month on. Months that have been booked keep theirs.
create table commission_terms (
  partner_id           text not null,
  from_month           date not null check (extract(day from from_month) = 1),
  percent              numeric(6, 3) not null check (percent between 0 and 100),
  -- From the month in which a contract was concluded; null: for as long as it lasts.
  introduction_months  integer check (introduction_months > 0),
  excluded_menus       jsonb not null check (jsonb_typeof(excluded_menus) = 'array'),
  -- Yen without tax.
  minimum_payout       bigint not null check (minimum_payout >= 0),
  objection_days       integer not null check (objection_days between 1 and 90),
  payee                text not null check (payee in ('corporation', 'individual')),
  recorded_by          text not null,
  recorded_at          timestamptz not null,
  primary key (partner_id, from_month),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- Nobody is introduced twice: one contract, one referral.
create unique index referrals_direct_contract on referrals (direct_contract) where direct_contract is not null;

-- One whose charges earn no more after a month has lapsed.
alter table referrals add column last_month date check (extract(day from last_month) = 1),
  drop constraint referrals_state_check,
  add constraint referrals_state_check check (state in ('registered', 'concluded', 'declined', 'withdrawn', 'lapsed')),
  drop constraint referrals_check1,
  add constraint referrals_contract_check check (
    (state in ('concluded', 'lapsed')) = (direct_contract is not null) and (direct_contract is null) = (concluded_on is null)),
  add constraint referrals_lapsed_check check ((state = 'lapsed') = (last_month is not null));
grant update (last_month) on referrals to saihan_api;

-- What the provider issued to such an end user: whole yen without tax, by menu ([{"menu": ..., "net": "123"}]). A void bears the invoice's number.
create table direct_documents (
  partner_id       text not null,
  kind             text not null check (kind in ('invoice', 'credit_note', 'void')),
  number           text not null check (number ~ '^[0-9A-Za-z-]{1,50}$'),
  no               bigint generated always as identity,
  referral_id      uuid not null,
  direct_contract  text not null,
  month            date not null check (extract(day from month) = 1),
  amends           text,
  amends_kind      text generated always as (case when amends is null then null else 'invoice' end) stored,
  issue_date       date not null,
  lines            jsonb not null check (jsonb_typeof(lines) = 'array'),
  recorded_by      text not null,
  recorded_at      timestamptz not null,
  primary key (partner_id, kind, number),
  foreign key (partner_id, referral_id) references referrals (partner_id, id),
  foreign key (partner_id, amends_kind, amends) references direct_documents (partner_id, kind, number),
  check ((kind = 'invoice') = (amends is null)),
  check (kind <> 'void' or amends = number and lines = '[]')
);
create index direct_documents_of_invoice on direct_documents (partner_id, coalesce(amends, number), no);

-- The ledger: one entry for each such document, which is its cause; terms_from and rule say by what. month: of the charges; booked_month: in whose
-- close it was written. Claw-backs are negative.
create table commission_entries (
  partner_id    text not null,
  kind          text not null,
  number        text not null,
  referral_id   uuid not null,
  month         date not null,
  booked_month  date not null,
  terms_from    date not null,
  rule          text not null check (rule in ('rate', 'not_concluded', 'referral_lapsed', 'introduction_over', 'rate_of_invoice', 'rest_of_invoice')),
  percent       numeric not null,
  base          bigint not null,
  commission    bigint not null,
  booked_at     timestamptz not null,
  primary key (partner_id, kind, number),
  foreign key (partner_id, kind, number) references direct_documents (partner_id, kind, number),
  foreign key (partner_id, referral_id) references referrals (partner_id, id),
  foreign key (partner_id, terms_from) references commission_terms (partner_id, from_month),
  foreign key (partner_id, booked_month) references partner_months (partner_id, month),
  check (booked_month >= month)
);
create index commission_entries_newest on commission_entries (partner_id, booked_month desc, number, kind);

alter table documents drop constraint documents_kind_check,
  add constraint documents_kind_check check (kind in ('invoice', 'credit_note', 'payment_statement', 'end_user_statement'));
-- One for a month; what a void one held comes on a later month's.
create unique index documents_one_payment_statement on documents (partner_id, month) where kind = 'payment_statement';

-- Which entries a payment statement pays. An entry that is on no statement that stands is owed still.
create table payment_statement_entries (
  partner_id  text not null,
  statement   text not null,
  kind        text not null,
  number      text not null,
  primary key (partner_id, statement, kind, number),
  foreign key (partner_id, statement) references documents (partner_id, number),
  foreign key (partner_id, kind, number) references commission_entries (partner_id, kind, number)
);
create index payment_statement_entries_of_entry on payment_statement_entries (partner_id, kind, number);

-- What became of it. Without any it is issued, and waits for the agency.
create table payment_statement_events (
  partner_id  text not null,
  number      text not null,
  seq         integer not null,
  state       text not null check (state in ('confirmed', 'objected', 'deemed_confirmed', 'paid', 'void')),
  at          timestamptz not null,
  actor       text not null,
  reason      text check (char_length(reason) <= 500),
  primary key (partner_id, number, seq),
  foreign key (partner_id, number) references documents (partner_id, number),
  check (state not in ('objected', 'void') or reason is not null)
);

do $$
declare
  tab text;
begin
  foreach tab in array array['direct_documents', 'commission_entries', 'payment_statement_entries', 'payment_statement_events'] loop
    execute format('create trigger write_once before update or delete on %I for each row execute function refuse_change()', tab);
    execute format('create trigger kept before truncate on %I for each statement execute function refuse_change()', tab);
  end loop;
  foreach tab in array array['commission_terms', 'direct_documents', 'commission_entries', 'payment_statement_entries', 'payment_statement_events'] loop
    execute format('call isolate(%L)', tab);
  end loop;
end
$$;

-- Whoever writes: terms never reach into what has been booked.
create function keep_booked_terms() returns trigger language plpgsql as $$
begin
  if exists (select from commission_entries e where e.partner_id = coalesce(new.partner_id, old.partner_id)
                and e.month >= least(new.from_month, old.from_month)) then
    raise exception using errcode = 'SA001', message = 'COMMISSION_TERMS_BOOKED';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keep_booked before insert or update or delete on commission_terms for each row execute function keep_booked_terms();

create function keep_earned_referrals() returns trigger language plpgsql as $$
begin
  if exists (select from commission_entries e where e.partner_id = new.partner_id and e.referral_id = new.id and e.month > new.last_month) then
    raise exception using errcode = 'SA001', message = 'REFERRAL_HAS_EARNED';
  end if;
  return new;
end
$$;
create trigger keep_earned before update of last_month on referrals for each row when (new.last_month is not null)
  execute function keep_earned_referrals();

create function note_payment_statement() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  select new.partner_id, new.partner_id, new.at, 'payment-statement.' || replace(new.state, '_', '-'), new.number,
         jsonb_build_object('state', new.state, 'month', to_char(d.month, 'YYYY-MM'))
    from documents d where d.partner_id = new.partner_id and d.number = new.number;
  return null;
end
$$;
create trigger note_event after insert on payment_statement_events for each row execute function note_payment_statement();

call write_by_staff('commission_terms');
call write_by_staff('direct_documents');
-- The agency answers; the rest is the staff's.
create policy staff_beyond_answers on payment_statement_events as restrictive for insert to saihan_api
  with check (state in ('confirmed', 'objected') or current_setting('app.actor', true) like 'operator:%');

grant select on commission_terms, direct_documents, commission_entries, payment_statement_entries, payment_statement_events
  to saihan_api, saihan_worker, saihan_operations;
grant insert, update on commission_terms to saihan_api;
grant insert on direct_documents to saihan_api;
grant insert on payment_statement_events to saihan_api, saihan_worker;
grant insert on commission_entries, payment_statement_entries to saihan_worker;
-- Whose commission, and since when.
grant select on referrals to saihan_worker;
