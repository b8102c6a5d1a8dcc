import { expect, test } from 'vitest'
import { code, newPassword } from '#app/(shop)/(personal)/sign-in/fields.ts'
import { publishedPasswords } from '#lib/published-passwords.ts'

test.each(['123456', ' 123 456 ', '123-456', 'Your code is 123456.', '１２３４５６', '123\u00a0456'])(
  'the code in %j is 123456',
  (typed) => expect(code.parse(typed)).toBe('123456'),
)

test.each([undefined, '', '12345', '1234567', 'abcdef'])('%j holds no code', (typed) => {
  expect(code.safeParse(typed).error?.issues[0]?.message).toBe('Enter the six digits from the mail.')
})

test('a password that everybody can read in this project is nobody’s new password', () => {
  for (const word of publishedPasswords) expect(newPassword.safeParse(word).success, word).toBe(false)
  expect(newPassword.safeParse('a lamp in every window').success).toBe(true)
})
