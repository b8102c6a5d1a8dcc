import { newSigningKey } from '#local/supabase/signing-keys.ts'

/** What the auth server of a test signs with; new for each test file. */
export const signingKey = newSigningKey()
