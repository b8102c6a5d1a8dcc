import { createClient } from '@supabase/supabase-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#local/supabase/database.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

/** What the guides of Supabase have people write first. */
const migration = `
  create extension if not exists "uuid-ossp" with schema extensions;
  create extension if not exists moddatetime with schema extensions;
  create extension if not exists citext with schema extensions;

  create table public.profiles (
    id uuid primary key references auth.users (id) on delete cascade, username citext unique, updated_at timestamptz default now());
  alter table public.profiles enable row level security;
  grant select, update on public.profiles to authenticated;
  create policy "people see themselves" on public.profiles for select to authenticated using ((select auth.uid()) = id);
  create policy "only with a second factor" on public.profiles as restrictive for update to authenticated
    using ((select auth.jwt() ->> 'aal') = 'aal2');
  create trigger handle_updated_at before update on public.profiles
    for each row execute function extensions.moddatetime (updated_at);
  create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    insert into public.profiles (id, username) values (new.id, new.raw_user_meta_data ->> 'username');
    return new;
  end $$;
  create trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user();

  alter publication supabase_realtime add table public.profiles;
  grant usage on schema public to dashboard_user, supabase_read_only_user;
  alter default privileges in schema public grant select on tables to dashboard_user;

  create policy "members hear their room" on realtime.messages for select to authenticated using ((select realtime.topic()) = 'room');
  create function public.broadcast_profile() returns trigger language plpgsql security definer as $$
  begin
    perform realtime.broadcast_changes('profiles', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
    perform realtime.send('{"a": 1}'::jsonb, 'event', 'room', false);
    return null;
  end $$;
  create trigger broadcast_profile after insert on public.profiles for each row execute function public.broadcast_profile();

  insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, recovery_sent_at, last_sign_in_at,
    raw_app_meta_data, raw_user_meta_data, is_super_admin, created_at, updated_at, confirmation_token, email_change,
    email_change_token_new, recovery_token)
  select '00000000-0000-0000-0000-000000000000', uuid_generate_v4(), 'authenticated', 'authenticated', 'user' || number || '@example.com',
    crypt('password123', gen_salt('bf')), now(), now(), now(), '{"provider":"email","providers":["email"]}',
    jsonb_build_object('username', 'user' || number), false, now(), now(), '', '', '', ''
  from generate_series(1, 3) as number;
  insert into auth.identities (user_id, provider_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
  select id, id, jsonb_build_object('sub', id::text, 'email', email), 'email', now(), now(), now() from auth.users;

  create extension if not exists pg_net with schema extensions;
  create table public.orders (id int);
  create trigger "order-webhook" after insert on public.orders for each row execute function
    supabase_functions.http_request('http://127.0.0.1:9/hook', 'POST', '{"Content-Type":"application/json"}', '{"a":"b"}', '1000');

  insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true) on conflict (id) do nothing;
  create policy "avatars are public" on storage.objects for select using (bucket_id = 'avatars');
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

test('the migrations and seeds of the guides apply, and their users sign in', async () => {
  const client = createClient(database.url, testKeys.publishableKey, { auth: { persistSession: false } })
  const { data, error } = await client.auth.signInWithPassword({ email: 'user2@example.com', password: 'password123' })
  expect([error, data.user?.identities?.length]).toEqual([null, 1])
  const profiles = await client.from('profiles').select('username')
  expect(profiles.data).toEqual([{ username: 'user2' }])
  const changed = await client.from('profiles').update({ username: 'other' }).eq('id', data.user?.id).select()
  expect(changed.data).toEqual([])
})

test('a table of public with the name of one of auth or storage is itself', async () => {
  await database.sql.unsafe(`
    create table public.users (id int primary key, name text);
    create table public.posts (id int primary key, user_id int references public.users (id), title text);
    insert into public.users values (1, 'Ada');
    insert into public.posts values (1, 1, 'Moth')`)
  const posts = () => database.signIn('service_role').from('posts').select('title, users(*)')
  await expect.poll(async () => (await posts()).data).toEqual([{ title: 'Moth', users: { id: 1, name: 'Ada' } }])
})

test('triggers of Realtime and of the dashboard store what a hosted project would send', async () => {
  const messages =
    await database.sql`select topic, event, payload -> 'record' ->> 'username' as username from realtime.messages
    where payload ->> 'table' = 'profiles' order by username`
  expect(messages).toHaveLength(3)
  expect(messages[1]).toEqual({ topic: 'profiles', event: 'INSERT', username: 'user2' })
  await database.sql`insert into orders values (7)`
  const [request] =
    await database.sql`select url, convert_from(body, 'UTF8')::jsonb as body from net.http_request_queue`
  const body = { old_record: null, record: { id: 7 }, type: 'INSERT', table: 'orders', schema: 'public' }
  expect(request).toEqual({ url: 'http://127.0.0.1:9/hook?a=b', body })
  expect(await database.sql`select hook_name from supabase_functions.hooks`).toEqual([{ hook_name: 'order-webhook' }])
})

/** As the role that applies migrations, in a transaction that is undone. */
const apply = async (statements: string) => {
  const sql = postgres(asOwner(database.databaseUrl), { max: 1, onnotice: () => {} })
  const undone = new Error('undone')
  const work = sql.begin(async (transaction) => {
    await transaction.unsafe(statements).simple()
    throw undone
  })
  const error = await work.catch((caught: Error & { hint?: string }) => caught)
  await sql.end()
  return error === undone ? 'applied' : error
}

test('the head of what `supabase db pull` writes applies', async () => {
  const head = `
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET client_encoding = 'UTF8';
    SET standard_conforming_strings = on; SELECT pg_catalog.set_config('search_path', '', false); SET check_function_bodies = false;
    SET xmloption = content; SET client_min_messages = warning; SET row_security = off;
    CREATE EXTENSION IF NOT EXISTS "pg_net" WITH SCHEMA "extensions"; COMMENT ON SCHEMA "public" IS 'standard public schema';
    CREATE EXTENSION IF NOT EXISTS "pg_graphql" WITH SCHEMA "graphql"; CREATE EXTENSION IF NOT EXISTS "pg_stat_statements" WITH SCHEMA "extensions";
    CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA "extensions"; CREATE EXTENSION IF NOT EXISTS "supabase_vault" WITH SCHEMA "vault";
    CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA "extensions"; SET default_tablespace = ''; SET default_table_access_method = "heap";
    ALTER PUBLICATION "supabase_realtime" OWNER TO "postgres"; GRANT USAGE ON SCHEMA "public" TO "postgres", "anon", "authenticated", "service_role";
    ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT ALL ON TABLES TO "anon", "authenticated", "service_role";`
  expect(await apply(head)).toBe('applied')
  expect(
    await apply(
      'set session_replication_role = replica; insert into storage.buckets select * from storage.buckets limit 0',
    ),
  ).toBe('applied')
})

test.each(['pg_cron', 'pgmq', 'vector', '"http" with schema extensions', 'if not exists postgis'])(
  'create extension %s says that a hosted project would do it',
  async (extension) => {
    const error = await apply(`create extension ${extension}`)
    expect(error).toMatchObject({
      code: '0A000',
      message: expect.stringContaining('is not in the local Postgres'),
      hint: expect.stringContaining('A hosted project would create it'),
    })
  },
)

test.each(["vault.create_secret('a', 'b')", 'count(*) from vault.decrypted_secrets'])(
  '%s says that it is not here',
  async (call) => {
    expect(await apply(`select ${call}`)).toMatchObject({
      code: '0A000',
      hint: expect.stringContaining('A hosted project'),
    })
  },
)

test.each([
  'alter table realtime.messages add column mine int',
  'drop table supabase_functions.hooks',
  'drop function vault.refuse',
])('%s is refused, as on a hosted project', async (statement) => {
  expect(await apply(statement)).toMatchObject({ code: '42501' })
})
