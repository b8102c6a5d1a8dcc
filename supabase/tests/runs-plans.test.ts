import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addPerson } from '#supabase/tests/people.ts'

// With many runs and spans, every list uses an index. Times depend on the machine; the shapes of the plans do not. The whole size,
// 100,000 runs and 1,000,000 spans, is `scale` 1.
const scale: number = 0.1
const counts = { runs: 100_000 * scale, spans: 10 }

let database: TestDatabase
let staff: string
let explained: postgres.Sql
let plain: postgres.Sql
const plans: string[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  const { sql } = database
  staff = (await addPerson(database, 'editor')).id
  // A fiftieth of the runs fail, one in a thousand was killed, and ten runs share a trace.
  await sql`insert into function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status, error, job_key, job_run, attempt, ends_by)
    select gen_random_uuid(), (array['sweep', 'chat', 'process-order', 'make-thumbnail', 'health'])[1 + n % 5], 'queue', md5((n / 10)::text),
      now() - n * interval '24 hours' / ${counts.runs}, case when n % 1000 > 0 then n % 700 end, n % 90 = 0, 100 + n % 60,
      case when n % 1000 = 0 then null when n % 50 = 1 then 500 else 200 end, case when n % 50 = 1 then 'Error: number ' || n end,
      'job-' || n, 1, 1, now() - interval '1 hour' from generate_series(1, ${counts.runs}::integer) n`
  await sql`insert into spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, attributes, events)
    select r.trace, left(md5(r.id::text || n), 16), left(md5(r.id::text || 1), 16), 'rpc start_job', 'client', r.function, r.id, r.started_at, 900,
      'unset', '{"db.system.name": "postgresql", "db.stored_procedure.name": "start_job", "http.request.method": "POST"}', '[]'
    from function_runs r, generate_series(1, ${counts.spans}::integer) n`
  await sql`vacuum analyze function_runs, spans`
  explained = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => plans.push(message ?? '') })
  await explained.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_level = 'notice'`)
  // Explaining costs far more time than the query.
  plain = postgres(database.databaseUrl, { max: 1 })
  for (const sql of [explained, plain])
    await sql.unsafe(`set role authenticated; set request.jwt.claims = '{"sub": "${staff}", "role": "authenticated"}'`)
}, 240_000)
afterAll(async () => {
  await Promise.all([explained?.end(), plain?.end()])
  await database?.close()
})

const newest = (most: string) => `select list_runs(most => 50${most})`
const whole: [what: string, query: string, index: string][] = [
  ['the newest', newest(''), 'function_runs_started'],
  [
    'a later page',
    newest(", after => jsonb_build_array(now() - interval '12 hours', gen_random_uuid())"),
    'function_runs_started',
  ],
  ['a function', newest(", function => 'chat'"), 'function_runs_'],
  ['a function that never ran', newest(", function => 'clean-up'"), 'function_runs_function'],
  ['failed', newest(", state => 'failed'"), 'function_runs_wrong'],
  ['killed', newest(", state => 'killed'"), 'function_runs_open'],
  [
    'a time',
    newest(", since => now() - interval '3 hours', until => now() - interval '2 hours'"),
    'function_runs_started',
  ],
  ['a trace', newest(', trace => md5(7::text)'), 'function_runs_trace'],
  [
    'the page before one',
    newest(", before => jsonb_build_array(now() - interval '12 hours', gen_random_uuid())"),
    'function_runs_started',
  ],
  ['a word of an error', newest(", query => 'number 51'"), 'function_runs_error'],
  ['a word that no error has', newest(", query => 'nothing has this'"), 'function_runs_error'],
  ['a part of the key of a job', newest(", query => 'job-77'"), 'function_runs_job'],
  ['a whole trace', 'select read_trace(md5(7::text))', 'spans_pkey'],
  ['an outline', 'select trace_outline(md5(7::text))', 'spans_pkey'],
  ['a reference', 'select find_traces(left(md5(7::text), 8))', 'spans_pkey'],
  ['the overview of a day', 'select function_overview(24)', ''],
  ['the costs of a month', 'select run_costs(30)', ''],
]

test.each(whole)('%s', async (what, query, index) => {
  await plain.unsafe(query)
  const startedAt = performance.now()
  await plain.unsafe(query)
  const ms = performance.now() - startedAt
  plans.length = 0
  await explained.unsafe(query)
  const plan = plans.join('\n')
  if (scale === 1) process.stdout.write(`${what}: ${ms.toFixed(0)} ms\n`)
  if (index) {
    expect(plan).toContain(index)
    expect(plan.split('\n').filter((line) => /Seq Scan on (function_runs|spans)\b/.test(line))).toEqual([])
  }
  expect(ms).toBeLessThan(1000)
})
