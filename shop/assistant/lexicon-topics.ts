import { type Cue, cue } from '#shop/assistant/cue.ts'
import type { Topic } from '#shop/assistant/intents.ts'

// How people ask for the shop's rules: cues over the plain, corrected text of a message (see cue.ts). Of a list, the first that fits is meant.

export const topicCues: readonly (readonly [Topic, Cue])[] = [
  [
    'returns',
    cue(`return/refund/exchange policy/period/time/window/rule/rules/condition/conditions/possible/free/cost/costs/label/terms | returns
      can/could/may/possible/allowed/how/do/does/is/would/who/what/when .. return/returned/returning/refund/refunded/exchange
      can/could/may/possible/allowed/how/do/does/is/would/who/what/when .. send/give/bring/take/ship/sent/taken .. back
      may/can/could/would it go/be .. back | money back | how long/many .. return/returning/send/change/mind/back/decide/keep it | change/changed my/your/their mind
      if .. dont/doesnt/do/does/didnt/not/never .. like/fit/suit/work/please/match/want/love/go | if .. broken/damaged/back/regret/ugly/breaks/wrong
      refund/refunds/refunded/refunding | get/have/see .. my/the money | right of withdrawal | cooling off | arrived/came/delivered/parcel/package/order .. broken/damaged/defective/faulty/scratched/cracked/dead/shattered/smashed | lamp/bulb/glass/shade/cable/switch/it is/was/came/arrived/are broken/damaged/defective/faulty/dead/cracked/scratched/brocken | stopped working | doesnt/wont work/light/turn .. anymore | broke/broken after | lamp/it broke | on approval | trial
      if/when .. arrive/arrives/come/comes/delivered .. broken/damaged/cracked/defective/smashed/dead | original box/packaging/package | return/returns/returning/exchange .. possible/allowed/after/days/weeks/months`),
  ],
  ['tax', cue(`vat | tax/taxes/taxed | duty/duties | customs | mwst | net or gross | gross or net`)],
  [
    'payment',
    cue(`pay/paying/paid/payment/payments | paypal | klarna | visa | mastercard | maestro | amex | american express | bancontact | sofort | safe/secure .. card/pay*/checkout | card/pay*/checkout .. safe/secure | in advance | credit/debit card/cards | cards | apple/google pay
      invoice/invoices | instal* | bank transfer | wire transfer | test card | cash | cheque | method/methods | sepa | iban | card number`),
  ],
  [
    'privacy',
    cue(`cart/basket/bag/trolley .. expire*/saved/save/kept/keep/keeps/reserved/reserve/forgotten/lost/disappear*/vanish*/tomorrow/days/remember* | how long/many .. in my/the cart/basket/bag/trolley | keep/keeps/save/saved/reserve/reserved/stay/stays/remember .. in? my/the? cart/basket/bag/trolley
      privacy | gdpr | safe .. address/email/name/data/details | address/email/name/details safe | cookie/cookies | my/personal/our/customer/private data/information/details/info | data | tracking/track me
      about me | keep/store/save/delete/sell/share/collect/remember .. my | who sees/reads what/my/this/the | do with my/our .. questions/messages/data/email/address | my questions/messages | who gets/can .. see/read | what i type/write/say/ask | conversation/chat .. saved/stored/kept/recorded | save/keep/store/record/remember this/the/our/my/these conversation/chat/messages/talk | spam | third party/parties | surveill*`),
  ],
  [
    'this-demo',
    cue(`real shop/store/company/business/lamps/lamp/website/products/product/thing/money/order/orders | fake | demo | legit | scam | imaginary | serverless
      shop/store/site/website/company/lamps/lamp/reviews/photos/pictures/this/everything .. real/fake/legit/genuine/invented/exist/exists/serious
      actually/really sell/exist/ship/buy/get/send/charge/charged | made up | invented | actual customers | for real | a joke | truly real/sell/sold/exist/exists/a | showcase | just a show | only a show
      what is this site/website/place/shop/store | how does this/the/your site/shop/store/website/page/thing work | behind this | who made/runs/built this`),
  ],
  [
    'shipping-cost',
    cue(`pay/paying/charge/cost/costs/much .. post/sending/parcel/shipment/transport | extra/more/charge .. delivery/shipping | shipping/delivery/postage/parcel/shipment/deliver/delivered/ship/send/sending/transport .. cost/costs/price/free/charge/charges/charged/fee/fees/much/euro/expensive/extra/pay
      how much/cost/costs/free/price/charge/charges/fee/fees/much/pay .. shipping/delivery/postage/ship/deliver/delivered/parcel/shipped/sending/send/transport
      cost/costs/price/charge/charges/fee/fees of/for the/a? delivery/shipping/postage/parcel/transport | free/cheap shipping/delivery/postage/parcel | postage | carriage | freight | courier | for nothing | shipping rate/rates | free from | what cost/costs the? shipping/delivery/postage/parcel | minimum order | without shipping | shipping included`),
  ],
  [
    'delivery-time',
    cue(`how long/soon/fast/quick/quickly/many .. delivery/deliver*/shipping/ship/arrive/arrives/here/take/takes/get/till/until/receive/come/comes/parcel/send/dispatch/wait
      delivery/shipping/lead time/times/speed | when .. if i order/buy/pay | when would/will/can/could/do .. if i order/buy | when would/will/can/could .. be here/delivered/shipped | order now/today
      by/before/until/till tomorrow/monday/tuesday/wednesday/thursday/friday/saturday/sunday/christmas/weekend/next | next/same day | make it by/in/before/to/on | in time | express | how soon | in time for | deliver/delivery/delivered .. saturday/saturdays/sunday/sundays/weekend/weekends/evening/morning/holidays | carrier | who delivers/brings/ships | dhl | ups
      when would/will/can/could i/we have/get/receive | days does it take | arrive by/before/if | get/have/receive/need/here it/them/this/the/my .. tomorrow/today/tonight/week/weekend/monday/friday/christmas`),
  ],
  [
    'delivery-countries',
    cue(`ship/deliver/send/shipping/delivery/delivering/post/sending .. to/in/within/outside/abroad/internationally/worldwide/overseas/countries/country/here
      which/what countr* | abroad | international* | worldwide | overseas | countr* | order/buy .. from | where do you ship/deliver/send | as far as | to .. island/islands`),
  ],
]

/** Single words of a topic, for a message that no cue above fits and that has no other clear meaning. */
export const topicWords: readonly (readonly [Topic, Cue])[] = [
  ['returns', cue(`return/returns/returned/returning | refund* | exchange | send/bring/give/take .. back | cancel*`)],
  [
    'shipping-cost',
    cue(
      `parcel/shipping/delivery/shipment/post .. pay/pays/charge/charges/cost/costs/price/fee/extra/more/free | pay/pays/charge/cost/fee/extra .. parcel/shipping/delivery/shipment/post`,
    ),
  ],
  ['delivery-time', cue(`deliver | delivering | deliveries`)],
  ['payment', cue(`pay/pays/paying/payment/payments | card/cards`)],
  ['tax', cue(`tax/taxes | vat`)],
]
