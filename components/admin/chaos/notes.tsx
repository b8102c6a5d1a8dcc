import { writeDuration } from '#components/admin/runs/words.ts'
import type { LessonNote } from '#shop/chaos/types.ts'

const words: Readonly<Record<LessonNote['kind'], string>> = {
  act: 'Trip',
  fault: 'Fault',
  wait: 'Wait',
  sweep: 'Sweep',
  end: 'End',
}

/** What happened in a lesson, with the time since its start. A screen reader hears what is new. */
export function LessonNotes({ notes }: { notes: readonly LessonNote[] }) {
  return (
    <ol className="chaos-notes" aria-live="polite">
      {notes.map(({ at, kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes are only added at the end
        <li key={index} className={kind}>
          <span className="chaos-at">{writeDuration(at)}</span>
          <span className="chaos-kind">{words[kind]}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  )
}
