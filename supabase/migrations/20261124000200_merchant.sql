-- What staff do with stock, photographs and orders. Each asks who is asking, and moves everything in one transaction.

-- Received and damaged are differences; counted is what lies on the shelf. Gives the stock after it.
create function public.adjust_stock(variant_id uuid, quantity integer, reason text) returns integer
language plpgsql security definer set search_path = '' as $$
declare present integer; difference integer;
begin
  perform private.demand_editor();
  if reason not in ('received', 'counted', 'damaged') then
    raise exception 'Stock is received, counted or damaged.' using errcode = 'NLINV';
  end if;
  if quantity is null or quantity < (case reason when 'counted' then 0 else 1 end) or quantity > 100000 then
    raise exception 'The quantity must be a whole number of pieces.' using errcode = 'NLINV';
  end if;
  select v.stock into present from public.variants v where v.id = adjust_stock.variant_id for update;
  if not found then raise exception 'There is no such finish.' using errcode = 'NLNOT'; end if;
  difference := case reason when 'received' then quantity when 'damaged' then -quantity else quantity - present end;
  if difference = 0 then return present; end if;
  if not private.move_stock(adjust_stock.variant_id, difference, reason) then
    raise exception 'Only % are in stock.', present using errcode = 'NLINV';
  end if;
  return present + difference;
end
$$;

-- What staff do with jobs is in the audit log as well.
create function private.note_job(action text, key text, before jsonb, after jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.audit_log (actor, actor_name, action, subject, subject_id, before, after)
    select s.user_id, s.name, note_job.action, 'jobs', note_job.key, note_job.before, note_job.after
    from public.staff s where s.user_id = auth.uid()
$$;

-- Tries a failed photograph again. Gives the job to ring for.
create function public.retry_image(image_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare image public.images;
begin
  perform private.demand_editor();
  update public.images i set status = 'uploaded', reason = null, updated_at = now()
    where i.id = retry_image.image_id and i.status = 'failed' returning * into image;
  if not found then raise exception 'This photograph has not failed.' using errcode = 'NLCON'; end if;
  delete from public.jobs j where j.key = 'make-thumbnail.' || image.id || '.webp' and j.status <> 'running';
  return private.add_job('make-thumbnail', 'make-thumbnail.' || image.id || '.webp',
    jsonb_build_object('imageId', image.id, 'formats', jsonb_build_array('webp')), private.new_trace());
end
$$;

-- Lets a dead job live again. Gives the job to ring for.
create function public.replay_job(key text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare job public.jobs;
begin
  perform private.demand_editor();
  update public.jobs j set status = 'waiting', attempts = 0, error = null, run_at = now()
    where j.key = replay_job.key and j.status = 'failed' returning * into job;
  if not found then raise exception 'This job is not dead.' using errcode = 'NLCON'; end if;
  perform private.note_job('update', job.key, '{"status": "failed"}', '{"status": "waiting"}');
  return private.job_json(job);
end
$$;

-- An order of which everything is promised back stays where it is, and staff are told so.
create function private.demand_status(shop_order public.orders, wanted text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if shop_order.status = wanted then return; end if;
  if shop_order.status in ('paid', 'packed') and private.refunding(shop_order.id) >= private.captured(shop_order.id) then
    raise exception 'This order is being refunded, so it stays here.' using errcode = 'NLCON';
  end if;
  raise exception 'This order is %.', shop_order.status using errcode = 'NLCON';
end
$$;

create function public.staff_pack_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  perform private.demand_editor();
  moved := private.move_order(order_id, 'paid', 'packed');
  perform private.demand_status(moved, 'packed');
  return private.add_job('ship-order', 'ship-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(1));
end
$$;

create function public.staff_ship_order(order_id uuid, tracking_number text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  perform private.demand_editor();
  if coalesce(trim(staff_ship_order.tracking_number), '') !~ '^[A-Za-z0-9 -]{4,40}$' then
    raise exception 'A tracking number has 4 to 40 letters, digits, spaces or hyphens.' using errcode = 'NLINV';
  end if;
  moved := private.move_order(order_id, 'paid', 'packed');
  perform private.demand_status(moved, 'packed');
  moved := private.move_order(moved.id, 'packed', 'shipped');
  perform private.demand_status(moved, 'shipped');
  update public.orders o set tracking_number = trim(staff_ship_order.tracking_number) where o.id = moved.id;
  return private.add_job('deliver-order', 'deliver-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(2));
end
$$;

-- A further copy of the receipt, as a job; each has a number of its own, which is the mail's idempotency key.
create function public.resend_receipt(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; copy integer; job_key text;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = resend_receipt.order_id for update;
  if not found or shop_order.email is null then raise exception 'This order has no receipt yet.' using errcode = 'NLCON'; end if;
  select count(*) + 1 into copy from public.jobs j where j.key like 'send-receipt.' || shop_order.id || '.%';
  if copy > 5 then raise exception 'This receipt was sent five times already.' using errcode = 'NLTOO'; end if;
  job_key := 'send-receipt.' || shop_order.id || '.' || copy;
  perform private.note_job('insert', job_key, null, jsonb_build_object('order', shop_order.number, 'copy', copy));
  return private.add_job('send-receipt', job_key, jsonb_build_object('orderId', shop_order.id, 'copy', copy), shop_order.trace);
end
$$;
grant execute on function public.get_receipt, public.keep_receipt to send_receipt;

revoke execute on function public.adjust_stock, public.retry_image, public.replay_job, public.staff_pack_order, public.staff_ship_order,
  public.resend_receipt from public;
grant execute on function public.adjust_stock, public.retry_image, public.replay_job, public.staff_pack_order, public.staff_ship_order,
  public.resend_receipt to authenticated;

-- What the dashboard shows, in the shop's time zone. Sums are those of the ledger.
create function public.dashboard() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare zone constant text := 'Europe/Amsterdam'; today date := (now() at time zone zone)::date;
begin
  if not public.is_staff() then raise exception 'This is for staff.' using errcode = 'NLFOR'; end if;
  return jsonb_build_object(
    'days', (select jsonb_agg(jsonb_build_object('day', d.day, 'orders', coalesce(p.orders, 0), 'revenue', coalesce(p.revenue, 0),
          'refunds', coalesce(p.refunds, 0)) order by d.day)
      from (select generate_series(today - 29, today, interval '1 day')::date as day) d
      left join (
        select (created_at at time zone zone)::date as day, count(*) filter (where kind = 'capture') as orders,
          coalesce(sum(amount) filter (where kind = 'capture'), 0) as revenue, coalesce(sum(amount) filter (where kind = 'refund'), 0) as refunds
        from public.payments where created_at > now() - interval '32 days' group by 1) p on p.day = d.day),
    'low_stock', (select coalesce(jsonb_agg(l order by l.stock, l.name, l.finish), '[]') from (
      select p.id as product_id, p.name, v.name as finish, v.sku, v.stock from public.variants v join public.products p on p.id = v.product_id
      where p.status = 'active' and v.stock <= 5 order by v.stock, p.name limit 20) l),
    'failed_photographs', (select coalesce(jsonb_agg(f order by f.updated_at desc), '[]') from (
      select i.id, i.product_id, i.reason, i.updated_at, p.name from public.images i left join public.products p on p.id = i.product_id
      where i.status = 'failed' order by i.updated_at desc limit 20) f),
    'needs_attention', (select count(*) from public.orders o where o.needs_attention is not null),
    'jobs', (select coalesce(jsonb_agg(j order by j.status, j.run_at), '[]') from (
      select key, name, status, attempts, error, run_at from public.jobs where status = 'failed' or (status in ('waiting', 'running') and attempts > 1)
      order by status, run_at limit 50) j),
    'jobs_waiting', (select count(*) from public.jobs j where j.status in ('waiting', 'running')));
end
$$;
revoke execute on function public.dashboard from public;
grant execute on function public.dashboard to authenticated;
