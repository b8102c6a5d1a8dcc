'use client'

import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { useEffect, useRef, useState } from 'react'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { Composer } from '#components/assistant/composer.tsx'
import { Message } from '#components/assistant/message.tsx'
import { suggestionsFor } from '#components/assistant/suggestions.ts'
import { keepThread, readThread, toBody, wordsOf } from '#components/assistant/thread.ts'
import { isComposing } from '#components/ui/composing.ts'

const transport = new DefaultChatTransport({
  api: '/api/chat',
  prepareSendMessagesRequest: ({ messages }) => ({
    body: { messages: toBody(messages), page: (location.pathname + location.search).slice(0, 500) },
  }),
})

/** The conversation: a column beside the page, or the whole screen on a phone. */
export function Panel({ actions, onClose }: { actions: AssistantActions; onClose: () => void }) {
  const [begun] = useState(readThread)
  const { messages, sendMessage, regenerate, stop, status, error, setMessages, clearError } = useChat({
    messages: begun,
    transport,
    throttle: 50,
  })
  const busy = status === 'submitted' || status === 'streaming'
  const log = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const panel = useEscape<HTMLDivElement>(onClose)

  useEffect(() => {
    if (!busy) keepThread(messages)
  }, [busy, messages])
  useEffect(() => {
    // The last question stays at the top, so that a long answer shows its beginning.
    const question = log.current?.querySelector<HTMLElement>(
      'li[data-own]:last-of-type, li[data-own]:has(+ li:last-child)',
    )
    if (messages.length > 0) log.current?.scrollTo({ top: (question?.offsetTop ?? 0) - 20 })
  }, [messages])
  useEffect(() => field.current?.focus(), [])

  function ask(text: string) {
    clearError()
    void sendMessage({ text })
  }

  function startOver() {
    void stop()
    clearError()
    setMessages([])
    field.current?.focus()
  }

  const last = messages.at(-1)
  return (
    <div ref={panel} className="assistant-panel">
      <div className="flex items-center gap-5 border-line border-b px-5 py-2 text-small">
        <h2 className="mr-auto font-strong">Ask about lamps</h2>
        {messages.length > 0 && (
          <button type="button" className="link min-h-11" onClick={startOver}>
            Start over
          </button>
        )}
        <button type="button" className="link min-h-11" onClick={onClose}>
          Close
        </button>
      </div>
      <section ref={log} aria-label="Conversation" aria-busy={busy} tabIndex={-1} className="assistant-log">
        {messages.length === 0 && <Suggestions onChoose={ask} />}
        <ol className="grid gap-5">
          {messages.map((message) => (
            <Message key={message.id} message={message} actions={actions} busy={busy} onAsk={ask} />
          ))}
        </ol>
        {busy && last?.role === 'user' && <p className="pt-5 text-quiet">Looking …</p>}
        {error && (
          <div className="pt-5">
            <p className="text-wrong">{sayError(error)}</p>
            <button type="button" className="link min-h-11" onClick={() => void regenerate()}>
              Try again
            </button>
          </div>
        )}
      </section>
      <p role="status" className="sr-only">
        {busy ? 'Looking.' : last?.role === 'assistant' && wordsOf(last)}
      </p>
      <Composer ref={field} busy={busy} onSend={ask} onStop={() => void stop()} />
    </div>
  )
}

/** Calls `leave` when somebody presses Escape inside the element. */
function useEscape<Element extends HTMLElement>(leave: () => void) {
  const inside = useRef<Element>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isComposing(event) && inside.current?.contains(document.activeElement)) leave()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [leave])
  return inside
}

function Suggestions({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <div className="grid justify-items-start gap-1">
      <p className="pb-2">
        I know the lamps, the shop’s policies and your orders. I pass on to a person what I cannot answer.
      </p>
      {suggestionsFor(location.pathname).map((text) => (
        <button key={text} type="button" className="link min-h-11 text-left" onClick={() => onChoose(text)}>
          {text}
        </button>
      ))}
    </div>
  )
}

/** Gives the message of a refusal; for any other error a general message. */
function sayError({ message }: Error): string {
  try {
    const { error } = JSON.parse(message) as { error?: unknown }
    if (typeof error === 'string') return error
  } catch {
    // Not JSON from this shop: the connection broke.
  }
  return 'The server did not answer. Check your connection and try again.'
}
