'use client'

import { language } from '#app/language.gen.ts'

/**
 * Shown when the root layout fails: a whole page of its own, without a stylesheet. Every page loads it ahead, so it does not
 * import shop.config.ts, which would be loaded with it.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang={language} style={{ colorScheme: 'light dark' }}>
      <body style={{ margin: '0 auto', maxWidth: '36rem', padding: '20vh 20px', font: '1.0625rem/1.55 system-ui' }}>
        <title>Something went wrong</title>
        <h1 style={{ fontWeight: 400 }}>Something went wrong.</h1>
        <p>The error is on our side, and it has been logged. Please try again in a few minutes.</p>
        {error.digest && (
          <p>
            If you write to us about it, tell us <code>{error.digest}</code>.
          </p>
        )}
        <p>
          {/* Not next/link: the app has failed, so the browser loads the page anew. */}
          <a href="/">Try again</a>
        </p>
      </body>
    </html>
  )
}
