import type { LessonCheck, LessonRun } from '#shop/chaos/types.ts'

/** What the witnesses and the invariants say: green, or named. */
export function LessonVerdict({ state, checks }: Pick<LessonRun, 'state' | 'checks'>) {
  const broken = checks.filter(({ ok }) => !ok)
  const heard = checks.filter(({ found, ok }) => found !== '' || !ok)
  const silent = checks.filter(({ found, ok, id }) => ok && found === '' && id !== null)
  return (
    <div className={`chaos-verdict ${state}`}>
      <p className="chaos-sentence">
        {state === 'held'
          ? 'The shop held.'
          : `Broken: ${broken.map(({ id, promise }) => (id ? `${id}, ${lower(promise)}` : lower(promise))).join('; ')}`}
      </p>
      <ul className="chaos-checks">
        {heard.map((check) => (
          <Heard key={`${check.id} ${check.promise}`} {...check} />
        ))}
      </ul>
      {silent.length > 0 && (
        <details className="chaos-invariants">
          <summary>
            {silent.length} invariants of the shop hold{' '}
            <span aria-hidden="true">{silent.map(({ id }) => id).join(' ')}</span>
          </summary>
          <dl>
            {silent.map(({ id, promise }) => (
              <div key={id}>
                <dt>{id}</dt>
                <dd>{promise}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}

const lower = (promise: string) => promise.charAt(0).toLowerCase() + promise.slice(1).replace(/\.$/, '')

function Heard({ id, promise, ok, found }: LessonCheck) {
  return (
    <li className={ok ? 'ok' : 'wrong'}>
      <span className="chaos-mark" aria-hidden="true" />
      <span className="sr-only">{ok ? 'Holds:' : 'Broken:'}</span>
      <span className="chaos-id">{id}</span>
      <span>
        {promise} {found && <span className="chaos-found">{found}</span>}
      </span>
    </li>
  )
}
