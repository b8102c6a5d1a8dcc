import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, placeOrder } from '#supabase/tests/catalogue.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import columnRows from '#supabase/tests/rights/columns.json' with { type: 'json' }

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

let lamp: Lamp
let person: Person
let stranger: Person
beforeEach(async () => {
  lamp = await addLamp(database.sql)
  person = await addPerson(database)
  stranger = await addPerson(database)
})

/** An unpaid order with this address. */
async function addOrder(email: string, userId: string | null = null): Promise<string> {
  const { id } = await placeOrder(database.sql, await fillCart(database.sql, [lamp, 1]))
  await database.sql`update orders set email = ${email}, user_id = ${userId} where id = ${id}`
  return id
}

/** The person with a session that began so many minutes ago. */
async function signedInBefore(minutes: number) {
  const session = randomUUID()
  await database.sql`insert into auth.sessions (id, user_id, created_at)
    values (${session}, ${person.id}, now() - ${minutes} * interval '1 minute')`
  return database.signIn('authenticated', { sub: person.id, session_id: session })
}

const tableOf = (column: string) => column.split('.')[0] ?? ''

/** Tables with personal columns that the copy leaves out, and why. */
const apart = {
  audit_log: 'what the staff did',
  chat_budgets: 'counts under hashes, for a day',
  turns: 'counts under hashes, for a day',
}

type Copy = Record<string, Record<string, unknown>[]> & { account: Record<string, unknown> }
const copyOf = async ({ db }: Person): Promise<Copy> => {
  const { data, error } = await db.rpc('my_data')
  if (error) throw error
  return data as Copy
}

describe('orders made before', () => {
  test('join the account with their address, whatever its case, and no other order does', async () => {
    const own = await addOrder(person.email.toUpperCase())
    const others = [await addOrder(stranger.email), await addOrder(person.email, stranger.id)]
    expect((await person.db.rpc('join_orders')).data).toBe(1)
    expect((await person.db.rpc('join_orders')).data).toBe(0)
    const { data } = await person.db.from('orders').select('id')
    expect(data?.map(({ id }) => id)).toEqual([own])
    expect(data?.some(({ id }) => others.includes(id))).toBe(false)
  })

  test.each([
    ['an address that no mail has proved', { email_confirmed_at: null }],
    ['a visit', { is_anonymous: true }],
    ['an account that many share', { raw_app_meta_data: { shared: 'true' } }],
  ])('do not join %s', async (_, change) => {
    await addOrder(person.email)
    await database.sql`alter table auth.users disable trigger user`
    await database.sql`update auth.users set ${database.sql(change as never)} where id = ${person.id}`
    await database.sql`alter table auth.users enable trigger user`
    expect((await person.db.rpc('join_orders')).data).toBe(0)
  })
})

describe('a copy of my data', () => {
  test('has my orders with their lines, and nothing of anybody else', async () => {
    const own = await addOrder(person.email, person.id)
    await addOrder(stranger.email, stranger.id)
    await addOrder(person.email, stranger.id)
    const asked = (email: string) => database.sql`insert into questions (id, email, message, trace)
      values (gen_random_uuid(), ${email}, ${`I am ${email}`}, '')`
    await asked(person.email)
    await asked(stranger.email)
    const copy = await copyOf(person)
    expect(copy.account).toMatchObject({ id: person.id, email: person.email, has_password: false })
    expect(copy.orders?.map(({ id }) => id)).toEqual([own])
    expect(copy.order_lines).toMatchObject([{ order_id: own, name: 'Moth', finish: 'Brass' }])
    expect(copy.order_events).toMatchObject([{ order_id: own, status: 'pending' }])
    expect(copy.questions).toMatchObject([{ message: `I am ${person.email}` }])
    const text = JSON.stringify(copy)
    expect([text.includes(stranger.id), text.includes(stranger.email), text.includes('access_key')]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('has every table that could be about a person: a new one cannot be forgotten', async () => {
    await database.sql`create table public.wishes_of_a_fork (id integer, wisher uuid references auth.users (id), wish text)`
    await database.sql`create table private.letters_of_a_fork (email text, words text)`
    await database.sql`insert into wishes_of_a_fork values (1, ${person.id}, 'a lamp'), (2, ${stranger.id}, 'two lamps')`
    await database.sql`insert into private.letters_of_a_fork values (${person.email}, 'Dear shop'), (${stranger.email}, 'Hm')`
    const copy = await copyOf(person)
    expect(copy.wishes_of_a_fork).toEqual([{ id: 1, wisher: person.id, wish: 'a lamp' }])
    expect(copy.letters_of_a_fork).toEqual([{ email: person.email, words: 'Dear shop' }])
    await database.sql`drop table wishes_of_a_fork, private.letters_of_a_fork`
  })

  test('has what shoppers may see by the rights of columns, and withholds exactly the rest', async () => {
    const classes = Object.entries(columnRows as Record<string, string>)
    const [{ withheld = [] } = {}] = await database.sql`select private.withheld() as withheld`
    const rows = await database.sql`select name from private.tables_of_people()`
    const tables = new Set(rows.map(({ name }) => String(name)))
    const isWithheld = (column: string) => withheld.includes(column) || withheld.includes(`${tableOf(column)}.*`)
    const mayShopper = (text: string) => text === 'plain' || /: (?:.* )?shopper(?: |$)/.test(text)
    const ofPeople = classes.filter(([column]) => tables.has(tableOf(column)))
    expect(
      ofPeople.filter(([column, text]) => !mayShopper(text) && !isWithheld(column) && !column.startsWith('staff.')),
    ).toEqual([])
    const shown = ofPeople.filter(([column, text]) => mayShopper(text) && text !== 'plain' && isWithheld(column))
    expect(shown).toEqual([])
    const elsewhere = classes.filter(([column, text]) => text.startsWith('personal') && !tables.has(tableOf(column)))
    expect([...new Set(elsewhere.map(([column]) => tableOf(column)))].toSorted()).toEqual(Object.keys(apart))
    for (const entry of withheld) expect(tables.has(tableOf(entry)), entry).toBe(true)
  })

  test('is refused to nobody and to a visit', async () => {
    const nobody = database.signIn('authenticated', { sub: randomUUID() })
    expect((await nobody.rpc('my_data')).error?.code).toBe('NLCON')
    expect((await database.signIn('anon').rpc('my_data')).error?.code).toBe('42501')
  })
})

describe('the end of an account', () => {
  test('keeps the orders without it, and removes the rest', async () => {
    const order = await addOrder(person.email, person.id)
    await database.sql`insert into questions (id, email, message, trace, sent_at, user_id)
      values (gen_random_uuid(), ${person.email}, 'Hello', '', now(), ${person.id})`
    const cart = await fillCart(database.sql, [lamp, 1])
    await database.sql`update carts set user_id = ${person.id} where id = ${cart}`
    const db = await signedInBefore(1)
    expect((await db.rpc('delete_account')).error).toBeNull()
    expect(await database.sql`select from carts where id = ${cart}`).toHaveLength(0)
    expect(await database.sql`select from cart_lines where cart_id = ${cart}`).toHaveLength(0)
    expect(await database.sql`select from auth.users where id = ${person.id}`).toHaveLength(0)
    expect(await database.sql`select user_id, email from orders where id = ${order}`).toEqual([
      { user_id: null, email: person.email },
    ])
    expect(await database.sql`select from questions where email = ${person.email}`).toHaveLength(0)
    expect(await database.sql`select from auth.users where id = ${stranger.id}`).toHaveLength(1)
  })

  test('needs a session that began a moment ago', async () => {
    const db = await signedInBefore(16)
    expect((await db.rpc('is_session_fresh')).data).toBe(false)
    expect((await db.rpc('delete_account')).error?.message).toContain('Sign in again first')
    expect((await person.db.rpc('delete_account')).error?.code).toBe('NLCON')
    expect(await database.sql`select from auth.users where id = ${person.id}`).toHaveLength(1)
  })

  test('is not for the staff, whose acts are in the audit log', async () => {
    await database.sql`insert into staff (user_id, role, name) values (${person.id}, 'viewer', 'Ada')`
    const db = await signedInBefore(1)
    expect((await db.rpc('delete_account')).error?.message).toContain('Ask its owner')
  })
})
