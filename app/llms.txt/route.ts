import { getOverview } from '#app/sharing.ts'

/** What the shop has, for programs that read text: https://llmstxt.org */
export async function GET(): Promise<Response> {
  return new Response(await getOverview(), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
