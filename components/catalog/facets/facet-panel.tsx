import { useEffect, useRef } from 'react'
import { FacetFields } from '#components/catalog/facets/facet-fields.tsx'
import type { ListState } from '#components/catalog/facets/list-state.ts'
import { countLamps } from '#components/catalog/facets/words.ts'
import { Button } from '#components/ui/button.tsx'

type FacetPanelProps = { list: ListState; onClose: () => void }

/** The facets in a dialog: a column beside the list, or the whole screen of a phone. The list changes behind it. */
export function FacetPanel({ list, onClose }: FacetPanelProps) {
  const { groups, places, onToggle, onClear } = list
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Next keeps a left page mounted but hidden, and a modal dialog that nobody sees would still lock the page that is shown.
    return () => element?.close()
  }, [])
  const close = () => dialog.current?.close()
  const isChosen = groups.some(({ values }) => values.some(({ chosen }) => chosen))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; a pointer also closes it by pressing beside it
    <dialog
      ref={dialog}
      aria-labelledby="facets"
      className="facet-panel"
      // In development React runs each effect twice: the first closing is told when the dialog is open again.
      onClose={() => dialog.current?.open || onClose()}
      onClick={({ target }) => target === dialog.current && close()}
    >
      <div className="facet-sheet">
        <div className="flex items-center justify-between border-line border-b px-5 py-2">
          <h2 id="facets" className="font-strong">
            Filter
          </h2>
          <button type="button" className="link min-h-11 text-small" onClick={close}>
            Close
          </button>
        </div>
        <div className="facet-list">
          <FacetFields groups={groups} onToggle={onToggle} />
        </div>
        <div className="flex items-center justify-between gap-5 border-line border-t px-5 py-3">
          <button
            type="button"
            className="link min-h-11 text-small disabled:opacity-0"
            disabled={!isChosen}
            onClick={onClear}
          >
            Clear all
          </button>
          <p role="status" className="sr-only">
            {countLamps(places.length)}
          </p>
          <Button type="button" className="grow" onClick={close}>
            Show {countLamps(places.length).toLowerCase()}
          </Button>
        </div>
      </div>
    </dialog>
  )
}
