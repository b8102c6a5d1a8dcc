-- The shop's assistant: budgets that end a flood, questions to people, and returns that shoppers ask for.

create role chat nologin;
create role forward_question nologin;
create role confirm_return nologin;
grant function_runner to chat, forward_question, confirm_return;
grant chat, forward_question, confirm_return to authenticator;

-- What one caller, or all of them together ('all'), have used in a window of time.
create table private.chat_budgets (
  key text primary key,
  window_started_at timestamptz not null default now(),
  messages integer not null default 0,
  tokens bigint not null default 0,
  ms bigint not null default 0
);
alter table private.chat_budgets enable row level security;
alter table private.chat_budgets force row level security;

-- Counts one message. Gives the seconds until the next one is allowed: 0, go on. What is refused is not written down,
-- so a flood costs one read each.
create function private.count_message(key text, seconds integer, most_messages integer, most_tokens bigint, most_ms bigint)
  returns integer
language plpgsql security definer set search_path = '' as $$
declare budget private.chat_budgets; over_at timestamptz;
begin
  insert into private.chat_budgets (key) values (count_message.key) on conflict on constraint chat_budgets_pkey do nothing;
  select * into budget from private.chat_budgets b where b.key = count_message.key for update;
  over_at := budget.window_started_at + seconds * interval '1 second';
  if over_at <= now() then
    update private.chat_budgets b set window_started_at = now(), messages = 1, tokens = 0, ms = 0 where b.key = count_message.key;
    return 0;
  end if;
  if budget.messages >= most_messages or budget.tokens >= most_tokens or budget.ms >= most_ms then
    return least(seconds, greatest(1, ceil(extract(epoch from over_at - now()))))::integer;
  end if;
  update private.chat_budgets b set messages = b.messages + 1 where b.key = count_message.key;
  return 0;
end
$$;

-- One message of this caller (a hash that the function makes). `limits`: for "caller" and for "all" the seconds of the
-- window and the most messages, tokens and ms within it. Gives {"wait": seconds, "tokens_left": whether a model that
-- costs may still be asked}: when all callers together have used up the tokens, the shop answers without one.
create function public.take_chat_turn(caller text, limits jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare wait integer; everybody jsonb := limits -> 'all';
begin
  wait := private.count_message('caller.' || left(caller, 200), (limits #>> '{caller,seconds}')::integer,
    (limits #>> '{caller,messages}')::integer, (limits #>> '{caller,tokens}')::bigint, (limits #>> '{caller,ms}')::bigint);
  if wait = 0 then
    wait := private.count_message('all', (everybody ->> 'seconds')::integer, (everybody ->> 'messages')::integer,
      9223372036854775807, (everybody ->> 'ms')::bigint);
  end if;
  -- Now and then, what nobody asks for any more is forgotten.
  if random() < 0.01 then
    delete from private.chat_budgets b where b.key in (select old.key from private.chat_budgets old
      where old.window_started_at < now() - interval '2 days' for update skip locked);
  end if;
  return jsonb_build_object('wait', wait, 'tokens_left',
    (select b.tokens < (everybody ->> 'tokens')::bigint from private.chat_budgets b where b.key = 'all'));
end
$$;

-- What an answer has cost, when it is over. The caller's row first, as above, so that no two wait for each other.
create function public.note_chat_use(caller text, tokens integer, ms integer) returns void
language plpgsql security definer set search_path = '' as $$
declare budget_key text;
begin
  foreach budget_key in array array['caller.' || left(caller, 200), 'all'] loop
    update private.chat_budgets b set tokens = b.tokens + greatest(0, note_chat_use.tokens), ms = b.ms + greatest(0, note_chat_use.ms)
      where b.key = budget_key;
  end loop;
end
$$;
revoke execute on function public.take_chat_turn, public.note_chat_use from public;
grant execute on function public.take_chat_turn, public.note_chat_use to chat;

-- Questions that only people can answer. They hold an address, so nobody reads them here: they go on by mail.
create table public.questions (
  id uuid primary key,
  email text not null check (length(email) between 3 and 200),
  message text not null check (length(message) between 1 and 1000),
  user_id uuid references auth.users (id) on delete set null,
  trace text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
alter table public.questions enable row level security;
alter table public.questions force row level security;
grant all on public.questions to service_role;

-- Takes a question, once for its id, and gives the job that mails it. Asked by the store, which counts tries first.
create function public.ask_human(question_id uuid, email text, message text, trace text, user_id uuid default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if length(trim(ask_human.message)) = 0 then raise exception 'Write what you want to know.' using errcode = 'NLINV'; end if;
  insert into public.questions (id, email, message, user_id, trace)
    values (question_id, ask_human.email, trim(ask_human.message), ask_human.user_id, ask_human.trace)
    on conflict on constraint questions_pkey do nothing;
  return private.add_job('forward-question', 'forward-question.' || question_id,
    jsonb_build_object('questionId', question_id), ask_human.trace);
end
$$;
create function public.get_question(question_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', q.id, 'email', q.email, 'message', q.message) from public.questions q where q.id = get_question.question_id
$$;
create function public.question_sent(question_id uuid) returns void
language sql security definer set search_path = '' as $$
  update public.questions q set sent_at = now() where q.id = question_sent.question_id and q.sent_at is null
$$;
revoke execute on function public.ask_human, public.get_question, public.question_sent from public;
grant execute on function public.ask_human to gatekeeper;
grant execute on function public.get_question, public.question_sent to forward_question;

-- A return that a shopper asks for: one for each order, decided on by staff, who refund it when the parcel is back.
create table public.returns (
  order_id uuid primary key references public.orders (id),
  reason text not null check (length(reason) <= 200),
  created_at timestamptz not null default now()
);
alter table public.returns enable row level security;
alter table public.returns force row level security;
grant select on public.returns to authenticated;
grant all on public.returns to service_role;
create policy "staff read returns" on public.returns for select to authenticated using ((select public.is_staff()));
create policy "shoppers read the returns of their orders" on public.returns for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));

-- Thirty days from delivery, as the shop's pages say. Asking twice is one return. Gives the job that confirms it by mail.
create function public.request_return(order_id uuid, access_key text default null, reason text default '') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; arrived_at timestamptz; why text := left(trim(coalesce(request_return.reason, '')), 200);
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
    select max(e.at) into arrived_at from public.order_events e where e.order_id = shop_order.id and e.status = 'delivered';
    if arrived_at < now() - interval '30 days' then
      raise exception 'This order came more than thirty days ago, so it can no longer go back.' using errcode = 'NLCON';
    end if;
    insert into public.returns (order_id, reason) values (shop_order.id, why);
    update public.orders o set needs_attention = 'a return was asked for' || case when why = '' then '' else ': ' || why end
      where o.id = shop_order.id and o.needs_attention is null;
  end if;
  return private.add_job('confirm-return', 'confirm-return.' || shop_order.id, jsonb_build_object('orderId', shop_order.id), shop_order.trace);
end
$$;
revoke execute on function public.request_return from public;
grant execute on function public.request_return to anon, authenticated;
grant execute on function public.get_receipt to confirm_return;

-- When a return was asked for, beside everything else about an order.
create function private.with_return(order_row jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select order_row || jsonb_build_object('return_requested_at',
    (select r.created_at from public.returns r where r.order_id = (order_row ->> 'id')::uuid))
$$;
create or replace function public.get_order(order_id uuid, access_key text default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.with_return(private.order_json(o) - 'session_id' - 'access_key') from public.orders o
  where o.id = get_order.order_id and (o.access_key = get_order.access_key or o.user_id = auth.uid())
$$;

-- Staff have seen to it. What an order that was not sent still owes is not settled by looking at it.
create function public.settle_attention(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = settle_attention.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if shop_order.status in ('pending', 'cancelled') and private.captured(shop_order.id) > private.refunding(shop_order.id) then
    raise exception 'This order was paid and will not be sent: refund it.' using errcode = 'NLCON';
  end if;
  update public.orders o set needs_attention = null where o.id = shop_order.id;
end
$$;
revoke execute on function public.settle_attention from public;
grant execute on function public.settle_attention to authenticated;
revoke execute on all functions in schema private from public;
