import type { Fault, Place, Scope } from '#local/chaos/fault.ts'

/** A call that waits until another call of its sender has overtaken it. */
type Hold = {
  fault: Fault
  place: Place
  scope: Scope
  /** method and path */
  call: string
  /** address and body: a sender that loses patience sends the same again, which then waits too */
  message: string
  /** resolves when the call may go on */
  released: Promise<void>
  release(): void
  isReleased: boolean
}

/** Milliseconds after which a call goes on that nothing has overtaken, unless its fault says another number. */
const longestHold = 20_000

/** Keeps the calls that are held back, and lets each go on as soon as another one has overtaken it. */
export function createHolds() {
  let all: Hold[] = []

  return {
    /** Begins to hold a call. It goes on at the latest after the `ms` of its fault. */
    begin(held: Pick<Hold, 'fault' | 'place' | 'scope' | 'call' | 'message'>): Hold {
      const { promise: released, resolve } = Promise.withResolvers<void>()
      const release = () => {
        hold.isReleased = true
        clearTimeout(timer)
        resolve()
      }
      const hold: Hold = { ...held, released, release, isReleased: false }
      const timer = setTimeout(release, held.fault.ms ?? longestHold)
      all.push(hold)
      return hold
    },

    /** The call that is held and comes again. */
    findSame: (place: Place, message: string) => all.find((hold) => hold.place === place && hold.message === message),

    /** The call that is held, and that one with these words now overtakes. */
    findOvertaken: (place: Place, words: string) =>
      all.find(
        ({ place: held, isReleased, scope }) =>
          held === place && !isReleased && scope.marks.some((mark) => words.includes(mark)),
      ),

    /** Sends a held call when it may go on. @throws the reason of `signal` when its sender loses patience; it is held all the same */
    async sendLate(hold: Hold, signal: AbortSignal | null | undefined, send: () => Promise<Response>) {
      await Promise.race([hold.released, abortOf(signal)])
      const response = await send()
      all = all.filter((one) => one !== hold)
      return response
    },

    /** Sends a call that overtakes a held one. */
    async sendBefore(hold: Hold, send: () => Promise<Response>): Promise<Response> {
      const response = await send()
      if (!hold.isReleased) hold.scope.onHit(hold.fault, hold.call)
      hold.release()
      return response
    },

    /** Lets the calls of a scope go on. */
    release(scope: Scope): void {
      for (const hold of all) if (hold.scope === scope) hold.release()
    },

    /** Whether a call of a scope has been held, and has had no answer since. */
    has: (scope: Scope): boolean => all.some((hold) => hold.scope === scope),
  }
}

/** Rejects when a signal aborts. */
function abortOf(signal: AbortSignal | null | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  if (signal?.aborted) reject(signal.reason)
  signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  return promise
}
