import type { MetadataRoute } from 'next'
import { shop } from '#shop.config.ts'

export default function manifest(): MetadataRoute.Manifest {
  const { paper } = shop.palette.dusk
  return {
    name: shop.name,
    description: shop.description,
    lang: shop.language,
    start_url: '/',
    display: 'browser',
    background_color: paper,
    theme_color: paper,
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
