import type { MetadataRoute } from 'next'
import { shop } from '#shop.config.ts'

export default function manifest(): MetadataRoute.Manifest {
  const { paper } = shop.palette.dusk
  const png = (name: string, sizes: string) => ({ src: `/icons/${name}`, sizes, type: 'image/png' })
  return {
    id: '/',
    name: shop.name,
    short_name: shop.logo.wordmark,
    description: shop.description,
    lang: shop.language,
    start_url: '/',
    // The shop has no button for "back" of its own.
    display: 'minimal-ui',
    background_color: paper,
    theme_color: paper,
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      png('192', '192x192'),
      png('512', '512x512'),
      { ...png('maskable-512', '512x512'), purpose: 'maskable' },
    ],
  }
}
