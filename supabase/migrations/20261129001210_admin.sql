-- What the admin's pages show of people. Visitors may look around as viewers, so a viewer gets no key, name, street, mail address
-- or user id, and no free text, which may hold any of them. Staff and shoppers are one Postgres role: a column that is granted to
-- one is granted to both. So no table here is granted to staff; these functions decide for each caller.

create function private.demand_staff() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not public.is_staff() then raise exception 'This is for staff.' using errcode = 'NLFOR'; end if;
end
$$;

-- What viewers see of a mail address, a postal address, and why an order needs attention (what follows a colon is free text).
create function private.mask_email(email text) returns text
language sql immutable set search_path = '' as $$
  select left(mask_email.email, 1) || '…@…'
$$;
create function private.mask_address(address jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('name', '', 'line1', '', 'line2', null, 'postalCode', '',
    'city', coalesce(mask_address.address ->> 'city', ''), 'country', coalesce(mask_address.address ->> 'country', ''))
  where jsonb_typeof(mask_address.address) = 'object'
$$;
create function private.mask_attention(reason text) returns text
language sql immutable set search_path = '' as $$
  select split_part(mask_attention.reason, ':', 1)
$$;

-- What viewers see of a change in the audit log: all of lamps and stock, of everything else only fields that are about nobody.
create function private.mask_change(subject text, change jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when mask_change.subject in ('products', 'variants', 'photographs', 'stock_movements') then mask_change.change
    else (select jsonb_object_agg(c.key, c.value) from jsonb_each(mask_change.change) c where c.key in ('status', 'role', 'currency',
      'amount', 'order_id', 'returns_stock', 'restocked', 'order', 'copy', 'created_at', 'settled_at', 'deadline_at')) end
$$;

-- Editors and owners see names; viewers see roles.
create function private.shown_name(user_id uuid, name text) returns text
language sql stable security definer set search_path = '' as $$
  select case when public.may_edit() then shown_name.name
    else coalesce((select initcap(s.role) from public.staff s where s.user_id = shown_name.user_id), 'Former staff') end
$$;

-- The staff by name. A viewer gets nobody's id and name but their own.
create function public.list_staff() returns table (user_id uuid, name text, role text, created_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.demand_staff();
  return query select case when m.shown then m.user_id end, case when m.shown then m.name else initcap(m.role) end, m.role, m.created_at
    from (select s.*, public.may_edit() or s.user_id = auth.uid() as shown from public.staff s
      where s.until is null or s.user_id = auth.uid()) m order by 2, 4;
end
$$;

-- An order in the list of all orders.
create function private.order_entry(shop_order public.orders, in_full boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', shop_order.id, 'number', shop_order.number, 'status', shop_order.status,
    'needs_attention', case when in_full then shop_order.needs_attention else private.mask_attention(shop_order.needs_attention) end,
    'email', case when in_full then shop_order.email else private.mask_email(shop_order.email) end,
    'currency', shop_order.currency, 'total_amount', shop_order.total_amount, 'created_at', shop_order.created_at,
    'is_generated', private.is_generated(shop_order.created_at))
$$;

-- What an order is found by, in lower case, without accents and apostrophes: "nl-10023 s.oneil@example.com sheila oneil".
-- Immutable, because an index has it: the rules of unaccent come with Postgres.
create function private.fold_text(text text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return regexp_replace(lower(extensions.unaccent('extensions.unaccent', normalize(fold_text.text, nfkc))), '[''’‘`´]', '', 'g');
end
$$;
create function private.order_words(number text, email text, address jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return private.fold_text(coalesce(order_words.number, '') || ' ' || coalesce(order_words.email, '') || ' ' || coalesce(order_words.address ->> 'name', ''));
end
$$;
-- The order of the list below.
create index orders_listed on public.orders ((needs_attention is not null) desc, created_at desc, id desc);
create index orders_words on public.orders using gin (private.order_words(number, email, address) extensions.gin_trgm_ops);

-- Pages of lists. `after` and `before` are places in a list: the sort columns and the id of a row. A page begins behind `after` or ends
-- before `before`, so it costs the same wherever it is, and rows that come or go meanwhile repeat and hide none. An answer has the places
-- that lead on: `next` is `after` of the next page, `previous` is `before` of the page before; null where there is none.

-- Cuts a page out of the places that a list has read, in the order of the list: one more than fits says that there are more.
create function private.cut_page(places jsonb[], size integer, after jsonb, before jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('places', to_jsonb(c.page),
    'previous', case when (case when before is null then after is not null else cardinality(places) > size end) then c.page[1] end,
    'next', case when before is not null or cardinality(places) > size then c.page[cardinality(c.page)] end)
  from (select case when before is null then places[:size] else places[greatest(cardinality(places) - size, 0) + 1:] end as page) c
$$;
-- Whether a page before another one is the first of its list, and has to be read as such: it may be shorter than a page.
create function private.is_first_page(places jsonb[], size integer, before jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select before is not null and cardinality(places) <= size
$$;

-- One page of the orders, {"total", "orders", "previous", "next"}: those that need attention first, then the newest; `attention` leaves
-- out all others. Each word of `query` is part of an order number, and for editors also of a mail address or of the name on the parcel;
-- % and _ are letters. `total` ends at 10,001: counting costs time for each order.
create function public.list_orders(most integer default 50, after jsonb default null, before jsonb default null, query text default '',
  status text default null, since timestamptz default null, until timestamptz default null, attention boolean default false) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  in_full constant boolean := public.may_edit();
  size constant integer := least(greatest(list_orders.most, 1), 100);
  place constant jsonb := coalesce(list_orders.before, list_orders.after);
  backward constant boolean := list_orders.before is not null;
  -- As patterns, the longest first: the index finds the first two, and the others are compared in what it finds.
  wanted constant text[] := array(select '%' || regexp_replace(w, '([\\%_])', '\\\1', 'g') || '%'
    from regexp_split_to_table(private.fold_text(left(coalesce(list_orders.query, ''), 100)), '\s+') w where w <> '' order by length(w) desc);
  longest constant text := wanted[1];
  places jsonb[]; total integer; page jsonb;
begin
  perform private.demand_staff();
  with found as not materialized (
    select o.id, o.needs_attention is not null as flagged, o.created_at from public.orders o
    where (list_orders.status is null or o.status = list_orders.status)
      and (list_orders.since is null or o.created_at >= list_orders.since)
      and (list_orders.until is null or o.created_at < list_orders.until)
      and (not list_orders.attention or o.needs_attention is not null)
      and (longest is null or (in_full and private.order_words(o.number, o.email, o.address) like longest
          and private.order_words(o.number, o.email, o.address) like coalesce(wanted[2], longest)
          and private.order_words(o.number, o.email, o.address) like all (wanted))
        or (not in_full and lower(o.number) like all (wanted)))
  ), read as (
    (select f.* from found f where not backward
        and (place is null or (f.flagged, f.created_at, f.id) < ((place ->> 0)::boolean, (place ->> 1)::timestamptz, (place ->> 2)::uuid))
      order by f.flagged desc, f.created_at desc, f.id desc limit size + 1)
    union all
    (select f.* from found f where backward
        and (f.flagged, f.created_at, f.id) > ((place ->> 0)::boolean, (place ->> 1)::timestamptz, (place ->> 2)::uuid)
      order by f.flagged, f.created_at, f.id limit size + 1)
  )
  select array(select jsonb_build_array(r.flagged, r.created_at, r.id) from read r order by r.flagged desc, r.created_at desc, r.id desc),
    (select count(*) from (select from found limit 10001) c) into places, total;
  if private.is_first_page(places, size, list_orders.before) then
    return public.list_orders(most, null, null, query, status, since, until, attention);
  end if;
  page := private.cut_page(places, size, list_orders.after, list_orders.before);
  return jsonb_build_object('total', total, 'previous', page -> 'previous', 'next', page -> 'next', 'orders', (
    select coalesce(jsonb_agg((select private.order_entry(o, in_full) from public.orders o where o.id = (l.listed ->> 2)::uuid) order by l.number), '[]')
    from jsonb_array_elements(page -> 'places') with ordinality l (listed, number)));
end
$$;

-- An order with its payments, refunds and history; null when there is none. `is_masked` says that something is hidden.
create function public.admin_order(order_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare in_full constant boolean := public.may_edit(); o public.orders;
begin
  perform private.demand_staff();
  select * into o from public.orders x where x.id = admin_order.order_id;
  if not found then return null; end if;
  return private.order_entry(o, in_full) || jsonb_build_object(
    'is_masked', not in_full,
    'subtotal_amount', o.subtotal_amount, 'shipping_amount', o.shipping_amount, 'tax_amount', o.tax_amount, 'trace', o.trace,
    'address', case when in_full then o.address else private.mask_address(o.address) end,
    'tracking_number', case when in_full then o.tracking_number end,
    'has_receipt', o.receipt_email_id is not null,
    'receipt_email_id', case when in_full then o.receipt_email_id end,
    'receipt_error', case when in_full then o.receipt_error when o.receipt_error is not null then '' end,
    'order_lines', (select coalesce(jsonb_agg(jsonb_build_object('variant_id', l.variant_id, 'name', l.name, 'finish', l.finish,
        'sku', l.sku, 'unit_amount', l.unit_amount, 'quantity', l.quantity, 'total_amount', l.total_amount)), '[]')
      from public.order_lines l where l.order_id = o.id),
    'order_events', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'status', e.status, 'note', e.note, 'at', e.at)), '[]')
      from public.order_events e where e.order_id = o.id),
    'payments', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'capture_id', p.capture_id,
        'amount', p.amount, 'currency', p.currency, 'stripe_id', p.stripe_id, 'created_at', p.created_at)), '[]')
      from public.payments p where p.order_id = o.id),
    'disputes', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'amount', d.amount, 'currency', d.currency,
        'reason', d.reason, 'status', d.status, 'is_open', d.is_open, 'due_at', d.due_at, 'created_at', d.created_at)), '[]')
      from public.disputes d where d.order_id = o.id),
    'refunds', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'capture_id', r.capture_id, 'amount', r.amount,
        'currency', r.currency, 'reason', case when in_full then r.reason end, 'returns_stock', r.returns_stock, 'status', r.status,
        'stripe_id', r.stripe_id, 'error', case when in_full then r.error end,
        'requested_by', case when r.requested_by is not null then coalesce(private.shown_name(s.user_id, s.name), 'Former staff') end,
        'created_at', r.created_at, 'settled_at', r.settled_at,
        'refund_lines', (select coalesce(jsonb_agg(jsonb_build_object('variant_id', l.variant_id, 'quantity', l.quantity)), '[]')
          from public.refund_lines l where l.refund_id = r.id))), '[]')
      from public.refunds r left join public.staff s on s.user_id = r.requested_by where r.order_id = o.id),
    'returns', (select jsonb_build_object('reason', case when in_full then r.reason end, 'created_at', r.created_at)
      from public.returns r where r.order_id = o.id));
end
$$;

-- What an entry of the log is about, in words: a product, a finish, an order, a person, and the names of ids in the change.
-- A viewer gets a role for a person.
create function private.audit_about(entry public.audit_log, in_full boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  with ids as (
    select e.subject_id, e.change ->> 'product_id' as product, e.change ->> 'variant_id' as variant, e.change ->> 'order_id' as shop_order
    from (select audit_about.entry.subject_id, coalesce(audit_about.entry.before, '{}') || coalesce(audit_about.entry.after, '{}') as change) e
  ), about as (
    select case audit_about.entry.subject
      when 'products' then (select jsonb_build_object('product_id', p.id, 'product', p.name) from public.products p where p.id::text = i.subject_id)
      when 'variants' then (select jsonb_build_object('product_id', p.id, 'product', p.name, 'finish', v.name, 'currency', v.currency)
        from public.products p left join public.variants v on v.id::text = i.subject_id where p.id::text = coalesce(v.product_id::text, i.product))
      when 'photographs' then (select jsonb_build_object('product_id', p.id, 'product', p.name)
        from public.products p where p.id::text = coalesce((select h.product_id::text from public.photographs h where h.id::text = i.subject_id), i.product))
      when 'stock_movements' then (select jsonb_build_object('product_id', p.id, 'product', p.name, 'finish', v.name, 'order_id', o.id, 'number', o.number)
        from public.stock_movements m join public.variants v on v.id = m.variant_id join public.products p on p.id = v.product_id
        left join public.orders o on o.id = m.order_id where m.id::text = i.subject_id)
      when 'orders' then (select jsonb_build_object('order_id', o.id, 'number', o.number, 'currency', o.currency)
        from public.orders o where o.id::text = i.subject_id)
      when 'refunds' then (select jsonb_build_object('order_id', o.id, 'number', o.number, 'amount', r.amount, 'currency', r.currency)
        from public.refunds r join public.orders o on o.id = r.order_id where r.id::text = i.subject_id)
      when 'staff' then (select jsonb_build_object('person', case when audit_about.in_full then s.name else s.role end)
        from public.staff s where s.user_id::text = i.subject_id)
      end as said
    from ids i
  )
  select jsonb_strip_nulls(coalesce(a.said, '{}') || jsonb_build_object('names', (
    select jsonb_object_agg(n.id, n.name) from (
      select c.id::text, c.name from public.categories c union all select c.id::text, c.name from public.collections c
      union all select v.id::text, v.name from public.variants v where audit_about.entry.subject = 'photographs'
    ) n join lateral (select jsonb_each_text(coalesce(audit_about.entry.before, '{}')) as field
      union all select jsonb_each_text(coalesce(audit_about.entry.after, '{}'))) f on (f.field).value = n.id)))
  from about a
$$;

-- One page of the audit log, {"entries", "previous", "next"}, the newest first. Viewers cannot choose by person.
create function public.list_audit(most integer default 50, after jsonb default null, before jsonb default null, subject text default null,
  actor uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  in_full constant boolean := public.may_edit();
  size constant integer := least(greatest(list_audit.most, 1), 100);
  backward constant boolean := list_audit.before is not null;
  place constant bigint := coalesce(list_audit.before, list_audit.after) ->> 0;
  places jsonb[]; page jsonb;
begin
  perform private.demand_staff();
  with found as not materialized (
    select a.id from public.audit_log a where (list_audit.subject is null or a.subject = list_audit.subject)
      and (list_audit.actor is null or not in_full or a.actor = list_audit.actor)
  ), read as (
    (select f.id from found f where not backward and (place is null or f.id < place) order by f.id desc limit size + 1)
    union all (select f.id from found f where backward and f.id > place order by f.id limit size + 1)
  )
  select array(select jsonb_build_array(r.id) from read r order by r.id desc) into places;
  if private.is_first_page(places, size, list_audit.before) then return public.list_audit(most, null, null, subject, actor); end if;
  page := private.cut_page(places, size, list_audit.after, list_audit.before);
  return jsonb_build_object('previous', page -> 'previous', 'next', page -> 'next', 'entries', (
    select coalesce(jsonb_agg(to_jsonb(e) order by e.id desc), '[]') from (
      select a.id, a.at, private.shown_name(a.actor, a.actor_name) as actor_name, a.action, a.subject,
        case when in_full or a.subject <> 'staff' then a.subject_id else '' end as subject_id,
        case when in_full then a.before else private.mask_change(a.subject, a.before) end as before,
        case when in_full then a.after else private.mask_change(a.subject, a.after) end as after,
        private.audit_about(a, in_full) as about
      from public.audit_log a where a.id = any (array(select (p ->> 0)::bigint from jsonb_array_elements(page -> 'places') p))) e));
end
$$;
grant execute on function public.list_staff, public.list_orders, public.admin_order, public.list_audit to authenticated;
