import type { SupabaseClient } from '@supabase/supabase-js'
import { shop } from '#shop.config.ts'
import { expectData } from '#supabase/seed/rows.ts'

const staff = [
  { role: 'owner', name: 'Wren Okafor' },
  { role: 'editor', name: 'Ines Halloran' },
  { role: 'viewer', name: 'Sol Abara' },
]
const domain = shop.mail.sender.replace(/^.*@/, '')

/**
 * Creates an owner, an editor and a viewer with this password, at the domain of the shop's mails. An existing account keeps its
 * password.
 * @param client holds the secret key
 */
export async function saveStaff(client: SupabaseClient, password: string): Promise<void> {
  for (const { role, name } of staff) {
    const email = `${role}@${domain}`
    const account = { email, password, email_confirm: true }
    const { error } = await client.auth.admin.createUser(account)
    if (error && error.code !== 'email_exists') throw new Error(`${email}: ${error.message}`)
    expectData({ data: true, error: (await client.rpc('appoint_staff', { email, role, name })).error })
  }
}
