/** Data for search engines (JSON-LD), which nobody sees. */
export function StructuredData({ data }: { data: Readonly<Record<string, unknown>> }) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: data, not script, and nothing in it can close the element
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
