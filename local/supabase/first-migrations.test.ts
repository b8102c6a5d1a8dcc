import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

  insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, recovery_sent_at, last_sign_in_at,
    raw_app_meta_data, raw_user_meta_data, is_super_admin, created_at, updated_at, confirmation_token, email_change,
    email_change_token_new, recovery_token)
  select '00000000-0000-0000-0000-000000000000', uuid_generate_v4(), 'authenticated', 'authenticated', 'user' || number || '@example.com',
    crypt('password123', gen_salt('bf')), now(), now(), now(), '{"provider":"email","providers":["email"]}',
    jsonb_build_object('username', 'user' || number), false, now(), now(), '', '', '', ''
  from generate_series(1, 3) as number;
  insert into auth.identities (user_id, provider_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
  select id, id, jsonb_build_object('sub', id::text, 'email', email), 'email', now(), now(), now() from auth.users;

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
