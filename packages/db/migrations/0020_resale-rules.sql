-- What a partner charges its end users (料金; billing.md 6): its own rules, and the statements that are priced by them. Cost never stands in what an end user
-- may read (billing.md I20), so prices stand beside the lines of the close, and in the end user's document alone.

create table resale_rules (
  partner_id   text not null,
  id           uuid not null,
  -- What it is about, from narrow to wide, and whom it is for.
  scope        text not null check (scope in ('resource', 'plan', 'menu', 'category', 'all')),
  resource_id  text check (char_length(resource_id) between 1 and 100),
  menu         text check (char_length(menu) between 1 and 200),
  plan         text check (char_length(plan) between 1 and 200),
  category     text check (char_length(category) between 1 and 100),
  holder       text not null check (holder in ('contract', 'group', 'partner')),
  contract_id  text,
  -- Without a foreign key: a rule for a group that is gone reaches nobody, and still says what it was.
  group_id     uuid,
  from_month   date not null check (extract(day from from_month) = 1),
  -- The first month without it.
  to_month     date check (extract(day from to_month) = 1 and to_month >= from_month),
  -- Amounts and percentages as decimal text.
  price        jsonb not null check (jsonb_typeof(price) = 'object'),
  -- It began before it was entered: it prices only what no other rule prices.
  late         boolean not null,
  created_by   text not null,
  created_at   timestamptz not null,
  ended_by     text,
  ended_at     timestamptz,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((scope = 'resource') = (resource_id is not null)),
  check ((scope = 'plan') = (plan is not null)),
  check ((scope in ('plan', 'menu')) = (menu is not null)),
  check ((scope = 'category') = (category is not null)),
  check ((holder = 'contract') = (contract_id is not null)),
  check ((holder = 'group') = (group_id is not null)),
  check ((ended_by is null) = (ended_at is null))
);
create index resale_rules_newest on resale_rules (partner_id, created_at desc, id desc);

-- Nothing but its end ever changes.
create function keep_resale_rule() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - array['to_month', 'ended_by', 'ended_at']) <> (to_jsonb(old) - array['to_month', 'ended_by', 'ended_at']) then
    raise exception using errcode = 'SA001', message = 'WRITE_ONCE', detail = 'rows of resale_rules are ended, not changed';
  end if;
  return new;
end
$$;
create trigger write_once before update or delete on resale_rules for each row execute function keep_resale_rule();
create trigger kept before truncate on resale_rules for each statement execute function refuse_change();

-- An end user's statement is a document of its contract, issued by the partner; every other document is the partner's. Which kinds there are says 0021.
alter table documents
  add column contract_id text,
  add constraint documents_contract_check check ((kind = 'end_user_statement') = (contract_id is not null)),
  add foreign key (partner_id, contract_id) references contracts (partner_id, id);
create unique index documents_one_end_user_statement on documents (partner_id, contract_id, month) where kind = 'end_user_statement';
create policy of_the_end_user on documents for select to saihan_api
  using (kind = 'end_user_statement' and partner_id = current_setting('app.partner_id', true) and exists (select from contracts c where c.id = documents.contract_id));
create policy of_the_end_user on document_files to saihan_api
  using (partner_id = current_setting('app.partner_id', true)
         and exists (select from documents d where d.partner_id = document_files.partner_id and d.number = document_files.number and d.kind = 'end_user_statement'));
create or replace function note_document() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, coalesce(new.contract_id, new.partner_id), new.finalised_at, replace(new.kind, '_', '-') || '.issue', new.number,
          jsonb_strip_nulls(jsonb_build_object('month', to_char(new.month, 'YYYY-MM'), 'version', new.version, 'amends', new.amends)));
  return null;
end
$$;

-- Which rule priced each line of the close, for the end user's statement that stands.
create table resale_lines (
  partner_id   text not null,
  month        date not null,
  contract_id  text not null,
  line_id      text not null,
  number       text not null,
  rule_id      uuid not null,
  -- Yen without tax; of a correction less what was shown before.
  price        bigint not null,
  limited_by   text check (limited_by in ('minimum', 'cap')),
  -- Every rule of the partner, and what became of it.
  considered   jsonb not null,
  primary key (partner_id, month, contract_id, line_id),
  foreign key (partner_id, month, contract_id, line_id) references statement_lines (partner_id, month, contract_id, id),
  foreign key (partner_id, number) references documents (partner_id, number),
  foreign key (partner_id, rule_id) references resale_rules (partner_id, id)
);
create trigger write_once before update or delete on resale_lines for each row execute function refuse_change();
create trigger kept before truncate on resale_lines for each statement execute function refuse_change();

-- End users' statements that could not be made, with what stands in their way.
create table resale_parked (
  partner_id   text not null,
  month        date not null,
  contract_id  text not null,
  reasons      jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  lines        integer not null check (lines > 0),
  at           timestamptz not null,
  primary key (partner_id, month, contract_id),
  foreign key (partner_id, month, contract_id) references statements (partner_id, month, contract_id)
);

-- The partner's people alone, whatever a statement asks for; a rule for one contract only for those who see the contract.
call isolate('resale_rules', seen => $sql$(
  current_setting('app.contract_id', true) = current_setting('app.partner_id', true)
  and (resale_rules.contract_id is null or exists (select from contracts c where c.id = resale_rules.contract_id)))$sql$);
-- Who sees some contracts decides for these, not for all.
create policy for_all_insert on resale_rules as restrictive for insert to saihan_api
  with check (holder <> 'partner' or current_setting('app.sees_all', true) = 'yes');
create policy for_all_update on resale_rules as restrictive for update to saihan_api
  using (holder <> 'partner' or current_setting('app.sees_all', true) = 'yes');
call isolate('resale_lines', 'contract_id');
call isolate('resale_parked', 'contract_id');
do $$
declare
  tab text;
begin
  foreach tab in array array['resale_lines', 'resale_parked'] loop
    execute format($sql$create policy prices_are_the_partners on %I as restrictive for select to saihan_api
      using (current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$, tab);
  end loop;
end
$$;

grant select on resale_rules, resale_lines, resale_parked to saihan_api, saihan_worker, saihan_operations;
grant insert, update (to_month, ended_by, ended_at) on resale_rules to saihan_api;
grant insert on resale_lines to saihan_worker;
grant insert, update, delete on resale_parked to saihan_worker;
