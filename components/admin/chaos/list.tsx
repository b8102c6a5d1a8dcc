import Link from 'next/link'
import { LessonChain } from '#components/admin/chaos/chain.tsx'
import { LessonButton } from '#components/admin/chaos/start.tsx'
import { LessonState } from '#components/admin/chaos/state.tsx'
import type { Action } from '#components/ui/use-action.ts'
import type { Lesson } from '#shop/chaos/types.ts'

type Props = { lessons: readonly Lesson[]; start: Action }

/** The lessons under their topics, each with the place where it breaks, its last verdict, and a button. */
export function LessonList({ lessons, start }: Props) {
  const topics = [...new Set(lessons.map(({ topic }) => topic))]
  return topics.map((topic, index) => (
    <section key={topic} aria-labelledby={`topic-${index}`} className="admin-section">
      <h2 id={`topic-${index}`}>{topic}</h2>
      <ul className="chaos-list">
        {lessons
          .filter((lesson) => lesson.topic === topic)
          .map((lesson) => (
            <LessonItem key={lesson.id} lesson={lesson} start={start} />
          ))}
      </ul>
    </section>
  ))
}

function LessonItem({ lesson, start }: { lesson: Lesson; start: Action }) {
  const { id, title, broken, last } = lesson
  return (
    <li>
      <div className="chaos-what">
        <h3>
          <Link href={`/admin/chaos/${id}`} prefetch={false} className="chaos-title">
            {title}
          </Link>
        </h3>
        <p>{broken}</p>
      </div>
      <LessonChain {...lesson} state={last?.state ?? null} />
      <div className="chaos-go">
        <LessonState run={last} />
        <LessonButton action={start} id={id} name={last ? 'Again' : 'Start'} title={title} />
      </div>
    </li>
  )
}
