import type { Lesson } from '#shop/chaos/types.ts'

type Props = Pick<Lesson, 'stations' | 'station'> & {
  state: 'running' | 'held' | 'broken' | null
  /** names every station; otherwise only the one that breaks */
  full?: boolean
}

/** The stations of a trip as a line, with the one that breaks. Its state is how the last run ended. */
export function LessonChain({ stations, station, state, full = false }: Props) {
  return (
    <ol className={full ? 'chaos-chain full' : 'chaos-chain'} aria-label={`It breaks at: ${station}`}>
      {stations.map((name) => (
        <li key={name} className={name === station ? `breaks ${state ?? ''}` : undefined}>
          <span className={full || name === station ? undefined : 'sr-only'}>{name}</span>
        </li>
      ))}
    </ol>
  )
}
