import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let lamp: Lamp
let order: PlacedOrder
let owner: Person
let editor: Person
let viewer: Person
let shopper: Person
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql)
  order = await orderOf(sql, lamp)
  await payOrder(sql, order)
  owner = await addPerson(database, 'owner')
  editor = await addPerson(database, 'editor')
  viewer = await addPerson(database, 'viewer')
  shopper = await addPerson(database)
  await sql`insert into jobs (key, name, input, status) values ('ship-order.dead', 'ship-order', '{}', 'failed')`
})
afterAll(() => database.close())

const outsiders = () => [viewer.db, shopper.db, database.signIn('anon')]
const staffNow = () => sql`select user_id, role from staff order by user_id`
const logOf = (subject: string, id: string) =>
  sql`select actor, actor_name, action, before, after from audit_log where subject = ${subject} and subject_id = ${id} order by id`

describe('the rights of editors', () => {
  const calls: [string, () => Record<string, unknown>][] = [
    [
      'request_refund',
      () => ({ refund_id: randomUUID(), order_id: order.id, lines: null, reason: 'x', returns_stock: true }),
    ],
    ['staff_cancel_order', () => ({ refund_id: randomUUID(), order_id: order.id, reason: 'x' })],
    ['staff_pack_order', () => ({ order_id: order.id })],
    ['staff_ship_order', () => ({ order_id: order.id, tracking_number: 'NLP 1234' })],
    ['resend_receipt', () => ({ order_id: order.id })],
    ['replay_job', () => ({ key: 'ship-order.dead' })],
    ['adjust_stock', () => ({ variant_id: lamp.variantId, quantity: 1, reason: 'received' })],
    ['retry_photograph', () => ({ photograph_id: randomUUID() })],
    ['remake_photographs', () => ({})],
  ]
  test.each(calls)('%s is refused to viewers, shoppers and strangers', async (name, input) => {
    const answers = await Promise.all(outsiders().map((db) => db.rpc(name, input())))
    expect(answers.map(({ error }) => error?.code)).toEqual(['NLFOR', 'NLFOR', '42501'])
  })

  test.each([
    [
      'take_refund',
      { stripe_id: 're_1', payment_intent: 'pi_1', amount: 1, status: 'done', refund_id: null, error: null },
    ],
    [
      'take_dispute',
      {
        dispute_id: 'du_1',
        payment_intent: 'pi_1',
        amount: 1,
        reason: '',
        status: 'lost',
        due_at: null,
        created_at: null,
      },
    ],
    ['fail_refund', { refund_id: randomUUID(), error: '' }],
    ['get_refund', { refund_id: randomUUID() }],
  ])('only functions may call %s', async (name, input) => {
    for (const db of [owner.db, ...outsiders()])
      expect((await db.rpc(name, input)).error).toMatchObject({ code: '42501' })
  })

  test('nobody can write the tables of money, orders and jobs directly', async () => {
    const rows: [string, Record<string, unknown>][] = [
      ['orders', { status: 'refunded' }],
      ['orders', { needs_attention: null }],
      ['payments', { amount: 1 }],
      ['refunds', { status: 'done', stripe_id: 're_1' }],
      ['refund_lines', { quantity: 1 }],
      ['jobs', { status: 'waiting' }],
      ['function_runs', { status: 200 }],
      ['audit_log', { actor_name: 'Nobody' }],
      ['variants', { stock: 1000 }],
    ]
    const keys: Record<string, string> = { jobs: 'key', refund_lines: 'refund_id' }
    for (const db of [owner.db, ...outsiders()]) {
      for (const [table, values] of rows) {
        const key = keys[table] ?? 'id'
        expect((await db.from(table).update(values).not(key, 'is', null)).error, table).not.toBeNull()
        expect((await db.from(table).insert(values)).error, table).not.toBeNull()
      }
    }
    expect(await sql`select status from orders where id = ${order.id}`).toEqual([{ status: 'paid' }])
  })

  test('none of these refused calls changed anything', async () => {
    expect(await sql`select from refunds`).toHaveLength(0)
    expect(await sql`select from audit_log where subject in ('orders', 'refunds')`).toHaveLength(0)
    expect(await sql`select status from jobs where key = 'ship-order.dead'`).toEqual([{ status: 'failed' }])
  })
})

describe('the list of staff', () => {
  test('only an owner can add, change or remove staff', async () => {
    const before = await staffNow()
    for (const { db, id } of [editor, viewer, shopper]) {
      await db.from('staff').update({ role: 'owner' }).eq('user_id', id)
      await db.from('staff').update({ role: 'viewer' }).eq('user_id', owner.id)
      await db.from('staff').delete().eq('user_id', owner.id)
      expect((await db.from('staff').insert({ user_id: shopper.id, role: 'owner', name: 'Me' })).error).toMatchObject({
        code: '42501',
      })
      expect((await db.rpc('appoint_staff', { email: shopper.email, role: 'owner', name: 'Me' })).error).not.toBeNull()
    }
    const anon = database.signIn('anon')
    expect((await anon.from('staff').insert({ user_id: shopper.id, role: 'owner', name: 'Me' })).error).not.toBeNull()
    expect((await anon.rpc('appoint_staff', { email: shopper.email, role: 'owner', name: 'Me' })).error).not.toBeNull()
    expect(await staffNow()).toEqual(before)
  })

  test('an owner can change every role but their own', async () => {
    await owner.db.from('staff').update({ role: 'viewer' }).eq('user_id', owner.id)
    await owner.db.from('staff').delete().eq('user_id', owner.id)
    expect(await sql`select role from staff where user_id = ${owner.id}`).toEqual([{ role: 'owner' }])
    expect((await owner.db.from('staff').update({ user_id: shopper.id }).eq('user_id', viewer.id)).error).toMatchObject(
      { code: '42501' },
    )
    expect((await owner.db.from('staff').update({ role: 'god' }).eq('user_id', viewer.id)).error).toMatchObject({
      code: '23514',
    })

    const newcomer = await addPerson(database)
    expect(
      (await owner.db.rpc('appoint_staff', { email: newcomer.email.toUpperCase(), role: 'viewer', name: 'Newcomer' }))
        .error,
    ).toBeNull()
    expect((await owner.db.from('staff').update({ role: 'editor' }).eq('user_id', newcomer.id)).error).toBeNull()
    expect((await newcomer.db.rpc('staff_role')).data).toBe('editor')
    expect((await owner.db.from('staff').delete().eq('user_id', newcomer.id)).error).toBeNull()
    expect((await newcomer.db.rpc('staff_role')).data).toBeNull()
    expect(await logOf('staff', newcomer.id)).toMatchObject([
      { actor: owner.id, action: 'insert', before: null, after: { role: 'viewer' } },
      { actor: owner.id, action: 'update', before: { role: 'viewer' }, after: { role: 'editor' } },
      { actor: owner.id, action: 'delete', before: { role: 'editor' }, after: null },
    ])
  })

  test('of two owners who dismiss each other at once, one stays', async () => {
    for (let round = 0; round < 10; round++) {
      const [one, two] = [await addPerson(database, 'owner'), await addPerson(database, 'owner')]
      const other = { one: two, two: one }
      const act = (name: 'one' | 'two', change: 'dismiss' | 'demote') => {
        const { db } = name === 'one' ? one : two
        const rows = db.from('staff')
        const query = change === 'dismiss' ? rows.delete() : rows.update({ role: 'viewer' })
        return query.eq('user_id', other[name].id).select('user_id')
      }
      const answers = await Promise.all([act('one', 'dismiss'), act('two', round % 2 ? 'demote' : 'dismiss')])
      const done = answers.filter(({ data }) => data?.length === 1)
      expect(done).toHaveLength(1)
      const left = await sql`select user_id from staff where user_id in (${one.id}, ${two.id}) and role = 'owner'`
      expect(left).toHaveLength(1)
      await sql`delete from staff where user_id in (${one.id}, ${two.id})`
    }
  })

  test('an owner cannot add themselves again, nor a person without an account', async () => {
    const appoint = (email: string) => owner.db.rpc('appoint_staff', { email, role: 'viewer', name: 'X' })
    expect((await appoint(owner.email)).error).toMatchObject({ code: 'NLFOR' })
    expect((await appoint('nobody@example.com')).error).toMatchObject({ code: 'NLNOT' })
    expect(await sql`select role from staff where user_id = ${owner.id}`).toEqual([{ role: 'owner' }])
  })
})

describe('the audit log', () => {
  test('has each change with its author, before and after, without personal data', async () => {
    await sql`update orders set email = 'ada@example.com', address = '{"city": "Ghent"}' where id = ${order.id}`
    expect((await editor.db.rpc('staff_pack_order', { order_id: order.id })).error).toBeNull()
    expect(
      (await editor.db.rpc('staff_ship_order', { order_id: order.id, tracking_number: ' NLP 77 ' })).error,
    ).toBeNull()
    const entries = await logOf('orders', order.id)
    expect(entries[0]).toMatchObject({
      actor: editor.id,
      actor_name: 'The editor',
      before: { status: 'paid' },
      after: { status: 'packed' },
    })
    expect(entries.at(-1)).toMatchObject({ after: { tracking_number: 'NLP 77' } })
    const refund = randomUUID()
    const input = { refund_id: refund, order_id: order.id, lines: null, reason: 'Broken', returns_stock: false }
    await owner.db.rpc('request_refund', input)
    expect(await logOf('refunds', refund)).toMatchObject([
      { actor: owner.id, action: 'insert', before: null, after: { reason: 'Broken', amount: order.total } },
    ])
    const [all] = await sql`select coalesce(string_agg(before::text || after::text, ' '), '') as text from audit_log`
    for (const secret of ['ada@example.com', 'Ghent', order.access_key]) expect(all?.text).not.toContain(secret)
  })

  test('has who replayed a job and who sent a receipt again', async () => {
    expect((await editor.db.rpc('replay_job', { key: 'ship-order.dead' })).error).toBeNull()
    expect((await editor.db.rpc('replay_job', { key: 'ship-order.dead' })).error).toMatchObject({ code: 'NLCON' })
    expect((await editor.db.rpc('resend_receipt', { order_id: order.id })).error).toBeNull()
    expect(await logOf('jobs', 'ship-order.dead')).toMatchObject([
      { actor: editor.id, before: { status: 'failed' }, after: { status: 'waiting' } },
    ])
    expect(await logOf('jobs', `resend-receipt.${order.id}.1`)).toMatchObject([{ actor: editor.id, action: 'insert' }])
  })

  test('accepts new entries from the database only, and no changes', async () => {
    const [{ count }] = (await sql`select count(*)::integer as count from audit_log`) as unknown as [{ count: number }]
    for (const person of [owner, editor, viewer, shopper]) {
      expect((await person.db.from('audit_log').update({ actor_name: 'X' }).gt('id', 0)).error).not.toBeNull()
      expect((await person.db.from('audit_log').delete().gt('id', 0)).error).not.toBeNull()
      const forged = { actor: owner.id, actor_name: 'X', action: 'update', subject: 'orders', subject_id: '1' }
      expect((await person.db.from('audit_log').insert(forged)).error).not.toBeNull()
    }
    for (const statement of [
      'update audit_log set actor_name = $$X$$',
      'delete from audit_log',
      'truncate audit_log',
    ]) {
      await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '23514' })
    }
    expect(await sql`select count(*)::integer as count from audit_log`).toEqual([{ count }])
  })

  test('shows viewers roles in place of people, and none of the text that people wrote', async () => {
    const read = async (db: SupabaseClient, more = {}) => (await db.rpc('list_audit', { most: 100, ...more })).data
    const [full, masked] = [await read(editor.db), await read(viewer.db)]
    expect(masked.entries).toHaveLength(full.entries.length)
    expect(JSON.stringify(full)).toMatch(/The editor.*Broken|Broken.*The editor/)
    for (const secret of ['The editor', 'The owner', 'Broken', 'NLP 77', owner.id, editor.id])
      expect(JSON.stringify(masked)).not.toContain(secret)
    expect(masked.entries[0]).toMatchObject({ actor_name: 'Editor', subject: 'jobs' })
    expect((await read(editor.db, { actor: editor.id })).entries.length).toBeLessThan(full.entries.length)
    expect((await read(viewer.db, { actor: editor.id })).entries).toHaveLength(full.entries.length)
  })
})
