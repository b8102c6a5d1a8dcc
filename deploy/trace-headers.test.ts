import { describe, expect, test } from 'vitest'
import { fromCloudTrace, fromXRay, traceOf } from '#deploy/trace-headers.ts'

const trace = '5759e988bd862e3fe1be46a994272793'

describe('X-Ray', () => {
  test.each([
    ['Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1', `00-${trace}-53995c3f42cd8ad8-01`],
    [
      'Self=1-67891234-12456789abcdef012345678;Root=1-5759e988-bd862e3fe1be46a994272793',
      `00-${trace}-0000000000000001-00`,
    ],
    ['Root=1-5759E988-BD862E3FE1BE46A994272793;Sampled=0', `00-${trace}-0000000000000001-00`],
    ['Root=1-5759e988', null],
    ['', null],
  ])('%s', (header, expected) => {
    expect(fromXRay(header)).toBe(expected)
  })
})

describe('X-Cloud-Trace-Context, whose span is decimal', () => {
  test.each([
    [`${trace}/1311768467294899695;o=1`, `00-${trace}-1234567890abcdef-01`],
    [`${trace}/18446744073709551615;o=0`, `00-${trace}-ffffffffffffffff-00`],
    [`${trace}/1`, `00-${trace}-0000000000000001-00`],
    [`${trace};o=1`, `00-${trace}-0000000000000001-01`],
    [trace.slice(1), null],
  ])('%s', (header, expected) => {
    expect(fromCloudTrace(header)).toBe(expected)
  })
})

test('the caller’s own traceparent goes before those of platforms', () => {
  const own = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  const headers = new Headers({ traceparent: own, 'x-cloud-trace-context': `${trace}/1;o=1` })
  expect(traceOf((name) => headers.get(name))).toBe(own)
  headers.delete('traceparent')
  expect(traceOf((name) => headers.get(name))).toBe(`00-${trace}-0000000000000001-01`)
})
