-- Searches of contracts that a user has kept under a name. The query is what GET /v1/contracts was asked with.
create table saved_searches (
  partner_id   text not null,
  user_id      text not null,
  id           uuid not null,
  contract_id  text not null,
  name         text not null check (char_length(name) between 1 and 60),
  query        jsonb not null check (jsonb_typeof(query) = 'object'),
  created_at   timestamptz not null,
  primary key (partner_id, user_id, id),
  unique (partner_id, user_id, name),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
-- One's own, whatever else one may see.
call isolate('saved_searches', seen => $sql$(user_id = current_setting('app.user_id', true))$sql$);
grant select, insert, delete, update (name) on saved_searches to saihan_api;
grant select on saved_searches to saihan_operations;
grant select, delete on saved_searches to saihan_doorkeeper;

-- They go with their user. When somebody is forgotten, so are the searches of others that name them.
grant create on schema public to saihan_doorkeeper;
create function forget_saved_searches() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.saved_searches s
   where s.partner_id = new.partner_id
     and (s.user_id = new.id
       or old.login_id <> new.login_id
          and (strpos(lower(s.name || s.query::text), lower(old.login_id)) > 0 or strpos(lower(s.name || s.query::text), lower(old.mail_address)) > 0));
  return null;
end
$$;
alter function forget_saved_searches owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function forget_saved_searches from public;
create trigger saved_searches_of_the_gone after update of state, login_id on users for each row
  when (new.state in ('deleted', 'failed') and (old.state, old.login_id) is distinct from (new.state, new.login_id))
  execute function forget_saved_searches();
