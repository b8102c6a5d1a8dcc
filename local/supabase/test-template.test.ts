import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprint } from '#local/supabase/test-template.ts'

test('another migration, or the same with another word, needs another template', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-template-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const seen = [fingerprint(), fingerprint(directory)]
  const write = (file: string, text: string) => {
    writeFileSync(join(directory, file), text)
    seen.push(fingerprint(directory))
  }
  write('20260101000000_lamps.sql', 'create table lamps ();')
  write('20260101000000_lamps.sql', 'create table lamp_s ();')
  write('20260102000000_more.sql', 'create table more ();')
  write('notes.txt', 'nothing that is applied')
  expect(new Set(seen).size).toBe(4)
  expect(seen.at(-1)).toBe(seen.at(-2))
  expect(fingerprint(directory)).toBe(seen.at(-1))
})
