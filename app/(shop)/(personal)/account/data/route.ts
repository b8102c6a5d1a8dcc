import { signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { copyMyData } from '#shop/accounts/personal-data.ts'
import { shop } from '#shop.config.ts'

/** Everything that the shop has about the caller, as a JSON file. Whoever is not signed in signs in first. */
export async function GET(): Promise<Response> {
  const person = await signedIn()
  if (!person || person.user.isVisitor) return Response.redirect(`${env().SITE_URL}/sign-in?next=/account`, 303)
  return new Response(JSON.stringify(await copyMyData(person.db), null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${shop.slug}-my-data.json"`,
      'cache-control': 'private, no-store',
    },
  })
}
