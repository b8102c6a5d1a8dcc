import { beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '#lib/log.ts'
import { redact } from '#lib/redact.ts'
import { withLogFields } from '#lib/trace.ts'

const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
beforeEach(() => {
  for (const spy of [out, err]) spy.mockReset().mockReturnValue()
})

test('a line is one JSON object with the fields of its log, its scope and its call', () => {
  withLogFields({ run: 'r-1' }, () => createLog({ scope: 'cart' }).info('added', { variant: 'v-1', count: 2 }))
  const line = String(out.mock.calls[0]?.[0])
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'info',
    message: 'added',
    run: 'r-1',
    scope: 'cart',
    variant: 'v-1',
    count: 2,
  })
})

test('errors go to stderr with their stack and without personal data', () => {
  createLog().error('mail failed', { error: new Error('no mailbox ada@example.com') })
  expect(out).not.toHaveBeenCalled()
  const line = JSON.parse(String(err.mock.calls[0]?.[0]))
  expect(line).toMatchObject({ level: 'error', error: { name: 'Error', message: 'no mailbox [mail]' } })
  expect(line.error.stack).toContain('log.test.ts')
  expect(JSON.stringify(line)).not.toContain('ada@')
})

test.each([
  'email',
  'mail',
  'name',
  'phone',
  'address',
  'line1',
  'city',
  'postalCode',
  'postal_code',
  'customer',
  'password',
  'token',
  'accessToken',
  'secret',
  'webhook_secret',
  'Authorization',
  'cookie',
  'set-cookie',
  'access_key',
  'accessKey',
  'apiKey',
  'api_key',
  'cardNumber',
  'cvc',
])('the field %s is redacted at any depth', (field) => {
  const value = redact({ [field]: 'private', order: { items: [{ [field]: { a: 'private' } }] } })
  expect(JSON.stringify(value)).not.toContain('private')
})

test('ids, numbers, codes and empty values stay', () => {
  const fields = { order: 'o-1', status: 200, cold: false, nothing: null, session_id: 'cs_1', list: [1, 'two'] }
  expect(redact(fields)).toEqual(fields)
})

test.each([
  ['write to ada@example.com now', 'write to [mail] now'],
  ['<ada.lovelace+lamps@mail.example.co.uk>', '<[mail]>'],
  ['ada@example.com,bob@example.com', '[mail][mail]'],
  ['no @ here', 'no @ here'],
])('%j becomes %j', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

test('long texts, long lists and deep objects are cut', () => {
  expect(String(redact('x'.repeat(5000))).length).toBe(2000)
  expect(redact(Array.from({ length: 50 }, (_, index) => index))).toHaveLength(20)
  const circle: Record<string, unknown> = {}
  circle.self = circle
  expect(JSON.stringify(redact(circle))).toContain('[deep]')
})

test('redacting a long text is fast', () => {
  const started = performance.now()
  redact('a'.repeat(100_000))
  expect(performance.now() - started).toBeLessThan(500)
})
