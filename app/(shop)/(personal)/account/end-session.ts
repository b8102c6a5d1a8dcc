import 'server-only'
import { cookies } from 'next/headers'

/** Makes the browser forget the account and its cart. Only a server action may call this. */
export async function endSession(): Promise<void> {
  const jar = await cookies()
  for (const name of ['signed-in', 'cart', 'cart-count']) jar.delete(name)
}
