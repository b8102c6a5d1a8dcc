import type { Finish, Photograph, ProductCard } from '#shop/catalog/types.ts'

type Found = Pick<ProductCard, 'off' | 'on'> & { finish?: Finish | null }

/**
 * The photographs of a lamp in the finish that somebody searched for. A finish was photographed once, lit; the lamp's own
 * photographs, by day and at dusk, show one of the finishes, and stand in for one without a photograph.
 */
export function photographsOf({ off, on, finish }: Found): { off: Photograph | null; on: Photograph | null } {
  const own = finish?.photograph && finish.photograph.id !== on?.id ? finish.photograph : null
  return { off: own ?? off ?? on, on: own ?? on ?? off }
}

/** Names the finish, and says when the photograph shows another one. */
export function describeFinish({ name, photograph }: Readonly<{ name: string; photograph: unknown }>): string {
  return `In ${name.toLowerCase()}${photograph ? '' : ', photographed in another finish'}`
}
