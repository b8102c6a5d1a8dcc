import { expect, test } from 'vitest'
import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import { type DatabaseAnswer, unwrap } from '#lib/supabase.ts'

const statuses: Record<ShopErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  sold_out: 409,
  too_large: 413,
  too_many: 429,
}

test.each(Object.entries(statuses))('%s is status %i', (code, status) => {
  const cause = new Error('why')
  const error = new ShopError(code as ShopErrorCode, 'A sentence.', { cause })
  expect(error).toMatchObject({ name: 'ShopError', code, status, message: 'A sentence.', cause })
  expect(error).toBeInstanceOf(Error)
})

const answerOf = (code: string) =>
  ({ data: null, error: { code, message: 'A sentence.' } }) as unknown as DatabaseAnswer<null>

test.each([
  ['NLINV', 'invalid'],
  ['NLNOT', 'not_found'],
  ['NLCON', 'conflict'],
  ['NLSOL', 'sold_out'],
  ['NLFOR', 'forbidden'],
  ['NLTOO', 'too_many'],
])('SQLSTATE %s becomes %s', (sqlstate, code) => {
  expect(() => unwrap(answerOf(sqlstate))).toThrow(new ShopError(code as ShopErrorCode, 'A sentence.'))
})

test.each(['23505', '42501', 'PGRST301', ''])('the caller does not see other errors of the database (%j)', (code) => {
  expect(() => unwrap(answerOf(code))).toThrow(/^database: A sentence\./)
  expect(() => unwrap(answerOf(code))).not.toThrow(ShopError)
})

test('an answer without an error gives its data', () => {
  expect(unwrap({ data: [1], error: null } as unknown as Parameters<typeof unwrap<number[]>>[0])).toEqual([1])
})
