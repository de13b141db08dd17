-- Tokens of the SSS-compatible API: a key's token for one tenant, for an hour (sdpf section 10).

-- Only the hash is kept. A token says nothing by itself: what it may is asked of key, user, contract and tenant at every request.
create table sss_tokens (
  partner_id   text not null,
  token_hash   bytea not null,
  contract_id  text not null,
  user_id      text not null,
  key_id       text not null,
  tenant_id    text not null,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  primary key (partner_id, token_hash),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id),
  foreign key (partner_id, key_id) references api_keys (partner_id, id),
  foreign key (partner_id, tenant_id) references tenants (partner_id, id)
);
-- A token is looked up before anybody knows whose it is.
create unique index sss_tokens_hash on sss_tokens (token_hash);
create index sss_tokens_of_user on sss_tokens (partner_id, user_id, expires_at);

-- Of one's own account, whatever the groups show; the provider's staff, who are no user, may issue one for a user.
call isolate('sss_tokens', seen => $sql$current_setting('app.user_id', true) in (user_id, '')$sql$);
grant select, insert, delete, update (revoked_at) on sss_tokens to saihan_api;
grant select on sss_tokens, tenants, tenant_access to saihan_doorkeeper;

-- A token that still holds: not taken back, in its hour, for a tenant that stands and to which the user has access now.
grant create on schema public to saihan_doorkeeper;
create function find_sss_token(token bytea, at timestamptz) returns table (
  key_id text, tenant_id text, tenant_name text, issued_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.key_id, t.id, t.name, s.issued_at, s.expires_at
    from public.sss_tokens s
    join public.tenants t on t.partner_id = s.partner_id and t.id = s.tenant_id
    join public.tenant_access a on a.partner_id = s.partner_id and a.tenant_id = s.tenant_id and a.user_id = s.user_id
   where s.token_hash = token and s.revoked_at is null and s.expires_at > at
     and t.state = 'active' and a.state = 'granted' and (a.until is null or a.until > at)
$$;
alter function find_sss_token owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function find_sss_token from public;
grant execute on function find_sss_token to saihan_api;
