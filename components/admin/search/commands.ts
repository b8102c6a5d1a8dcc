import { sections } from '#components/admin/frame/places.ts'
import { signOutId } from '#components/admin/frame/sign-out-id.ts'
import { switchLights } from '#components/ui/light-switch.tsx'

/** Something that the palette can open or do. */
export type Command = Readonly<{ id: string; label: string; note: string }> &
  (Readonly<{ href: string }> | Readonly<{ run: () => void }>)

/** The pages and actions whose words begin with what somebody typed. */
export function findCommands(
  query: string,
  mayEdit: boolean,
  hasChaos: boolean,
): { title: string; commands: Command[] }[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ label, note }: Command) => {
    const words = `${label} ${note}`.toLowerCase().split(/\s+/)
    return wanted.every((one) => words.some((word) => word.startsWith(one)))
  }
  const pages = sections.flatMap(({ title, places }) =>
    places
      .filter(({ chaos }) => hasChaos || !chaos)
      .map(({ href, label }): Command => ({ id: href, label, note: title ?? '', href })),
  )
  return [
    { title: 'Pages', commands: pages.filter(fits) },
    { title: 'Actions', commands: (mayEdit ? [newProduct, ...actions] : actions).filter(fits) },
  ].filter(({ commands }) => commands.length > 0)
}

const newProduct: Command = { id: 'new', label: 'New product', note: 'Catalogue', href: '/admin/products/new' }

const actions: readonly Command[] = [
  { id: 'lights', label: 'Switch lights', note: 'Day or dusk', run: switchLights },
  { id: 'shop', label: 'Back to the shop', note: '', href: '/' },
  { id: 'sign-out', label: 'Sign out', note: '', run: () => document.getElementById(signOutId)?.click() },
]
