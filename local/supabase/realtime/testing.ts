import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { expect, onTestFinished, vi } from 'vitest'
import type { Limits } from '#local/supabase/realtime/limits.ts'
import { type RunningSupabase, startSupabase } from '#local/supabase/server.ts'
import { internalSecret, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

/** Lamps that only their owner sees, notes that everybody sees, and a private topic `room-1` that the owner of user 1 may use. */
export const schema = `
  create table public.lamps (id integer primary key, owner uuid, name text, price integer, tags text[], facts jsonb, secret text);
  alter table public.lamps enable row level security;
  create policy own on public.lamps for select to authenticated using (owner = auth.uid());
  grant select (id, owner, name, price, tags, facts) on public.lamps to authenticated;
  create table public.notes (id integer primary key, text text, done boolean);
  alter table public.notes replica identity full;
  grant select on public.notes to anon, authenticated;
  create table public.keyless (text text);
  grant select on public.keyless to anon;
  create table public.unpublished (id integer primary key);
  alter publication supabase_realtime add table public.lamps, public.notes, public.keyless;
  create policy hear on realtime.messages for select to authenticated
    using (realtime.topic() like 'room-%' and auth.uid() = '00000000-0000-4000-8000-000000000001');
  create policy say on realtime.messages for insert to authenticated
    with check (realtime.topic() = 'room-1' and auth.uid() = '00000000-0000-4000-8000-000000000001');
`
export const user = (number: number) => `00000000-0000-4000-8000-00000000000${number}`

/** A token that ends in this many seconds. */
export function tokenOf(database: TestDatabase, claims: object, seconds = 300): string {
  return database.signingKeys.sign({ role: 'authenticated', exp: Math.floor(Date.now() / 1000) + seconds, ...claims })
}

/** Another server over the same database. */
export function startServer(database: TestDatabase, port = 0, limits?: Limits): Promise<RunningSupabase> {
  return startSupabase({
    ...testKeys,
    signingKeys: database.signingKeys,
    internalSecret,
    databaseUrl: database.databaseUrl,
    storageDirectory: 'unused',
    migrationsDirectory: 'none',
    siteUrl: 'http://localhost:3000',
    sendMail: () => {},
    port,
    ...(limits ? { limits } : {}),
  })
}

/** A client with this token, or of a visitor; it is disconnected after the test. */
export function connect(
  url: string,
  token?: string | (() => string),
  key = testKeys.publishableKey,
  vsn = '2.0.0',
): SupabaseClient {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  const realtime = { vsn, reconnectAfterMs: () => 20, timeout: 5000 }
  const client = createClient(url, key, {
    auth,
    realtime,
    ...(token ? { accessToken: async () => (typeof token === 'string' ? token : token()) } : {}),
  })
  onTestFinished(() => void client.realtime.disconnect())
  return client
}

type Status = { status: string; error?: string }

/** Joins, and gives every status that the client reports, the first of them awaited. */
export async function join(channel: RealtimeChannel): Promise<Status[]> {
  const statuses: Status[] = []
  // Otherwise the client may join with its key, and send its token later.
  await channel.socket.setAuth()
  channel.subscribe((status, error) => statuses.push({ status, ...(error ? { error: error.message } : {}) }))
  await vi.waitFor(() => {
    if (statuses.length === 0) throw new Error('The channel has reported nothing yet.')
  }, 10_000)
  return statuses
}

/** Joins, and waits until changes of tables come. */
export async function joinForChanges(channel: RealtimeChannel): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<string>()
  channel.on('system', {}, ({ message }) => resolve(message))
  const [first] = await join(channel)
  if (first?.status !== 'SUBSCRIBED') throw new Error(`${first?.status}: ${first?.error}`)
  const message = await promise
  if (message !== 'Subscribed to PostgreSQL') throw new Error(message)
}

/** A member of a topic, with what it has heard. */
export async function listen(client: SupabaseClient, name: string, config = {}) {
  const heard: unknown[] = []
  const channel = client.channel(name, { config })
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload]))
  const statuses = await join(channel)
  expect(statuses[0]).toEqual({ status: 'SUBSCRIBED' })
  return { channel, heard, statuses }
}
