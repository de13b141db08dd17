-- The search over a partner's contracts.

-- The pieces by which a text is found: its characters and its pairs of neighbours, each behind the partner whose text it is. Pairs, because
-- most Japanese words have two characters: trigrams (pg_trgm) find none in them and would read the whole index.
create function search_pieces(partner text, written text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct partner || ' ' || piece)
    from (select substr(written, n, 1) as piece from generate_series(1, char_length(written)) n
          union all
          select substr(written, n, 2) from generate_series(1, char_length(written) - 1) n) p
$$;
-- The pieces that a wanted text must share with what holds it.
create function wanted_pieces(partner text, wanted text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct partner || ' ' || substr(wanted, n, 2)) from generate_series(1, greatest(char_length(wanted) - 1, 1)) n
$$;
create index contracts_pieces on contracts
  using gin (search_pieces(partner_id, customer_name_folded || E'\n' || lower(customer_number) || E'\n' || id)) where kind = 'child';
create index users_pieces on users
  using gin (search_pieces(partner_id, lower(login_id) || E'\n' || lower(mail_address))) where type = 'representative';

-- Orders in which contracts are listed. A time that has not come stands after every other.
create index contracts_by_name on contracts (partner_id, customer_name_folded, id);
create index contracts_by_number on contracts (partner_id, customer_number, id);
create index contracts_by_start on contracts (partner_id, coalesce(started_at, 'infinity'::timestamptz), id);
create index contracts_by_end on contracts (partner_id, coalesce(ended_at, 'infinity'::timestamptz), id);
create index contracts_by_state on contracts (partner_id, state, created_at desc, id desc);

-- Contracts among which everything that is wanted must lie, where that narrows the search to `most` at most; null where it does not.
-- A door, because a policy keeps a caller's own conditions from indexes whose operators might tell of hidden rows (leakproof). It tells of
-- the caller's partner only; the caller then reads the contracts under the policies.
-- wanted: [{"field", "text"}]; the field is name, number, id, login, mail, written (name, number or id) or any (those and login and mail).
create function find_contracts(wanted jsonb, most integer) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  partner constant text := current_setting('app.partner_id');
  bound constant uuid[] := case when current_setting('app.user_free', true) = 'no' then public.user_groups()
                                when current_setting('app.key_free', true) = 'no' then public.key_groups() end;
  term record;
  pieces text[];
  found text[];
  ids text[];
begin
  for term in select t.field, t.text from jsonb_to_recordset(wanted) as t (field text, text text) loop
    pieces := public.wanted_pieces(partner, term.text);
    select array_agg(m.id) into found from (
      select c.id from public.contracts c
       where term.field in ('name', 'number', 'id', 'written', 'any') and c.kind = 'child' and c.partner_id = partner
         and public.search_pieces(c.partner_id, c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id) @> pieces
         and case term.field
               when 'name' then strpos(c.customer_name_folded, term.text) > 0
               when 'number' then strpos(lower(c.customer_number), term.text) > 0
               when 'id' then strpos(c.id, term.text) > 0
               else strpos(c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id, term.text) > 0
             end
      union
      select u.contract_id from public.users u
       where term.field in ('login', 'mail', 'any') and u.type = 'representative' and u.partner_id = partner and u.contract_id <> partner
         and public.search_pieces(u.partner_id, lower(u.login_id) || E'\n' || lower(u.mail_address)) @> pieces
         and case term.field
               when 'login' then strpos(lower(u.login_id), term.text) > 0
               when 'mail' then strpos(lower(u.mail_address), term.text) > 0
               else strpos(lower(u.login_id) || E'\n' || lower(u.mail_address), term.text) > 0
             end
      limit most + 1) m;
    if cardinality(coalesce(found, '{}')) <= most then
      ids := case when ids is null then coalesce(found, '{}') else array(select unnest(ids) intersect select unnest(found)) end;
    end if;
  end loop;
  if ids is null and bound is not null then
    select array_agg(m.contract_id) into found from (
      select distinct g.contract_id from public.contract_group_contracts g where g.partner_id = partner and g.group_id = any (bound)
      limit most + 1) m;
    if cardinality(coalesce(found, '{}')) <= most then
      ids := coalesce(found, '{}');
    end if;
  end if;
  return ids;
end
$$;
grant create on schema public to saihan_doorkeeper;
alter function find_contracts owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function find_contracts from public;
grant execute on function find_contracts to saihan_api;
