import type { Mistake } from '#scripts/doctor/testing.ts'
import { statements } from '#scripts/doctor/testing.ts'
import { shopSettings } from '#supabase/seed/settings.ts'

const mistake = (check: string, says: string, wrong: string, right: string): Mistake => ({
  check,
  says,
  make: statements(wrong, right),
})
const policy = 'create policy "a mistake" on'
const settings = (name: string, value: string) => `update private.settings set value = ${value} where name = '${name}'`

/** Mistakes in the database. */
export const databaseMistakes: Mistake[] = [
  mistake(
    'token-refused',
    'The database refuses the token of the role chat (42501',
    'revoke select on public.jobs from function_runner',
    'grant select on public.jobs to function_runner',
  ),
  mistake(
    'no-pg-net',
    'The database has no pg_net',
    `update pg_extension set extname = 'other' where extname = 'pg_net'`,
    `update pg_extension set extname = 'pg_net' where extname = 'other'`,
  ),
  mistake(
    'realtime-silent',
    'Realtime lets no page hear of its order',
    `alter policy "holders of an order's key hear of it" on realtime.messages using (false)`,
    `alter policy "holders of an order's key hear of it" on realtime.messages
      using (extension = 'broadcast' and topic = (select realtime.topic()) and topic ~ '^order:[0-9a-f]{64}$')`,
  ),
  mistake(
    'migrations-behind',
    'The database lacks 20261129000100_ground.sql; run `npx supabase@3.1.0 db push`',
    `update supabase_migrations.schema_migrations set version = 'x' where version = '20261129000100'`,
    `update supabase_migrations.schema_migrations set version = '20261129000100' where version = 'x'`,
  ),
  mistake(
    'rows-unprotected',
    'The table reviews has no row level security',
    'alter table public.reviews disable row level security',
    'alter table public.reviews enable row level security',
  ),
  mistake(
    'policy-always-true',
    'The policy "a mistake" lets everybody write to public.reviews',
    `${policy} public.reviews for insert to anon with check (true)`,
    'drop policy "a mistake" on public.reviews',
  ),
  mistake(
    'policy-always-true',
    'The policy "a mistake" lets everybody write to public.orders',
    `${policy} public.orders for all using (true)`,
    'drop policy "a mistake" on public.orders',
  ),
  mistake(
    'function-open',
    'Everybody may call public_again()',
    `create function public.public_again() returns void language sql security definer set search_path = '' as 'select'; grant execute on function public.public_again to public`,
    'drop function public.public_again',
  ),
  mistake(
    'role-too-strong',
    'The role chat may log in or see past row level security',
    'alter role chat bypassrls',
    'alter role chat nobypassrls',
  ),
  mistake(
    'bucket-public',
    'Everybody may read the bucket originals',
    `update storage.buckets set public = true where id = 'originals'`,
    `update storage.buckets set public = false where id = 'originals'`,
  ),
  mistake(
    'bucket-listable',
    'lets everybody list files in storage',
    `${policy} storage.objects for select to anon using (bucket_id = 'originals')`,
    'drop policy "a mistake" on storage.objects',
  ),
  mistake(
    'not-configured',
    'The database was not told currency',
    `update private.settings set name = 'x' where name = 'currency'`,
    `update private.settings set name = 'currency' where name = 'x'`,
  ),
  mistake(
    'settings-differ',
    "The database has another vat_rate than the shop's settings",
    settings('vat_rate', `'${shopSettings.vat_rate + 1}'`),
    settings('vat_rate', `'${shopSettings.vat_rate}'`),
  ),
  {
    check: 'settings-address',
    says: 'and not SITE_URL (https://lamps.example.com)',
    make: () => ({ values: { SITE_URL: 'https://lamps.example.com' } }),
  },
  {
    check: 'settings-secret',
    says: 'The database signs with another secret than STORAGE_WEBHOOK_SECRET',
    make: () => ({ values: { STORAGE_WEBHOOK_SECRET: 'a-secret-that-nobody-told-the-database' } }),
  },
]
