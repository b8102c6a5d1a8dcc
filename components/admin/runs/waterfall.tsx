import type { CSSProperties, ReactNode } from 'react'
import type { Group, Row } from '#components/admin/runs/lay-out.ts'
import { writeDuration } from '#components/admin/runs/words.ts'
import { Moment } from '#components/admin/time.tsx'

/** A trace as a waterfall: groups of work that follow each other, each on a scale of its own. */
export function Waterfall({ groups }: { groups: readonly Group[] }) {
  return (
    <ol className="waterfall">
      {groups.map((group) => (
        <li key={group.rows[0]?.id}>
          {group.pause > 0 && <p className="waterfall-pause">{writeDuration(group.pause)} later</p>}
          <div className="waterfall-head">
            <Moment at={new Date(group.begins).toISOString()} />
            <span>{writeDuration(group.ends - group.begins)}</span>
          </div>
          <ol>
            {group.rows.map((row) => (
              <li key={row.id}>
                <WaterfallRow row={row} group={group} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function WaterfallRow({ row, group }: { row: Row; group: Group }) {
  const length = Math.max(1, group.ends - group.begins)
  const begins = Math.max(row.begins, group.begins)
  const style = {
    '--depth': row.depth,
    '--begins': `${(100 * (begins - group.begins)) / length}%`,
    '--length': `${(100 * Math.max(0, row.ends - begins)) / length}%`,
  } as CSSProperties
  const states = { ok: null, failed: 'failed', killed: 'killed', running: 'running' }
  return (
    <details className={`waterfall-row ${row.kind} ${row.state}`} style={style}>
      <summary>
        <span className="waterfall-name">
          {row.name}
          {row.run?.cold && <span className="waterfall-note">cold</span>}
          {states[row.state] && <span className="waterfall-note wrong">{states[row.state]}</span>}
          {(row.run?.attempt ?? 1) > 1 && <span className="waterfall-note">attempt {row.run?.attempt}</span>}
        </span>
        <span className="waterfall-time">{writeDuration(row.ends - row.begins)}</span>
        <span className="waterfall-track" aria-hidden="true">
          <span className="waterfall-bar" />
        </span>
      </summary>
      <RowDetails row={row} />
    </details>
  )
}

function RowDetails({ row: { span, run } }: { row: Row }) {
  const error = span?.error ?? run?.error
  const facts: [string, ReactNode][] = [
    ...(run
      ? ([
          ['status', run.status ?? run.state],
          ['memory', run.memoryMb === null ? null : `${run.memoryMb} MB`],
          ['job', run.jobKey],
        ] as [string, ReactNode][])
      : []),
    ...Object.entries(span?.attributes ?? {}).map(([name, value]): [string, ReactNode] => [name, String(value)]),
  ]
  return (
    <div className="waterfall-details">
      {error && <p className="text-wrong">{error}</p>}
      {run?.state === 'killed' && (
        <p className="text-wrong">
          The run ended without a word: its process was killed, or its time was over. After{' '}
          <Moment at={run.endsBy ?? run.startedAt} /> another run could take the job.
        </p>
      )}
      <dl>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {(span?.events.length ?? 0) > 0 && <LogLines events={span?.events ?? []} />}
    </div>
  )
}

function LogLines({ events }: { events: NonNullable<Row['span']>['events'] }) {
  return (
    <ol className="waterfall-log" aria-label="Log lines">
      {events.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: log lines never change their order
        <li key={index} className={line.level}>
          <time dateTime={line.at}>{line.at.slice(11, 23)}</time> <span>{line.level}</span> <b>{line.message}</b>{' '}
          {line.fields && Object.keys(line.fields).length > 0 && <code>{JSON.stringify(line.fields)}</code>}
        </li>
      ))}
    </ol>
  )
}
