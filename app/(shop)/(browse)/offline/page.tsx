import type { Metadata } from 'next'
import { Prose } from '#components/ui/prose.tsx'

export const metadata: Metadata = { title: 'You are offline', robots: { index: false } }

/** The service worker keeps this page, shows it instead of one that was not seen, and fills its list. */
export default function OfflinePage() {
  return (
    <Prose
      title="You are offline"
      lead="This page was not seen before, so it is not on this device. The cart and orders need a connection, because their prices must be right."
    >
      <h2>Pages that you have seen</h2>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: empty, so that React leaves what the service worker wrote */}
      <ul id="seen" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
    </Prose>
  )
}
