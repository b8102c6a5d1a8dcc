import type { Moment } from '#components/hood/moments.ts'

/** The longest pause between two moments when a trace is played, and the shortest time that a place is lit, in milliseconds. */
const [longestPause, shortestLight] = [700, 900]

/**
 * Plays moments on the map: each place is lit when its time comes. Work of milliseconds is shown for a second, and pauses of minutes
 * are shortened, so the list tells the true times.
 * @param map the element that holds the drawings
 * @param show called with each moment when it is lit
 * @returns a function that stops it
 */
export function playMoments(map: HTMLElement, moments: readonly Moment[], show: (moment: Moment) => void): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }
  let time = 0
  let before: Moment | undefined
  for (const moment of moments) {
    if (before) time += Math.min(longestPause, Math.max(140, moment.at - before.at))
    const from = before?.place
    later(time, () => {
      light(map, moment, from)
      show(moment)
      later(Math.max(shortestLight, Math.min(moment.ms, 2500)), () => darken(map, moment))
    })
    before = moment
  }
  return () => {
    for (const timer of timers) clearTimeout(timer)
    for (const element of map.querySelectorAll('[data-lit]')) element.removeAttribute('data-lit')
  }
}

function light(map: HTMLElement, { place, wrong }: Moment, from: string | undefined): void {
  for (const element of map.querySelectorAll(`[data-place="${place}"]`))
    element.setAttribute('data-lit', wrong ? 'wrong' : '')
  for (const wire of map.querySelectorAll<SVGElement>('[data-from]')) {
    const { from: one, to: other } = wire.dataset
    const carries = (one === from && other === place) || (one === place && other === from)
    if (carries) wire.setAttribute('data-lit', '')
  }
}

function darken(map: HTMLElement, { place }: Moment): void {
  for (const element of map.querySelectorAll(`[data-place="${place}"]`)) element.removeAttribute('data-lit')
  for (const wire of map.querySelectorAll(`[data-to="${place}"], [data-from="${place}"]`))
    wire.removeAttribute('data-lit')
}
