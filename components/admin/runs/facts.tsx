import { Moment } from '#components/admin/time.tsx'
import type { FunctionFacts } from '#shop/runs/types.ts'

type Props = { facts: FunctionFacts; schedule: string | null; nextAt: string | null }

/** What the definition of a function says: what wakes it, its limits, and what it may. */
export function FunctionFactList({ facts, schedule, nextAt }: Props) {
  const lines = Object.entries(facts.lines)
  return (
    <div className="run-facts">
      <section aria-labelledby="function-definition">
        <h2 id="function-definition">Definition</h2>
        <dl>
          <dt>Woken by</dt>
          <dd>{writeTrigger(facts, schedule)}</dd>
          {nextAt && (
            <>
              <dt>Next call</dt>
              <dd>
                <Moment at={nextAt} />
              </dd>
            </>
          )}
          <dt>Time limit</dt>
          <dd>{facts.seconds} s</dd>
          <dt>Memory</dt>
          <dd>{facts.memory} MB</dd>
          {facts.retries !== null && (
            <>
              <dt>Deliveries after a failure</dt>
              <dd>{facts.retries}</dd>
            </>
          )}
          <dt>At once</dt>
          <dd>
            {facts.parallel ?? 'No limit'}
            {lines.map(([line, most]) => `, ${most} of ${line}`)}
          </dd>
          <dt>Source</dt>
          <dd>
            <code>functions/{facts.name}.ts</code>
          </dd>
        </dl>
      </section>
      <section aria-labelledby="function-rights">
        <h2 id="function-rights">Rights</h2>
        <dl>
          <dt>Database role</dt>
          <dd>
            <code>{facts.role}</code>
          </dd>
          <dt>Rings</dt>
          <dd>
            {facts.rings.length === 0 && 'No job'}
            {facts.rings.map((name) => (
              <code key={name} className="run-name">
                {name}
              </code>
            ))}
          </dd>
          <dt>Variables</dt>
          <dd>
            {facts.variables.map((name) => (
              <code key={name} className="run-name">
                {name}
              </code>
            ))}
          </dd>
          <dt>Packages</dt>
          <dd>
            {facts.packages.map((name) => (
              <code key={name} className="run-name">
                {name}
              </code>
            ))}
          </dd>
        </dl>
      </section>
    </div>
  )
}

function writeTrigger({ trigger, method, name }: FunctionFacts, schedule: string | null): string {
  if (trigger === 'cron') return `the schedule ${schedule} (UTC)`
  if (trigger === 'queue') return `the queue, for each job ${name}`
  if (trigger === 'webhook') return 'a signed call of another service'
  return `a ${method} request of anybody`
}
