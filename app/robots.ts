import type { MetadataRoute } from 'next'
import { env } from '#lib/env.ts'

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/account', '/admin', '/api/', '/cart', '/orders/', '/search?', '/sign-in'],
    },
    sitemap: `${env().SITE_URL}/sitemap.xml`,
  }
}
