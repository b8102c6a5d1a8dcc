-- Open pages learn from Realtime that something has changed, and then read it again with their own rights. So a message says nothing:
-- the topic says enough. Nobody may send: there is no policy for it, and the database is not asked.

-- Who knows the topic of an order knows its key. A topic of the admin is for staff, visitors of a demo among them.
create policy "holders of an order's key hear of it" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and topic = (select realtime.topic()) and topic ~ '^order:[0-9a-f]{64}$');
create policy "staff hear of changes" on realtime.messages for select to authenticated
  using (extension = 'broadcast' and topic = (select realtime.topic()) and topic like 'admin:%' and (select public.is_staff()));

-- Whoever has the id of a trace, 128 random bits, may see its outline (trace_outline) and hears when it grows.
create policy "holders of a trace's id hear of it" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and topic = (select realtime.topic()) and topic ~ '^trace:[0-9a-f]{32}$');

-- Tells a topic that something has changed: once for each transaction, because a change of many rows is one piece of news.
-- realtime.send turns its own failures into warnings, so what changed never fails.
create function private.broadcast(topic text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  told text[] := string_to_array(coalesce(current_setting('live.told', true), ''), ' ');
  -- Assignments, here and in the triggers below, because PERFORM starts the executor: every order comes here.
  nothing text;
begin
  if broadcast.topic = any (told) then return; end if;
  nothing := set_config('live.told', array_to_string(told || broadcast.topic, ' '), true);
  nothing := realtime.send('{}', 'change', broadcast.topic, true);
end
$$;

-- A table whose changes a page of the admin shows: execute function private.broadcast_change('<what>') tells `admin:<what>`.
create function private.broadcast_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare nothing text;
begin
  nothing := private.broadcast('admin:' || tg_argv[0]);
  return null;
end
$$;

-- The pages of one order.
create function private.broadcast_order() returns trigger
language plpgsql security definer set search_path = '' as $$
declare nothing text;
begin
  nothing := private.broadcast(private.order_topic(new.access_key));
  return null;
end
$$;
create trigger orders_broadcast after update on public.orders for each row
  when ((old.status, old.tracking_number, old.address, old.email, old.receipt_email_id, old.receipt_error)
    is distinct from (new.status, new.tracking_number, new.address, new.email, new.receipt_email_id, new.receipt_error))
  execute function private.broadcast_order();

-- The order's page shows a return, and the admin its refunds.
create function private.broadcast_part_of_order() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.broadcast(private.order_topic(o.access_key)) from public.orders o where o.id = new.order_id;
  perform private.broadcast('admin:orders');
  return null;
end
$$;
create trigger returns_broadcast after insert on public.returns for each row execute function private.broadcast_part_of_order();
create trigger refunds_broadcast after insert or update on public.refunds for each row execute function private.broadcast_part_of_order();

-- The lists of the admin.
create trigger orders_broadcast_to_staff after insert or update of status, needs_attention, email, tracking_number, receipt_email_id, receipt_error
  on public.orders for each row execute function private.broadcast_change('orders');
create trigger photographs_broadcast after insert or delete or update of status on public.photographs for each row
  execute function private.broadcast_change('photographs');
create trigger runs_broadcast after insert or update on public.function_runs for each row execute function private.broadcast_change('runs');
-- Whoever caused a run follows it on /under-the-hood. Nobody waits for a schedule.
create function private.broadcast_trace() returns trigger
language plpgsql security definer set search_path = '' as $$
declare nothing text;
begin
  nothing := private.broadcast('trace:' || new.trace);
  return null;
end
$$;
create trigger runs_broadcast_to_visitors after insert or update on public.function_runs for each row when (new.trigger <> 'cron')
  execute function private.broadcast_trace();
create trigger jobs_broadcast after insert or delete or update of status, run_at on public.jobs for each row
  execute function private.broadcast_change('jobs');
