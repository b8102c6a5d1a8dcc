import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugProblem, suggestSlug } from '#components/admin/catalog/slug.ts'

test.each(['porch', 'porch-light', 'a', '3', 'night-light-2'])('%j is an address', (slug) => {
  expect(slugProblem(slug)).toBeNull()
})

test.each(['', 'Porch', 'porch light', '-porch', 'porch-', 'porch--light', 'lámpara', 'a/b', '../a', 'a'.repeat(81)])(
  '%j is refused in a sentence',
  (slug) => {
    expect(slugProblem(slug)).toMatch(/^[A-Z].*\.$/)
  },
)

test.each([
  ['Porch Light', 'porch-light'],
  ['  Lámpara de Ñandú! ', 'lampara-de-nandu'],
  ['№ 5', 'no-5'],
  ['…', ''],
  ['Łuk', 'luk'],
  ['Ærø, Þórr & Đèn', 'aero-thorr-den'],
  ['Großer Œuvre, ıssız', 'grosser-oeuvre-issiz'],
  ['Grüne Ångström', 'grune-angstrom'],
  ['Ночник Ελλάδα', 'nochnik-ellada'],
  ['東京 Lamp 🙂', 'lamp'],
])('%j suggests %j', (name, slug) => {
  expect(suggestSlug(name)).toBe(slug)
})

test('whatever the name, a suggestion that is not empty is an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const slug = suggestSlug(name)
      return slug === '' || slugProblem(slug) === null
    }),
  )
})
