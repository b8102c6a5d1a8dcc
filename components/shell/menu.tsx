'use client'

import { type ReactNode, useRef } from 'react'

/**
 * The menu under the header: a popover, which the browser opens and closes without a script. The script only closes it when
 * somebody follows one of its links, because the header stays while the page changes.
 */
export function Menu({ className, children }: { className: string; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null)
  return (
    <>
      <button type="button" popoverTarget="menu" className={className}>
        Menu
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key that follows a link clicks it */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is pressed */}
      <div
        ref={panel}
        id="menu"
        popover="auto"
        className="menu"
        onClick={({ target }) => target instanceof Element && target.closest('a') && panel.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  )
}
