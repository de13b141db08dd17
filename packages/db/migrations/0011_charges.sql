-- What a partner is shown of its charges, what it may ask of its customers, and what an agent is paid.

-- By which item of the price list a plan of the catalogue is charged. `{size}` in plan stands for a whole number.
create table plan_items (
  menu        text not null,
  plan        text not null,
  price_menu  text not null,
  price_plan  text not null,
  primary key (menu, plan)
);
grant select on plan_items to saihan_worker, saihan_api, saihan_operations;
grant insert, update on plan_items to saihan_operations;

-- What is charged for a plan of the catalogue. A plan without an item is charged under its own codes, once there is a price for them.
create function charged_as(menu text, plan text, out price_menu text, out price_plan text, out size numeric)
language sql stable as $$
  select coalesce(i.price_menu, (select o.price_menu from plan_items o where o.menu = charged_as.menu limit 1), charged_as.menu),
         coalesce(i.price_plan, charged_as.plan),
         case when i.sized then (regexp_match(charged_as.plan, i.pattern))[1]::numeric else 1 end
    from (select) one
    left join lateral (
      select p.price_menu, p.price_plan, s.pattern, p.plan like '%{size}%' as sized
        from plan_items p cross join lateral (select '^' || replace(replace(p.plan, '.', '\.'), '{size}', '([0-9]{1,9})') || '$' as pattern) s
       where p.menu = charged_as.menu and charged_as.plan ~ s.pattern
       order by p.plan = charged_as.plan desc, p.plan limit 1) i on true
$$;

-- What the documents of a partner say of it beside its name (billing.md 8: recipient; self-billing and JP PINT need the number), dated.
create table partner_billing_details (
  partner_id           text not null,
  from_day             date not null,
  address              text not null,
  registration_number  text check (registration_number ~ '^T[0-9]{13}$'),
  registered_from      date,
  recorded_by          text not null,
  recorded_at          timestamptz not null,
  primary key (partner_id, from_day),
  foreign key (partner_id, partner_id) references contracts (partner_id, id),
  check ((registration_number is null) = (registered_from is null))
);
call isolate('partner_billing_details');
grant select on partner_billing_details to saihan_worker, saihan_api, saihan_operations;
grant insert, update on partner_billing_details to saihan_api, saihan_operations;

-- Files of issued documents: drawn from the document's fixed content when first asked for, kept from then on, never changed.
create table document_files (
  partner_id  text not null,
  number      text not null,
  file        text not null check (char_length(file) between 1 and 100),
  media_type  text not null,
  bytes       bytea not null,
  sha256      text not null check (sha256 = encode(sha256(bytes), 'hex')),
  made_at     timestamptz not null,
  primary key (partner_id, number, file),
  foreign key (partner_id, number) references documents (partner_id, number)
);
create trigger write_once before update or delete on document_files for each row execute function refuse_change();
create trigger kept before truncate on document_files for each statement execute function refuse_change();
call isolate('document_files', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' and current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$);
grant select, insert on document_files to saihan_api, saihan_worker, saihan_operations;

-- Documents are corrected by the provider's staff.
grant insert on documents, document_events to saihan_api;
call write_by_staff('documents');
call write_by_staff('document_events');

-- An end user never sees cost (billing.md I20): these are the parent's, whatever a statement asks for.
do $$
declare
  tab text;
begin
  foreach tab in array array['statements', 'statement_lines', 'close_exceptions', 'billable_resources'] loop
    execute format($sql$create policy cost_is_the_partners on %I as restrictive for select to saihan_api
      using (current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$, tab);
  end loop;
end
$$;
-- The estimate of the current month is rated from usage.
grant select on usage_records, usage_arrivals, usage_sums, usage_summed to saihan_api;
