import { beforeEach, expect, test, vi } from 'vitest'
import LessonPage from '#app/(admin)/admin/chaos/[lesson]/page.tsx'
import { startLesson, startOwnLesson, stopLesson } from '#app/(admin)/admin/chaos/actions.ts'
import ChaosPage from '#app/(admin)/admin/chaos/page.tsx'

const caller = { role: 'owner' }
let chaos: Record<string, string> = {}
vi.mock('#app/session.ts', () => ({
  SignedOut: class extends Error {},
  staff: async () => caller,
  actingStaff: async () => caller,
}))
vi.mock('#app/trip.ts', () => ({ inTrip: (work: () => unknown) => work() }))
vi.mock('#lib/env.ts', () => ({ env: () => chaos }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'next-action': 'x' }) }))
vi.mock('next/cache', () => ({ refresh: () => {} }))

const control = { CHAOS_URL: 'http://127.0.0.1:9', CHAOS_SECRET: 'local-chaos-secret' }
const form = new FormData()
for (const [name, value] of Object.entries({ id: 'five-times', point: 'mail', breakage: 'slow', times: '1' }))
  form.set(name, value)
const pages = [
  () => ChaosPage(),
  () => LessonPage({ params: Promise.resolve({ lesson: 'five-times' }), searchParams: Promise.resolve({}) }),
]

beforeEach(() => {
  chaos = {}
  caller.role = 'owner'
})

test('a production store, whose environment names no place for faults, has no such page and no such action', async () => {
  for (const page of pages) await expect(page()).rejects.toThrow('NEXT_HTTP_ERROR_FALLBACK;404')
  for (const act of [startLesson, startOwnLesson, stopLesson])
    expect(await act(null, form)).toMatchObject({ ok: false, message: 'This store has no chaos.' })
})

test('who only looks sees no page, and can start nothing', async () => {
  chaos = control
  caller.role = 'viewer'
  for (const page of pages) await expect(page()).rejects.toThrow('NEXT_HTTP_ERROR_FALLBACK;404')
  for (const act of [startLesson, startOwnLesson, stopLesson])
    expect(await act(null, form)).toMatchObject({ ok: false, message: 'Only editors may break things.' })
})
