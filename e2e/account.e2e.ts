import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import {
  countMails,
  createAccount,
  enterCode,
  fromOwnNetwork,
  interactive,
  openSignIn,
  password,
  readCode,
  signIn,
} from '#e2e/people.ts'
import { checkOutPlainly, createAccountPlainly, payPlainly } from '#e2e/plain-visits.ts'
import { addToCart, cartLink, newEmail } from '#e2e/purchase.ts'
import { watch } from '#e2e/watch.ts'

test.beforeEach(({ context }) => fromOwnNetwork(context))

const banner = 'banner'

test('a person creates an account with a code, signs out, and signs in by password and by code', async ({
  page,
  urls,
}) => {
  const watched = watch(page)
  const email = newEmail('ada')
  await page.goto('/')
  await page.getByRole(banner).getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await expectAccessible(page)
  await createAccount(page, urls, email)
  await expect(page.getByRole('main')).toContainText(email)
  await expect(page.getByRole(banner).getByRole('link', { name: 'My orders' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole(banner).getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)

  await signIn(page, email)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')

  await openSignIn(page)
  await page.getByLabel('Email').fill(email.toUpperCase())
  await page.getByRole('button', { name: 'Send code' }).click()
  const code = await readCode(page.request, urls, email, 2)
  await expectAccessible(page)
  await enterCode(page, code === '000000' ? '111111' : '000000')
  await expect(page.getByRole('alert').filter({ hasText: 'not the code' })).toBeVisible()
  await enterCode(page, code)
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
  expect(watched.problems).toEqual([])
})

test('a code replaces a lost password and signs other devices out', async ({ page, browser, urls }) => {
  const email = newEmail('bo')
  await createAccountPlainly(page.request, urls, email)
  const other = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(other)
  const phone = await other.newPage()
  await phone.goto('/sign-in/reset')
  await expectAccessible(phone)
  await phone.getByLabel('Email').fill(email)
  await phone.getByRole('button', { name: 'Send code' }).click()
  await phone.getByLabel('Code').fill(await readCode(page.request, urls, email, 2))
  await phone.getByLabel('New password').fill('short')
  await phone.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(phone.getByText('Use at least 8 characters.')).toBeVisible()
  await phone.getByLabel('New password').fill('another lamp entirely')
  await phone.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(phone.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()

  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/do not go together/)
  await signIn(page, email, 'another lamp entirely')
  await other.close()
})

test('a change of the password asks for the old one, a change of the address for both mailboxes', async ({
  page,
  urls,
}) => {
  const email = newEmail('cy')
  const moved = newEmail('cy-moved')
  await createAccountPlainly(page.request, urls, email)
  await page.goto('/account')
  await interactive(page)
  await page.getByText('Change password').first().click()
  await page.getByLabel('Current password').fill('not this one')
  await page.getByLabel('New password').fill('a brighter lamp')
  await page.getByRole('button', { name: 'Change password' }).click()
  const wrong = page.getByLabel('Current password')
  await expect(wrong).toBeFocused()
  await expect(wrong).toHaveAccessibleDescription('This is not the password of your account.')
  await page.getByLabel('Current password').fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Password changed.')).toBeVisible()

  await page.getByText('Change email').first().click()
  await page.getByLabel('New email').fill(moved)
  await page.getByRole('button', { name: 'Send codes' }).click()
  const newCode = await readCode(page.request, urls, moved)
  await page.getByLabel(`Code sent to ${moved}`).fill(newCode)
  await page.getByLabel(`Code sent to ${email}`).fill(newCode)
  await page.getByRole('button', { name: 'Change email' }).click()
  const present = page.getByLabel(`Code sent to ${email}`)
  await expect(present).toBeFocused()
  await expect(present).toHaveAccessibleDescription(/not the code/)
  await present.fill(await readCode(page.request, urls, email, 2))
  await page.getByLabel(`Code sent to ${moved}`).fill(newCode)
  await page.getByRole('button', { name: 'Change email' }).click()
  await expect(page.getByRole('main')).toContainText(`Your email address is now ${moved}`)
  await page.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page).toHaveURL('/')
  await signIn(page, moved, 'a brighter lamp')
})

test('a guest’s cart joins the account’s, and My orders lists only orders of the account', async ({
  page,
  browser,
  urls,
}) => {
  test.setTimeout(180_000)
  const email = newEmail('di')
  await createAccountPlainly(page.request, urls, email)
  await addToCart(page, 'skep', 'Natural')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(cartLink(page)).toHaveText('Cart')
  await addToCart(page, 'skep', 'Straw')
  await signIn(page, email)
  await expect(cartLink(page)).toHaveText('Cart2')
  await page.goto('/cart')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)

  const order = await payPlainly(page.request, await checkOutPlainly(page.request), email)
  await page.reload()
  await page.getByRole('banner').getByRole('link', { name: 'My orders' }).click()
  await page.getByRole('link', { name: order.number }).click()
  await expect(page).toHaveURL(`/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  await expectAccessible(page)

  const other = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(other)
  const stranger = await other.newPage()
  expect((await stranger.goto(`/orders/${order.id}`))?.status()).toBe(404)
  await createAccountPlainly(stranger.request, urls, newEmail('eve'))
  await stranger.goto('/account')
  await expect(stranger.getByRole('main')).toContainText('No orders yet.')
  expect((await stranger.goto(`/orders/${order.id}`))?.status()).toBe(404)
  await expect(stranger.getByRole('main')).not.toContainText(order.number)
  await other.close()
})

test('scripts cannot read session cookies, and the readable cookie gives no access', async ({
  page,
  context,
  urls,
}) => {
  await createAccountPlainly(page.request, urls, newEmail('fi'))
  await page.goto('/account')
  const session = (await context.cookies()).filter(({ name }) => name.startsWith('session'))
  expect(session.length).toBeGreaterThan(0)
  for (const cookie of session) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate(() => document.cookie)).not.toContain('session')
  await context.clearCookies()
  await context.addCookies([{ name: 'signed-in', value: '1', url: urls.store }])
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
  expect((await page.goto('/admin'))?.status()).not.toBe(500)
  await expect(page.getByRole('navigation', { name: /admin/i })).toHaveCount(0)
})

test('a visitor of the demo opens the admin with one click, and ends no other visit', async ({
  page,
  browser,
  urls,
}) => {
  const other = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(other)
  const second = await other.newPage()
  await openSignIn(second)
  await second.getByRole('button', { name: 'Look around as a visitor' }).click()
  await expect(second).toHaveURL('/admin')
  await openSignIn(page)
  await page.getByRole('button', { name: 'Look around as a visitor' }).click()
  await expect(page).toHaveURL('/admin')
  await expect(page.getByRole('link', { name: 'Orders' }).first()).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText('Change password')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'End all sessions' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await second.goto('/admin/orders')
  await expect(second.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  await other.close()
})

test('Enter signs in, and another tab updates its header at once', async ({ page, context, urls }) => {
  const email = newEmail('hal')
  await createAccountPlainly(page.request, urls, email)
  await page.goto('/account')
  const tab = await context.newPage()
  await tab.goto('/products')
  await expect(tab.getByRole(banner).getByRole('link', { name: 'My orders' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await tab.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(tab.getByRole(banner).getByRole('link', { name: 'Sign in' })).toBeVisible()
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Password').press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
  expect(await countMails(page.request, urls, email)).toBe(1)
})
