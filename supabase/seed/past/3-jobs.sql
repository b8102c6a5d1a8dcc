-- Jobs, with how their runs went: `plan` names rows of past_plans.

create temp table past_questions on commit drop as
  select n, pg_temp.id_of('question ' || n) as id, p.begins + interval '1 day' * (n * 3.1 + pg_temp.chance('asked ' || n)) as at,
    lower(pg_temp.pick(array['Ada', 'Bram', 'Greta', 'Hugo', 'Noor', 'Tess'], 'asker ' || n)) || n || '@mail.example' as email,
    (array['Can the cable be longer? Our ceiling is four metres high.', 'Do you deliver to an island?',
      'Which bulb fits when mine burns out?',
      'My parcel came with a dent in the shade. What now?', 'Is the brass lacquered, or will it darken?',
        'Could you keep one aside until Friday?',
      'Does it hum when it is dimmed?', 'I would like an invoice with our company''s name.'])[1 + n % 8] as message
  from past p, generate_series(1, 28) n;
insert into public.questions (id, email, message, trace, created_at, sent_at)
  select q.id, q.email, q.message, '00-' || md5('past question ' || q.n) || '-' || substr(md5('asked ' || q.n), 1, 16) || '-01', q.at,
    q.at + interval '3 seconds'
  from past_questions q, past p where q.at < p.until;

-- Incidents of the health check, the mail service's first; `failed` is how many checks found it.
create temp table past_incidents on commit drop as
  select row_number() over () as n, i.* from past p, lateral (values
    ('mail', 'does not work', p.fails_at + interval '4 minutes', p.works_at),
    ('dead-letters', '2 wait for a person', p.fails_at + interval '40 minutes', p.works_at + interval '25 minutes'),
    ('queue', 'does not answer', p.begins + interval '47 days 3 hours 10 minutes', p.begins + interval '47 days 3 hours 55 minutes'),
    ('payments', 'does not answer', p.begins + interval '68 days 19 hours 5 minutes',
      p.begins + interval '68 days 19 hours 50 minutes')) i (part, note, began_at, ended_at);
insert into public.incidents (id, part, note, began_at, noticed_at, ended_at)
  select pg_temp.id_of('incident ' || i.n), i.part, i.note, date_trunc('minute', i.began_at), date_trunc('minute',
    i.began_at) + interval '15 minutes', date_trunc('minute', i.ended_at)
  from past_incidents i;

-- While the mail service fails, its first answers ask to try again; later ones refuse the mail, and then only a person can help.
create temp table past_plans (plan text, run integer, attempt integer, seconds double precision, status integer, error text) on commit drop;
insert into past_plans values ('plain', 1, 1, 0, 200, null), ('retried', 1, 1, 0, 500, 'TypeError: fetch failed'), ('retried', 2, 2, 12,
  200, null),
  ('killed', 1, 1, 0, null, null), ('killed', 2, 2, 95, 200, null), ('continued', 1, 1, 0, 202, null), ('continued', 2, 1, 3, 200, null);
insert into past_plans select plan, run, run, seconds, 500, 'Error: mail: Internal server error (internal_server_error)'
  from unnest(array['late', 'dead', 'discarded']) plan, (values (1, 0), (2, 12), (3, 161)) f (run, seconds);
-- A null of `seconds`: when the mail service works again.
insert into past_plans values ('late', 4, 4, null, 200, null), ('dead', 4, 4, 1643, 489,
  'ShopError: The mail service refused it: Sending is suspended.'),
  ('dead', 5, 1, null, 200, null), ('discarded', 4, 4, 1643, 489, 'ShopError: The mail service refused it: Sending is suspended.');

create temp table past_jobs on commit drop as
  select j.name, j.name || '.' || j.about as key, j.input, j.trace, j.at, case
      when j.mails and j.at between p.fails_at and p.works_at then case
        when j.name = 'process-order' or j.at > p.works_at - interval '1 hour' then 'late'
        when j.about like '%.delivered' and pg_temp.chance('dead ' || j.about) < 0.3 then 'discarded' when pg_temp.chance('dead '
          || j.about) < 0.6 then 'dead' else 'late' end
      when j.name = 'make-sales-report' and j.about = 'day-' || p.today - 6 then 'killed' when j.name = 'do-clean-up' then 'continued'
      when pg_temp.chance('retry ' || j.name || j.about) < 0.015 then 'retried' else 'plain' end as plan
  from past p, (
    select w.name, w.about, w.mails, jsonb_build_object('orderId', o.id) || w.input as input, o.trace, w.at
      from past_orders o, lateral (values ('process-order', o.id::text, true, '{}'::jsonb, o.paid_at), ('ship-order', o.id::text, false,
        '{}', o.shipped_at),
        ('deliver-order', o.id::text, false, '{}', o.delivered_at), ('tell-shopper', o.id || '.shipped', true, '{"about": "shipped"}',
          o.shipped_at + interval '900 milliseconds'),
        ('tell-shopper', o.id || '.delivered', true, '{"about": "delivered"}', o.delivered_at + interval '900 milliseconds')) w (name, about, mails, input, at)
          where o.fate <> 'cancelled'
    union all
    select 'refund-order', r.id::text, true, jsonb_build_object('refundId', r.id), o.trace, r.created_at from public.refunds r
      join past_orders o on o.id = r.order_id
    union all
    select 'confirm-return', r.order_id::text, true, jsonb_build_object('orderId', r.order_id), o.trace, r.created_at
      from public.returns r join past_orders o on o.id = r.order_id
    union all
    select 'forward-question', q.id::text, true, jsonb_build_object('questionId', q.id), md5('past question ' || q.n), q.at
      from past_questions q
    union all
    select 'resend-receipt', o.id || '.1', true, jsonb_build_object('orderId', o.id, 'copy', 1), o.trace, o.placed_at + interval '26 hours'
      from past_orders o where o.fate = 'delivered' and o.n % 211 = 7
    -- What the scheduler asked for: of a day only when it is eight in the morning, as the sweep sees it, for else the store asks itself.
    union all
    select 'check-invariants', d.day::text, false, jsonb_build_object('day', d.day), md5('past check ' || d.day),
      private.start_of(d.day) + interval '3.5 hours'
      from past_days d, past p where private.start_of(d.day) + interval '8 hours' <= p.until
    union all
    select 'do-clean-up', d.day::text, false, jsonb_build_object('day', d.day), md5('past clean-up ' || d.day),
      private.start_of(d.day) + interval '4 hours'
      from past_days d, past p where private.start_of(d.day) + interval '8 hours' <= p.until and extract(isodow from d.day) = 7
    union all
    select 'tell-owner', 'stock-' || d.day, true, jsonb_build_object('about', 'stock', 'id', d.day), md5('past stock ' || d.day),
      private.start_of(d.day) + interval '6 hours'
      from past_days d, past p where private.start_of(d.day) + interval '8 hours' <= p.until and extract(isodow from d.day) = 1
    union all
    select 'make-sales-report', r.kind || '-' || r.first_day, true, jsonb_build_object('kind', r.kind, 'firstDay', r.first_day),
      md5('past report ' || r.last_day),
      r.made_at + interval '1 minute' * array_position(array['day', 'week', 'month', 'year'], r.kind) from past_periods r
    union all
    select 'tell-owner', 'incidents-' || to_char(x.at, 'YYYY-MM-DD-HH24MI'), false, jsonb_build_object('about', 'incidents',
        'id', to_char(x.at, 'YYYY-MM-DD"T"HH24:MI"Z"')), md5('past incident ' || x.at), x.at
      from (select distinct m.at from public.incidents i, lateral (values (i.noticed_at), (i.ended_at)) m (at)) x
    union all
    select 'tell-owner', 'dispute-' || d.id || '-' || s.status, true, jsonb_build_object('about', 'dispute', 'id', d.id || '-'
      || s.status), o.trace, s.at
      from public.disputes d join past_orders o on o.id = d.order_id, lateral (values ('needs_response', d.created_at),
        (d.status, case when d.is_open then d.created_at else d.created_at + interval '12 days' end)) s (status, at) group by d.id,
          s.status, o.trace, s.at
    union all
    select 'tell-owner', 'refund-' || r.id, true, jsonb_build_object('about', 'refund', 'id', r.id), o.trace, r.settled_at
      from public.refunds r join past_orders o on o.id = r.order_id where r.status = 'failed') j (name, about, mails, input, trace, at)
  where j.at < p.until - interval '1 minute';

-- How long a function usually takes and needs to start, in milliseconds, and its memory in megabytes.
create temp table past_profiles (function text primary key, ms integer, cold_ms integer, memory_mb integer) on commit drop;
insert into past_profiles values ('catalog-webhook', 38, 420, 148), ('chat', 640, 610, 186), ('check-health', 240, 480, 164),
  ('check-invariants', 1900, 460, 158),
  ('clean-up', 46, 400, 146), ('confirm-return', 260, 620, 171), ('deliver-order', 62, 410, 149), ('do-clean-up', 3200, 450, 161),
  ('forward-question', 230, 600, 168), ('health', 31, 380, 142), ('invariants', 44, 400, 145), ('make-sales-report', 2600, 880, 262),
  ('process-order', 290, 640, 174), ('refund-order', 520, 650, 178), ('resend-receipt', 280, 630, 172), ('sales-report', 52, 400, 147),
  ('ship-order', 74, 420, 150), ('stock-report', 88, 410, 149), ('stripe-webhook', 190, 560, 169), ('sweep', 96, 430, 153),
  ('tell-owner', 250, 610, 170), ('tell-shopper', 240, 610, 170);

analyze past_jobs;
create temp table past_calls (key, function, trigger, trace, status, error, job_key, run, attempt, started_at) on commit drop as
    select j.key || s.run, j.name, 'queue'::text, j.trace, s.status, s.error, j.key, s.run, s.attempt, case when s.seconds is null
        then p.works_at + interval '1 second' * (60 + 1100 * pg_temp.chance('again ' || j.key))
          else j.at + interval '1 second' * (s.seconds + 0.4 + pg_temp.chance('wait ' || j.key || s.run)) end
      from past p, past_jobs j join past_plans s on s.plan = j.plan
    union all
    select 'paid ' || o.key, 'stripe-webhook', 'webhook', o.trace, 200, null, null, null, null, o.paid_at - interval '300 milliseconds'
      from past_orders o where o.fate <> 'cancelled'
    union all
    select 'gone ' || o.key, 'stripe-webhook', 'webhook', o.trace, 200, null, null, null, null, o.placed_at + interval '35 minutes'
      from past_orders o where o.fate = 'cancelled'
    union all
    select 'back ' || r.id, 'stripe-webhook', 'webhook', o.trace, 200, null, null, null, null, r.settled_at from public.refunds r
      join past_orders o on o.id = r.order_id
    union all
    select 'planned ' || j.key, s.planner, 'cron', j.trace, 200, null, null, null, null, j.at - interval '4 seconds'
      from past_jobs j join (values ('check-invariants', 'invariants', ''), ('do-clean-up', 'clean-up', ''), ('tell-owner', 'stock-report',
        'tell-owner.stock-'),
        ('make-sales-report', 'sales-report', 'make-sales-report.day-')) s (name, planner, prefix) on s.name = j.name
          and j.key like s.prefix || '%'
    union all
    -- Every fifteen minutes, and at the pace of the store on the last day.
    select c.function || t, c.function, c.trigger, md5('past ' || c.function || t), case when c.function = 'sweep'
      and pg_temp.chance('sweep ' || t) < 0.002 then 500 else 200 end,
        case when c.function = 'sweep' and pg_temp.chance('sweep '
          || t) < 0.002 then 'Error: canceling statement due to statement timeout (57014)' end,
        null, null, null, t + interval '1 second' * (0.2 + pg_temp.chance(c.function || ' late ' || t))
      from past p, (values ('sweep', 'cron', interval '1 minute'), ('check-health', 'cron', interval '5 minutes'), ('health', 'http',
        interval '15 minutes')) c (function, trigger, pace),
        lateral (select t from generate_series(date_trunc('hour', p.begins), p.until - interval '26 hours', interval '15 minutes') t union
          select t from generate_series(date_trunc('hour', p.until) - interval '26 hours', p.until - interval '1 minute', c.pace) t) s
    union all
    select 'chat ' || n, 'chat', 'http', md5('past chat ' || n), case when n % 97 = 5 then 500 else 200 end, case
      when n % 97 = 5 then 'TimeoutError: The operation was aborted due to timeout' end,
        null, null, null, p.begins + interval '1 hour' * (n * 3.4 + 3 * pg_temp.chance('chat ' || n))
      from past p, generate_series(0, 640) n
    union all
    select 'catalogue ' || n, 'catalog-webhook', 'webhook', md5('past catalogue ' || n), 200, null, null, null, null,
      p.begins + interval '1 hour' * (n * 7.3 + 5 * pg_temp.chance('catalogue ' || n))
      from past p, generate_series(0, 300) n;
-- An instance that nobody called for a quarter of an hour is gone, and sometimes a second one is needed. What was killed has no end.
create temp table past_runs on commit drop as
  select pg_temp.id_of('run ' || r.key) as id, r.*, case when r.status is not null then f.memory_mb + floor(pg_temp.chance('memory '
    || r.key) * 24)::integer end as memory_mb,
    case when r.status is not null then floor(f.ms * (0.7 + 1.6 * power(pg_temp.chance('ms ' || r.key), 4)) + case
      when r.status = 500 then 60 else 0 end
      + case when r.cold then f.cold_ms * (0.9 + 0.3 * pg_temp.chance('cold ' || r.key)) else 0 end)::integer end as ms
  from past_profiles f join (select c.*, coalesce(c.started_at - lag(c.started_at) over (partition by c.function order by c.started_at) > interval '16 minutes', true)
      or pg_temp.chance('second ' || c.key) < 0.02 as cold from past_calls c, past p where c.started_at < p.until) r
        on r.function = f.function;
create index on past_runs (job_key);
analyze past_runs (job_key, function);

insert into public.jobs (key, name, input, status, run_at, attempts, runs, error, trace, created_at, started_at, finished_at)
  select j.key, j.name, j.input, case j.plan when 'discarded' then 'discarded' else 'done' end, j.at, r.attempt, r.run,
    case j.plan when 'discarded' then 'The parcel has arrived: this news is old' end,
    '00-' || j.trace || '-' || substr(md5('publish ' || j.key), 1, 16) || '-01', j.at, r.started_at,
      r.started_at + r.ms * interval '1 millisecond'
  from past_jobs j, lateral (select * from past_runs x where x.job_key = j.key order by x.run desc limit 1) r;
-- A receipt that waited was sent when the mail service worked again; steps are kept for a month, as the clean-up keeps them.
update public.incidents i set note = (select count(*) from past_jobs j where j.plan in ('dead', 'discarded')) || ' wait for a person'
  where i.part = 'dead-letters';
insert into public.job_steps (job_key, step, result, run, finished_at)
  select j.key, s.step, 'null', j.runs, j.finished_at - interval '20 milliseconds' * s.place from past p, public.jobs j
    join (values ('process-order', 'send-receipt', 1), ('tell-shopper', 'send', 1),
    ('confirm-return', 'send', 1), ('resend-receipt', 'send', 1), ('forward-question', 'send', 1), ('refund-order', 'pay-back', 2),
      ('refund-order', 'tell-shopper', 1), ('tell-owner', 'read', 2),
    ('tell-owner', 'send', 1), ('make-sales-report', 'compare', 5), ('make-sales-report', 'write-csv', 4), ('make-sales-report',
      'write-pdf', 3),
    ('make-sales-report', 'save', 2), ('make-sales-report', 'send', 1)) s (name, step, place) on s.name = j.name
  where j.status = 'done' and j.finished_at > p.until - interval '30 days' and j.created_at < p.until;

insert into public.function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status, error, job_key, job_run, attempt,
  ends_by)
  select r.id, r.function, r.trigger, r.trace, r.started_at, r.ms, r.cold, r.memory_mb, r.status, r.error,
    r.job_key, r.run, r.attempt, case when r.job_key is not null then r.started_at + interval '75 seconds' end
  from past_runs r, past p where r.started_at >= p.keeps_from;
insert into public.function_days (day, function, runs, errors, ms, memory, slowest_ms)
  select (r.started_at at time zone p.zone)::date, r.function, count(*), count(*) filter (where coalesce(r.status, 500) >= 500),
    coalesce(sum(r.ms), 0), coalesce(sum(r.ms::bigint * r.memory_mb), 0), coalesce(max(r.ms), 0)
  from past_runs r, past p where r.started_at < p.keeps_from group by 1, 2;

insert into public.stripe_events (id, type, created_at, received_at, handled_at)
  select 'evt_past_' || md5(e.type || e.key), e.type, e.at, e.at + interval '400 milliseconds', e.at + interval '700 milliseconds' from (
    select 'checkout.session.completed' as type, o.key, o.paid_at - interval '800 milliseconds' as at from past_orders o
      where o.fate <> 'cancelled'
    union all select 'checkout.session.expired', o.key, o.placed_at + interval '35 minutes' from past_orders o where o.fate = 'cancelled'
    union all select 'payment_intent.payment_failed', o.key, o.placed_at + interval '20 seconds' from past_orders o
      where pg_temp.chance('card ' || o.key) < 0.05
    union all select 'charge.refunded', r.id::text, r.settled_at from public.refunds r where r.status = 'done') e;
