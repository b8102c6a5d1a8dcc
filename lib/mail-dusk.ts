import type { ShopConfig } from '#shop.config.ts'

/**
 * The CSS of a mail that shows it in the colours of dusk, where the reader's device is dark and the mail program asks for it.
 * It finds what to change by the colours of the day in `style` attributes, so a mail needs no classes.
 */
export function writeDusk({ day, dusk }: ShopConfig['palette']): string {
  const rules = (['ink', 'quiet', 'light', 'wrong'] as const).map(
    (name) => `[style*="color:${day[name]}"]{color:${dusk[name]}!important}`,
  )
  rules.push(
    `[style*="background-color:${day.paper}"]{background-color:${dusk.paper}!important}`,
    `[style*="border-color:${day.line}"]{border-color:${dusk.line}!important}`,
  )
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${rules.join('')}}`
}
