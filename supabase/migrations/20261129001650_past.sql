-- What was generated with a demo can be looked at and not be worked with: nobody was paid, so nothing can be paid back, packed or mailed.
-- The queries of the sweep leave it out themselves, because an error would stop their other work.

-- The conditions stand here and not in the triggers: those would need rights of whoever writes.
create function private.refuse_generated() returns trigger
language plpgsql security definer set search_path = '' as $$
declare given jsonb; about uuid; ordered text;
begin
  -- Nearly every shop has no such past, and each job comes here with every word about it.
  if public.past_until() is null then return new; end if;
  given := to_jsonb(new);
  ordered := given #>> '{input,orderId}';
  about := case tg_table_name when 'orders' then given ->> 'id'
    -- What a job is about may be no id at all: its function says so.
    when 'jobs' then case when ordered ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ordered end else given ->> 'order_id' end;
  if (tg_table_name = 'jobs' and tg_op = 'UPDATE' and private.is_generated(old.created_at))
    or (tg_op = 'INSERT' or tg_table_name = 'orders')
      and exists (select from public.orders o where o.id = about and private.is_generated(o.created_at)) then
    raise exception 'This was generated with the demo. It can be looked at, but not worked with.' using errcode = 'NLCON';
  end if;
  return new;
end
$$;
create trigger orders_of_the_past before update of status on public.orders for each row
  when (new.status <> old.status) execute function private.refuse_generated();
create trigger refunds_of_the_past before insert on public.refunds for each row execute function private.refuse_generated();
create trigger returns_of_the_past before insert on public.returns for each row execute function private.refuse_generated();
create trigger jobs_of_the_past before insert or update on public.jobs for each row execute function private.refuse_generated();
