import { readFileSync } from 'node:fs'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { createAccount, fromOwnNetwork, openSignIn, password } from '#e2e/people.ts'
import { buyPlainly } from '#e2e/plain-visits.ts'
import { addToCart, checkOut, newEmail } from '#e2e/purchase.ts'

test.beforeEach(({ context }) => fromOwnNetwork(context))

test('a guest opens an account, finds the order, pays with the address filled in, takes the data and leaves', async ({
  page,
  stranger,
  urls,
}) => {
  const email = newEmail('ines')
  // Bought in another browser, before there was an account.
  const order = await buyPlainly(stranger.request, { slug: 'pocket-moon', finish: 'Walnut', email })
  await createAccount(page, urls, email)
  await page.goto('/account')
  await expect(page.getByRole('main').getByRole('link', { name: new RegExp(order.number) })).toBeVisible()

  await addToCart(page, 'pocket-moon', 'Oak')
  await page.goto('/cart')
  await checkOut(page)
  await expect(page.getByLabel('Email')).toHaveValue(email)

  await page.goto('/account')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download everything we have about you' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('nightlight-my-data.json')
  const text = readFileSync(await file.path(), 'utf8')
  const copy = JSON.parse(text)
  expect(copy.account.email).toBe(email)
  expect(copy.orders.map(({ number }: { number: string }) => number)).toContain(order.number)
  expect(text).not.toMatch(/access_key|stripe_session/)
  // Whoever is not signed in is sent to sign in.
  expect((await stranger.request.get('/account/data', { maxRedirects: 0 })).status()).toBe(303)

  await page.getByText('Delete my account', { exact: true }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This email and password do not go together.')).toBeVisible()
  // The order stays, for whoever has its link.
  await page.goto(order.link)
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
})
