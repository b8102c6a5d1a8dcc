// Reads from the migrations which jobs each Postgres role can plan: the SQL functions it may execute, and those that they call.

/** SQL functions that give jobs of every name to the role that calls them. */
const ofAny = ['public.take_overdue_jobs', 'public.plan_missed']

type Sql = { bodies: Map<string, string>; granted: Map<string, string[]> }

function read(migrations: string): Sql {
  const bodies = new Map<string, string>()
  for (const [, name = '', body = ''] of migrations.matchAll(
    /^create (?:or replace )?function ((?:public|private)\.\w+)([\s\S]*?)^\$\$;/gm,
  ))
    bodies.set(name, body)
  const granted = new Map<string, string[]>()
  for (const [, functions = '', roles = ''] of migrations.matchAll(/^grant execute on function ([^;]+?) to ([^;]+);/gm))
    for (const role of roles.split(',').map((text) => text.trim()))
      for (const [, name = ''] of functions.matchAll(/((?:public|private)\.\w+)/g))
        granted.set(role, [...(granted.get(role) ?? []), name])
  return { bodies, granted }
}

/**
 * Gives, for a Postgres role, the names of the jobs that it can plan.
 * @param migrations the SQL of all migrations
 * @param jobs the names of all jobs
 */
export function readPlans(migrations: string, jobs: readonly string[]): (role: string) => string[] {
  const { bodies, granted } = read(migrations)
  /** The functions that are reached from these by calls in their bodies. */
  function reach(names: readonly string[], seen = new Set<string>()): Set<string> {
    for (const name of names) {
      if (seen.has(name)) continue
      seen.add(name)
      const calls = [...(bodies.get(name) ?? '').matchAll(/((?:public|private)\.\w+)\s*\(/g)].map(
        ([, call = '']) => call,
      )
      reach(calls, seen)
    }
    return seen
  }
  return (role) => {
    const reached = [...reach([...(granted.get(role) ?? []), ...(granted.get('function_runner') ?? [])])]
    if (reached.some((name) => ofAny.includes(name))) return [...jobs]
    const texts = reached.map((name) => bodies.get(name) ?? '').filter((body) => body.includes('private.add_job('))
    return jobs.filter((job) => texts.some((body) => body.includes(`'${job}'`)))
  }
}
