// Written by `npm run generate` from the code that it quotes. Do not edit.

/** The code that stands for each idea of /under-the-hood. */
export const excerpts = {
  "events": {
    "file": "functions/storage-webhook.ts",
    "code": "/** Plans the sizes of a photograph when the database reports that its original is in private storage. */\nexport const storageWebhook = defineFunction({\n  name: 'storage-webhook',\n  trigger: { kind: 'webhook', verify: verifyDatabase },\n  input: z.object({ bucket: z.literal('originals'), path: z.string().min(1) }),\n  async run({ path }, { db, queue, trace, log }) {\n    const job = await markUploaded(db, path, trace)\n    if (!job) log.info('nothing to do for this upload', { path })\n    await queue.ring(job)\n    return { job: job?.key ?? null }\n  },\n})"
  },
  "sleep": {
    "file": "functions/ship-order.ts",
    "code": "/** Hands the parcel to the carrier, and plans its delivery and the mail to the shopper. */\nexport const shipOrder = defineFunction({\n  name: 'ship-order',\n  trigger: { kind: 'queue' },\n  input: z.object({ orderId: z.uuid() }),\n  async run({ orderId }, { db, queue }) {\n    await ringAll(queue, await ship(db, orderId))\n    return { order: orderId }\n  },\n})"
  },
  "cold": {
    "file": "functions/runtime/serve.ts",
    "code": "return async (request) => {\n  const startedAt = performance.now()\n  const begun = new Date()\n  const cold = !warm\n  warm = true\n  let admitted: Admitted | undefined\n  let problem: unknown\n  let env: Env | undefined\n  try {\n    env = (options.env ?? readEnv)()\n    db ??= asRole(env, name.replaceAll('-', '_') as Role)\n    admitted = await admit(definition, request, env)\n  } catch (error) {"
  },
  "limit": {
    "file": "functions/runtime/steps.ts",
    "code": "return async (name, work) => {\n  if (results.has(name)) return results.get(name) as Awaited<ReturnType<typeof work>>\n  if (begun && timeIsUp()) throw new Pause(`no time is left for ${name}`)\n  begun = true\n  const result = await inSpan(`step ${name}`, { attributes: { 'shop.job_run': run } }, work)\n  const row = { job_key: key, run, step: name, result: { value: result ?? null } as never }\n  const kept = await db.from('job_steps').insert(row)\n  // Row level security lets only the run that holds the job write its steps.\n  if (kept.error?.code === '42501') throw new TakenOver(`another run does ${key}`)\n  unwrap(kept)\n  results.set(name, result)\n  return result\n}"
  },
  "retry": {
    "file": "supabase/migrations/20261129000200_jobs.sql",
    "code": "create function public.take_overdue_jobs(most integer) returns setof jsonb\nlanguage sql security definer set search_path = '' as $$\n  with overdue as (\n    select j.key from public.jobs j\n    where (j.status = 'waiting' or (j.status = 'running' and j.leased_until < now()))\n      and j.run_at < now() - interval '1 minute' and coalesce(j.rung_at, j.run_at) < now() - interval '1 minute'\n      and coalesce(j.finished_at, j.run_at) < now() - interval '5 minutes' * least(greatest(j.attempts, 1), 12)\n    order by j.run_at for update skip locked limit least(greatest(most, 0), 100)\n  )\n  update public.jobs j set rung_at = now() from overdue where j.key = overdue.key returning private.job_json(j)\n$$;\ngrant execute on function public.take_overdue_jobs to sweep;"
  },
  "rights": {
    "file": "supabase/migrations/20261129000200_jobs.sql",
    "code": "grant select on public.jobs to function_runner;\ngrant update (status, attempts, runs, error, started_at, leased_until, finished_at) on public.jobs to function_runner;\ncreate policy \"functions see their own jobs\" on public.jobs for select to function_runner using (name = public.function_name());\ncreate policy \"functions work on their own jobs\" on public.jobs for update to function_runner\n  using (name = public.function_name()) with check (name = public.function_name());"
  },
  "trace": {
    "file": "lib/trace.ts",
    "code": "/** Continues the caller's trace with a new span, or begins a new trace when the header is missing or malformed. */\nexport function continueTrace(header: string | null | undefined): Traceparent {\n  return `00-${traceId(header) ?? randomHex(16)}-${randomHex(8)}-01`\n}"
  },
  "platforms": {
    "file": "deploy/openfaas/adapter.ts",
    "code": "export function createOpenFaas(definitions: readonly FunctionDefinition[], folder = '/var/openfaas/secrets') {\n  const { app } = createApp(definitions, readSecretFiles(folder))\n  // The watchdog asks here before it is ready.\n  app.get('/_/ready', (context) => context.text('ok'))\n  return app\n}"
  }
} as const
