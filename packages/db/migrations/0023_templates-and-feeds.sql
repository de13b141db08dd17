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
