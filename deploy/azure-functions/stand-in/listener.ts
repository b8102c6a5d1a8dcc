// How the Functions host takes messages of a Storage queue, by the source of its extension (QueueListener.cs, QueueProcessor.cs in
// github.com/Azure/azure-sdk-for-net, Microsoft.Azure.WebJobs.Extensions.Storage.Queues) and the settings of host.gen.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textIn } from '#deploy/azure-functions/stand-in/account.ts'
import type { Storage } from '#deploy/azure-functions/stand-in/azurite.ts'
import type { Fate } from '#deploy/conformance/platform.ts'
import { prefix } from '#deploy/generated.ts'

const host = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'host.gen.json'), 'utf8')) as {
  extensions: { queues: { maxDequeueCount: number; visibilityTimeout: string } }
}
const { maxDequeueCount, visibilityTimeout } = host.extensions.queues
const [hours = 0, minutes = 0, seconds = 0] = visibilityTimeout.split(':').map(Number)
/** Seconds until a failed message may be taken again. */
const pause = hours * 3600 + minutes * 60 + seconds

/** A message that runs is hidden for so many seconds; the host hides it longer while the run lasts. */
const hidden = 600

export type Message = { id: string; receipt: string; text: string; dequeueCount: number }
export type Run = (line: string, message: Message) => Promise<boolean>
/** `hiddenUntil` is when a message that comes again may be taken. */
export type Result = { id: string; fate: Fate; hiddenUntil?: Date }

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const pathOf = (line: string, rest: string) => `${prefix}-${line}/messages${rest}`

export function createListener({ call }: Storage, run: Run) {
  async function put(line: string, text: string, wait = 0): Promise<string> {
    const body = `<QueueMessage><MessageText>${escapeXml(text)}</MessageText></QueueMessage>`
    const answer = await call('POST', pathOf(line, `?visibilitytimeout=${wait}&messagettl=-1`), body)
    if (!answer.ok) throw new Error(`There is no queue ${line}: ${answer.status}`)
    return textIn(await answer.text(), 'MessageId')
  }

  /** Takes the first visible message of a line. */
  async function take(line: string): Promise<Message | null> {
    const answer = await call('GET', pathOf(line, `?numofmessages=1&visibilitytimeout=${hidden}`))
    const xml = await answer.text()
    const id = textIn(xml, 'MessageId')
    if (!id) return null
    const dequeueCount = Number(textIn(xml, 'DequeueCount'))
    return { id, receipt: textIn(xml, 'PopReceipt'), text: textIn(xml, 'MessageText'), dequeueCount }
  }

  const remove = (line: string, { id, receipt }: Message) =>
    call('DELETE', pathOf(line, `/${id}?popreceipt=${encodeURIComponent(receipt)}`))

  /** Hides a message for so many seconds from now. */
  async function hide(line: string, { id, receipt }: Pick<Message, 'id' | 'receipt'>, wait: number) {
    const query = `?popreceipt=${encodeURIComponent(receipt)}&visibilitytimeout=${wait}`
    const answer = await call('PUT', pathOf(line, `/${id}${query}`))
    if (!answer.ok) throw new Error(`The message ${id} of ${line} is another's: ${answer.status}`)
    return {
      receipt: answer.headers.get('x-ms-popreceipt') ?? '',
      visible: new Date(answer.headers.get('x-ms-time-next-visible') ?? ''),
    }
  }

  /** Runs the function for one message. Null when there is none. */
  async function once(line: string): Promise<(Result & { receipt?: string }) | null> {
    const message = await take(line)
    if (!message) return null
    const { id, dequeueCount, text } = message
    const done = dequeueCount <= maxDequeueCount && (await run(line, message))
    if (!done && dequeueCount < maxDequeueCount) {
      const { visible, receipt } = await hide(line, message, pause)
      return { id, fate: 'again', hiddenUntil: visible, receipt }
    }
    if (!done) await put(`${line}-poison`, text)
    await remove(line, message)
    return { id, fate: done ? 'gone' : 'dead' }
  }
  return { put, hide, once, take }
}
