import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSuggester } from '#components/catalog/suggester.ts'
import { noSuggestions, type Suggestions } from '#components/catalog/suggestions.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A shop that answers after some milliseconds; `asked` has what it was asked, `shown` what the list showed. */
function start(latency: number) {
  const asked: string[] = []
  const shown: string[] = []
  let out = 0
  let mostOut = 0
  const fetchSuggestions = async (text: string): Promise<Suggestions> => {
    asked.push(text)
    mostOut = Math.max(mostOut, ++out)
    await new Promise((resolve) => setTimeout(resolve, latency))
    out--
    if (text === 'down') throw new TypeError('fetch failed')
    return noSuggestions
  }
  const suggester = createSuggester(fetchSuggestions, (text) => shown.push(text))
  return { asked, shown, suggester, mostOut: () => mostOut }
}

async function type(suggester: { ask(text: string): void }, text: string, msPerKey: number) {
  for (let length = 1; length <= text.length; length++) {
    suggester.ask(text.slice(0, length))
    await vi.advanceTimersByTimeAsync(msPerKey)
  }
}

test('the first letter is asked for at once, and fast typing asks for few texts, the whole one last', async () => {
  const { asked, shown, suggester, mostOut } = start(10)
  suggester.ask('b')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['b'])
  await type(suggester, 'brass lamp', 40)
  await vi.advanceTimersByTimeAsync(500)
  expect(asked.length).toBeLessThanOrEqual(5)
  expect(shown.at(-1)).toBe('brass lamp')
  expect(mostOut()).toBe(1)
})

test('a slow shop gets one request at a time', async () => {
  const { asked, shown, suggester, mostOut } = start(2_000)
  await type(suggester, 'brass lamp', 40)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toEqual(['b', 'brass lamp'])
  expect(shown).toEqual(['b', 'brass lamp'])
  expect(mostOut()).toBe(1)
})

test('a text that was answered is not asked for again', async () => {
  const { asked, shown, suggester } = start(10)
  for (const text of ['oak', 'oa', 'oak']) {
    suggester.ask(text)
    await vi.advanceTimersByTimeAsync(300)
  }
  expect(asked).toEqual(['oak', 'oa'])
  expect(shown).toEqual(['oak', 'oa', 'oak'])
})

test('nothing is shown for a text that was deleted meanwhile, or after leaving', async () => {
  const { shown, suggester } = start(100)
  suggester.ask('oak')
  await vi.advanceTimersByTimeAsync(50)
  suggester.ask('')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown).toEqual([])
  suggester.ask('elm')
  await vi.advanceTimersByTimeAsync(50)
  suggester.stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown).toEqual([])
})

test('after a failure the next text is asked for', async () => {
  const { shown, suggester } = start(10)
  suggester.ask('down')
  await vi.advanceTimersByTimeAsync(300)
  suggester.ask('oak')
  await vi.advanceTimersByTimeAsync(300)
  expect(shown).toEqual(['oak'])
})
