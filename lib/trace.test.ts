import { expect, test } from 'vitest'
import { continueTrace, logFields, traceId, withLogFields } from '#lib/trace.ts'

const id = '0123456789abcdef0123456789abcdef'
const header = `00-${id}-0123456789abcdef-01`

test('a trace continues with a new span', () => {
  const next = continueTrace(header)
  expect(next).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`))
  expect(next).not.toBe(header)
  expect(traceId(next)).toBe(id)
})

const broken = [
  null,
  undefined,
  '',
  'nonsense',
  header.toUpperCase(),
  header.slice(1),
  `${header} `,
  header.replace('00-', 'ff-'),
  `00-${'0'.repeat(32)}-0123456789abcdef-01`,
  `${header}\nevil: yes`,
]
test.each(broken)('%j begins a new trace', (value) => {
  expect(traceId(value)).toBeNull()
  const [first, second] = [continueTrace(value), continueTrace(value)]
  expect(traceId(first)).toMatch(/^[0-9a-f]{32}$/)
  expect(traceId(first)).not.toBe(traceId(second))
})

test('log fields belong to their own scope, also across awaits and in parallel', async () => {
  const work = (run: string) =>
    withLogFields({ run }, async () => {
      await Promise.resolve()
      return withLogFields({ step: 'mail' }, async () => {
        await new Promise(setImmediate)
        return logFields()
      })
    })
  expect(await Promise.all([work('one'), work('two')])).toEqual([
    { run: 'one', step: 'mail' },
    { run: 'two', step: 'mail' },
  ])
  expect(logFields()).toEqual({})
})
