import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
let viewer: Person
let begun: Date
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
  viewer = await addPerson(database, 'viewer')
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`truncate jobs, job_steps`
  begun = new Date()
})

const add = (key: string, status: string, values: object = {}) =>
  sql`insert into jobs ${sql({ key, name: key.split('.')[0], input: {}, status, attempts: 3, finished_at: new Date(), ...values } as never)}`
const statusOf = async (key: string) => (await sql`select status, attempts, error from jobs where key = ${key}`)[0]
const list = async (person: Person, name: string) => (await person.db.rpc('list_jobs', { list: name })).data as never

describe('the lists of jobs', () => {
  test('have the dead, the open and the discarded ones, with the reason and the next attempt', async () => {
    await add('ship-order.dead', 'failed', { error: 'no carrier', trace: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })
    await add('ship-order.waiting', 'waiting', { run_at: '2026-01-01T00:00Z', finished_at: '2026-01-01T01:00Z' })
    await add('ship-order.running', 'running', { leased_until: '2026-02-01T00:00Z' })
    await add('ship-order.done', 'done')
    await add('ship-order.given-up', 'discarded', { error: 'twice' })
    const counts = { dead: 1, open: 2, discarded: 1 }
    expect(await list(editor, 'dead')).toMatchObject({
      counts,
      is_cut: false,
      jobs: [{ key: 'ship-order.dead', error: 'no carrier', trace: 'a'.repeat(32), next_by: null }],
    })
    expect(await list(editor, 'open')).toMatchObject({
      counts,
      jobs: [
        // The pause after the third attempt is fifteen minutes.
        { key: 'ship-order.waiting', next_by: '2026-01-01T01:15:00+00:00' },
        { key: 'ship-order.running', next_by: '2026-02-01T00:00:00+00:00' },
      ],
    })
    expect(await list(editor, 'discarded')).toMatchObject({ jobs: [{ key: 'ship-order.given-up', error: 'twice' }] })
    expect(await list(viewer, 'dead')).toMatchObject({ jobs: [{ key: 'ship-order.dead', error: null }] })
  })

  test('refuse a list that is none', async () => {
    expect((await editor.db.rpc('list_jobs', { list: 'other' })).error).toMatchObject({ code: 'NLINV' })
  })
})

test('all dead jobs are replayed at once, or those of one function, each in the audit log', async () => {
  await add('ship-order.1', 'failed', { error: 'no carrier' })
  await add('ship-order.2', 'failed')
  await add('tell-owner.1', 'failed')
  await add('ship-order.done', 'done')
  expect((await editor.db.rpc('replay_dead_jobs', { name: 'tell-owner' })).data).toHaveLength(1)
  const { data } = await editor.db.rpc('replay_dead_jobs')
  expect((data as { key: string }[]).map(({ key }) => key).toSorted()).toEqual(['ship-order.1', 'ship-order.2'])
  expect(await statusOf('ship-order.1')).toEqual({ status: 'waiting', attempts: 0, error: null })
  expect(await statusOf('ship-order.done')).toMatchObject({ status: 'done' })
  expect(await sql`select subject_id from audit_log where at > ${begun}`).toHaveLength(3)
})

test('a dead job is discarded with a reason, and nobody rings it again', async () => {
  await add('ship-order.1', 'failed', { error: 'no carrier' })
  for (const reason of ['', '  x ', 'x'.repeat(301)])
    expect((await editor.db.rpc('discard_job', { key: 'ship-order.1', reason })).error).toMatchObject({ code: 'NLINV' })
  expect((await editor.db.rpc('discard_job', { key: 'ship-order.1', reason: ' Sent by hand. ' })).error).toBeNull()
  expect(await statusOf('ship-order.1')).toMatchObject({ status: 'discarded', error: 'Sent by hand.' })
  expect((await editor.db.rpc('discard_job', { key: 'ship-order.1', reason: 'again' })).error).toMatchObject({
    code: 'NLCON',
  })
  expect((await editor.db.rpc('replay_job', { key: 'ship-order.1' })).error).toMatchObject({ code: 'NLCON' })
  expect(await sql`select after from audit_log where at > ${begun}`).toEqual([
    { after: { status: 'discarded', reason: 'Sent by hand.' } },
  ])
  await sql`update jobs set run_at = now() - interval '2 days', finished_at = now() - interval '2 days'`
  expect((await database.signIn('sweep').rpc('take_overdue_jobs', { most: 10 })).data).toEqual([])
})

describe('a finished job runs again', () => {
  test('with the steps that it has done', async () => {
    await add('ship-order.1', 'done')
    await sql`insert into job_steps (job_key, step) values ('ship-order.1', 'mail')`
    expect((await editor.db.rpc('run_job_again', { key: 'ship-order.1' })).data).toMatchObject({ key: 'ship-order.1' })
    expect(await statusOf('ship-order.1')).toMatchObject({ status: 'waiting' })
    expect(await sql`select step from job_steps`).toHaveLength(1)
    expect((await editor.db.rpc('run_job_again', { key: 'ship-order.1' })).error).toMatchObject({ code: 'NLCON' })
  })

  test('but not when its steps may be forgotten, nor one that is dead or unknown', async () => {
    await add('ship-order.old', 'done', { finished_at: new Date(Date.now() - 29.5 * 86_400_000) })
    await add('ship-order.dead', 'failed')
    const codeOf = async (key: string) => (await editor.db.rpc('run_job_again', { key })).error?.code
    expect(await codeOf('ship-order.old')).toBe('NLCON')
    expect(await codeOf('ship-order.dead')).toBe('NLCON')
    expect(await codeOf('ship-order.none')).toBe('NLNOT')
  })
})

test('a call of a schedule is in the audit log', async () => {
  expect((await editor.db.rpc('note_schedule_call', { function: 'sweep' })).error).toBeNull()
  expect(await sql`select action, subject, subject_id, after from audit_log where at > ${begun}`).toEqual([
    { action: 'insert', subject: 'jobs', subject_id: 'sweep', after: { called: true } },
  ])
})
