import { randomBytes } from 'node:crypto'
import type { Broadcast } from '#local/supabase/realtime/frames.ts'

export type Member = {
  hears(broadcast: Broadcast): void
  sees(diff: PresenceDiff): void
}
type Meta = { phx_ref: string } & Record<string, unknown>
export type PresenceState = Record<string, { metas: Meta[] }>
export type PresenceDiff = { joins: PresenceState; leaves: PresenceState }

type Present = { key: string; meta: Meta }
type Topic = { members: Set<Member>; present: Map<Member, Present> }

/** A private topic and a public one of the same name are different topics. */
export const topicKey = (name: string, isPrivate: boolean): string => `${isPrivate ? 'private' : 'public'}:${name}`

/** Who is a member of which topic, and who is present there. */
export function createTopics() {
  const topics = new Map<string, Topic>()
  const open = (key: string): Topic => {
    const topic = topics.get(key) ?? { members: new Set(), present: new Map() }
    topics.set(key, topic)
    return topic
  }
  const announce = ({ members }: Topic, joins: Present | undefined, leaves: Present | undefined) => {
    const diff = { joins: joins ? stateOf([joins]) : {}, leaves: leaves ? stateOf([leaves]) : {} }
    for (const member of members) member.sees(diff)
  }
  const untrack = (key: string, member: Member) => {
    const topic = open(key)
    const before = topic.present.get(member)
    if (!before) return
    topic.present.delete(member)
    announce(topic, undefined, before)
  }
  return {
    enter: (key: string, member: Member) => void open(key).members.add(member),

    leave(key: string, member: Member): void {
      untrack(key, member)
      const topic = open(key)
      topic.members.delete(member)
      if (topic.members.size === 0) topics.delete(key)
    },

    /** Sends to all members, but not to `from`. */
    publish(key: string, broadcast: Broadcast, from?: Member): void {
      for (const member of topics.get(key)?.members ?? []) if (member !== from) member.hears(broadcast)
    },

    presence: (key: string): PresenceState => stateOf([...(topics.get(key)?.present.values() ?? [])]),

    /** Makes a member present under a name, or changes what the others see of it. */
    track(key: string, member: Member, name: string, payload: object): void {
      const topic = open(key)
      const before = topic.present.get(member)
      const previous = before ? { phx_ref_prev: before.meta.phx_ref } : {}
      const now = { key: name, meta: { ...payload, phx_ref: randomBytes(9).toString('base64url'), ...previous } }
      topic.present.set(member, now)
      announce(topic, now, before)
    },

    untrack,
  }
}
export type Topics = ReturnType<typeof createTopics>

function stateOf(present: readonly Present[]): PresenceState {
  const byKey = Map.groupBy(present, ({ key }) => key)
  return Object.fromEntries([...byKey].map(([key, group]) => [key, { metas: group.map(({ meta }) => meta) }]))
}
