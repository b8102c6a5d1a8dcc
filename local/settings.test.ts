import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { staffPassword, staffPasswordFile } from '#local/settings.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'nightlight-password-'))

test('each data directory has a staff password of its own, which stays, in a file that only its owner reads', () => {
  const [one, other] = [folder(), folder()]
  const password = staffPassword(one)
  expect(password).toMatch(/^[\w+/]{20}$/)
  expect(staffPassword(one)).toBe(password)
  expect(staffPassword(other)).not.toBe(password)
  expect(statSync(staffPasswordFile(one)).mode & 0o777).toBe(0o600)
})
