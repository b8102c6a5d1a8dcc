import { section, sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { hurry, openMail, openReceipt } from '#e2e/services.ts'

const day = (moment: Date) =>
  moment.toLocaleDateString('en-GB', { timeZone: 'Europe/Amsterdam', day: 'numeric', month: 'long', year: 'numeric' })

test('a shopper finds a mail for each step of the parcel, and the dates in them are those of the shop', async ({
  page,
  request,
  staff,
  urls,
}) => {
  test.setTimeout(180_000)
  const order = await sell(request)
  const { number, email } = order
  const mail = page.frameLocator('iframe')
  const picture = mail.locator('img').first()
  const isShown = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)

  await openReceipt(page, urls, email)
  await expect(mail.getByText('We write again when the parcel leaves, and when it has arrived.')).toBeVisible()
  await expect.poll(isShown).toBe(true)

  const owner = await staff('owner')
  await owner.goto(`/admin/orders/${order.id}`)
  await expect(section(owner, 'Timeline')).toContainText('The lamp is wrapped', { timeout: 45_000 })
  await owner.getByRole('button', { name: 'Mark shipped' }).click()
  await owner.getByLabel('Tracking number').fill('MOTH 1234-5')
  await owner.getByRole('button', { name: 'Mark shipped' }).click()
  await openMail(page, urls, { email, subject: new RegExp(`Your Nightlight order ${number} is on its way`) })
  await expect(mail.getByRole('heading', { name: 'Your parcel is on its way' })).toBeVisible()
  await expect(mail.getByText('has left us with Moth Post')).toBeVisible()
  await expect(mail.getByText('MOTH 1234-5')).toBeVisible()
  await expect.poll(isShown).toBe(true)

  await expect.poll(() => hurry(request, urls, 'deliver-order', order.id)).toBe(1)
  await openMail(page, urls, { email, subject: new RegExp(`Your Nightlight order ${number} has arrived`) })
  const until = day(new Date(Date.now() + 30 * 24 * 60 * 60 * 1000))
  await expect(mail.getByText(`you can return it until ${until}`)).toBeVisible()

  const link = await mail.getByRole('link', { name: 'the page of your order' }).getAttribute('href')
  await page.goto(link ?? '')
  await expect(page.getByRole('main').getByRole('status')).toContainText('Delivered.')
  await expect(page.getByText(`you can return it until ${until}`)).toBeVisible()
  await expect(section(page, 'Delivery')).toContainText('Moth Post, tracking number MOTH 1234-5')
  // Everything has been sent; nothing twice.
  await openReceipt(page, urls, email)
})
