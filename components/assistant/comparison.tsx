import Link from 'next/link'
import { LampPicture } from '#components/assistant/lamp-picture.tsx'
import type { Card } from '#shop/assistant/cards.ts'

/** Compares lamps side by side. The name of each row stands above its values, so that two lamps fit on a phone. */
export function Comparison({ card: { lamps, rows } }: { card: Extract<Card, { kind: 'comparison' }> }) {
  const width = `${100 / lamps.length}%`
  return (
    <table className="w-full table-fixed text-small">
      <caption className="sr-only">A comparison of {lamps.map(({ name }) => name).join(' and ')}</caption>
      <thead>
        <tr>
          {lamps.map(({ slug, name, photograph, finishes }) => (
            <th key={slug} scope="col" style={{ width }} className="pr-3 pb-2 text-left align-bottom font-strong">
              <span className="mb-2 block">
                <LampPicture photograph={photograph} colour={finishes[0]?.hex} />
              </span>
              <Link href={`/products/${slug}`} prefetch={false} className="hover:underline">
                {name}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      {rows.map(({ name, values }) => (
        <tbody key={name}>
          <tr>
            <th
              scope="rowgroup"
              colSpan={lamps.length}
              className="border-line border-t pt-2 text-left font-normal text-quiet"
            >
              {name}
            </th>
          </tr>
          <tr>
            {values.map((value, index) => (
              <td key={lamps[index]?.slug} className="pr-3 pb-2 align-top tabular-nums">
                {value}
              </td>
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  )
}
