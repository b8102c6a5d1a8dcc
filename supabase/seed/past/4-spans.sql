-- Spans of what is recent: the traces of the last days' orders, and of schedules since this morning. The names and attributes are those
-- of lib/tracing; times are shares of the run's time.

create temp table past_shapes (function text, place integer, under integer, name text, kind text, from_share double precision,
  to_share double precision, attributes jsonb)
  on commit drop;
-- `under`: the place of the span around it, 0 for the run's own. %s is the order in the key of a job.
insert into past_shapes (function, place, under, name, kind, from_share, to_share, attributes) values
  ('stripe-webhook', 1, 0, 'rpc keep_stripe_event', 'client', 0.12, 0.29, '{}'),
  ('stripe-webhook', 3, 0, 'stripe GET /v1/checkout/sessions/{id}', 'client', 0.3, 0.62,
    '{"url.template": "/v1/checkout/sessions/{id}", "http.request.method": "GET"}'),
  ('stripe-webhook', 4, 0, 'rpc mark_paid', 'client', 0.63, 0.78, '{}'), ('stripe-webhook', 5, 0, 'publish process-order', 'producer',
    0.79, 0.9, '{"key": "process-order.%s"}'),
  ('stripe-webhook', 6, 0, 'rpc stripe_event_handled', 'client', 0.91, 0.97, '{}'),
  ('process-order', 1, 0, 'rpc start_job', 'client', 0.02, 0.09, '{}'), ('process-order', 2, 0, 'rpc pack_order', 'client', 0.1, 0.21, '{}'),
  ('process-order', 3, 0, 'publish ship-order', 'producer', 0.22, 0.31, '{"key": "ship-order.%s"}'),
  ('process-order', 4, 0, 'step send-receipt', 'internal', 0.32, 0.88, '{}'),
  ('process-order', 5, 4, 'rpc get_receipt', 'client', 0.33, 0.42, '{}'), ('process-order', 6, 4, 'mail send', 'client', 0.45, 0.8,
    '{"mail.attachments": 0}'),
  ('process-order', 7, 4, 'rpc keep_receipt', 'client', 0.81, 0.87, '{}'), ('process-order', 8, 0, 'insert job_steps', 'client', 0.89,
    0.93, '{}'),
  ('process-order', 9, 0, 'rpc finish_job', 'client', 0.94, 0.99, '{}'),
  ('ship-order', 1, 0, 'rpc start_job', 'client', 0.04, 0.2, '{}'), ('ship-order', 2, 0, 'rpc ship_order', 'client', 0.22, 0.45, '{}'),
  ('ship-order', 3, 0, 'publish deliver-order', 'producer', 0.46, 0.6, '{"key": "deliver-order.%s"}'),
  ('ship-order', 4, 0, 'publish tell-shopper', 'producer', 0.61, 0.76, '{"key": "tell-shopper.%s.shipped"}'), ('ship-order', 5, 0,
    'rpc finish_job', 'client', 0.8, 0.96, '{}'),
  ('deliver-order', 1, 0, 'rpc start_job', 'client', 0.04, 0.24, '{}'), ('deliver-order', 2, 0, 'rpc deliver_order', 'client', 0.26, 0.52,
    '{}'),
  ('deliver-order', 3, 0, 'publish tell-shopper', 'producer', 0.54, 0.74, '{"key": "tell-shopper.%s.delivered"}'), ('deliver-order', 4, 0,
    'rpc finish_job', 'client', 0.78, 0.96, '{}'),
  ('tell-shopper', 1, 0, 'rpc start_job', 'client', 0.02, 0.1, '{}'), ('tell-shopper', 2, 0, 'step send', 'internal', 0.14, 0.86, '{}'),
  ('tell-shopper', 3, 2, 'rpc get_parcel_news', 'client', 0.15, 0.24, '{}'), ('tell-shopper', 4, 2, 'mail send', 'client', 0.3, 0.85,
    '{"mail.attachments": 0}'),
  ('tell-shopper', 5, 0, 'rpc finish_job', 'client', 0.9, 0.98, '{}'),
  ('refund-order', 1, 0, 'rpc start_job', 'client', 0.02, 0.07, '{}'), ('refund-order', 2, 0, 'step pay-back', 'internal', 0.1, 0.6, '{}'),
  ('refund-order', 3, 2, 'stripe GET /v1/refunds', 'client', 0.12, 0.3, '{"url.template": "/v1/refunds", "http.request.method": "GET"}'),
  ('refund-order', 4, 2, 'stripe POST /v1/refunds', 'client', 0.31, 0.52, '{"url.template": "/v1/refunds", "http.request.method": "POST"}'),
  ('refund-order', 5, 2, 'rpc take_refund', 'client', 0.53, 0.59, '{}'), ('refund-order', 6, 0, 'step tell-shopper', 'internal', 0.63,
    0.92, '{}'),
  ('refund-order', 7, 6, 'mail send', 'client', 0.66, 0.9, '{"mail.attachments": 0}'), ('refund-order', 8, 0, 'rpc finish_job', 'client',
    0.94, 0.99, '{}'),
  ('confirm-return', 1, 0, 'rpc start_job', 'client', 0.02, 0.1, '{}'), ('confirm-return', 2, 0, 'step send', 'internal', 0.14, 0.86, '{}'),
  ('confirm-return', 3, 2, 'mail send', 'client', 0.3, 0.85, '{"mail.attachments": 0}'), ('confirm-return', 4, 0, 'rpc finish_job',
    'client', 0.9, 0.98, '{}'),
  ('sweep', 1, 0, 'rpc take_overdue_jobs', 'client', 0.03, 0.2, '{}'), ('sweep', 2, 0, 'rpc mark_lost_uploads', 'client', 0.21, 0.33, '{}'),
  ('sweep', 3, 0, 'rpc announce_lost_changes', 'client', 0.34, 0.46, '{}'), ('sweep', 4, 0, 'rpc plan_missed', 'client', 0.47, 0.66, '{}'),
  ('sweep', 5, 0, 'rpc take_expired_orders', 'client', 0.67, 0.77, '{}'), ('sweep', 6, 0, 'rpc take_orders_to_compare', 'client', 0.78,
    0.88, '{}'),
  ('sweep', 7, 0, 'rpc flag_late_orders', 'client', 0.89, 0.98, '{}'),
  ('check-health', 1, 0, 'rpc work_figures', 'client', 0.05, 0.3, '{}'), ('check-health', 2, 0, 'select variants', 'client', 0.05, 0.22,
    '{}'),
  ('check-health', 3, 0, 'stripe GET /v1/balance', 'client', 0.05, 0.7, '{"url.template": "/v1/balance", "http.request.method": "GET"}'),
  ('check-health', 4, 0, 'rpc record_health', 'client', 0.75, 0.96, '{}');

create temp table past_traced on commit drop as
  select r.*, o.id as order_id, o.click, case when r.job_key is not null then substr(md5('publish ' || r.job_key), 1, 16)
    else o.click end as parent,
    substr(md5('span ' || r.id), 1, 16) as span, (select min(s.place) from past_shapes s where s.function = r.function
      and s.name = 'mail send') as mail_place
  from past p, past_runs r left join past_orders o on o.trace = r.trace
  where r.status is not null and r.error is distinct from 'TypeError: fetch failed'
    and (o.placed_at > p.until - interval '15 days' or (o.id is null and r.function in ('sweep', 'check-health')
      and r.started_at > p.until - interval '6 hours'));

insert into public.spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, error, attributes, events)
  select r.trace, r.span, r.parent, 'run ' || r.function, case r.trigger when 'queue' then 'consumer' else 'server' end, r.function, r.id,
    r.started_at, r.ms * 1000,
    case when r.error is null then 'unset' else 'error' end, r.error,
    jsonb_build_object('faas.name', r.function, 'http.route', '/api/' || r.function, 'faas.coldstart', r.cold, 'faas.invocation_id', r.id,
      'http.request.method', 'POST',
      'http.response.status_code', r.status, 'faas.trigger', case r.trigger when 'queue' then 'pubsub' when 'cron' then 'timer'
        else 'http' end)
      || case when r.job_key is not null then jsonb_build_object('messaging.system', 'qstash', 'messaging.message.id', r.job_key,
        'messaging.operation.type', 'process',
        'messaging.destination.name', r.function) else '{}' end,
    jsonb_build_array(jsonb_build_object('at', r.started_at + r.ms * interval '1 millisecond', 'level', case
      when r.error is null then 'info' else 'error' end, 'message', 'run',
      'fields', jsonb_strip_nulls(jsonb_build_object('ms', r.ms, 'cold', r.cold, 'status', r.status, 'trigger', r.trigger, 'error',
        r.error))))
  from past_traced r;
-- What came after a mail that failed did not happen.
insert into public.spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, error, attributes, events)
  select r.trace, case when s.attributes ? 'key' then substr(md5('publish ' || format(s.attributes ->> 'key', r.order_id)), 1, 16)
      else substr(md5('span ' || r.id || s.place), 1, 16) end,
    case s.under when 0 then r.span else substr(md5('span ' || r.id || s.under), 1, 16) end, s.name, s.kind, r.function, r.id,
    r.started_at + interval '1 millisecond' * (t.start_ms + (r.ms - t.start_ms) * s.from_share),
      ((r.ms - t.start_ms) * (s.to_share - s.from_share) * 1000)::bigint,
    case when x.fails then 'error' else 'unset' end, case when x.fails then r.error end,
    case when s.attributes ? 'key' then jsonb_build_object('messaging.system', 'qstash', 'messaging.operation.type', 'send',
      'messaging.message.id', format(s.attributes ->> 'key', r.order_id),
        'messaging.destination.name', substr(s.name, 9))
      when s.kind = 'client' and s.name like 'rpc %' then jsonb_build_object('db.system.name', 'postgresql', 'db.stored_procedure.name',
        substr(s.name, 5), 'http.request.method', 'POST', 'http.response.status_code', 200)
      when s.name like 'step %' then jsonb_build_object('shop.job_run', r.run) else s.attributes end, '[]'
  from past_traced r join past_shapes s on s.function = r.function join past_profiles f on f.function = r.function,
    lateral (select case when r.cold then least(f.cold_ms * 0.9, r.ms * 0.7) else 0 end as start_ms) t,
    lateral (select r.error is not null and s.place in (r.mail_place, (select m.under from past_shapes m where m.function = r.function
      and m.place = r.mail_place)) as fails) x
  where (r.error is null or s.place <= r.mail_place) and (s.attributes ->> 'key' is null or r.run is null or r.run = 1)
    and (r.function <> 'stripe-webhook' or r.key like 'paid %' or s.place not in (3, 4, 5));
insert into public.spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, error, attributes, events)
  select r.trace, substr(md5('wait ' || r.id), 1, 16), r.parent, 'wait ' || r.function, 'internal', r.function, r.id,
    r.started_at - w.ms * interval '1 millisecond', w.ms * 1000, 'unset', null,
    jsonb_build_object('messaging.message.id', r.job_key), '[]'
  from past_traced r, lateral (select 30 + floor(pg_temp.chance('waited ' || r.key) * 300)::bigint as ms) w where r.job_key is not null;
insert into public.spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, error, attributes, events)
  select o.trace, case s.place when 0 then o.click else substr(md5('checkout ' || o.key || s.place), 1, 16) end, case s.place
    when 0 then null else o.click end, s.name, s.kind, 'pages', null,
    o.placed_at + interval '1 millisecond' * s.at, s.ms * (700 + floor(600 * pg_temp.chance('page ' || o.key || s.place))::bigint),
      'unset', null, s.attributes, '[]'
  from past p, past_orders o, (values (0, 'action checkout', 'server', 0, 420,
    '{"http.route": "/checkout", "http.request.method": "POST"}'::jsonb),
    (1, 'rpc place_order', 'client', 24, 60, '{"db.system.name": "postgresql", "db.stored_procedure.name": "place_order"}'),
    (2, 'stripe POST /v1/checkout/sessions', 'client', 96, 180, '{"url.template": "/v1/checkout/sessions", "http.request.method": "POST"}'),
    (3, 'rpc attach_session', 'client', 290, 30, '{"db.system.name": "postgresql", "db.stored_procedure.name": "attach_session"}')) s (place, name, kind, at, ms, attributes)
  where o.placed_at > p.until - interval '15 days';
