-- The resale catalogue: its versions, what is known of partners and end users that sales rest on, what a parent switches off for its
-- children, subscriptions with their events, and duties. The rules are in packages/catalogue.

-- Versions belong to nobody: every partner sells from the same catalogue. Days are Japanese days.
create table catalogue_versions (
  id           text primary key check (id ~ '^[0-9a-z-]{1,64}$'),
  from_day     date not null unique,
  to_day       date check (to_day > from_day),
  author       text not null,
  content      jsonb not null,
  created_at   timestamptz not null
);

-- The programme as it is printed (packages/catalogue/src/programme.ts): in force since before the first contract of the house.
insert into catalogue_versions (id, from_day, author, created_at, content) values ('programme', '2016-03-01', 'programme', '2016-03-01T00:00:00Z', $catalogue${"categories": [
  {"code":"server","name":{"ja":"サーバー","en":"Server"}},
  {"code":"storage","name":{"ja":"ストレージ","en":"Storage"}},
  {"code":"network","name":{"ja":"ネットワーク","en":"Network"}},
  {"code":"sd-exchange","name":{"ja":"SD-Exchange","en":"SD-Exchange"}},
  {"code":"dedicated-hypervisor","name":{"ja":"専用ハイパーバイザー","en":"Dedicated hypervisor"}},
  {"code":"backup","name":{"ja":"バックアップ","en":"Backup"}},
  {"code":"security","name":{"ja":"セキュリティ","en":"Security"}},
  {"code":"middleware","name":{"ja":"ミドルウェア","en":"Middleware"}},
  {"code":"management","name":{"ja":"マネジメント","en":"Management"}},
  {"code":"platform-services","name":{"ja":"プラットフォームサービス","en":"Platform services"}},
  {"code":"separate-contract","name":{"ja":"別契約が必要なメニュー","en":"Menus under a separate contract"}}
], "menus": [
  {"code":"bare-metal-server","category":"server","printed":"ベアメタルサーバー","name":{"ja":"ベアメタルサーバー","en":"Bare metal server"},"conditions":[{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"virtual-server","category":"server","printed":"仮想サーバー","name":{"ja":"仮想サーバー","en":"Virtual server"},"conditions":[{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"image-storage","category":"server","printed":"イメージ保存領域","name":{"ja":"イメージ保存領域","en":"Image storage"},"conditions":[]},
  {"code":"os","category":"server","printed":"OS","name":{"ja":"OS","en":"OS"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"os"}]},
  {"code":"block-storage","category":"storage","printed":"ブロックストレージ","name":{"ja":"ブロックストレージ","en":"Block storage"},"conditions":[]},
  {"code":"file-storage","category":"storage","printed":"ファイルストレージ","name":{"ja":"ファイルストレージ","en":"File storage"},"conditions":[]},
  {"code":"wasabi-object-storage","category":"storage","printed":"Wasabiオブジェクトストレージ","name":{"ja":"Wasabiオブジェクトストレージ","en":"Wasabi object storage"},"conditions":[{"code":"AGREEMENT_NAMES_MENU"},{"code":"CONTRACTOR_TOLD_TO_PARTY","party":"Wasabi"}]},
  {"code":"logical-network","category":"network","printed":"ロジカルネットワーク","name":{"ja":"ロジカルネットワーク","en":"Logical network"},"conditions":[]},
  {"code":"internet-connectivity","category":"network","printed":"インターネット接続","name":{"ja":"インターネット接続","en":"Internet connectivity"},"conditions":[]},
  {"code":"firewall","category":"network","printed":"ファイアウォール","name":{"ja":"ファイアウォール","en":"Firewall"},"conditions":[{"code":"NO_NEW_SALES","product":{"ja":"ファイアウォール(Brocade 5600 vRouter)","en":"Firewall (Brocade 5600 vRouter)"},"since":"2017-07-01","successor":"network-security","successorName":"Managed Firewall"}]},
  {"code":"load-balancer","category":"network","printed":"ロードバランサ","name":{"ja":"ロードバランサ","en":"Load balancer"},"conditions":[]},
  {"code":"colocation-connection","category":"sd-exchange","printed":"コロケーション接続","name":{"ja":"コロケーション接続","en":"Colocation connection"},"conditions":[{"code":"COLOCATION_RACK_CONTRACTED"},{"code":"COLOCATION_RACK_WORK_CONSENT"},{"code":"COLOCATION_DIRECT_CONTACT_CONSENT"},{"code":"COLOCATION_PROVIDER_NAME_CONSENT"},{"code":"COLOCATION_VISIT_ARRANGED"}]},
  {"code":"enterprise-cloud-1-connection","category":"sd-exchange","printed":"Enterprise Cloud1.0接続","name":{"ja":"Enterprise Cloud1.0接続","en":"Enterprise Cloud 1.0 connection"},"conditions":[{"code":"SAME_LEGAL_NAME","service":"enterprise-cloud-1","serviceName":{"ja":"Enterprise Cloud1.0","en":"Enterprise Cloud 1.0"}}]},
  {"code":"enterprise-cloud-2-connection","category":"sd-exchange","printed":"Enterprise Cloud2.0接続","name":{"ja":"Enterprise Cloud2.0接続","en":"Enterprise Cloud 2.0 connection"},"conditions":[]},
  {"code":"amazon-web-services-connection","category":"sd-exchange","printed":"Amazon Web Service接続","name":{"ja":"Amazon Web Service接続","en":"Amazon Web Services connection"},"conditions":[]},
  {"code":"google-cloud-platform-connection","category":"sd-exchange","printed":"Google Cloud Platform 接続","name":{"ja":"Google Cloud Platform 接続","en":"Google Cloud Platform connection"},"conditions":[]},
  {"code":"microsoft-azure-connection","category":"sd-exchange","printed":"Microsoft Azure 接続","name":{"ja":"Microsoft Azure 接続","en":"Microsoft Azure connection"},"conditions":[]},
  {"code":"vsphere","category":"dedicated-hypervisor","printed":"vSphere","name":{"ja":"vSphere","en":"vSphere"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"vsphere"},{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"hyper-v","category":"dedicated-hypervisor","printed":"Hyper-V","name":{"ja":"Hyper-V","en":"Hyper-V"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"hyper-v"},{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"guest-image","category":"dedicated-hypervisor","printed":"ゲストイメージ","name":{"ja":"ゲストイメージ","en":"Guest image"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"guest-image"}]},
  {"code":"backup","category":"backup","printed":"バックアップ","name":{"ja":"バックアップ","en":"Backup"},"conditions":[]},
  {"code":"network-security","category":"security","printed":"ネットワーク型セキュリティ","name":{"ja":"ネットワーク型セキュリティ","en":"Network-based security"},"conditions":[]},
  {"code":"host-security","category":"security","printed":"ホスト型セキュリティ","name":{"ja":"ホスト型セキュリティ","en":"Host-based security"},"conditions":[]},
  {"code":"sap-hana","category":"middleware","printed":"SAP HANA","name":{"ja":"SAP HANA","en":"SAP HANA"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"sap-hana"}]},
  {"code":"oracle","category":"middleware","printed":"Oracle","name":{"ja":"Oracle","en":"Oracle"},"conditions":[{"code":"END_USER_NAME_ON_ORDER"},{"code":"TERMS_ACCEPTED","terms":"oracle"}]},
  {"code":"sql-server","category":"middleware","printed":"SQL Server","name":{"ja":"SQL Server","en":"SQL Server"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"sql-server"}]},
  {"code":"hulft","category":"middleware","printed":"HULFT","name":{"ja":"HULFT","en":"HULFT"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"hulft"}]},
  {"code":"windows-server-rds-sal","category":"middleware","printed":"Windows Server Remote Desktop Services SAL","name":{"ja":"Windows Server Remote Desktop Services SAL","en":"Windows Server Remote Desktop Services SAL"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"windows-server-rds-sal"}]},
  {"code":"arcserve","category":"middleware","printed":"Arcserve","name":{"ja":"Arcserve","en":"Arcserve"},"conditions":[{"code":"TERMS_ACCEPTED","terms":"arcserve"}]},
  {"code":"veeam","category":"middleware","printed":"Veeam","name":{"ja":"Veeam","en":"Veeam"},"conditions":[{"code":"NOT_RESALABLE"}]},
  {"code":"anonymisation-software","category":"middleware","printed":"匿名加工情報作成ソフトウェア","name":{"ja":"匿名加工情報作成ソフトウェア","en":"Anonymised data creation software"},"conditions":[{"code":"END_USER_NAME_NEXT_MONTH"},{"code":"TERMS_ACCEPTED","terms":"anonymisation-software"}]},
  {"code":"monitoring","category":"management","printed":"Monitoring","name":{"ja":"Monitoring","en":"Monitoring"},"conditions":[]},
  {"code":"monitoring-logs","category":"management","printed":"モニタリングログ","name":{"ja":"モニタリングログ","en":"Monitoring logs"},"conditions":[]},
  {"code":"cloud-foundry","category":"platform-services","printed":"Cloud Foundry","name":{"ja":"Cloud Foundry","en":"Cloud Foundry"},"conditions":[{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"dns","category":"platform-services","printed":"DNS","name":{"ja":"DNS","en":"DNS"},"conditions":[]},
  {"code":"fast-dns","category":"platform-services","printed":"FastDNS","name":{"ja":"FastDNS","en":"FastDNS"},"conditions":[{"code":"CASE_BY_CASE"}]},
  {"code":"webrtc-platform-skyway","category":"platform-services","printed":"WebRTC Platform SkyWay","name":{"ja":"WebRTC Platform SkyWay","en":"WebRTC Platform SkyWay"},"conditions":[]},
  {"code":"power-systems","category":"platform-services","printed":"Power Systems","name":{"ja":"Power Systems","en":"Power Systems"},"conditions":[{"code":"NOT_RESALABLE"}]},
  {"code":"hybrid-cloud-azure","category":"platform-services","printed":"Hybrid Cloud with Microsoft Azure","name":{"ja":"Hybrid Cloud with Microsoft Azure","en":"Hybrid Cloud with Microsoft Azure"},"conditions":[{"code":"NOT_RESALABLE"}]},
  {"code":"hybrid-cloud-gcp","category":"platform-services","printed":"Hybrid Cloud with GCP","name":{"ja":"Hybrid Cloud with GCP","en":"Hybrid Cloud with GCP"},"conditions":[{"code":"NOT_RESALABLE"}]},
  {"code":"rancher","category":"platform-services","printed":"Rancher (Dockerコンテナ管理)","name":{"ja":"Rancher (Dockerコンテナ管理)","en":"Rancher (Docker container management)"},"conditions":[{"code":"OWN_SOFTWARE_CHECKED"}]},
  {"code":"global-server-load-balance","category":"platform-services","printed":"Global Sever Load Balance","name":{"ja":"Global Server Load Balance","en":"Global Server Load Balance"},"conditions":[{"code":"CASE_BY_CASE"}]},
  {"code":"vpn-connection","category":"separate-contract","printed":"VPN接続","name":{"ja":"VPN接続","en":"VPN connection"},"conditions":[{"code":"SEPARATE_CONTRACT","service":"arcstar-universal-one","serviceName":{"ja":"Arcstar Universal One","en":"Arcstar Universal One"}}]},
  {"code":"remote-data-centre-connection","category":"separate-contract","printed":"遠隔データセンター間接続","name":{"ja":"遠隔データセンター間接続","en":"Connection between remote data centres"},"conditions":[{"code":"SEPARATE_CONTRACT","service":"arcstar-universal-one-dc","serviceName":{"ja":"Arcstar Universal One DC間ネットワーク","en":"Arcstar Universal One inter-data-centre network"}}]},
  {"code":"managed-option","category":"separate-contract","printed":"マネージドオプション","name":{"ja":"マネージドオプション","en":"Managed option"},"conditions":[{"code":"SEPARATE_CONTRACT","service":"global-management-one","serviceName":{"ja":"Global Management One","en":"Global Management One"}}]}
]}$catalogue$);

-- What has started never changes but for its end, which lies after today; so what was answered for a day can be answered again.
create function keep_started_catalogue() returns trigger language plpgsql as $$
declare
  today constant date := (now() at time zone 'Asia/Tokyo')::date;
begin
  if tg_op <> 'INSERT' and old.from_day <= today then
    if tg_op = 'DELETE' or (new.id, new.from_day, new.author, new.content, new.created_at)
                           is distinct from (old.id, old.from_day, old.author, old.content, old.created_at) then
      raise exception using errcode = 'SA001', message = 'CATALOGUE_VERSION_NOT_STARTED';
    end if;
    if new.to_day is not null and new.to_day <= today or old.to_day is not null and old.to_day <= today then
      raise exception using errcode = 'SA001', message = 'CATALOGUE_END_TO_COME';
    end if;
  elsif tg_op <> 'DELETE' and new.from_day <= today then
    raise exception using errcode = 'SA001', message = 'CATALOGUE_VERSION_TO_COME';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger keep_started before insert or update or delete on catalogue_versions for each row execute function keep_started_catalogue();

-- What the provider's staff record of a partner. Only they write it: the rows say what the provider knows, not what a partner claims.
create table partner_legal_names (
  partner_id    text primary key,
  legal_name    text not null check (char_length(legal_name) between 1 and 200),
  recorded_by   text not null,
  recorded_at   timestamptz not null,
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- 再販パートナー契約: from the first day in force to the first day no longer in force, and the menus that it names.
create table reseller_agreements (
  partner_id    text not null,
  id            text not null check (id ~ '^[0-9A-Za-z-]{1,64}$'),
  from_day      date not null,
  to_day        date check (to_day > from_day),
  names         jsonb not null,
  recorded_by   text not null,
  recorded_at   timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- When a third party was told the contractor's name and address under an agreement.
create table contractor_tellings (
  partner_id     text not null,
  agreement_id   text not null,
  party          text not null,
  told_at        timestamptz not null,
  told_by        text not null,
  primary key (partner_id, agreement_id, party),
  foreign key (partner_id, agreement_id) references reseller_agreements (partner_id, id)
);

create table colocation_racks (
  partner_id        text not null,
  id                text not null check (id ~ '^[0-9A-Za-z-]{1,64}$'),
  contracted_from   date not null,
  recorded_by       text not null,
  recorded_at       timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- Answers case by case, for one menu in one child contract. The latest counts; rows are never altered.
create table menu_approvals (
  partner_id    text not null,
  id            uuid not null,
  contract_id   text not null,
  menu          text not null,
  decision      text not null check (decision in ('approved', 'refused')),
  reason        text not null,
  decided_by    text not null,
  decided_at    timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create index menu_approvals_latest on menu_approvals (partner_id, contract_id, menu, decided_at desc);

-- What a partner states of itself: contracts for other services, accepted terms.
create table partner_services (
  partner_id    text not null,
  service       text not null,
  number        text,
  legal_name    text,
  recorded_by   text not null,
  recorded_at   timestamptz not null,
  primary key (partner_id, service),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

create table accepted_terms (
  partner_id    text not null,
  terms         text not null,
  accepted_by   text not null,
  accepted_at   timestamptz not null,
  primary key (partner_id, terms),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- What is stated of a child contract: who looks after the rack, the visit, software of the partner's own.
create table contract_statements (
  partner_id     text not null,
  contract_id    text not null,
  managed_by     text check (managed_by in ('partner', 'end-user')),
  visit          jsonb,
  own_software   jsonb,
  recorded_by    text not null,
  recorded_at    timestamptz not null,
  primary key (partner_id, contract_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);

create table colocation_consents (
  partner_id     text not null,
  contract_id    text not null,
  topic          text not null check (topic in ('rack-work', 'direct-contact', 'provider-name')),
  by             text not null check (by in ('partner', 'end-user')),
  consented_at   timestamptz not null,
  -- Where the end user's consent was given to the partner: with whom, and where.
  contact        text,
  place          text,
  recorded_by    text not null,
  recorded_at    timestamptz not null,
  primary key (partner_id, contract_id, topic, by),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);

-- The name under which the end user uses a menu, given to the provider. `given_at` is the first time.
create table end_user_names (
  partner_id    text not null,
  contract_id   text not null,
  name          text not null check (char_length(name) between 1 and 200),
  given_at      timestamptz not null,
  given_by      text not null,
  changed_at    timestamptz,
  primary key (partner_id, contract_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);

-- 子契約提供メニュー設定 (sdpf 3.5), as changes: what was in force at an instant can be asked again.
create table menu_control_changes (
  partner_id     text not null,
  revision       integer not null check (revision > 0),
  at             timestamptz not null,
  by             text not null,
  switched       jsonb not null,
  future_menus   text check (future_menus in ('on', 'off')),
  primary key (partner_id, revision),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- A menu in a tenant. `state` names what has been accepted, `confirmed` and `plan` what the platform has carried out.
create table subscriptions (
  partner_id      text not null,
  id              uuid not null,
  contract_id     text not null,
  tenant_id       text not null,
  menu            text not null,
  name            text not null,
  state           text not null check (state in ('provisioning', 'active', 'changing', 'stopping', 'stopped', 'resuming', 'ending', 'ended', 'failed')),
  confirmed       text not null check (confirmed in ('none', 'active', 'stopped', 'ended')),
  plan            text,
  ordered_plan    text not null,
  open_order_id   uuid,
  created_at      timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id, tenant_id) references tenants (partner_id, contract_id, id),
  foreign key (partner_id, open_order_id) references orders (partner_id, id)
);
create index subscriptions_newest_first on subscriptions (partner_id, created_at desc, id desc);
create index subscriptions_of_contract on subscriptions (partner_id, contract_id, created_at desc, id desc);
create index subscriptions_live_of_tenant on subscriptions (partner_id, tenant_id) where state not in ('ended', 'failed');
create index subscriptions_live_by_menu on subscriptions (partner_id, menu) where state not in ('ended', 'failed');

-- Append only: what happened to a subscription, and when. Usage and charges hang on these.
create table subscription_events (
  partner_id        text not null,
  subscription_id   uuid not null,
  sequence          integer not null check (sequence > 0),
  contract_id       text not null,
  order_id          uuid not null,
  at                timestamptz not null,
  kind              text not null check (kind in ('started', 'plan-changed', 'stopped', 'resumed', 'ended')),
  plan              text,
  before            text,
  primary key (partner_id, subscription_id, sequence),
  unique (partner_id, order_id),
  foreign key (partner_id, contract_id, subscription_id) references subscriptions (partner_id, contract_id, id),
  foreign key (partner_id, order_id) references orders (partner_id, id)
);
create index subscription_events_at on subscription_events (partner_id, at);

-- What must be done because of a sale. `party` and `agreement_id`: who is told of whose name, where that is the duty.
create table duties (
  partner_id     text not null,
  id             uuid not null,
  key            text not null,
  code           text not null,
  menu           text not null,
  contract_id    text not null,
  order_id       uuid not null,
  turn           text not null,
  party          text,
  agreement_id   text,
  -- The sentence at that time, in both languages.
  says           jsonb not null,
  arises_at      timestamptz not null,
  remind_at      timestamptz not null,
  due_on         date not null,
  settled_as     text check (settled_as in ('done', 'withdrawn')),
  settled_at     timestamptz,
  settled_by     text,
  grounds        text,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  foreign key (partner_id, order_id) references orders (partner_id, id),
  check ((settled_as is null) = (settled_at is null) and (settled_as is null) = (settled_by is null) and (settled_as is null) = (grounds is null))
);
-- One duty, however many sales lead to it; one that was withdrawn may arise again.
create unique index duties_key on duties (partner_id, key) where settled_as is distinct from 'withdrawn';
create index duties_by_due_day on duties (partner_id, due_on, id);
create index duties_open on duties (due_on, id) where settled_as is null;

-- Orders of a contract that waits are started in turn; one that awaits an approval starts when it has it.
create or replace function start_waiters(partner text, predecessor uuid, work jsonb, at timestamptz) returns void language plpgsql as $$
begin
  if not exists (select from order_waits where partner_id = partner and predecessor_id = predecessor) then
    return;
  end if;
  perform id from orders
    where partner_id = partner and id in (select order_id from order_waits where partner_id = partner and predecessor_id = predecessor)
    order by id for update;
  with gone as (
    delete from order_waits where partner_id = partner and predecessor_id = predecessor returning order_id
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
  select o.partner_id, o.id, work -> o.kind ->> 0, work -> o.kind ->> 1, jsonb_build_object('orderId', o.id), at, at
    from orders o join gone g on g.order_id = o.id
   where o.partner_id = partner and o.ended_at is null and o.state <> 'awaiting_approval'
     and not exists (select from order_waits w where w.partner_id = partner and w.order_id = o.id and w.predecessor_id <> predecessor)
   order by o.accepted_at, o.id;
end
$$;
create index orders_awaiting_approval on orders (partner_id, contract_id) where state = 'awaiting_approval';

-- What the provider's staff write: of the API's callers only an operator (actor `operator:...`) may, whatever the statement says.
create procedure write_by_staff(tab regclass) language plpgsql as $$
begin
  execute format($sql$create policy staff on %s as restrictive for insert to saihan_api
    with check (current_setting('app.actor', true) like 'operator:%%')$sql$, tab);
  execute format($sql$create policy staff_changes on %s as restrictive for update to saihan_api
    using (current_setting('app.actor', true) like 'operator:%%')$sql$, tab);
end
$$;

alter table catalogue_versions enable row level security, force row level security;
create policy api on catalogue_versions to saihan_api using (true) with check (true);
create policy staff_deletions on catalogue_versions as restrictive for delete to saihan_api
  using (current_setting('app.actor', true) like 'operator:%');
create policy worker on catalogue_versions for select to saihan_worker using (true);
create policy operations on catalogue_versions to saihan_operations using (true) with check (true);
call write_by_staff('catalogue_versions');

call isolate('partner_legal_names');
call isolate('reseller_agreements');
call isolate('contractor_tellings');
call isolate('colocation_racks');
call isolate('menu_approvals', 'contract_id');
call isolate('partner_services');
call isolate('accepted_terms');
call isolate('contract_statements', 'contract_id');
call isolate('colocation_consents', 'contract_id');
call isolate('end_user_names', 'contract_id');
call isolate('menu_control_changes');
call isolate('subscriptions', 'contract_id');
call isolate('subscription_events', 'contract_id');
call isolate('duties', 'contract_id');
call write_by_staff('partner_legal_names');
call write_by_staff('reseller_agreements');
call write_by_staff('contractor_tellings');
call write_by_staff('colocation_racks');
call write_by_staff('menu_approvals');
-- Operators who name no partner look at the duties of all in one list.
create policy staff_list on duties for select to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and current_setting('app.partner_id', true) = '');

grant select, insert, update (from_day, to_day, content, author, created_at), delete on catalogue_versions to saihan_api;
grant select on catalogue_versions to saihan_worker;
grant select, insert on partner_legal_names, reseller_agreements, contractor_tellings, colocation_racks, menu_approvals, partner_services,
  accepted_terms, contract_statements, colocation_consents, end_user_names, menu_control_changes, subscriptions, duties to saihan_api;
grant update (legal_name, recorded_by, recorded_at) on partner_legal_names to saihan_api;
grant update (to_day, names, recorded_by, recorded_at) on reseller_agreements to saihan_api;
grant update (contracted_from, recorded_by, recorded_at) on colocation_racks to saihan_api;
grant update (number, legal_name, recorded_by, recorded_at) on partner_services to saihan_api;
grant update (managed_by, visit, own_software, recorded_by, recorded_at) on contract_statements to saihan_api;
grant update (name, changed_at) on end_user_names to saihan_api;
grant update (state, ordered_plan, open_order_id, name) on subscriptions to saihan_api;
grant update (settled_as, settled_at, settled_by, grounds) on duties to saihan_api;
grant select on subscription_events to saihan_api;

grant select on menu_approvals to saihan_worker;
grant select, update (state, confirmed, plan, ordered_plan, open_order_id, started_at, ended_at) on subscriptions to saihan_worker;
grant select, insert on subscription_events to saihan_worker;
grant select, update (settled_as, settled_at, settled_by, grounds) on duties to saihan_worker;

grant select on catalogue_versions, partner_legal_names, reseller_agreements, contractor_tellings, colocation_racks, menu_approvals, partner_services,
  accepted_terms, contract_statements, colocation_consents, end_user_names, menu_control_changes, subscriptions, subscription_events, duties
  to saihan_operations;
grant insert, update on reseller_agreements to saihan_operations;

grant select on partner_legal_names, reseller_agreements, contractor_tellings, colocation_racks, menu_approvals, partner_services, accepted_terms,
  contract_statements, colocation_consents, end_user_names, menu_control_changes, subscriptions to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

-- Doors: a child's user who orders a menu must be judged by what is known of the partner, which that user may not read.

-- What sales of this partner rest on, and what the partner has switched off.
create function partner_sale_facts() returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'legalName', coalesce((select l.legal_name from public.partner_legal_names l where l.partner_id = me.partner),
                          (select c.customer_name from public.contracts c where c.partner_id = me.partner and c.id = me.partner)),
    'agreements', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'from', a.from_day, 'to', a.to_day, 'names', a.names, 'contractorGivenTo',
                      (select coalesce(jsonb_object_agg(t.party, t.told_at), '{}') from public.contractor_tellings t
                        where t.partner_id = me.partner and t.agreement_id = a.id)) order by a.from_day, a.id), '[]')
                     from public.reseller_agreements a where a.partner_id = me.partner),
    'services', (select coalesce(jsonb_object_agg(s.service, jsonb_build_object('number', s.number, 'legalName', s.legal_name)), '{}')
                   from public.partner_services s where s.partner_id = me.partner),
    'terms', (select coalesce(jsonb_object_agg(t.terms, t.accepted_at), '{}') from public.accepted_terms t where t.partner_id = me.partner),
    'rackContractedFrom', (select min(r.contracted_from) from public.colocation_racks r where r.partner_id = me.partner),
    'controlChanges', (select coalesce(jsonb_agg(jsonb_build_object('revision', m.revision, 'at', m.at, 'by', m.by, 'switched', m.switched,
                          'futureMenus', m.future_menus) order by m.revision), '[]')
                         from public.menu_control_changes m where m.partner_id = me.partner))
    from (select current_setting('app.partner_id') as partner) me
$$;
alter function partner_sale_facts owner to saihan_doorkeeper;

-- What sales under some contracts rest on: for a user of the parent any of them, for another user the own contract.
create function contract_sale_facts(ids text[]) returns table (contract_id text, facts jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id, jsonb_build_object(
           'approvals', (select coalesce(jsonb_object_agg(a.menu, jsonb_build_object('decision', a.decision, 'at', a.decided_at)), '{}')
                           from (select distinct on (x.menu) x.menu, x.decision, x.decided_at from public.menu_approvals x
                                  where x.partner_id = c.partner_id and x.contract_id = c.id order by x.menu, x.decided_at desc, x.id desc) a),
           'consents', (select coalesce(jsonb_agg(jsonb_build_object('to', k.topic, 'by', k.by, 'at', k.consented_at)), '[]')
                          from public.colocation_consents k where k.partner_id = c.partner_id and k.contract_id = c.id),
           'endUserNameGivenAt', n.given_at, 'managedBy', s.managed_by, 'visit', s.visit, 'ownSoftware', s.own_software)
    from public.contracts c
    left join public.contract_statements s on s.partner_id = c.partner_id and s.contract_id = c.id
    left join public.end_user_names n on n.partner_id = c.partner_id and n.contract_id = c.id
   where c.partner_id = current_setting('app.partner_id') and c.id = any(ids)
     and current_setting('app.contract_id') in (c.partner_id, c.id)
$$;
alter function contract_sale_facts owner to saihan_doorkeeper;

-- Subscriptions of all children that have not ended, by menu: also for a user who does not see all of them, since the control concerns all.
create function live_subscriptions_by_menu() returns table (menu text, live bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.menu, count(*) from public.subscriptions s
   where s.partner_id = current_setting('app.partner_id') and s.state not in ('ended', 'failed')
     and current_setting('app.contract_id') = current_setting('app.partner_id')
   group by s.menu
$$;
alter function live_subscriptions_by_menu owner to saihan_doorkeeper;

revoke create on schema public from saihan_doorkeeper;
revoke execute on function partner_sale_facts, contract_sale_facts, live_subscriptions_by_menu from public;
grant execute on function partner_sale_facts, contract_sale_facts, live_subscriptions_by_menu to saihan_api;
