import type { SupabaseClient } from '@supabase/supabase-js'
import { expectData } from '#supabase/seed/rows.ts'

const staff = [
  { email: 'owner@nightlight.example', role: 'owner', name: 'Wren Okafor' },
  { email: 'editor@nightlight.example', role: 'editor', name: 'Ines Halloran' },
  { email: 'viewer@nightlight.example', role: 'viewer', name: 'A visitor' },
]

/**
 * Makes an owner, an editor and a viewer who sign in with this password. An account that exists keeps its own. The
 * viewer's is for every visitor of the demo, so nobody who is signed in to it can change it.
 * @param client holds the secret key
 */
export async function saveStaff(client: SupabaseClient, password: string): Promise<void> {
  for (const { email, role, name } of staff) {
    const app_metadata = role === 'viewer' ? { shared: true } : {}
    const account = { email, password, email_confirm: true, user_metadata: { password_set: true }, app_metadata }
    const { error } = await client.auth.admin.createUser(account)
    if (error && error.code !== 'email_exists') throw new Error(`${email}: ${error.message}`)
    expectData({ data: true, error: (await client.rpc('appoint_staff', { email, role, name })).error })
  }
}
