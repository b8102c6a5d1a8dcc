import type { Env } from '#lib/env.ts'
import { readGoogleToken } from '#lib/google-token.ts'
import { expectTaken, type Provider, textOf } from '#lib/queue-message.ts'

const month = 30 * 86_400

/**
 * Google Cloud Tasks as the queue, one for each line of jobs: QUEUE_URL (`…/v2/projects/P/locations/L/queues/nightlight-`) with
 * the line's name behind it. The task calls the function with a token of QUEUE_CALLER, which the function's service admits.
 * Protocol: https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks/create
 */
export function createCloudTasks(env: Env): Provider {
  return {
    mostWait: month,
    async send(message) {
      const { name, line, wait, id, traceparent } = message
      const task = {
        // Letters, digits and hyphens only; a task with a known name is refused with 409.
        ...(id
          ? { name: `${new URL(env.QUEUE_URL ?? '').pathname.slice('/v2/'.length)}${line}/tasks/${nameOf(id)}` }
          : {}),
        ...(wait > 0 ? { scheduleTime: new Date(Date.now() + wait * 1000).toISOString() } : {}),
        httpRequest: {
          url: `${env.FUNCTIONS_URL}/tasks/${name}`,
          httpMethod: 'POST',
          headers: { 'content-type': 'application/json', traceparent },
          body: toBase64(textOf(message)),
          ...(env.QUEUE_CALLER
            ? { oidcToken: { serviceAccountEmail: env.QUEUE_CALLER, audience: env.FUNCTIONS_URL } }
            : {}),
        },
      }
      const headers = { authorization: `Bearer ${await readGoogleToken(env)}`, 'content-type': 'application/json' }
      const url = `${env.QUEUE_URL}${line}/tasks`
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ task }) })
      if (response.status !== 409) await expectTaken(response)
    },
    async answers(signal) {
      const headers = { authorization: `Bearer ${await readGoogleToken(env)}` }
      return (await fetch(`${env.QUEUE_URL}none`, { headers, signal })).status < 500
    },
  }
}

const toBase64 = (text: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
const nameOf = (id: string) => id.replace(/[^A-Za-z0-9-]/g, '_')
