import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The code that /under-the-hood shows, by the idea that it stands for: a file, its first line and its last. */
const excerpts = {
  events: { file: 'functions/storage-webhook.ts', from: '/** Plans the sizes', to: '})' },
  sleep: { file: 'functions/ship-order.ts', from: '/** Hands the parcel', to: '})' },
  cold: { file: 'functions/runtime/serve.ts', from: '  return async (request) => {', to: '    }' },
  limit: { file: 'functions/runtime/steps.ts', from: '  return async (name, work) => {', to: '  }' },
  retry: {
    file: 'supabase/migrations/20261129000200_jobs.sql',
    from: 'create function public.take_overdue_jobs',
    to: 'grant execute on function public.take_overdue_jobs to sweep;',
  },
  rights: {
    file: 'supabase/migrations/20261129000200_jobs.sql',
    from: 'grant select on public.jobs to function_runner;',
    to: 'create policy "functions work on their own jobs"',
    more: 1,
  },
  trace: { file: 'lib/trace.ts', from: '/** Continues the caller', to: '}' },
  platforms: { file: 'deploy/openfaas/adapter.ts', from: 'export function createOpenFaas', to: '}' },
} as const

/** The longest excerpt, in lines. */
const longest = 24

/**
 * `components/hood/excerpts.gen.ts`: the excerpts as text.
 * @throws Error naming the excerpt whose lines are not in its file any more, or that has grown too long
 */
export function writeExcerpts(project: string): string {
  const found = Object.fromEntries(
    Object.entries(excerpts).map(([idea, place]) => [idea, { file: place.file, code: cutOut(project, idea, place) }]),
  )
  return `// Written by \`npm run generate\` from the code that it quotes. Do not edit.

/** The code that stands for each idea of /under-the-hood. */
export const excerpts = ${JSON.stringify(found, null, 2)} as const
`
}

type Place = { file: string; from: string; to: string; more?: number }

function cutOut(project: string, idea: string, { file, from, to, more = 0 }: Place): string {
  const lines = readFileSync(join(project, file), 'utf8').replaceAll('\r', '').split('\n')
  const first = lines.findIndex((line) => line.startsWith(from))
  const last = lines.findIndex((line, index) => index > first && (to.length > 4 ? line.startsWith(to) : line === to))
  if (first < 0 || last < 0)
    throw new Error(`${file} has changed: the excerpt "${idea}" in scripts/write-excerpts.ts finds no lines.`)
  const part = lines.slice(first, last + 1 + more)
  if (part.length > longest)
    throw new Error(`The excerpt "${idea}" of ${file} has ${part.length} lines; ${longest} is the most.`)
  const indent = Math.min(...part.filter(Boolean).map((line) => /^ */.exec(line)?.[0].length ?? 0))
  return part.map((line) => line.slice(indent)).join('\n')
}
