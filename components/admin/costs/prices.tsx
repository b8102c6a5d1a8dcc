import type { PriceRow } from '#shop/runs/cost-types.ts'

/** Every price in the sums, with its date, its source and how sure it is. */
export function PriceSheet({ prices }: { prices: readonly PriceRow[] }) {
  return (
    <section aria-labelledby="cost-prices" className="admin-section">
      <h2 id="cost-prices">Prices</h2>
      <table className="admin-table">
        <caption className="sr-only">Prices of platforms, with their dates and sources</caption>
        <thead>
          <tr>
            <th scope="col">Platform</th>
            <th scope="col">Price</th>
            <th scope="col" className="number">
              Free a month
            </th>
            <th scope="col">Region</th>
            <th scope="col">As of</th>
            <th scope="col">Source</th>
            <th scope="col">Grade</th>
          </tr>
        </thead>
        <tbody>
          {prices.map(({ platform, meter, price, included, region, asOf, source, grade, isOld }) => (
            <tr key={`${platform} ${meter}`}>
              <th scope="row">{platform}</th>
              <td data-label="Price">{price}</td>
              <td data-label="Free a month" className="number">
                {included === 0 ? '–' : included.toLocaleString('en')}
              </td>
              <td data-label="Region">{region}</td>
              <td data-label="As of">{isOld ? `${asOf}, over a year ago` : asOf}</td>
              <td data-label="Source" className="text-quiet text-small">
                {source}
              </td>
              <td data-label="Grade">{grade}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="admin-quiet pt-3">
        Grade D: from the vendor’s own page. Grade T: from somebody’s dated copy of it. A price that nobody could
        confirm is in no sum. Without VAT.
      </p>
    </section>
  )
}
