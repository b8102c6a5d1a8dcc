import type { Suggestions } from '#components/catalog/suggestions.ts'

/** Milliseconds between the starts of two requests. */
const gap = 120
/** Answers that are kept in memory. */
const most = 100

export type Suggester = {
  /** Asks for the suggestions to a text; an empty one has none. */
  ask(text: string): void
  stop(): void
}

/**
 * Fetches suggestions while somebody types. The first letter is asked for at once. Then at most one request is out at a time, and
 * the next one asks for the newest text only: a slow shop gets fewer requests, not a queue of them.
 * @param fetchSuggestions rejects when the shop cannot be reached; the list then keeps what it shows
 * @param show gets the answers in the order of the texts
 */
export function createSuggester(
  fetchSuggestions: (text: string) => Promise<Suggestions>,
  show: (text: string, suggestions: Suggestions) => void,
): Suggester {
  const known = new Map<string, Suggestions>()
  let wanted = ''
  let shown = ''
  let busy = false
  let stopped = false
  let startedAt = Number.NEGATIVE_INFINITY

  async function work() {
    if (busy) return
    busy = true
    while (!stopped && wanted !== '' && wanted !== shown) {
      if (!known.has(wanted)) await rest()
      if (!(await answer(wanted))) break
    }
    busy = false
  }

  async function rest() {
    const wait = startedAt + gap - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }

  /** Shows the suggestions to a text, unless it was deleted meanwhile. Returns false when nothing is left to ask for. */
  async function answer(text: string): Promise<boolean> {
    if (stopped || text === '') return false
    const suggestions = known.get(text) ?? (await request(text))
    if (suggestions === null) return wanted !== text
    if (stopped || wanted === '') return false
    shown = text
    show(text, suggestions)
    return true
  }

  async function request(text: string): Promise<Suggestions | null> {
    startedAt = performance.now()
    const answer = await fetchSuggestions(text).catch(() => null)
    if (answer === null) return null
    if (known.size >= most) known.delete(known.keys().next().value ?? '')
    known.set(text, answer)
    return answer
  }

  return {
    ask(text) {
      wanted = text
      if (text === '') shown = ''
      void work()
    },
    stop() {
      stopped = true
    },
  }
}
