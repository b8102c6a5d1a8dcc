import { raw } from 'hono/html'

/** What the payment page adds to the shell: the order on paper at the left, the form on a raised sheet at the right. */
export const checkoutStyles = raw(`<style>
:root { --raised: light-dark(color-mix(in oklab, var(--paper) 20%, white), color-mix(in oklab, var(--paper) 95%, white)); --edge: color-mix(in oklab, var(--quiet) 80%, var(--paper)); --lit-ink: light-dark(white, var(--paper)) }
body { min-height: 100vh } main { display: grid; padding: 1.5rem 1.25rem 0; min-height: 100vh; grid-template-rows: auto auto auto auto 1fr }
main > h1 { font-size: 1rem; font-weight: 400; color: var(--quiet); margin: 2rem 0 0; order: 1 }
main > p.quiet { order: 3; margin: .25rem 0 0; font-size: .9rem } main > p.quiet::before { content: ''; display: inline-block; width: .5rem; height: .5rem; margin-right: .5rem; border-radius: 50%; background: var(--light) }
.back { order: 0; justify-self: start; color: var(--quiet); font-size: .9rem } .back:hover { color: var(--ink) }
.grand { order: 2; margin: .25rem 0 0; font-size: 2.5rem; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums }
.order { order: 4; margin: 2rem 0 2.5rem; align-self: start } .order ul { list-style: none; margin: 0; padding: 0 }
.order li { display: grid; grid-template-columns: auto 1fr auto; gap: 1rem; padding: 0 0 1rem; align-items: start } .order li > div { grid-column: 2 } .order li > span { grid-column: 3 }
.order img { width: 4rem; height: 5rem; object-fit: cover; border-radius: 2px; background: var(--line); display: block }
.order li p { margin: 0 } .order small { color: var(--quiet); font-size: .875rem; display: block }
.order dl { margin: .25rem 0 0; display: grid; grid-template-columns: 1fr auto; gap: .6rem 1rem; border-top: 1px solid var(--line); padding-top: 1.25rem }
.order dt small { font-size: .875rem } .order dd { margin: 0; text-align: right } .order dd, .order li > span { font-variant-numeric: tabular-nums }
.order .total { font-weight: 600; border-top: 1px solid var(--line); padding-top: 1rem; margin-top: .4rem } .order dd.total { margin-left: -1rem; padding-left: 1rem }
form.sheet { order: 5; margin: 0 -1.25rem; padding: 2rem 1.25rem 3rem; background: var(--raised); border-top: 1px solid var(--line) }
fieldset > :last-child { margin-bottom: 0 } fieldset { border: 0; margin: 0 0 2.5rem; padding: 0; min-width: 0 } legend { padding: 0; margin: 0 0 1rem; font-size: 1.1rem; font-weight: 600 }
.field { margin: 0 0 1rem; min-width: 0 } .field label { margin: 0 0 .35rem; font-size: .9rem }
.field input, .field select { margin: 0; min-height: 2.875rem; padding: .6rem .8rem; border-color: var(--edge); background-color: light-dark(white, var(--paper)) }
.field select { appearance: none; padding-right: 2.5rem; background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%); background-size: .4rem .4rem; background-position: right 1.25rem center, right .85rem center; background-repeat: no-repeat } .field input::placeholder { color: var(--quiet); opacity: 1 }
.field input:hover, .field select:hover { border-color: var(--ink) } .field input[readonly] { background: transparent; border-color: var(--line) }
.field [aria-invalid] { border-color: var(--wrong); box-shadow: 0 0 0 1px var(--wrong) } .field .wrong { margin: .35rem 0 0 } .wrong { color: var(--wrong); font-size: .9rem }
.notice { border: 1px solid currentColor; border-radius: 2px; padding: .75rem .9rem; margin: 0 0 1.5rem; font-size: .95rem } .notice.calm { color: var(--light) }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .75rem } .pair.wide { grid-template-columns: 2fr 3fr }
.choice { display: grid; grid-template-columns: auto 1fr auto; gap: .1rem .75rem; align-items: center; margin: 0; padding: .8rem; border: 1px solid var(--edge); cursor: pointer } .choice + .choice { border-top: 0 }
.choice input { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--light) } .choice small { grid-column: 2 / -1; color: var(--quiet) }
button.pay { width: 100%; min-height: 3.25rem; font-size: 1.05rem; font-weight: 600; border: 0; background: var(--light); color: var(--lit-ink); font-variant-numeric: tabular-nums }
button.pay:hover { background: color-mix(in oklab, var(--light) 85%, var(--ink)) } button.pay:active { transform: translateY(1px) }
details { margin: 1.5rem 0 0; font-size: .9rem; border-top: 1px solid var(--line); padding-top: 1.25rem } summary { cursor: pointer; min-height: 1.5rem } details table { margin: .75rem 0 0 } details td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap }
.small { font-size: .875rem; color: var(--quiet); margin: 1rem 0 0 }
@media (min-width: 900px) {
  body { background: linear-gradient(90deg, var(--paper) 50%, var(--raised) 50%) }
  main { grid-template-columns: minmax(0, 26rem) minmax(0, 26rem); justify-content: space-between; grid-template-rows: auto auto auto auto 1fr; padding-top: 3.5rem }
  main > * { grid-column: 1 } main > h1 { margin-top: 3rem }
  form.sheet { grid-column: 2; grid-row: 1 / -1; margin: 0; padding: 0 0 3rem; border: 0 } .order { position: sticky; top: 3.5rem }
}
@media (prefers-reduced-motion: no-preference) { button.pay, .field input, .field select { transition: background-color .15s, border-color .15s } }
</style>`)

/** For the pages with one thing to say. */
export const plainStyles = raw(`<style>
:root { --lit-ink: light-dark(white, var(--paper)) }
main { max-width: 28rem; padding-top: 18vh } h1 { margin: 0 0 .5rem; text-wrap: balance } main > p.quiet { margin: 0 0 2rem }
button { width: 100%; min-height: 3.25rem; font-size: 1.05rem; margin: 0 0 .75rem } button.pay { font-weight: 600; border: 0; background: var(--light); color: var(--lit-ink) }
.small { font-size: .875rem; color: var(--quiet); margin: 1.5rem 0 }
</style>`)
