import type { Group, GroupValue } from '#components/catalog/facets/groups.ts'
import type { FacetKey } from '#shop/catalog/facet-types.ts'

type FacetFieldsProps = {
  groups: readonly Group[]
  /** without it, the fields are those of a form that somebody sends */
  onToggle?: (facet: FacetKey, value: string) => void
}

/** The checkboxes of all facets, with counts. */
export function FacetFields({ groups, onToggle }: FacetFieldsProps) {
  return groups.map(({ facet, name, values }) => (
    <fieldset key={facet} className="border-line border-t pt-4 pb-5 first:border-t-0">
      <legend className="float-left mb-1 w-full font-strong">{name}</legend>
      <div className="clear-both grid grid-cols-2 gap-x-6">
        {values.map((value) => (
          <FacetField key={value.value} facet={facet} value={value} onToggle={onToggle} />
        ))}
      </div>
    </fieldset>
  ))
}

type FacetFieldProps = { facet: FacetKey; value: GroupValue; onToggle: FacetFieldsProps['onToggle'] }

function FacetField({ facet, value: { value, name, hex, count, chosen }, onToggle }: FacetFieldProps) {
  const state = onToggle ? { checked: chosen, onChange: () => onToggle(facet, value) } : { defaultChecked: chosen }
  return (
    <label className="facet">
      <input type="checkbox" name={facet} value={value} disabled={count === 0 && !chosen} {...state} />
      {hex && <span aria-hidden="true" className="swatch size-4 shrink-0" style={{ backgroundColor: hex }} />}
      <span>{name}</span>
      {count !== null && (
        <span className="ml-auto text-quiet text-small tabular-nums">
          {count}
          <span className="sr-only"> {count === 1 ? 'lamp' : 'lamps'}</span>
        </span>
      )}
    </label>
  )
}
