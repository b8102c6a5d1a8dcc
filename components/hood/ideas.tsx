import { excerpts } from '#components/hood/excerpts.gen.ts'

type Idea = Readonly<{ name: string; id: keyof typeof excerpts; text: string }>

/** The ideas of serverless, where they happen in the store. Each has the code that does it. */
const ideas: readonly Idea[] = [
  {
    id: 'events',
    name: 'Something happens, then code runs',
    text: 'A photograph arrives in storage. The database sends a signed message, this function wakes, plans the work and sleeps again. Nobody waits for it, and it waits for nobody.',
  },
  {
    id: 'sleep',
    name: 'Nothing runs while nothing happens',
    text: 'A function is one file with one trigger. Without events there is no process, no server and no bill. This one runs once for each parcel.',
  },
  {
    id: 'cold',
    name: 'The first call is slower',
    text: 'A process that has slept must start first: that is a cold start. Every run records whether it was one, so the admin shows how many there are and what they cost. Pages are files and never have one.',
  },
  {
    id: 'limit',
    name: 'Time is limited, so work is cut into steps',
    text: 'A platform ends a function after a minute or so. Each finished step is remembered; when the time is up, or the process dies, the next run goes on with the next step.',
  },
  {
    id: 'retry',
    name: 'What fails is tried again',
    text: 'A job is a row before it is a message. If the queue loses the message, a sweep finds the row and rings again, later and later, for most of a day. Then a person looks.',
  },
  {
    id: 'rights',
    name: 'Each function may do only its own work',
    text: 'Every function signs in to the database as a role of its own. This one rule lets it see its own jobs and no others; a stolen key opens one drawer.',
  },
  {
    id: 'trace',
    name: 'One click, one trace',
    text: 'Code that runs in twelve places is hard to follow. So a click gets a number, and every function, job, mail and log line that follows from it carries the same number.',
  },
  {
    id: 'platforms',
    name: 'The platform can be changed',
    text: 'A function takes a Request and gives a Response. What a platform wants differently is in an adapter of a few lines; this is a whole one. Seven platforms run the same functions.',
  },
]

/** The ideas as a list to read; each opens its code. */
export function HoodIdeas() {
  return (
    <ol className="hood-ideas">
      {ideas.map(({ id, name, text }) => (
        <li key={id} id={id}>
          <h2>{name}</h2>
          <p>{text}</p>
          <details>
            <summary>
              {excerpts[id].code.split('\n').length} lines of <code>{excerpts[id].file}</code>
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling area */}
            <pre tabIndex={0}>
              <code>{excerpts[id].code}</code>
            </pre>
          </details>
        </li>
      ))}
    </ol>
  )
}
