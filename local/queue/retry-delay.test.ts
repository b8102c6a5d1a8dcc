import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError } from '#local/queue/api-error.ts'
import { parseRetryDelay } from '#local/queue/retry-delay.ts'

type Sample = { text: string; value: (retried: number) => number }

// Builds expressions together with their results, so that the parser is checked against an independent computation.
const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4 },
    fc.nat(1000).map((number) => ({ text: `${number}`, value: () => number })),
    fc.constant({ text: 'retried', value: (retried: number) => retried }),
    fc
      .tuple(tie('sample'), tie('sample'), fc.constantFrom('+', '-', '*'))
      .map(([left, right, operator]) => binary(left, right, operator)),
    tie('sample').map(({ text, value }) => ({ text: `-(${text})`, value: (retried: number) => -value(retried) })),
    fc.tuple(tie('sample'), tie('sample')).map(([left, right]) => ({
      text: `max(${left.text}, ${right.text})`,
      value: (retried: number) => Math.max(left.value(retried), right.value(retried)),
    })),
  ),
}))

function binary(left: Sample, right: Sample, operator: string): Sample {
  const combine = { '+': (a: number, b: number) => a + b, '-': (a: number, b: number) => a - b }[operator]
  return {
    text: `(${left.text} ${operator} ${right.text})`,
    value: (retried) => (combine ?? ((a, b) => a * b))(left.value(retried), right.value(retried)),
  }
}

describe('Upstash-Retry-Delay expressions', () => {
  test.each([
    ['1000', 3, 1000],
    ['1000 * (1 + retried)', 2, 3000],
    ['pow(2, retried) * 1000', 3, 8000],
    ['max(1000, pow(2, retried) * 100)', 1, 1000],
    ['2 + 3 * 4 - 10 / 5', 0, 12],
    ['10 - 4 - 3', 0, 3],
    ['100 / 5 / 2', 0, 10],
    ['7 % 4', 0, 3],
    ['--5', 0, 5],
    ['min(3, 2, 9)', 0, 2],
    ['floor(sqrt(10)) + ceil(0.2) + round(1.5) + abs(-1)', 0, 7],
    ['exp(0)', 0, 1],
  ])('%s with retried = %d is %d', (text, retried, expected) => {
    expect(parseRetryDelay(text)(retried)).toBe(expected)
  })

  test.each([
    '',
    'retried +',
    '(1',
    '1 2',
    'pow(2)',
    'sqrt(1, 2)',
    'process.exit()',
    'constructor(1)',
    'globalThis',
    'toString()',
    '1; 2',
    '`1`',
    '('.repeat(300),
  ])('refuses %s', (text) => {
    expect(() => parseRetryDelay(text)).toThrow(ApiError)
  })

  test('has the result of the same arithmetic in JavaScript', () => {
    fc.assert(
      fc.property(
        sample.filter(({ text }) => text.length <= 256),
        fc.nat(20),
        ({ text, value }, retried) => {
          expect(parseRetryDelay(text)(retried)).toEqual(value(retried))
        },
      ),
    )
  })

  test('gives a number or an error for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(10), (text, retried) => {
        try {
          expect(parseRetryDelay(text)(retried)).toBeTypeOf('number')
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError)
        }
      }),
    )
  })
})
