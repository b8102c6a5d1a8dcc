import type { APIRequestContext, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { fromOwnNetwork, openSignIn, password, readCode } from '#e2e/people.ts'
import { readPlain, sendForm, wordsOf } from '#e2e/plain-forms.ts'
import { createAccountPlainly, signInPlainly } from '#e2e/plain-visits.ts'
import { newEmail } from '#e2e/purchase.ts'

test.beforeEach(({ context }) => fromOwnNetwork(context))

/** The page's answer to one form, without the typed address. */
async function ask(page: Page, email: string, button: string, word?: string) {
  await openSignIn(page, button === 'reset' ? '/sign-in/reset' : '/sign-in')
  await page.getByLabel('Email').fill(email)
  if (word) await page.getByLabel('Password').fill(word)
  const posted = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: button === 'reset' ? 'Send code' : button }).click()
  const response = await posted
  if (button === 'Sign in') await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/do not go together/)
  else await expect(page).toHaveURL('/sign-in/code')
  const main = ((await page.getByRole('main').textContent()) ?? '').replaceAll(email, '…')
  const cookies = response
    .headersArray()
    .then((all) => all.filter(({ name }) => name === 'set-cookie').map(({ value }) => value.split('=')[0]))
  return { status: response.status(), path: new URL(page.url()).pathname, main, cookies: await cookies }
}

/** The milliseconds that the answer to a wrong password takes. */
async function guess(request: APIRequestContext, email: string): Promise<number> {
  const page = await readPlain(request, '/sign-in')
  const began = Date.now()
  const answer = await sendForm(request, page, 'Sign in', { email, password: 'a wrong password' })
  expect(wordsOf(answer)).toContain('do not go together')
  return Date.now() - began
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

test('no answer and no delay reveals whether an account exists', async ({ page: stranger, elsewhere, urls }) => {
  test.setTimeout(120_000)
  const known = newEmail('known')
  await createAccountPlainly(elsewhere, urls, known)
  const ways = [
    ['Sign in', 'a wrong password'],
    ['Send code', undefined],
    ['Create account', 'the password of somebody else'],
    ['reset', undefined],
  ] as const
  for (const [button, word] of ways) {
    const ofKnown = await ask(stranger, known, button, word)
    const ofUnknown = await ask(stranger, newEmail('unknown'), button, word)
    expect(ofUnknown, button).toEqual(ofKnown)
  }
  // The store sends a mail after its answer, but checks a password before it.
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < 5; round += 1) {
    took.known.push(await guess(stranger.request, known))
    took.unknown.push(await guess(stranger.request, newEmail('unknown')))
  }
  expect(Math.min(...took.known, ...took.unknown)).toBeGreaterThanOrEqual(800)
  expect(Math.abs(median(took.known) - median(took.unknown))).toBeLessThan(400)
  // A sign-up with the address of an existing account has not changed that account.
  await signInPlainly(stranger.request, known)
})

// The server alone decides the following cases. They use a browser only where its behaviour matters.

test('a sign-up for an existing account signs in by the code and keeps the old password', async ({
  page: { request },
  elsewhere,
  urls,
}) => {
  const email = newEmail('twice')
  await createAccountPlainly(elsewhere, urls, email)
  const typed = { email, password: 'a password forgotten again' }
  const asked = await sendForm(request, await readPlain(request, '/sign-in'), 'Create account', typed)
  const account = await sendForm(request, asked, /sign in/i, { code: await readCode(request, urls, email, 2) })
  expect(new URL(account.url).pathname).toBe('/account')
  expect(wordsOf(account)).toContain(email)
  const left = await sendForm(request, account, 'Sign out')
  expect(new URL(left.url).pathname).toBe('/')
  await signInPlainly(request, email)
})

test('a password that a stranger chose never opens an account', async ({
  page: { request },
  elsewhere: stranger,
  urls,
}) => {
  const email = newEmail('victim')
  const chosen = { email, password: 'the stranger’s password' }
  const begun = await sendForm(stranger, await readPlain(stranger, '/sign-in'), 'Create account', chosen)
  expect(new URL(begun.url).pathname).toBe('/sign-in/code')

  const asked = await sendForm(request, await readPlain(request, '/sign-in'), 'Create account', { email, password })
  const account = await sendForm(request, asked, /sign in/i, { code: await readCode(request, urls, email, 2) })
  expect(new URL(account.url).pathname).toBe('/account')

  const refused = await sendForm(stranger, await readPlain(stranger, '/sign-in'), 'Sign in', chosen)
  expect(wordsOf(refused)).toContain('do not go together')
  await sendForm(request, account, 'Sign out')
  await signInPlainly(request, email)
})

test('signing in leads only to pages of the store', async ({ page, elsewhere, urls }) => {
  const email = newEmail('led')
  await createAccountPlainly(page.request, urls, email)
  const addresses = [
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
  for (const next of addresses) {
    // With a session, the page redirects at once.
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`)
    await expect(page, next).toHaveURL(/^http:\/\/localhost:\d+\/(?!sign-in)/)
  }
  // The same with a changed form field.
  const form = await readPlain(elsewhere, '/sign-in?next=/cart')
  const signedIn = await sendForm(elsewhere, form, 'Sign in', { email, password, next: '//evil.example' })
  expect(signedIn.url).toBe(`${urls.store}/account`)
})

test('the store stops guessing after some tries, and says when to come back', async ({
  page: { request },
  elsewhere,
  urls,
}) => {
  const email = newEmail('guessed')
  await createAccountPlainly(elsewhere, urls, email)
  let page = await sendForm(request, await readPlain(request, '/sign-in'), 'Send code', { email })
  const code = await readCode(request, urls, email, 2)
  const wrong = code === '000000' ? '111111' : '000000'
  // The limit is ten wrong ones for an address from a network.
  for (let tries = 1; tries <= 10; tries += 1) {
    page = await sendForm(request, page, /sign in/i, { code: wrong })
    expect(wordsOf(page), `try ${tries}`).toContain('not the code')
  }
  page = await sendForm(request, page, /sign in/i, { code: wrong })
  expect(wordsOf(page)).toMatch(/lot of tries. Please come back in \d+ minutes/)
  // After the limit the right code fails too, but not from another network: the guesses keep nobody else out.
  page = await sendForm(request, page, /sign in/i, { code })
  expect(wordsOf(page)).toContain('lot of tries')
  expect(new URL(page.url).pathname).toBe('/sign-in/code')
  const own = await sendForm(elsewhere, await readPlain(elsewhere, '/account'), 'Sign out')
  expect(new URL(own.url).pathname).toBe('/')
  const asked = await sendForm(elsewhere, await readPlain(elsewhere, '/sign-in'), 'Send code', { email })
  const entered = await sendForm(elsewhere, asked, /sign in/i, { code: await readCode(elsewhere, urls, email, 3) })
  expect(new URL(entered.url).pathname).toBe('/account')
})

test('the store limits mails to each address', async ({ page }) => {
  const email = newEmail('flooded')
  for (let tries = 0; tries < 5; tries += 1) {
    const asked = await sendForm(page.request, await readPlain(page.request, '/sign-in'), 'Send code', { email })
    expect(new URL(asked.url).pathname, `try ${tries}`).toBe('/sign-in/code')
  }
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/lot of tries/)
  await expect(page.getByLabel('Email')).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveValue(email)
})
