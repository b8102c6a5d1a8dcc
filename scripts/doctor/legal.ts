import { type Check, when } from '#scripts/doctor/check.ts'
import type { ShopConfig } from '#shop.config.ts'

/** What a shop has to say by law: the pages mark what is missing, and a demo may leave it. */
export const legalChecks: Check[] = [
  {
    name: 'seller-unfilled',
    needs: 'services',
    harmless: true,
    run: ({ seller }) => {
      const missing = listUnfilled(seller)
      return when(
        missing.length > 0,
        `The imprint, terms, withdrawal and privacy pages lack ${missing.join(', ')}; write them under seller in shop.config.ts.`,
      )
    },
  },
]

function listUnfilled(seller: ShopConfig['seller']): string[] {
  return Object.entries(seller).flatMap(([name, value]) => (value === null ? [name] : []))
}
