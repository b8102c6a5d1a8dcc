// Makes the store's tokens, one for each Postgres role, at every deployment. Only this program and the auth server ever hold
// the private key. See docs/keys.md.
//   node scripts/mint-tokens.ts < key.json             all roles, as a line for the environment: SUPABASE_ROLE_TOKENS={…}
//   node scripts/mint-tokens.ts key.json --role chat   one role, for a function that runs elsewhere
//     --name ROLE_TOKENS                               under another name: Supabase reserves SUPABASE_… in Edge Functions
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { mintTokens, parseKey } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string', multiple: true }, name: { type: 'string', default: 'SUPABASE_ROLE_TOKENS' } },
  })
  const key = parseKey(readFileSync(positionals[0] ?? 0, 'utf8'))
  console.log(`${values.name}=${JSON.stringify(mintTokens(key, values.role ?? roles))}`)
}

if (import.meta.main) {
  try {
    main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
