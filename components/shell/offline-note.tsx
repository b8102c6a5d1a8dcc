import { shop } from '#shop.config.ts'

/** Fetches the service worker when the page has loaded, so that it costs the first view nothing. */
const register =
  "'serviceWorker' in navigator&&addEventListener('load',function(){navigator.serviceWorker.register('/sw.js').catch(function(){})})"

/**
 * Says on a page that was kept that it may be old. It is in every page, and hidden until the service worker shows the page
 * without a connection.
 */
export function OfflineNote() {
  if (!shop.offline) return null
  return (
    <>
      <p className="offline-note page text-small">
        You are offline. This page is as you last saw it: prices and stock may have changed since.
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
      <script dangerouslySetInnerHTML={{ __html: register }} />
    </>
  )
}
