// Input that is lost when somebody leaves the page. The form itself carries the mark, so that a form that is gone has none.

const question = 'You have changes that are not saved. Leave without saving them?'
let listening = false

/** Remembers that somebody has typed into a form. */
export function markUnsaved({ currentTarget: form }: { currentTarget: HTMLFormElement | null }): void {
  if (!form) return
  form.dataset.unsaved = ''
  if (listening) return
  listening = true
  window.addEventListener('beforeunload', warn)
  // Before the router of Next handles the click.
  document.addEventListener('click', askBeforeLink, { capture: true })
  // Browsers without the Navigation API go back without a question; the text is still there when somebody returns.
  window.navigation?.addEventListener('navigate', askBeforeHistory)
}

/** Forgets it: the input is saved, or may be lost. */
export function markSaved(form: HTMLFormElement | null): void {
  delete form?.dataset.unsaved
}

/** Next keeps pages that were left in the document, hidden. */
function unsavedForms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>('form[data-unsaved]')].filter((form) => form.checkVisibility())
}

function warn(event: BeforeUnloadEvent): void {
  if (unsavedForms().length > 0) event.preventDefault()
}

/** True when the next page of the store loses nothing, or when the person agrees. A form beside the page, such as the assistant's, stays. */
function mayLeave(): boolean {
  const forms = unsavedForms().filter((form) => form.closest('main'))
  if (forms.length === 0) return true
  if (!window.confirm(question)) return false
  for (const form of forms) markSaved(form)
  return true
}

function askBeforeLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download')) return
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  // The browser itself asks before another site.
  if (link.origin !== location.origin || (link.pathname === location.pathname && link.hash !== '')) return
  if (mayLeave()) return
  event.preventDefault()
  event.stopPropagation()
}

function askBeforeHistory(event: NavigateEvent): void {
  if (event.navigationType !== 'traverse' || !event.cancelable || event.hashChange) return
  if (!mayLeave()) event.preventDefault()
}
