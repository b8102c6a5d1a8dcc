-- The search over everything that staff work with, for the command palette and its page. Each kind is found by an index, or its table
-- is small: 50 ms among 100,000 orders (scripts/measure-admin-search.ts).
create index orders_number on public.orders (number collate "C");
create index orders_created on public.orders (created_at desc);

create function private.like_pattern(text text) returns text
language sql immutable set search_path = '' as $$
  select regexp_replace(like_pattern.text, '([\\%_])', '\\\1', 'g')
$$;

-- Orders by number or trace, and for editors by parts of a mail address or a name; the newest first.
create function private.find_orders(typed text, most integer, in_full boolean) returns setof public.orders
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  prefix constant text := private.get_setting('order_prefix');
  digits constant text := substring(upper(find_orders.typed) from '^(?:' || prefix || '-?)?([0-9]+)$');
  number_pattern constant text := prefix || '-' || digits || '%';
  traced constant text := substring(find_orders.typed from '^(?:00-)?([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?$');
  wanted constant text[] := array(select '%' || private.like_pattern(w) || '%'
    from regexp_split_to_table(private.fold_text(find_orders.typed), '\s+') w where w <> '' order by length(w) desc);
  longest constant text := wanted[1];
begin
  if traced is not null then
    return query select o.* from public.orders o where split_part(o.trace, '-', 2) = traced
      order by o.created_at desc limit find_orders.most;
  elsif digits is not null then
    return query select o.* from public.orders o where o.number collate "C" like number_pattern
      order by o.number collate "C" desc limit find_orders.most;
  -- A trigram has three letters, and the pattern two signs more.
  elsif find_orders.in_full and length(longest) >= 5 then
    return query select o.* from public.orders o
      where private.order_words(o.number, o.email, o.address) like longest
        -- A second condition for the index: the longest word may be the name of many.
        and private.order_words(o.number, o.email, o.address) like coalesce(wanted[2], longest)
        and private.order_words(o.number, o.email, o.address) like all (wanted)
      order by o.created_at desc limit find_orders.most;
  end if;
end
$$;

-- At most `most` of each kind. A viewer finds no people, and no order by its shopper.
create function public.admin_search(query text, most integer default 5) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  in_full constant boolean := public.may_edit();
  few constant integer := least(greatest(admin_search.most, 0), 25);
  typed constant text := lower(trim(left(coalesce(admin_search.query, ''), 100)));
  wanted constant text[] := array(select '%' || private.like_pattern(w) || '%' from regexp_split_to_table(typed, '\s+') w);
  key_pattern constant text := private.like_pattern(typed) || '%';
begin
  perform private.demand_staff();
  if length(typed) < 2 then return '{}'; end if;
  return jsonb_build_object(
    'orders', (select coalesce(jsonb_agg(private.order_entry(o, in_full) order by o.created_at desc), '[]')
      from private.find_orders(typed, few, in_full) o),
    'products', (select coalesce(jsonb_agg(f), '[]') from (
      select p.id, p.name, p.sku, p.status from public.products p
      where lower(p.name || ' ' || p.sku || ' ' || p.slug) like all (wanted)
        or exists (select from public.variants v where v.product_id = p.id and lower(p.name || ' ' || v.name || ' ' || v.sku) like all (wanted))
      order by p.position, p.id limit few) f),
    'photographs', (select coalesce(jsonb_agg(f), '[]') from (
      select i.id, i.product_id, p.name, i.alt, i.status from public.photographs i left join public.products p on p.id = i.product_id
      where lower(i.alt) like all (wanted) order by i.created_at desc, i.id limit few) f),
    'reports', (select coalesce(jsonb_agg(f), '[]') from (
      select r.kind, r.first_day, r.orders from public.reports r where typed ~ '^20[0-9w-]{2,8}$'
        and lower(case r.kind when 'day' then to_char(r.first_day, 'YYYY-MM-DD') when 'week' then to_char(r.first_day, 'IYYY-"w"IW')
          when 'month' then to_char(r.first_day, 'YYYY-MM') else to_char(r.first_day, 'YYYY') end) like key_pattern
      order by r.first_day desc, r.kind limit few) f),
    'jobs', (select coalesce(jsonb_agg(f), '[]') from (
      select j.key, j.name, j.status, split_part(j.trace, '-', 2) as trace from public.jobs j where length(typed) > 2 and j.key collate "C" like key_pattern
      order by j.key collate "C" desc limit few) f),
    'traces', (select coalesce(jsonb_agg(jsonb_build_object('trace', r.trace, 'runs', r.runs)), '[]') from (
      select f.trace, count(*) as runs from public.function_runs f where f.trace = typed group by f.trace) r),
    'staff', (select coalesce(jsonb_agg(f), '[]') from (
      select s.user_id, s.name, s.role from public.staff s where in_full and s.until is null and lower(s.name) like all (wanted)
      order by s.name limit few) f));
end
$$;
grant execute on function public.admin_search to authenticated;
