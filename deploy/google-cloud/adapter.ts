import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { createApp, type Mounted } from '#deploy/app.ts'
import { deliveryCall, type Outcome, outcomeOf, scheduleCall, uploadCall } from '#deploy/calls.ts'
import { readPush, readUpload } from '#deploy/google-cloud/events.ts'
import { traceOf } from '#deploy/trace-headers.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { createLog } from '#lib/log.ts'

const log = createLog({ scope: 'google-cloud' })

/** https://cloud.google.com/run/docs/authenticating/service-to-service */
const certificates = 'https://www.googleapis.com/oauth2/v3/certs'

/**
 * Functions on Cloud Run: the calls of people and webhooks at `/api/<name>`, and, with an identity token of QUEUE_CALLER, those of
 * Cloud Tasks at `/tasks/<name>`, of Cloud Scheduler at `/schedules/<name>` and of Eventarc at `/uploads`. Pub/Sub may push messages
 * to the first and Cloud Storage's notifications to the last.
 * @param keys verify identity tokens; Google's own unless told
 */
export function createCloudRun(
  definitions: readonly FunctionDefinition[],
  secrets: Record<string, string> = {},
  keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(certificates)),
) {
  const { app, mounted } = createApp(definitions, secrets)

  /** The function, when the caller may wake it. */
  async function admit(name: string, request: Request): Promise<Mounted | Response> {
    const known = mounted.get(name)
    if (!known) return refuse(404, 'There is no such function.')
    await known.wake()
    const { FUNCTIONS_URL: audience, QUEUE_CALLER: caller } = known.env()
    const token = request.headers.get('authorization')?.replace(/^Bearer /i, '') ?? ''
    const issuer = ['https://accounts.google.com', 'accounts.google.com']
    const verified = await jwtVerify(token, keys, { audience, issuer }).catch(() => null)
    const { email, email_verified: sure } = verified?.payload ?? {}
    return caller && sure && email === caller
      ? known
      : refuse(401, 'This call has no identity that may wake the function.')
  }

  app.post('/tasks/:name', async ({ req }) => {
    const { raw } = req
    const name = req.param('name')
    const known = await admit(name, raw)
    if (known instanceof Response) return known
    const text = await raw.text()
    const push = readPush(text)
    const trace = push?.attributes.traceparent ?? traceOf((header) => raw.headers.get(header))
    const request = deliveryCall(known.env(), name, push?.text ?? text, trace)
    if (!request) return toTask({ kind: 'never', reason: 'It is not a message of the store.' }, name)
    return toTask(await outcomeOf(await known.run(request)), name)
  })
  app.all('/schedules/:name', async ({ req }) => {
    const { raw } = req
    const name = req.param('name')
    const known = await admit(name, raw)
    if (known instanceof Response) return known
    const planned = new Date(raw.headers.get('x-cloudscheduler-scheduletime') ?? Number.NaN)
    return toTask(await outcomeOf(await known.run(scheduleCall(known.env(), name, validOf(planned)))), name)
  })
  app.post('/uploads', async ({ req: { raw } }) => {
    const known = await admit('storage-webhook', raw)
    if (known instanceof Response) return known
    const path = readUpload(await raw.text())
    if (path === null) return toTask({ kind: 'done' }, 'uploads')
    const trace = traceOf((header) => raw.headers.get(header))
    return toTask(await outcomeOf(await known.run(uploadCall(known.env(), { bucket: 'originals', path }, trace))), path)
  })
  return app
}

const validOf = (time: Date) => (Number.isNaN(time.getTime()) ? undefined : time)

/** Cloud Tasks tries again after any other status than 2xx, and has no dead letters: the log and the jobs table keep those. */
function toTask(outcome: Outcome, about: string): Response {
  if (outcome.kind === 'done') return Response.json({ ok: true })
  if (outcome.kind === 'never') {
    log.error('a message can never be delivered', { about, reason: outcome.reason })
    return Response.json({ ok: false, reason: outcome.reason })
  }
  const headers: Record<string, string> = outcome.after ? { 'retry-after': String(outcome.after) } : {}
  return Response.json({ reason: outcome.reason }, { status: 503, headers })
}

const refuse = (status: number, error: string) => Response.json({ error }, { status })
