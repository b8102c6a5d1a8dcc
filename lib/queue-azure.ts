import type { Env } from '#lib/env.ts'
import { expectTaken, type Provider, textOf } from '#lib/queue-message.ts'

const version = '2024-11-04'
const week = 7 * 86_400

type Token = { access_token: string; expires_on: string }
let token: Promise<Token> | undefined

/**
 * Azure Storage queues as the queue, one for each line of jobs: QUEUE_URL with the line's name behind it, and the query of a
 * SAS that may only add, if QUEUE_SAS_TOKEN has one. Without it, the function's managed identity signs in.
 * Protocol: https://learn.microsoft.com/rest/api/storageservices/put-message
 */
export function createStorageQueue(env: Env): Provider {
  const authorization = async (): Promise<Record<string, string>> =>
    env.QUEUE_SAS_TOKEN ? {} : { authorization: `Bearer ${await readIdentity(env)}` }
  const address = (path: string, query: Record<string, string>) =>
    `${env.QUEUE_URL}${path}?${new URLSearchParams(query)}${env.QUEUE_SAS_TOKEN ? `&${env.QUEUE_SAS_TOKEN}` : ''}`
  return {
    mostWait: week,
    async send(message) {
      const { line, wait } = message
      const url = address(`${line}/messages`, { visibilitytimeout: String(wait), messagettl: '-1' })
      const headers = { ...(await authorization()), 'x-ms-version': version, 'content-type': 'application/xml' }
      const text = textOf(message).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const body = `<QueueMessage><MessageText>${text}</MessageText></QueueMessage>`
      await expectTaken(await fetch(url, { method: 'POST', headers, body }))
    },
    async answers(signal) {
      const headers = { ...(await authorization()), 'x-ms-version': version }
      const { status } = await fetch(address('none', { comp: 'metadata' }), { headers, signal })
      return status < 500
    },
  }
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
  const asked = fetch(`${env.IDENTITY_ENDPOINT}?${query}`, { headers }).then(async (response) => {
    await expectTaken(response.clone())
    return (await response.json()) as Token
  })
  token = asked.catch(() => undefined as never)
  return (await asked).access_token
}
