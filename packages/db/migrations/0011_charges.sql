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
         coalesce((regexp_match(charged_as.plan, i.pattern))[1]::numeric, 1)
    from (select) one
    left join lateral (
      select p.price_menu, p.price_plan, s.pattern
        from plan_items p cross join lateral (select '^' || replace(replace(p.plan, '.', '\.'), '{size}', '([0-9]{1,9})') || '$' as pattern) s
       where p.menu = charged_as.menu and charged_as.plan ~ s.pattern
       order by p.plan = charged_as.plan desc, p.plan limit 1) i on true
$$;
