-- Accounts, and limits for everything that somebody could try by guessing.

-- The app acts as this role to count tries; it is no function.
create role gatekeeper nologin;
grant usage on schema public to gatekeeper;
grant gatekeeper to authenticator;

-- A visitor of the demo has an account without an address, for some hours. It stays as it is: with an address or a password, it
-- would be an account that nobody has confirmed.
create function private.keep_visitor() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'This account is for a visit, so it stays as it is.' using errcode = 'NLFOR';
end
$$;
create trigger visitor_kept before update on auth.users for each row when (
  old.is_anonymous and (coalesce(old.encrypted_password, '') <> coalesce(new.encrypted_password, '')
    or coalesce(old.email, '') <> coalesce(new.email, '') or coalesce(old.email_change, '') <> coalesce(new.email_change, '')
    or coalesce(old.phone, '') <> coalesce(new.phone, '') or coalesce(old.phone_change, '') <> coalesce(new.phone_change, '')
    or new.is_anonymous is distinct from old.is_anonymous))
  execute function private.keep_visitor();

-- Anybody can open an account at the auth server with somebody else's address and a password of their own. A code from a mail
-- proves whose address it is, so the first one begins the account anew: what was chosen before opens it no longer. An account
-- that the secret key makes is confirmed in the transaction that makes it, without a mail, and keeps its password.
create function private.begin_account() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.confirmation_sent_at is null and new.recovery_sent_at is null and old.confirmation_sent_at is null and old.recovery_sent_at is null
    and exists (select from auth.users u where u.id = new.id and u.xmin = pg_catalog.pg_current_xact_id()::xid)
  then return new; end if;
  new.encrypted_password := '';
  delete from auth.sessions s where s.user_id = new.id;
  delete from auth.identities i where i.user_id = new.id
    and not (i.provider = 'email' and lower(i.identity_data ->> 'email') = lower(new.email));
  return new;
end
$$;
create trigger account_begun before update on auth.users for each row
  when (old.email_confirmed_at is null and new.email_confirmed_at is not null) execute function private.begin_account();

-- The shop trusts nothing that users write about themselves, so it keeps only what the auth server writes there. Every token
-- carries these data.
create function private.drop_user_data() returns trigger
language plpgsql set search_path = '' as $$
begin
  select coalesce(jsonb_object_agg(d.key, d.value), '{}') into new.raw_user_meta_data from jsonb_each(new.raw_user_meta_data) d
    where d.key in ('sub', 'email', 'email_verified', 'phone_verified');
  return new;
end
$$;
create trigger user_data_dropped before insert or update of raw_user_meta_data on auth.users for each row
  when (jsonb_typeof(new.raw_user_meta_data) = 'object') execute function private.drop_user_data();

-- Whether the caller can sign in with a password.
create function public.has_password() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from auth.users u where u.id = auth.uid() and coalesce(u.encrypted_password, '') <> '')
$$;
grant execute on function public.has_password to authenticated;

-- Tries per key (a hash that the app makes): in windows of time, or at a pace, where `window_started_at` is the moment at which
-- all tries so far are paid for.
create table private.turns (
  key text primary key,
  window_started_at timestamptz not null default now(),
  taken integer not null default 1
);
alter table private.turns enable row level security, force row level security;

-- Counts one try. Returns 0 when it is allowed, else the seconds until the next one is.
create function private.take_turn(key text, most integer, seconds integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare turn private.turns;
begin
  insert into private.turns (key) values (left(take_turn.key, 200))
    on conflict on constraint turns_pkey do update set
      taken = case when turns.window_started_at < now() - seconds * interval '1 second' then 1 else turns.taken + 1 end,
      window_started_at = case when turns.window_started_at < now() - seconds * interval '1 second' then now() else turns.window_started_at end
    returning * into turn;
  -- One call in a hundred removes old rows.
  if random() < 0.01 then delete from private.turns t where t.window_started_at < now() - interval '1 day'; end if;
  if turn.taken <= most then return 0; end if;
  return greatest(1, ceil(extract(epoch from turn.window_started_at + seconds * interval '1 second' - now())))::integer;
end
$$;
-- The same for several keys, each with its limit: a refusal of one counts nothing for those behind it.
create function public.take_turns(keys text[], allowed integer[], seconds integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare wait integer := 0;
begin
  for i in 1..cardinality(keys) loop
    wait := private.take_turn(keys[i], allowed[i], take_turns.seconds);
    exit when wait > 0;
  end loop;
  return wait;
end
$$;
-- Takes a try at a pace: `burst` at once, then one in each `pace` seconds. Returns the seconds to wait before this try; a wait of
-- more than `patience` seconds is a refusal and counts nothing. (The generic cell rate algorithm, ITU-T I.371.)
create function public.take_paced_turn(key text, burst integer, pace integer, patience integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare paid_until timestamptz; wait integer; step interval := pace * interval '1 second';
begin
  insert into private.turns (key) values (left(take_paced_turn.key, 200)) on conflict on constraint turns_pkey do nothing;
  select greatest(t.window_started_at, now()) into paid_until from private.turns t where t.key = left(take_paced_turn.key, 200) for update;
  wait := greatest(0, ceil(extract(epoch from paid_until + step - burst * step - now())))::integer;
  if wait <= patience then
    update private.turns t set window_started_at = paid_until + step, taken = t.taken + 1 where t.key = left(take_paced_turn.key, 200);
  end if;
  return wait;
end
$$;

-- Takes back a try that turned out to be none: `windowed` of take_turn, `paced` of take_paced_turn with its pace.
create function public.give_turns_back(windowed text[], paced text[], pace integer) returns void
language sql security definer set search_path = '' as $$
  update private.turns t set taken = greatest(0, t.taken - 1) where t.key = any (windowed);
  update private.turns t set taken = greatest(0, t.taken - 1), window_started_at = t.window_started_at - pace * interval '1 second'
    where t.key = any (paced);
$$;
grant execute on function public.take_turns, public.take_paced_turn, public.give_turns_back to gatekeeper;

-- Whether the session of whoever asks is still open. The app verifies tokens by itself, and a token is good until it expires:
-- a device that was signed out elsewhere is told from the auth server's own table.
create function public.is_session_open() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from auth.sessions s
    where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = auth.uid() and (s.not_after is null or s.not_after > now()))
$$;
grant execute on function public.is_session_open to authenticated;
