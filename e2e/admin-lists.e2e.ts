import { expect, test } from '#e2e/fixtures.ts'

test('a page of a long list keeps its rows and its filter, backwards, forwards and after a reload', async ({
  staff,
}) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin/photographs?status=ready')
  const pages = viewer.getByRole('navigation', { name: 'Pages' })
  const shown = () => viewer.locator('main img').evaluateAll((all) => all.map((image) => image.getAttribute('src')))
  const first = await shown()
  await expect(pages.getByRole('link')).toHaveText(['Older'])
  await pages.getByRole('link', { name: 'Older' }).click()
  await expect(viewer).toHaveURL(/status=ready&after=/)
  await expect(pages.getByRole('link')).toHaveText(['Newest', 'Newer', 'Older'])
  const second = await shown()
  expect(second.filter((source) => first.includes(source))).toEqual([])
  await viewer.goBack()
  await expect(viewer).not.toHaveURL(/after=/)
  await viewer.goForward()
  await expect(viewer).toHaveURL(/status=ready&after=/)
  await expect.poll(shown).toEqual(second)
  await viewer.reload()
  expect(await shown()).toEqual(second)
  await pages.getByRole('link', { name: 'Newer' }).click()
  await expect(viewer).toHaveURL(/status=ready&before=/)
  await expect.poll(shown).not.toEqual(second)
  // A place that fits no row of this list is ignored.
  await viewer.goto('/admin/photographs?status=ready&after=yesterday_7')
  await expect(pages.getByRole('link')).toHaveText(['Older'])
})
