import type { Env } from '#lib/env.ts'
import { expectTaken, type Provider, textOf } from '#lib/queue-message.ts'

const version = '2024-11-04'
const week = 7 * 86_400

type Token = { access_token: string; expires_on: string }
let token: Promise<Token | undefined> | undefined

/**
 * Azure Storage queues as the queue, one for each line of jobs: QUEUE_URL with the line's name behind it. The
 * function's managed identity signs in.
 */
export function createStorageQueue(env: Env): Provider {
  return {
    mostWait: week,
    send: (message) => callStorageQueue(env, message.line, textOf(message), message.wait),
    async answers(signal) {
      const response = await fetch(addressOf(env, 'none', { comp: 'metadata' }), {
        headers: await headersOf(env),
        signal,
      })
      return response.status < 500
    },
  }
}

/**
 * Puts a message on a queue: https://learn.microsoft.com/rest/api/storageservices/put-message
 * @param wait seconds until it may be taken
 */
export async function callStorageQueue(env: Env, queue: string, text: string, wait: number): Promise<void> {
  const url = addressOf(env, `${queue}/messages`, { visibilitytimeout: String(wait), messagettl: '-1' })
  const headers = { ...(await headersOf(env)), 'content-type': 'application/xml' }
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const body = `<QueueMessage><MessageText>${escaped}</MessageText></QueueMessage>`
  await expectTaken(await fetch(url, { method: 'POST', headers, body }))
}

const addressOf = (env: Env, path: string, query: Record<string, string>) =>
  `${env.QUEUE_URL}${path}?${new URLSearchParams(query)}`

async function headersOf(env: Env): Promise<Record<string, string>> {
  const authorization = `Bearer ${await readIdentity(env)}`
  return { 'x-ms-version': version, 'x-ms-date': new Date().toUTCString(), authorization }
}

/**
 * A token of the function's managed identity, for Storage.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
async function readIdentity(env: Env): Promise<string> {
  const known = await token
  if (known && Number(known.expires_on) * 1000 > Date.now() + 300_000) return known.access_token
  const query = new URLSearchParams({ resource: 'https://storage.azure.com/', 'api-version': '2019-08-01' })
  if (env.AZURE_CLIENT_ID) query.set('client_id', env.AZURE_CLIENT_ID)
  const headers = { 'x-identity-header': env.IDENTITY_HEADER ?? '' }
  const response = await fetch(`${env.IDENTITY_ENDPOINT}?${query}`, { headers })
  await expectTaken(response.clone())
  const fresh = (await response.json()) as Token
  token = Promise.resolve(fresh)
  return fresh.access_token
}
