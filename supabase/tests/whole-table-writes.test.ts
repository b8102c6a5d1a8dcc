import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findWholeTableWrites } from '#supabase/tests/whole-table-writes.ts'

const directory = join(import.meta.dirname, '..', 'migrations')
const files = readdirSync(directory).filter((file) => file.endsWith('.sql'))

test.each(files)('%s: no function changes a whole table', (file) => {
  expect(findWholeTableWrites(readFileSync(join(directory, file), 'utf8'))).toEqual([])
})

const body = (statements: string) =>
  `create function f() returns void language plpgsql as $$\nbegin\n${statements}\nend $$;`

test.each([
  'update lamps set lit = true;',
  "delete from lamps; -- where it's dark",
  'with gone as (delete from lamps returning id) select count(*) from gone where id > 1;',
  'update lamps set lit = (select bool_or(on_sale) from shelves where shelves.id = 1);',
  "update lamps set name = 'where' returning id into id;",
  'for lamp in update lamps set lit = true returning id loop perform 1 where true; end loop;',
  'return query delete from lamps returning id;',
])('finds: %s', (statement) => {
  expect(findWholeTableWrites(body(`perform 1;\n${statement}`))).toEqual([4])
})

test.each([
  'update lamps set lit = (select true) where id = 1;',
  'insert into lamps values (1) on conflict (id) do update set lit = true;',
  'select id into lamp from lamps for update; select id into lamp from lamps for no key update;',
  'delete from lamps using shelves s where s.id = lamps.shelf_id;',
  "perform 'update lamps set lit = true';",
])('leaves alone: %s', (statement) => {
  expect(findWholeTableWrites(body(statement))).toEqual([])
})

test('statements outside functions may write whole tables', () => {
  expect(findWholeTableWrites('update lamps set lit = true;')).toEqual([])
})
