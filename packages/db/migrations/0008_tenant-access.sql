-- Access of users to tenants, carried out by orders.

-- granted_at: since when it stands on the platform; null before it was given. order_id: the order that gave it.
-- end_asked_at: when the house last began to take away an access whose end had come.
alter table tenant_access
  alter column granted_at drop not null,
  add order_id uuid not null,
  add end_asked_at timestamptz,
  add foreign key (partner_id, order_id) references orders (partner_id, id);
create index tenant_access_ends on tenant_access (until) where until is not null and state = 'granted';

-- Orders that name a user beside their subject, wherever in the partner's contracts they are.
create index orders_open_of_user on orders (partner_id, (input ->> 'userId')) where ended_at is null;

-- Only a worker takes an access out of the books.
revoke delete on tenant_access from saihan_api;
grant update (until) on tenant_access to saihan_api;

-- The relay sees whose access ends when, and writes the work of ending it; a worker of that partner then orders it.
create policy relay on tenant_access to saihan_relay using (true) with check (true);
grant select (partner_id, tenant_id, user_id, state, until, end_asked_at), update (end_asked_at) on tenant_access to saihan_relay;
grant insert on outbox to saihan_relay;

-- A changed mail address is told to the one before, which no row knows any more.
alter table mails add former_address text;
