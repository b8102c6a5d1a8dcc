-- Orders, their lines, their payments and what they took from the stock.

create temp table past_tries on commit drop as
  select d.n || '.' || i as key, (d.day + make_interval(hours => (array[0, 7, 8, 8, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12, 13, 13, 14,
    14, 15, 15,
      16, 16, 17, 17, 18, 18, 19, 19, 19, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 23])[1 + floor(pg_temp.chance('hour ' || d.n || '.'
        || i) * 42)::integer],
      secs => pg_temp.chance('second ' || d.n || '.' || i) * 3600)) at time zone p.zone as placed_at
  from past p, past_days d, generate_series(1, d.orders) i;
delete from past_tries using past where placed_at > past.until - interval '40 minutes';

-- Stock comes on Mondays, so no more of a finish is sold in a week than lies there when it begins.
create temp table past_lines on commit drop as
  select l.key, l.variant_id, l.quantity from (
    select x.*, sum(x.quantity) over (partition by x.variant_id, x.week order by x.placed_at, x.key) as so_far from (
      select distinct on (t.key, v.id) t.key, t.placed_at, v.id as variant_id, v.stock,
        date_trunc('week', (t.placed_at at time zone p.zone) - interval '7.5 hours') as week,
        case when pg_temp.chance('many ' || t.key || i) < 0.85 then 1 when pg_temp.chance('many ' || t.key || i) < 0.97 then 2
          else 3 end as quantity
      from past p, past_tries t cross join generate_series(1, case when pg_temp.chance('lines ' || t.key) < 0.7 then 1
          when pg_temp.chance('lines ' || t.key) < 0.94 then 2 else 3 end) i
        join past_variants v on pg_temp.chance('lamp ' || t.key || i) >= v.from_share and pg_temp.chance('lamp ' || t.key
          || i) < v.to_share) x) l
  where l.so_far <= l.stock;

analyze past_lines;
analyze past_places;
create temp table past_orders on commit drop as
  with sums as (
    select t.key, t.placed_at, sum(l.quantity * v.price_amount)::integer as subtotal, sum(l.quantity)::integer as pieces,
      row_number() over (order by t.placed_at, t.key) as n
    from past_tries t join past_lines l on l.key = t.key join past_variants v on v.id = l.variant_id group by 1, 2
  ), people as (
    select s.*, pg_temp.id_of('order ' || s.key) as id, md5('past trace ' || s.key) as trace, substr(md5('past click ' || s.key), 1,
      16) as click,
      pg_temp.pick(array['Ada', 'Anouk', 'Bram', 'Chiara', 'Dagmar', 'Elif', 'Emil', 'Femke', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Joris',
        'Kaja', 'Lars',
        'Lotte', 'Luca', 'Maeve', 'Marta', 'Milo', 'Nadia', 'Niamh', 'Noor', 'Oskar', 'Pia', 'Quentin', 'Rosa', 'Saskia', 'Sven', 'Tess',
          'Tomás', 'Yara'],
        'given ' || s.key) as given,
      pg_temp.pick(array['Aalto', 'Bakker', 'Berg', 'Costa', 'Dekker', 'Ekström', 'Ferreira', 'Fischer', 'Garnier', 'Haas', 'Ibáñez',
        'Jansen', 'Keller',
        'Kovač', 'Lindqvist', 'Maes', 'Marchetti', 'Moreau', 'Nielsen', 'O''Hara', 'Peeters', 'Quinn', 'Rinaldi', 'Sørensen', 'Silva',
          'Visser', 'Vos', 'Weber'],
        'family ' || s.key) as family,
      1 + floor(pg_temp.chance('place ' || s.key) * (select count(*) from past_places))::integer as place, pg_temp.chance('fate '
        || s.key) as fate
    from sums s
  )
  select x.n, x.key, x.id, x.trace, x.click, x.placed_at, x.subtotal, x.pieces, x.given || ' ' || x.family as name, c.country,
    replace(extensions.unaccent(lower(x.given || '.' || x.family)), '''', '') || (10 + x.n % 90) || '@mail.example' as email,
    jsonb_build_object('name', x.given || ' ' || x.family, 'line1', c.street || ' ' || 1 + floor(pg_temp.chance('house '
      || x.key) * 180)::integer,
      'line2', null, 'postalCode', c.postal_code, 'city', c.city, 'country', c.country) as address,
    x.placed_at + interval '1 second' * (35 + 130 * pg_temp.chance('pay ' || x.key)) as paid_at,
    -- given up at the payment, sent back as a whole, or in part
    case when x.fate < 0.07 then 'cancelled' when x.fate > 0.965 then 'back' when x.fate > 0.93 and x.pieces > 1 then 'part'
      else 'delivered' end as fate,
    x.placed_at + interval '1 day' * (4 + 9 * pg_temp.chance('back ' || x.key)) as back_at
  from people x join past_places c on c.n = x.place;
update past_orders o set fate = 'delivered' from past p where o.fate in ('back', 'part') and o.back_at > p.until - interval '2 hours';
alter table past_orders add primary key (id), add packed_at timestamptz, add shipped_at timestamptz, add delivered_at timestamptz,
  add dispute text,
  add attention text;
update past_orders o set packed_at = o.paid_at + interval '3 seconds', shipped_at = o.paid_at + interval '6 seconds' + p.parcel_step,
  delivered_at = o.paid_at + interval '10 seconds' + 3 * p.parcel_step from past p where o.fate <> 'cancelled';

-- What somebody must look at, as on any day; and disputes that have ended.
create function pg_temp.some_order(youngest interval, oldest interval, place integer) returns uuid language sql as $$
  select o.id from past_orders o, past p where o.fate = 'delivered' and o.attention is null and o.dispute is null
    and o.placed_at between p.until - oldest and p.until - youngest order by md5(o.key) offset place limit 1
$$;
update past_orders set dispute = 'won' where id = (select pg_temp.some_order('50 days', '70 days', 0));
update past_orders set dispute = 'lost', fate = 'lost', back_at = placed_at + interval '20 days'
  where id = (select pg_temp.some_order('30 days', '48 days', 0));
update past_orders set dispute = 'needs_response', attention = 'disputed: product not received'
  where id = (select pg_temp.some_order('4 days', '9 days', 0));
update past_orders set attention = 'a return was asked for: It is brighter than I had hoped.'
  where id = (select pg_temp.some_order('2 days', '5 days', 0));
update past_orders set attention = 'a return was asked for' where id = (select pg_temp.some_order('1 day', '3 days', 0));
update past_orders set attention = 'a refund failed: The card was closed.' where id = (select pg_temp.some_order('10 days', '14 days', 0));

analyze past_orders;
insert into public.orders (id, number, status, needs_attention, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount,
  email, address,
    stripe_session_id, receipt_email_id, tracking_number, trace, created_at, updated_at)
  select o.id, p.prefix || '-' || 10000 + o.n, case o.fate when 'back' then 'refunded' when 'lost' then 'refunded'
      when 'part' then 'delivered' else o.fate end, o.attention, o.subtotal, s.parcel, r.rate, private.tax_in(o.subtotal + s.parcel,
        r.rate), o.subtotal + s.parcel,
    case when o.fate <> 'cancelled' then o.email end, case when o.fate <> 'cancelled' then o.address end, 'cs_past_' || md5('session '
      || o.key),
    case when o.fate <> 'cancelled' then pg_temp.id_of('receipt ' || o.key)::text end,
    case when o.fate <> 'cancelled' then p.prefix || 'P' || lpad(floor(pg_temp.chance('parcel ' || o.key) * 1e10)::bigint::text, 10,
      '0') end,
    '00-' || o.trace || '-' || o.click || '-01', o.placed_at, coalesce(o.delivered_at, o.placed_at + interval '35 minutes')
  from past p, past_orders o join (select x.subtotal, private.parcel_amount(x.subtotal) as parcel from (select distinct subtotal
    from past_orders) x) s on s.subtotal = o.subtotal
    join (select x.country, private.vat_rate(x.country) as rate from (select distinct country from past_places) x) r
      on r.country = o.country;
select setval('public.order_numbers', 10000 + (select count(*) from past_orders));

insert into public.order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
  select o.id, v.id, v.name, v.finish, v.sku, v.price_amount, l.quantity
  from past_lines l join past_orders o on o.key = l.key join past_variants v on v.id = l.variant_id;

insert into public.payments (id, order_id, kind, amount, currency, stripe_id, created_at)
  select pg_temp.id_of('payment ' || p.key), o.id, 'capture', o.total_amount, o.currency, 'pi_past_' || md5('payment ' || p.key), p.paid_at
  from past_orders p join public.orders o on o.id = p.id where p.fate <> 'cancelled';

create temp table past_refunds on commit drop as
  select o.id as order_id, pg_temp.id_of('refund ' || o.key) as id, o.fate, o.back_at, o.key,
    pg_temp.pick(array['Too bright for the room', 'Changed their mind', 'The finish is not as expected', 'Arrived with a dent',
      'Ordered two by mistake'],
      'reason ' || o.key) as reason,
    (select l.variant_id from past_lines l where l.key = o.key order by l.variant_id limit 1) as variant_id
  from past_orders o where o.fate in ('back', 'part') or o.attention like 'a refund failed%';
alter table past_refunds add amount integer;
update past_refunds r set amount = case when r.fate = 'part' then (select l.unit_amount from public.order_lines l
    where l.order_id = r.order_id and l.variant_id = r.variant_id) else (select o.total_amount from public.orders o
      where o.id = r.order_id) end,
  back_at = case when r.fate = 'delivered' then r.back_at - interval '3 days' else r.back_at end;
insert into public.refunds (id, order_id, capture_id, amount, currency, reason, returns_stock, restocked, status, stripe_id, error,
  requested_by, created_at, settled_at)
  select r.id, r.order_id, c.id, r.amount, c.currency, r.reason, r.fate <> 'delivered', r.fate <> 'delivered', case r.fate
    when 'delivered' then 'failed' else 'done' end,
    're_past_' || md5('refund ' || r.key), case r.fate when 'delivered' then 'The card was closed.' end, p.editor, r.back_at,
      r.back_at + interval '3 seconds'
  from past p, past_refunds r join public.payments c on c.order_id = r.order_id and c.kind = 'capture';
insert into public.refund_lines (refund_id, variant_id, quantity)
  select r.id, l.variant_id, case r.fate when 'part' then 1 else l.quantity end from past_refunds r join public.order_lines l
    on l.order_id = r.order_id
    and (r.fate <> 'part' or l.variant_id = r.variant_id);
insert into public.payments (id, order_id, kind, capture_id, amount, currency, stripe_id, created_at)
  select pg_temp.id_of('money back ' || r.id), r.order_id, 'refund', r.capture_id, r.amount, r.currency, r.stripe_id, r.settled_at
  from public.refunds r where r.status = 'done';
insert into public.returns (order_id, reason, created_at)
  select r.order_id, r.reason, r.back_at - interval '1 day' from past_refunds r where r.fate = 'back'
  union all
  select o.id, trim(split_part(o.attention, ':', 2)), o.delivered_at + interval '20 hours' from past_orders o
    where o.attention like 'a return%';

insert into public.disputes (id, order_id, capture_id, amount, currency, reason, status, due_at, created_at, heard_at)
  select 'du_past_' || md5('dispute ' || o.key), o.id, c.id, c.amount, c.currency, case o.dispute when 'lost' then 'fraudulent'
    else 'product_not_received' end,
    o.dispute, d.at + interval '9 days', d.at, d.at + interval '2 seconds'
  from past_orders o join public.payments c on c.order_id = o.id and c.kind = 'capture', lateral (
    select case o.dispute when 'needs_response' then o.placed_at + interval '3 days' else o.placed_at + interval '6 days' end as at) d
      where o.dispute is not null;
insert into public.payments (id, order_id, kind, capture_id, amount, currency, stripe_id, created_at)
  select pg_temp.id_of('dispute ' || d.id), d.order_id, 'dispute', d.capture_id, d.amount, d.currency, d.id, o.back_at
  from public.disputes d join past_orders o on o.id = d.order_id where d.status = 'lost';

insert into public.order_events (order_id, status, note, at)
  select e.id, e.status, coalesce((select t.note from public.order_transitions t where t.from_status = e.before
    and t.to_status = e.status), 'The order was placed.'), e.at
  from (
    select o.id, null as before, 'pending' as status, o.placed_at as at from past_orders o
    union all select o.id, 'pending', 'cancelled', o.placed_at + interval '35 minutes' from past_orders o where o.fate = 'cancelled'
    union all select o.id, s.before, s.status, s.at from past_orders o, lateral (values ('pending', 'paid', o.paid_at), ('paid', 'packed',
      o.packed_at),
      ('packed', 'shipped', o.shipped_at), ('shipped', 'delivered', o.delivered_at)) s (before, status, at) where o.fate <> 'cancelled'
    union all select o.id, 'delivered', 'refunded', o.back_at + interval '3 seconds' from past_orders o where o.fate in ('back', 'lost')) e
  order by e.at, e.id;

-- The catalogue came before its first sale. What a week took came back on the Monday after, and the last days' before the store began.
update public.stock_movements m set created_at = p.begins - interval '1 day' from past p where m.order_id is null;
update public.products x set created_at = p.begins - interval '1 day' from past p;
insert into public.stock_movements (id, variant_id, quantity, reason, order_id, created_at)
  select pg_temp.id_of('taken ' || l.order_id || l.variant_id), l.variant_id, -l.quantity, 'taken', l.order_id, o.placed_at
    from public.order_lines l join past_orders o on o.id = l.order_id
  union all
  select pg_temp.id_of('given up ' || l.order_id || l.variant_id), l.variant_id, l.quantity, 'returned', l.order_id,
    o.placed_at + interval '35 minutes'
    from public.order_lines l join past_orders o on o.id = l.order_id where o.fate = 'cancelled'
  union all
  select pg_temp.id_of('back ' || r.id || l.variant_id), l.variant_id, l.quantity, 'returned', r.order_id, r.settled_at
    from public.refunds r join public.refund_lines l on l.refund_id = r.id where r.restocked;
create temp table past_restocks on commit drop as
  select pg_temp.id_of('restock ' || m.variant_id || m.week) as id, m.variant_id, m.week, -sum(m.quantity)::integer as quantity,
    least((m.week + interval '7 days 7.5 hours') at time zone p.zone, p.until - interval '20 minutes') as at
  from past p, (select x.*, date_trunc('week', (x.created_at at time zone private.zone()) - interval '7.5 hours') as week
    from public.stock_movements x where x.order_id is not null) m
  group by m.variant_id, m.week, p.zone, p.until having sum(m.quantity) <> 0;
insert into public.stock_movements (id, variant_id, quantity, reason, created_at)
  select r.id, r.variant_id, r.quantity, case when r.quantity > 0 then 'received' else 'damaged' end, r.at from past_restocks r;
