-- What operators have mails say, by dated version.

-- words: by language, as LetterWords in packages/domain. Version 0 is built into the program and stands in no row. starts_at: from when on mails
-- are written with it; null: a draft.
create table mail_template_versions (
  template      text not null,
  version       integer not null check (version > 0),
  words         jsonb not null,
  written_by    text not null,
  written_at    timestamptz not null,
  starts_at     timestamptz,
  published_by  text,
  published_at  timestamptz,
  primary key (template, version),
  check ((starts_at is null) = (published_by is null) and (starts_at is null) = (published_at is null)),
  check (starts_at >= published_at)
);
create index mail_template_versions_start on mail_template_versions (template, starts_at) where starts_at is not null;

-- Mails have been written with it: it stays as it is.
create function keep_published_words() returns trigger language plpgsql as $$
begin
  if old.starts_at is not null then
    raise exception 'version % of % has been published', old.version, old.template using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keep_published before update or delete on mail_template_versions for each row execute function keep_published_words();

alter table mail_template_versions enable row level security, force row level security;
create policy staff on mail_template_versions to saihan_api
  using (current_setting('app.actor', true) like 'operator:%') with check (current_setting('app.actor', true) like 'operator:%');
create policy worker on mail_template_versions for select to saihan_worker using (true);
create policy operations on mail_template_versions for select to saihan_operations using (true);
create policy doorkeeper on mail_template_versions for select to saihan_doorkeeper using (true);
grant select, insert, update (words, written_by, written_at, starts_at, published_by, published_at) on mail_template_versions to saihan_api;
grant select on mail_template_versions to saihan_worker, saihan_operations, saihan_doorkeeper;

-- A mail keeps the version that was in force when it was written, however often and late it is sent.
alter table mails add template_version integer;
grant create on schema public to saihan_doorkeeper;
create function keep_template_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.template_version := coalesce((
    select v.version from public.mail_template_versions v
     where v.template = new.template and v.starts_at <= new.created_at
     order by v.starts_at desc, v.version desc limit 1), 0);
  return new;
end
$$;
alter function keep_template_version owner to saihan_doorkeeper;
create trigger keep_version before insert on mails for each row when (new.template_version is null) execute function keep_template_version();
revoke create on schema public from saihan_doorkeeper;
revoke execute on function keep_template_version from public;

-- Notices as events: a child's webhook is not sent what the parent keeps from its children.
create policy webhook on notice_suppressions for select to saihan_webhook using (partner_id = current_setting('app.partner_id', true));
grant select on notice_suppressions to saihan_webhook;

-- Addresses under which a feed reader or a calendar program gets a user's notices on one contract. The secret in the address is kept as its hash.
-- about: the contract that the notices concern; contract_id: that of the user.
create table feed_addresses (
  partner_id     text not null,
  id             uuid not null,
  contract_id    text not null,
  user_id        text not null,
  about          text not null,
  name           text not null check (char_length(name) <= 100),
  token_hash     bytea not null unique,
  created_at     timestamptz not null,
  withdrawn_at   timestamptz,
  withdrawn_by   text,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id),
  foreign key (partner_id, about) references contracts (partner_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index feed_addresses_of_user on feed_addresses (partner_id, user_id) where withdrawn_at is null;
call isolate('feed_addresses', 'contract_id');
grant select, insert, update (withdrawn_at, withdrawn_by) on feed_addresses to saihan_api;
grant select on feed_addresses to saihan_operations, saihan_doorkeeper;

-- Whose address this is, before anybody knows who calls: as find_api_key.
grant create on schema public to saihan_doorkeeper;
create function find_feed_address(token bytea) returns table (
  id uuid, partner_id text, contract_id text, user_id text, about text, partner_state text, contract_state text, model text, user_type text,
  user_state text, rights jsonb, confined boolean, allowed_addresses jsonb, disabled boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.id, f.partner_id, f.contract_id, f.user_id, f.about, p.state, c.state, p.model, u.type, u.state, to_jsonb(u.rights),
         u.type <> 'representative'
           and exists (select from public.contract_group_users g where g.partner_id = f.partner_id and g.user_id = f.user_id),
         e.allowed_addresses, e.disabled
    from public.feed_addresses f
    join public.contracts p on p.partner_id = f.partner_id and p.id = f.partner_id
    join public.contracts c on c.partner_id = f.partner_id and c.id = f.contract_id
    join public.users u on u.partner_id = f.partner_id and u.id = f.user_id
   cross join lateral public.entry_facts(f.partner_id, f.contract_id, f.user_id) e
   where f.token_hash = token and f.withdrawn_at is null
$$;
alter function find_feed_address owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function find_feed_address from public;
grant execute on function find_feed_address to saihan_api;

-- A mail goes out in the language that its reader has chosen, whoever writes it.
grant select (language) on users to saihan_webhook;
-- The staff's list of notices.
create index notices_written on notices (written_at);
-- Who issues an invoice again writes the mail that says so.
grant insert on mails to saihan_operations;
