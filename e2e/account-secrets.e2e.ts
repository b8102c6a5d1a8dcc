import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { createAccount, enterCode, fromOwnNetwork, openSignIn, password, readCode, signIn } from '#e2e/people.ts'
import { newEmail } from '#e2e/purchase.ts'

test.beforeEach(({ context }) => fromOwnNetwork(context))

/** What the page answers to one way of asking, without the address that was typed, and how long it took. */
async function ask(page: Page, email: string, button: string, word?: string) {
  await openSignIn(page, button === 'reset' ? '/sign-in/reset' : '/sign-in')
  await page.getByLabel('Email').fill(email)
  if (word) await page.getByLabel('Password').fill(word)
  const posted = page.waitForResponse((response) => response.request().method() === 'POST')
  const began = Date.now()
  await page.getByRole('button', { name: button === 'reset' ? 'Send code' : button }).click()
  const response = await posted
  const took = Date.now() - began
  if (button === 'Sign in')
    await expect(page.getByRole('main').getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()
  else await expect(page).toHaveURL('/sign-in/code')
  const main = ((await page.getByRole('main').textContent()) ?? '').replaceAll(email, '…')
  const cookies = response
    .headersArray()
    .then((all) => all.filter(({ name }) => name === 'set-cookie').map(({ value }) => value.split('=')[0]))
  return {
    answer: { status: response.status(), path: new URL(page.url()).pathname, main, cookies: await cookies },
    took,
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

test('nothing tells whether an account exists', async ({ page, browser, urls }) => {
  test.setTimeout(180_000)
  const known = newEmail('known')
  await createAccount(page, urls, known)
  const other = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(other)
  const stranger = await other.newPage()
  const ways = [
    ['Sign in', 'a wrong password'],
    ['Send code', undefined],
    ['Create account', 'the password of somebody else'],
    ['reset', undefined],
  ] as const
  for (const [button, word] of ways) {
    const ofKnown = await ask(stranger, known, button, word)
    const ofUnknown = await ask(stranger, newEmail('unknown'), button, word)
    expect(ofUnknown.answer, button).toEqual(ofKnown.answer)
  }
  // A mail is sent after the answer; a password is looked at before it.
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < 5; round += 1) {
    took.known.push((await ask(stranger, known, 'Sign in', 'a wrong password')).took)
    took.unknown.push((await ask(stranger, newEmail('unknown'), 'Sign in', 'a wrong password')).took)
  }
  expect(Math.min(...took.known, ...took.unknown)).toBeGreaterThanOrEqual(800)
  expect(Math.abs(median(took.known) - median(took.unknown))).toBeLessThan(400)
  // Whoever asked for an account that exists has changed nothing in it.
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await signIn(page, known)
  await other.close()
})

test('who begins an account that exists is let in by the code, and the password stays', async ({ page, urls }) => {
  const email = newEmail('twice')
  await createAccount(page, urls, email)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('a password forgotten again')
  await page.getByRole('button', { name: 'Create account' }).click()
  await enterCode(page, await readCode(page.request, urls, email, 2))
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await signIn(page, email)
})

test('a password that a stranger chose never gets into somebody’s account', async ({ page, browser, urls }) => {
  const email = newEmail('victim')
  const other = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(other)
  const stranger = await other.newPage()
  await openSignIn(stranger)
  await stranger.getByLabel('Email').fill(email)
  await stranger.getByLabel('Password').fill('the stranger’s password')
  await stranger.getByRole('button', { name: 'Create account' }).click()
  await expect(stranger).toHaveURL('/sign-in/code')

  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await enterCode(page, await readCode(page.request, urls, email, 2))
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()

  await openSignIn(stranger)
  await stranger.getByLabel('Email').fill(email)
  await stranger.getByLabel('Password').fill('the stranger’s password')
  await stranger.getByRole('button', { name: 'Sign in' }).click()
  await expect(stranger.getByRole('main').getByRole('alert').filter({ hasText: 'do not go together' })).toBeVisible()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await signIn(page, email)
  await other.close()
})

test('signing in leads nowhere but into the store', async ({ page, urls }) => {
  test.setTimeout(180_000)
  const email = newEmail('led')
  await createAccount(page, urls, email)
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/.//evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'http:evil.example',
  ]
  for (const next of elsewhere) {
    // Signed in, the page goes on by itself.
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`)
    await expect(page, next).toHaveURL(/^http:\/\/localhost:\d+\/(?!sign-in)/)
  }
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  // Changed in the form itself.
  await openSignIn(page, '/sign-in?next=/cart')
  await page.locator('input[name=next]').evaluate((input: HTMLInputElement) => (input.value = '//evil.example'))
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/account')
})

test('guessing ends after some tries, with a word on when to come back', async ({ page, urls }) => {
  test.setTimeout(180_000)
  const email = newEmail('guessed')
  await createAccount(page, urls, email)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send code' }).click()
  const code = await readCode(page.request, urls, email, 2)
  const wrong = code === '000000' ? '111111' : '000000'
  const alert = page.getByRole('main').getByRole('alert').filter({ hasText: /\w/ })
  for (let tries = 0; tries < 10; tries += 1) {
    const posted = page.waitForResponse((response) => response.request().method() === 'POST')
    await enterCode(page, wrong)
    await posted
  }
  await enterCode(page, wrong)
  await expect(alert).toContainText(/lot of tries. Please come back in \d+ minutes/)
  // The right one comes too late.
  await enterCode(page, code)
  await expect(alert).toContainText('lot of tries')
  await expect(page).toHaveURL('/sign-in/code')
})

test('mails are limited for each address', async ({ page }) => {
  const email = newEmail('flooded')
  for (let tries = 0; tries < 5; tries += 1) {
    await openSignIn(page)
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page).toHaveURL('/sign-in/code')
  }
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'lot of tries' })).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
})
