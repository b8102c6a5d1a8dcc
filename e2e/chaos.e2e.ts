import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.slow()

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' })

test('an editor kills the worker in the middle of an order, and watches the shop heal', async ({ staff }) => {
  const editor = await staff('editor')
  await editor.goto('/admin')
  await editor.getByRole('link', { name: 'Chaos' }).click()
  await expectAccessible(editor)
  await editor.getByRole('button', { name: /^(Start|Again): Kill the worker in the middle of an order/ }).click()
  await expect(editor).toHaveURL('/admin/chaos/killed-in-the-order')
  const notes = editor.getByRole('region', { name: 'What happened' }).getByRole('listitem')
  await expect(notes.filter({ hasText: 'POST /emails kills the process that made it.' })).toHaveCount(1, {
    timeout: 60_000,
  })
  await expect(verdict(editor)).toContainText('The shop held.', { timeout: 60_000 })
  await expect(verdict(editor)).toContainText('1 receipt in the mailbox')
  // The run that was killed stands beside the one that goes on.
  const rows = editor
    .getByRole('region', { name: 'Its trace' })
    .locator('summary')
    .filter({ hasText: 'run process-order' })
  await expect(rows.filter({ hasText: 'killed' })).toHaveCount(1)
  await expect(rows.filter({ hasText: 'attempt 2' })).toHaveCount(1)
  for (const colorScheme of ['light', 'dark'] as const) {
    await editor.emulateMedia({ colorScheme })
    await expectAccessible(editor)
  }
  await editor.getByRole('link', { name: /^Order NL-\d+$/ }).click()
  await expect(editor.getByRole('heading', { level: 1, name: /^Order NL-/ })).toBeVisible()
})

test('two lessons run side by side, each to its own verdict', async ({ staff }) => {
  const editor = await staff('editor')
  await editor.goto('/admin/chaos')
  for (const title of ['Nobody hears of the upload', 'The mail service refuses']) {
    await editor.getByRole('button', { name: new RegExp(`^(Start|Again): ${title}`) }).click()
    await expect(editor.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await editor.getByRole('link', { name: 'Chaos' }).last().click()
  }
  for (const title of ['Nobody hears of the upload', 'The mail service refuses']) {
    const item = editor.getByRole('listitem').filter({ has: editor.getByRole('heading', { name: title }) })
    await expect(item).toContainText(/Held · /, { timeout: 60_000 })
  }
})

test('an editor breaks something else, and is told what cannot be', async ({ staff }) => {
  const editor = await staff('editor')
  await editor.goto('/admin/chaos')
  await editor.getByLabel('This call').selectOption('Stripe tells the shop of the payment')
  await editor.getByLabel('breaks so').selectOption('freezes its process')
  await editor.getByRole('button', { name: 'Break it' }).click()
  await expect(editor.getByText('A service has no process to kill')).toBeVisible()
  await editor.getByLabel('breaks so').selectOption('times out after the work is done')
  await editor.getByLabel('so often').selectOption('twice')
  await editor.getByRole('button', { name: 'Break it' }).click()
  await expect(editor.getByRole('heading', { level: 1, name: 'A lesson of your own' })).toBeVisible()
  await expect(verdict(editor)).toContainText('The shop held.', { timeout: 60_000 })
})

test('the command runs lessons without a browser, and a name that is none is an error', async () => {
  const run = (...names: string[]) =>
    promisify(execFile)(process.execPath, ['scripts/chaos.ts', '--data', '.nightlight/test', ...names])
  const names = ['five-times', 'session-answer-lost', 'refund-killed', 'message-lost']
  const { stdout } = await run(...names)
  expect(stdout).toContain('4 of 4 lessons held.')
  await expect(run('no-such-lesson')).rejects.toThrow(/There is no lesson no-such-lesson: five-times/)
})
