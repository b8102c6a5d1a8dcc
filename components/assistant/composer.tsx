'use client'

import { type FormEvent, type KeyboardEvent, type Ref, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { isComposing } from '#components/ui/composing.ts'

type ComposerProps = {
  ref: Ref<HTMLTextAreaElement>
  busy: boolean
  onSend: (text: string) => void
  onStop: () => void
}

/** The field for a message. Enter sends it, Shift+Enter starts a new line. It can be edited while an answer arrives. */
export function Composer({ ref, busy, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('')

  function send(event?: FormEvent) {
    event?.preventDefault()
    if (busy || text.trim() === '') return
    onSend(text.trim())
    setText('')
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    send()
  }

  return (
    <form onSubmit={send} className="flex items-end gap-3 border-line border-t p-3">
      <textarea
        ref={ref}
        aria-label="Message"
        placeholder="A brass lamp for the hallway"
        rows={1}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        enterKeyHint="send"
        className="field-sizing-content max-h-32 min-h-12 w-full min-w-0 resize-none rounded-sm border border-quiet bg-transparent px-3.5 py-2.5 text-body placeholder:text-quiet hover:border-ink"
      />
      {busy ? (
        <Button type="button" look="quiet" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button type="submit">Send</Button>
      )}
    </form>
  )
}
