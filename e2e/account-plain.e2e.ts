import { expect, test } from '#e2e/fixtures.ts'
import { fromOwnNetwork, password, readCode } from '#e2e/people.ts'
import { newEmail } from '#e2e/purchase.ts'

test.use({ javaScriptEnabled: false })
test.beforeEach(({ context }) => fromOwnNetwork(context))

test('without JavaScript a person creates an account, signs out and signs in again', async ({ page, urls }) => {
  const email = newEmail('gil')
  await page.goto('/sign-in?next=/cart')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('Use at least 8 characters.')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  expect(await page.content()).not.toContain('value="short"')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByLabel('Code').fill(await readCode(page.request, urls, email))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/cart')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
})
