-- Returns, as shoppers ask for them.

create role confirm_return nologin;
grant function_runner to confirm_return;
grant confirm_return to authenticator;

-- A return that a shopper asks for, one for each order. Staff decide on it, and refund it when the parcel is back.
create table public.returns (
  order_id uuid primary key references public.orders (id),
  reason text not null check (length(reason) <= 200),
  created_at timestamptz not null default now()
);
alter table public.returns enable row level security, force row level security;

-- The last day, of the shop's calendar, to ask for the return of an order and to send it; null before it is delivered. Pages,
-- mails and the assistant take the day from here (order_json).
create function private.return_until(order_id uuid) returns date
language sql stable security definer set search_path = '' as $$
  select private.day_of(max(e.at)) + private.get_setting('return_days')::integer from public.order_events e
  where e.order_id = return_until.order_id and e.status = 'delivered'
$$;

-- Asks for a return, until that day. Asking twice makes one return.
-- Returns the job that confirms it by mail.
create function public.request_return(order_id uuid, access_key text default null, reason text default '') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; why text := left(trim(coalesce(request_return.reason, '')), 200);
begin
  select * into shop_order from public.orders o where o.id = request_return.order_id
    and (o.access_key = request_return.access_key or o.user_id = auth.uid()) for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if not exists (select from public.returns r where r.order_id = shop_order.id) then
    if shop_order.status in ('pending', 'paid', 'packed') then
      raise exception 'This order has not left us yet. Ask a human to stop it.' using errcode = 'NLCON';
    elsif shop_order.status not in ('shipped', 'delivered') or private.refunding(shop_order.id) >= private.captured(shop_order.id) then
      raise exception 'This order was paid back already.' using errcode = 'NLCON';
    end if;
    if private.day_of(now()) > private.return_until(shop_order.id) then
      raise exception 'This order came more than % days ago, so it can no longer go back.', private.get_setting('return_days') using errcode = 'NLCON';
    end if;
    insert into public.returns (order_id, reason) values (shop_order.id, why);
    update public.orders o set needs_attention = 'a return was asked for' || case when why = '' then '' else ': ' || why end
      where o.id = shop_order.id and o.needs_attention is null;
  end if;
  return private.add_job('confirm-return', 'confirm-return.' || shop_order.id, jsonb_build_object('orderId', shop_order.id), shop_order.trace);
end
$$;
grant execute on function public.request_return to anon, authenticated;
