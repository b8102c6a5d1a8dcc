'use client'

import { shop } from '#shop.config.ts'

/** The last resort: the layout itself failed, so this brings its own page and needs no stylesheet. */
export default function GlobalError() {
  return (
    <html lang={shop.language} style={{ colorScheme: 'light dark' }}>
      <body style={{ margin: '0 auto', maxWidth: '36rem', padding: '20vh 20px', font: '1.0625rem/1.55 system-ui' }}>
        <title>{`The shop is dark · ${shop.name}`}</title>
        <h1 style={{ fontWeight: 400 }}>The whole shop is dark.</h1>
        <p>Something on our side failed, and it has been written down. Please try again in a few minutes.</p>
        <p>
          {/* A full load, because nothing of the app can be trusted here. */}
          <a href="/">Try again</a>
        </p>
      </body>
    </html>
  )
}
