'use client'

import { useEffect } from 'react'

/**
 * Keeps the page's title while React replaces it: after an action React removes the old `<title>` before it adds the new one, and
 * a screen reader would meet a page without a name.
 */
export function TitleKeeper() {
  useEffect(() => {
    let last = document.title
    let kept: HTMLTitleElement | null = null
    const observer = new MutationObserver(() => {
      const titles = [...document.head.querySelectorAll('title')].filter((title) => title !== kept)
      if (titles[0]) {
        last = titles[0].text
        kept?.remove()
        kept = null
      } else if (!kept) {
        kept = document.createElement('title')
        kept.text = last
        document.head.append(kept)
      }
    })
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      kept?.remove()
    }
  }, [])
  return null
}
