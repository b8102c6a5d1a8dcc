-- The shop's assistant: budgets that end a flood of messages, and questions to people.

create role chat nologin;
create role forward_question nologin;
grant function_runner to chat, forward_question;
grant chat, forward_question to authenticator;

-- What one caller, or all of them together ('all'), have used in a window of time.
create table private.chat_budgets (
  key text primary key,
  window_started_at timestamptz not null default now(),
  messages integer not null default 0,
  tokens bigint not null default 0,
  ms bigint not null default 0
);
alter table private.chat_budgets enable row level security, force row level security;

-- Counts one message. Returns 0 when it is allowed, else the seconds until the next one is. A refusal writes nothing, so each
-- message of a flood costs one read.
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

-- Counts one message of a caller (a hash that the function makes). `limits`: for "caller" and for "all" the seconds of the
-- window and the most messages, tokens and ms within it. `estimate`: the most tokens that a model may use for the answer. They are
-- charged now, so that answers that run at once, are broken off or never end cannot overspend. Returns {"wait": seconds,
-- "tokens_left": whether the shop may ask a model, "charged_at"}: without tokens the shop answers without one, and charges none.
create function public.take_chat_turn(caller text, limits jsonb, estimate integer default 0) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  wait integer;
  everybody jsonb := limits -> 'all';
  own_key text := 'caller.' || left(caller, 200);
  affordable boolean := false;
begin
  wait := private.count_message(own_key, (limits #>> '{caller,seconds}')::integer,
    (limits #>> '{caller,messages}')::integer, (limits #>> '{caller,tokens}')::bigint, (limits #>> '{caller,ms}')::bigint);
  if wait = 0 then
    wait := private.count_message('all', (everybody ->> 'seconds')::integer, (everybody ->> 'messages')::integer,
      9223372036854775807, (everybody ->> 'ms')::bigint);
  end if;
  if wait = 0 then
    -- Both rows are locked since they were counted.
    select bool_and(b.tokens + greatest(1, take_chat_turn.estimate) <= (limits #>> array[split_part(b.key, '.', 1), 'tokens'])::bigint)
      into affordable from private.chat_budgets b where b.key in (own_key, 'all');
    if affordable and take_chat_turn.estimate > 0 then
      update private.chat_budgets b set tokens = b.tokens + take_chat_turn.estimate where b.key in (own_key, 'all');
    end if;
  end if;
  -- One call in a hundred removes old rows.
  if random() < 0.01 then
    delete from private.chat_budgets b where b.key in (select old.key from private.chat_budgets old
      where old.window_started_at < now() - interval '2 days' for update skip locked);
  end if;
  return jsonb_build_object('wait', wait, 'tokens_left', affordable, 'charged_at', now());
end
$$;

-- Adds what an answer has cost, and takes back the estimate that was charged for it at `charged_at`, unless a new window has begun
-- since. The caller's row comes first, as above, so that no two runs wait for each other.
create function public.note_chat_use(caller text, tokens integer, ms integer, charged integer default 0, charged_at timestamptz default now())
  returns void
language plpgsql security definer set search_path = '' as $$
declare budget_key text;
begin
  foreach budget_key in array array['caller.' || left(caller, 200), 'all'] loop
    update private.chat_budgets b set ms = b.ms + greatest(0, note_chat_use.ms),
        tokens = greatest(0, b.tokens + greatest(0, note_chat_use.tokens)
          - case when b.window_started_at <= note_chat_use.charged_at then greatest(0, note_chat_use.charged) else 0 end)
      where b.key = budget_key;
  end loop;
end
$$;
grant execute on function public.take_chat_turn, public.note_chat_use to chat;

-- Questions that only people can answer. They hold an address, so nobody reads them here: a mail takes them on.
create table public.questions (
  id uuid primary key,
  email text not null check (length(email) between 3 and 200),
  message text not null check (length(message) between 1 and 1000),
  user_id uuid references auth.users (id) on delete set null,
  trace text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
alter table public.questions enable row level security, force row level security;

-- Saves a question, once for its id, and returns the job that mails it. The store calls this after it has counted the try.
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
grant execute on function public.ask_human to gatekeeper;

create function public.get_question(question_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', q.id, 'email', q.email, 'message', q.message) from public.questions q where q.id = get_question.question_id
$$;
create function public.question_sent(question_id uuid) returns void
language sql security definer set search_path = '' as $$
  update public.questions q set sent_at = now() where q.id = question_sent.question_id and q.sent_at is null
$$;
grant execute on function public.get_question, public.question_sent to forward_question;
