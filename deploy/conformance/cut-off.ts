import type { Deployed } from '#deploy/conformance/platform.ts'

type Send = (signal: AbortSignal) => Promise<unknown>

/**
 * A platform whose proxy gives up on a call when its run has begun, as it does at its limit. The instance lives on, and the queue is
 * told that the call failed.
 * @throws Error when the call ends before
 */
export async function giveUp(begun: Promise<void>, send: Send): ReturnType<NonNullable<Deployed['cutOff']>> {
  const proxy = new AbortController()
  const call = send(proxy.signal).then(
    () => true,
    () => false,
  )
  await Promise.race([begun, call])
  proxy.abort()
  if (await call) throw new Error('The call ended before the platform cut it off.')
  return { fate: 'again', killed: false }
}
