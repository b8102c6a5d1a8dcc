import { expect, test } from '#e2e/fixtures.ts'
import { fromOwnNetwork, interactive, ownNetwork, password, readCode } from '#e2e/people.ts'
import { readPlain, sendForm } from '#e2e/plain-forms.ts'
import { createAccountPlainly, signInPlainly } from '#e2e/plain-visits.ts'
import { newEmail } from '#e2e/purchase.ts'

test.beforeEach(({ context }) => fromOwnNetwork(context))

const guarded = ['/account', '/admin', '/admin/orders?status=paid', '/admin/products/new']

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a visitor of the demo reads every page of the admin', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around as a visitor' }).click()
    for (const path of [
      '/admin',
      '/admin/products',
      '/admin/orders',
      '/admin/photographs',
      '/admin/reports',
      '/admin/staff',
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
    }
    await page.goto('/admin/products')
    await page.getByRole('main').getByRole('link', { name: 'Porch', exact: true }).first().click()
    await expect(page.getByLabel('Tagline')).toBeVisible()
  })

  test('a page that needs a session asks to sign in, and the sign-in leads back to it', async ({ page, urls }) => {
    for (const path of guarded) {
      const response = await page.goto(path)
      expect([path, response?.status()]).toEqual([path, 200])
      await expect(page).toHaveURL(`/sign-in?${new URLSearchParams({ next: path })}`)
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
    }
    const email = newEmail('back')
    await page.goto('/account?from=a-mail')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByLabel('Code').fill(`Your code: ${await readCode(page.request, urls, email)}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL('/account?from=a-mail')
    await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
  })
})

test('the link of the header leads back to the page that it was on', async ({ page, urls }) => {
  const email = newEmail('here')
  await page.goto('/products/porch')
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await interactive(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Email').press('Enter')
  await expect(page).toHaveURL('/sign-in/code')
  await interactive(page)
  const again = page.getByRole('button', { name: 'Send a new code' })
  await expect(again).toBeDisabled()
  await expect(again.locator('[data-left]')).toHaveAttribute('data-left', / in \d+ s/)
  const code = await readCode(page.request, urls, email)
  await page.getByLabel('Code').focus()
  await page.evaluate(
    (text) => {
      const data = new DataTransfer()
      data.setData('text', text)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    },
    `Your code is ${code.slice(0, 3)} ${code.slice(3)}.`,
  )
  await expect(page.getByLabel('Code')).toHaveValue(code)
  await page.getByLabel('Code').press('Enter')
  await expect(page).toHaveURL('/products/porch')
})

test('thirty wrong passwords from thirty networks keep nobody out', async ({ page, elsewhere, playwright, urls }) => {
  test.setTimeout(180_000)
  const email = newEmail('watched')
  await createAccountPlainly(elsewhere, urls, email)
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const request = await playwright.request.newContext({ baseURL: urls.store, extraHTTPHeaders: ownNetwork() })
      await sendForm(request, await readPlain(request, '/sign-in'), 'Sign in', { email, password: 'a wrong one' })
      await request.dispose()
    }),
  )
  await signInPlainly(page.request, email, password)
  await page.goto('/account')
  await expect(page.getByRole('main')).toContainText(email)
})

test('a session that ends while staff edit a lamp loses no text', async ({ staff }) => {
  const page = await staff('editor')
  await page.goto('/admin/products')
  await page.getByRole('main').getByRole('link', { name: 'Porch', exact: true }).first().click()
  const tagline = page.getByLabel('Tagline')
  await expect(tagline).toBeVisible()
  await interactive(page)
  const before = await tagline.inputValue()
  const written = 'Written while the session ended.'
  await tagline.fill(written)

  // Leaving asks first: by a link, and by the browser.
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  await page.getByRole('navigation', { name: /admin/i }).getByRole('link', { name: 'Orders' }).click()
  expect(asked).toEqual(['confirm'])
  await expect(tagline).toHaveValue(written)
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toEqual(['confirm', 'beforeunload'])

  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'You are signed out' })).toBeVisible()
  await expect(tagline).toHaveValue(written)
  const link = page.getByRole('link', { name: 'Sign in (new tab)' })
  await expect(link).toHaveAttribute('href', /\/sign-in\?next=%2Fadmin%2Fproducts%2F/)
  const [tab] = await Promise.all([page.waitForEvent('popup'), link.click()])
  await expect(tab.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  // Somebody signs in there.
  await page.context().addCookies(cookies)
  await tab.close()
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved. The shop shows it now.')).toBeVisible()
  await expect(tagline).toHaveValue(written)

  // What is saved may be left without a question.
  await tagline.fill(before)
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved. The shop shows it now.')).toBeVisible()
  await page.getByRole('navigation', { name: /admin/i }).getByRole('link', { name: 'Orders' }).click()
  await expect(page).toHaveURL(/\/admin\/orders/)
  expect(asked).toHaveLength(2)
})

test('somebody without a place on the staff does not learn of the admin', async ({ page, urls }) => {
  await createAccountPlainly(page.request, urls, newEmail('shopper'))
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
})
