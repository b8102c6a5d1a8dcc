import { Receiver } from '@upstash/qstash'
import { expect, test, vi } from 'vitest'
import { openDestination, openQueue, receiver, secrets, temporaryFile, waitOptions } from '#local/queue/testing.ts'

const headers = { authorization: `Bearer ${secrets.token}` }

test('a signature is valid for its URL, body and keys only', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  await client.publish({ url: `${destination.url}/a`, body: 'text with ü' })
  const call = await vi.waitFor(() => {
    const [first] = destination.calls
    if (!first) throw new Error('no delivery arrived yet')
    return first
  }, waitOptions)
  const { signature, body } = call
  const url = `${destination.url}/a`
  await expect(receiver.verify({ signature, body, url })).resolves.toBe(true)
  await expect(receiver.verify({ signature, body, url: `${destination.url}/b` })).rejects.toThrow('invalid subject')
  await expect(receiver.verify({ signature, body: `${body}!`, url })).rejects.toThrow('body hash')
  const stranger = new Receiver({ currentSigningKey: 'other', nextSigningKey: 'another' })
  await expect(stranger.verify({ signature, body, url })).rejects.toThrow()
})

test('after a rotation the next key signs, receivers with the old pair still verify it, and a restart keeps the new pair', async () => {
  const destination = await openDestination()
  const file = temporaryFile()
  const first = await openQueue({ file })
  const read = async (url: string, path: string, method = 'GET') =>
    (await fetch(`${url}/v2/${path}`, { method, headers })).json()
  expect(await read(first.url, 'keys')).toEqual({ current: secrets.currentKey, next: secrets.nextKey })
  const rotated = await read(first.url, 'keys/rotate', 'POST')
  expect(rotated.current).toBe(secrets.nextKey)
  expect([secrets.currentKey, secrets.nextKey]).not.toContain(rotated.next)
  await first.client.publish({ url: `${destination.url}/rotated` })
  await vi.waitFor(() => expect(destination.calls).toHaveLength(1), waitOptions)
  const call = destination.calls[0]
  expect(call?.verified).toBe(true)
  const onlyOld = new Receiver({ currentSigningKey: secrets.currentKey, nextSigningKey: secrets.currentKey })
  await expect(onlyOld.verify({ signature: call?.signature ?? '', body: call?.body ?? '' })).rejects.toThrow()

  await first.close()
  const second = await openQueue({ file })
  expect(await read(second.url, 'keys')).toEqual(rotated)
})
