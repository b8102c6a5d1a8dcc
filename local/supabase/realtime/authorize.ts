import type { Sql, TransactionSql } from 'postgres'
import type { Caller } from '#local/supabase/gateway.ts'

/** What a member of a private channel may do, by the policies of `realtime.messages`. */
export type Rights = { broadcast: boolean; presence: boolean }

class Undo extends Error {}

/**
 * Asks the policies of `realtime.messages`, as the hosted service does: who may see a row of a topic may read it, and who may insert
 * one may send. The rows are never committed. A policy that fails grants nothing.
 * https://supabase.com/docs/guides/realtime/authorization
 */
export function createAuthorizer(sql: Sql) {
  return {
    async mayRead(caller: Caller, topic: string): Promise<Rights> {
      const rights = { broadcast: false, presence: false }
      await attempt(sql, async (transaction) => {
        const rows = await transaction<{ id: string; extension: keyof Rights }[]>`
          insert into realtime.messages (topic, extension) values (${topic}, 'broadcast'), (${topic}, 'presence')
          returning id, extension`
        await becomeCaller(transaction, caller, topic)
        const seen = await transaction<{ extension: keyof Rights }[]>`
          select extension from realtime.messages where topic = ${topic} and id in ${transaction(rows.map(({ id }) => id))}`
        for (const { extension } of seen) rights[extension] = true
      })
      return rights
    },

    async maySend(caller: Caller, topic: string): Promise<Rights> {
      const rights = { broadcast: false, presence: false }
      for (const extension of ['broadcast', 'presence'] as const)
        await attempt(sql, async (transaction) => {
          await becomeCaller(transaction, caller, topic)
          await transaction`insert into realtime.messages (topic, extension) values (${topic}, ${extension})`
          rights[extension] = true
        })
      return rights
    },
  }
}
export type Authorizer = ReturnType<typeof createAuthorizer>

/** The role, claims and topic that policies read. */
export async function becomeCaller(transaction: TransactionSql, { role, claims }: Caller, topic = ''): Promise<void> {
  await transaction`select set_config('role', ${role}, true), set_config('realtime.topic', ${topic}, true),
    set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('request.headers', '{}', true)`
}

async function attempt(sql: Sql, run: (transaction: TransactionSql) => Promise<void>): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await run(transaction)
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return
    const { code, message } = error as { code?: string; message: string }
    // A connection that is gone is no refusal.
    if (!/^[0-9A-Z]{5}$/.test(code ?? '')) throw error
    if (code !== '42501') console.error(`realtime: RlsPolicyError: ${message}`)
  }
}
