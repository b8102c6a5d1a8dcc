-- What the health check saw, what staff did, what shoppers left in carts, and what the clean-up removed.

create temp table past_parts on commit drop as
  select part, ms from (values ('pages', 90), ('database', 12), ('storage', 35), ('payments', 140), ('webhooks', 14), ('queue', 60),
    ('jobs', 14), ('dead-letters', 14),
    ('mail', 110), ('reports', 14), ('keys', 1)) x (part, ms);
insert into public.health_days (part, day, checks, failed, is_ok)
  select c.part, d.day, n.checks, least(n.checks, coalesce(i.failed, case when pg_temp.chance('blink ' || c.part || d.n) < 0.006
    and d.n < 90 then 1 else 0 end)), true
  from past p, past_parts c cross join past_days d
    cross join lateral (select greatest(1, floor(extract(epoch from least(private.start_of(d.day + 1),
      p.until) - private.start_of(d.day)) / 900))::integer as checks) n
    left join lateral (select ceil(extract(epoch from sum(x.ended_at - x.began_at)) / 900)::integer as failed from past_incidents x
      where x.part = c.part and private.day_of(x.began_at) = d.day having count(*) > 0) i on true
  where d.n > 0;
insert into public.health_checks (at, part, ok, ms)
  select t, c.part, true, floor(c.ms * (0.7 + 0.9 * pg_temp.chance(c.part || t)))::integer from past p, past_parts c,
    generate_series(date_trunc('hour', p.until) - interval '12 hours', p.until - interval '1 minute', interval '5 minutes') t;

create temp table past_carts on commit drop as
  select n, pg_temp.id_of('cart ' || n) as id, p.begins + interval '1 hour' * (n * 5.1 + 4 * pg_temp.chance('left ' || n)) as at
    from past p, generate_series(0, 420) n;
create temp table past_cart_lines on commit drop as
  select distinct on (c.id, v.id) c.id as cart_id, c.at, v.id as variant_id, 1 + floor(pg_temp.chance('pieces ' || c.n
    || i) * 1.4)::integer as quantity
  from past_carts c cross join generate_series(1, 1 + floor(pg_temp.chance('filled ' || c.n) * 2)::integer) i
    join past_variants v on pg_temp.chance('in cart ' || c.n || i) >= v.from_share and pg_temp.chance('in cart ' || c.n || i) < v.to_share;
insert into public.carts (id, created_at, updated_at)
  select c.id, c.at - interval '4 minutes', c.at from past_carts c, past p where c.at between p.until - interval '28 days' and p.until;
insert into public.cart_lines (cart_id, variant_id, quantity, added_at)
  select l.cart_id, l.variant_id, l.quantity, l.at from past_cart_lines l join public.carts c on c.id = l.cart_id;

insert into public.clean_ups (day, removed, finished_at)
  select d.day, (select jsonb_object_agg(k.kind, jsonb_build_object('count', floor(k.most * pg_temp.chance(k.kind || d.n))::integer,
    'names', '[]'::jsonb))
    from (values ('carts', 34), ('runs', 1400), ('spans', 9000), ('events', 90), ('steps', 160), ('questions', 3), ('visitors', 20),
      ('originals', 2)) k (kind, most)), j.finished_at
  from past_days d join public.jobs j on j.key = 'do-clean-up.' || d.day;

insert into public.audit_log (at, actor, actor_name, action, subject, subject_id, before, after)
  select e.at, s.user_id, s.name, e.action, e.subject, e.subject_id, e.before, e.after from past p cross join (
    -- The goods that came on a Monday: those of which most came.
    select r.at, 'editor' as role, 'insert' as action, 'stock_movements' as subject, r.id::text as subject_id, null::jsonb as before,
        jsonb_build_object('id', r.id, 'variant_id', r.variant_id, 'quantity', r.quantity, 'reason', 'received', 'order_id', null) as after
      from (select x.*, row_number() over (partition by x.week order by x.quantity desc, x.id) as place from past_restocks x
        where x.quantity > 0) r where r.place <= 4
    union all
    select r.created_at, 'editor', 'insert', 'refunds', r.id::text, null, jsonb_build_object('order_id', r.order_id, 'amount', r.amount,
      'currency', r.currency, 'reason', r.reason,
      'returns_stock', r.returns_stock, 'status', 'requested') from public.refunds r
    union all
    select x.started_at - interval '3 seconds', 'owner', 'update', 'jobs', x.job_key, '{"status": "failed"}', '{"status": "waiting"}'
      from past_runs x join past_jobs j on j.key = x.job_key where j.plan = 'dead' and x.run = 5
    union all
    select w.works_at + interval '26 minutes', 'owner', 'update', 'jobs', j.key, '{"status": "failed"}',
      '{"status": "discarded", "reason": "The parcel has arrived: this news is old"}' from past w, past_jobs j where j.plan = 'discarded'
    union all
    select j.at, 'editor', 'insert', 'jobs', j.key, null, jsonb_build_object('order', o.number, 'copy', 1) from past_jobs j
      join public.orders o on o.id = (j.input ->> 'orderId')::uuid
      where j.name = 'resend-receipt'
    union all
    select r.back_at + interval '5 minutes', 'editor', 'update', 'orders', r.order_id::text,
      '{"needs_attention": "a return was asked for"}', '{"needs_attention": null}'
      from past_refunds r where r.fate = 'back'
    union all
    -- The maker was slow for a month.
    select w.begins + c.later, 'editor', 'update', 'products', c.id::text, jsonb_build_object('lead_days', c.before),
      jsonb_build_object('lead_days', c.after) from past w, (
      select x.id, interval '31 days 10 hours' as later, x.lead_days as before, x.lead_days + 14 as after from public.products x
        where x.position between 4 and 6
      union all select x.id, interval '62 days 9 hours', x.lead_days + 14, x.lead_days from public.products x where x.position between 4
        and 6) c
    union all
    select w.begins + interval '12 days 13 hours', 'owner', 'insert', 'jobs', 'sales-report', null, '{"called": true}' from past w) e
  join public.staff s on s.user_id = case e.role when 'owner' then p.owner else p.editor end where e.at < p.until order by e.at,
    e.subject_id;
