import { endOfflineWorker, runOfflineWorker } from '#components/shell/offline-worker.ts'
import { shop } from '#shop.config.ts'

/** The service worker of a shop that can be read offline; otherwise one that removes itself and what it kept. */
export function GET(): Response {
  const script = shop.offline ? `(${runOfflineWorker})(self,"/offline")` : `(${endOfflineWorker})(self)`
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
}
