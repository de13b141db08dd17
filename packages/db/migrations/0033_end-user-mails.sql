-- What a partner has said about its end users' statements. Who has said nothing has no row: their people are not written to, since the programme leaves it to
-- the partner what its end users are told of charges (エンドユーザーさまへの請求).
create table resale_settings (
  partner_id      text primary key,
  tell_end_users  boolean not null,
  changed_by      text not null,
  changed_at      timestamptz not null,
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);
call isolate('resale_settings');
-- It is about every child.
create policy for_all_insert on resale_settings as restrictive for insert to saihan_api with check (current_setting('app.sees_all', true) = 'yes');
create policy for_all_update on resale_settings as restrictive for update to saihan_api using (current_setting('app.sees_all', true) = 'yes');
grant select on resale_settings to saihan_api, saihan_worker, saihan_operations;
grant insert, update (tell_end_users, changed_by, changed_at) on resale_settings to saihan_api;
