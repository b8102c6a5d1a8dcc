import { type Cue, cue } from '#shop/assistant/cue.ts'
import type { Fact, Manner } from '#shop/assistant/intents.ts'

// How people ask: cues over the plain, corrected text of a message (see cue.ts). Of a list, the first that fits is meant.

export const factCues: readonly (readonly [Fact, Cue])[] = [
  ['dimensions', cue(`how much/many space/room/place | much space/room/place`)],
  [
    'controls',
    cue(`how far/near/close/wide/distance .. see/sees/detect*/react*/notice*/sense/senses/feel/feels/spot/spots/respond*
      what/which distance/range .. see/sees/detect*/react*/notice*/sense/senses/feel/feels/spot/spots/respond*/work/works | sensor range/reach/angle | range/reach of/has the sensor | from how far`),
  ],
  [
    'mounting',
    cue(
      `myself/yourself/ourselves or .. somebody/someone/electrician/professional/person/expert/handyman | need/needs/call/hire/get/without an/a? electrician/professional/handyman | wire/install/connect/mount/hang/put .. myself/ourselves/yourself | do it myself`,
    ),
  ],
  [
    'materials',
    cue(
      `what/which/kind/sort/of stone/wood/metal/glass/paper/fabric is/are the/its base/foot/shade/body/top/arm/leg/legs/stand/globe`,
    ),
  ],
  ['cable', cue(`cable or wire/cord/flex | wire/cord or cable`)],
  ['price', cue(`you charge for | charge me`)],
  [
    'finishes',
    cue(`available colour/colours/color/colors/finish/finishes | colour/colours/color/colors/finishes available`),
  ],
  [
    'bulb',
    cue(`what/which/kind/type/sort .. socket/fitting/cap/base does/is/has/of/for | socket/fitting/base of/for/type/size | lamp/bulb socket
      change/replace/swap .. led/module/bulb/bulbs | led/bulb/bulbs .. changed/replaced/swapped`),
  ],
  [
    'power-supply',
    cue(
      `how long .. burn/burns/last/lasts/run/runs/glow/glows/shine/shines/stay/hold/holds | how long/many/much .. full/half/lowest/low power/brightness/light | how long work/works/does/do .. work/works? | how long time? .. be/stay on | how much/many hours | batter* .. replac*/chang*/swap*/exchang* | replac*/change/swap/exchange .. batter* | type c | european/eu/uk/british plug | charger/adapter/adaptor included | work/works/used/use/plug in/with .. uk/usa/england/britain/america/switzerland/abroad`,
    ),
  ],
  [
    'origin',
    cue(
      `what year | which year | year .. from/made/designed | when did it come out | it year | when was .. made/designed/released/introduced/launched | how old is | collection | series | since when | release year | new or old`,
    ),
  ],
  [
    'controls',
    cue(
      `how .. light/lights it/this on/off | how .. it goes/go/turns on/off | how .. it on/off | switch on the/a/its | where is/are the switch/button/dimmer | kind/sort of switch`,
    ),
  ],
  ['protection', cue(`ip rating/class/code/protection | ip20 | ip44 | ip54 | ip65 | ip 20/44/54/65`)],
  [
    'reviews',
    cue(`do/does/did they/people/customers/anyone/others say/like/think | review* | rating* | rated | star/stars | opinion* | complain* | any good | worth it/the | happy with | satisfied
      people/customers/buyers/others/anyone/everybody/everyone/owners .. say/think/like/love/complain/write/report/feel
      what do/did/are .. say/saying/think about/of | experience* | grumble* | moan* | gripe* | praise* | regret it | recommended by`),
  ],
  [
    'colour-temperature',
    cue(`kelvin | k | cri | colour/color rendering/accuracy/fidelity | true colours/colors | colour/color temp* | light/bulb colour/color | colour/color of the light | how warm/yellow/cold/cool/white
      warm/warmer/yellow or .. cool/cold/white/neutral | cool/cold/warm white/light | warmish/yellowish/whitish | warmth
      warm .. is the light | light .. warm/cold/cool/yellow/white/orange | what kind/sort of light`),
  ],
  [
    'care',
    cue(`clean* | care | dust* | wip* | wash* | polish* | maintain* | maintenance | stain* | fingerprint* | tarnish* | dirty | scratch*
      look after | turn/turns/turning/go/goes/going/get/gets/become/becomes/became/went yellow/brown/dark/darker/black/grey/gray/green/dull | fade/fades/faded/yellowing | spill* | get .. out/off | all over my/the/it | mark/marks | wine/coffee/oil/ink/juice/tea on | oil it/the`),
  ],
  [
    'power-use',
    cue(`watt* | wattage | energy | electricity | electric bill | consum* | power use/usage/consumption/draw | cost to run
      much power/current/juice | power does | run/running cost* | cheap/expensive to run | bill | leave it on | efficient`),
  ],
  ['power-supply', cue(`cable or | batter* | need/needs/have/has a/any? cable/cord | rechargeable`)],
  [
    'cable',
    cue(
      `cable* | cord/cords | flex | lead/wire .. long/length/reach/metres/meters | long/length .. lead/wire | cable/cord long | reach/reaches .. socket/wall`,
    ),
  ],
  [
    'power-supply',
    cue(`batter* | charg* | recharg* | plug/plugs/plugged | hardwired/hardwire | hard wired | wired | wire it | powered | mains
      usb | run/runs on/off | socket/outlet | cordless/wireless | power supply/source | hour | hours | how long .. last/lasts/run/runs
      electrician | adapter/adaptor | need/needs .. power`),
  ],
  [
    'dimming',
    cue(`dim/dims/dimmed/dimmer/dimmers/dimmable/dimming | turn/turned/turning it/this/that/the?/light/lamp? .. down
      less bright | be softer/darker/dimmer/lower/weaker | softer/lower/darker .. in the evening/at night | brightness level* | levels | adjust* | lower/reduce/change the/its? light/level/brightness
      make it softer/darker/dimmer/brighter | regulate | reduce .. brightness/light`),
  ],
  [
    'controls',
    cue(`turn/turns/turned/turning/switch/switches/switched/goes/go/comes .. on/off | put it/this/that/them on/off | switch* | control* | touch | operate* | remote
      button* | app | press/push/click/pull | how do/does i/you/it .. use/work | motion | sensor* | alexa | smart | timer | knob | tap | detect*`),
  ],
  [
    'bulb',
    cue(`bulb* | lightbulb* | light bulb* | change/replace*/swap/exchange .. led/module/light/lamp/it/globe | replac* | e27 | e 27 | e14
      e 14 | g9 | g 9 | led/leds | fitting | light source/sources | burns/burn/burnt/dies/dead | globe/globes | which/what one? do/does it/this/that take/need/use`),
  ],
  [
    'protection',
    cue(`ip | waterproof | water* | rain* | splash*
      weather* | wet | shower | snow | bathroom | outside/outdoors/outdoor | in/into the garden | moist* | damp | humid* | frost | storm*
      steam* | bath | pool | winter`),
  ],
  [
    'weight',
    cue(
      `is it light | are they light | lightweight | weigh* | heavy | heaviness | kilo/kilos | kilogram/kilograms | kg | gram/grams | pound/pounds | light enough to | lift`,
    ),
  ],
  [
    'mounting',
    cue(
      `install* | mount/mounted/mounting | assembl* | put together | put it/this/them together | set up | hang it/this/that | fix/fixed/attach*/screw it/this/that/to/on | is it fixed | drill* | hook/hooks | need tools/screws | ceiling plate/hook/rose`,
    ),
  ],
  [
    'dimensions',
    cue(`how tall/big/wide/high/large/deep/small/thick/broad/long | height | width | depth | length | size/sizes | dimension* | diameter
      measure* | will/would/does/do it/this/that .. fit | fit/fits | much space/room | cm | mm | inch/inches | to/too big/tall/wide/high
      how far .. reach/out | stick/sticks/stand/stands/come/comes/jut/project/protrude out/from | the same size | it tall/high/wide/big | how hi | tall/wide/high/big/large/deep is/does/would | footprint | stand .. tall/high | across | clearance`),
  ],
  [
    'brightness',
    cue(`luminous | flux | how strong | bright/brighter/brightness | lumen* | much light | light output | enough light | strong/bright enough | lm | strong is | light .. strong/enough
      dark/dim/weak is/for | light up | lights up | light a/the/my/up .. room/corridor/table/page/desk/hall/wall | illuminat*`),
  ],
  [
    'materials',
    cue(`made of/from/out/with | material* | real/genuine/solid/actual/proper .. stone/travertine/oak/wood/brass/glass/marble/walnut/linen/paper/leather/metal/ceramic
      is it/this/that solid/real/genuine | kind/sort/type of wood/glass/stone/metal/paper/fabric | plastic | veneer* | solid or
      wood/stone/brass/glass/oak/walnut/metal/marble/travertine/linen/paper/leather/ceramic/clay .. solid/real/genuine/veneer/fake | consist*`),
  ],
  [
    'stock',
    cue(`in stock | availab* | sold out | out of stock | how many .. left/have/stock/there | any/many/some/few left | it left | you have/got/sell it | what is left | left of | stock | still have/got/get/sell
      currently | back in | run/running out | how many .. you have/got | can i still | got/have enough | this/it/that/these the last one/ones | to be had | on hand | in the warehouse | right now | at the moment`),
  ],
  [
    'finishes',
    cue(`colour/colours/color/colors | finish/finishes | version/versions | come/comes in | exist/exists/available/made/sold in | get .. in | variant* | option/options | shade/shades
      have/got/do/make/sell/offer/stock it/this/that/these/them/the .. in | have/got/do/make/sell/offer .. in
      which/what stone/stones/wood/woods/metal/metals/glass`),
  ],
  [
    'price',
    cue(`how much | it euro | how many euro | price/prices/priced/pricing | cost/costs | expensive | many euro/euros | what is it for/going | pay for | damage
      set me back | going for | how many euro | pricey | charge for | asking for`),
  ],
]

export const asks = {
  compare:
    cue(`compar* | differ* | versus | vs | side by side | beside each other | next to each other | decide/choose between | between .. and
    better/brighter/cheaper/heavier/taller/smaller/bigger/lighter/warmer/larger/nicer/wider .. than/or | of the two | which .. is/of/should/would/has/lasts/gives/costs/do
    or | stack/hold/measure up | against | | pros and cons | this/it/that have/has/offer/do .. that | torn between | instead of`),
  recommend:
    cue(`recommend* | suggest* | advice | advise | what/which lamp/light/would/should/could/can/do/is | which one | need/needs | idea/ideas | looking for
    suit/suits | help | good/best/right/nice/proper .. lamp/light | something | anything | tip/tips | want/wants | any thoughts`),
  track:
    cue(`show/see/list/open/view .. order/orders | orders of | order history | all/my/other orders | link of my order | my/our order/parcel/package/packet/shipment .. where | wait/waiting .. for my/our/the order/parcel/package/packet/lamp/lamps | where .. my/our order/parcel/package/packet/delivery/shipment/lamp/lamps | where is/are/stay/stays/was/stuck .. order/parcel/package/packet/shipment | when/why .. my/our order/parcel/package/packet/shipment | where could/can .. order/parcel/package/delivery/shipment | where is/was/has/did/my/the .. order/parcel/package/lamp/lamps/delivery/stuff/shipment/purchase/things/box/it | tracking | track my/the/an/nl*/order/parcel/package | order/parcel/package/delivery status/update/arrived
    my/the/our order/parcel/package/delivery/shipment/purchase .. shipped/sent/left/arrive*/coming/come/status/yet/here/way/through/stuck/late/delayed/delivered/packed/dispatched/confirmed/lost/missing
    has/have/did/is/was/when/hasnt/havent/will/any .. my/the/our order/parcel/package/delivery/shipment/lamp/lamps/stuff/things/purchase/box .. shipped/sent/left/arrive*/come/comes/coming/through/way/delivered/here/packed/dispatched/payment/there/be/gone/register/registered/work/worked/out
    news .. order/parcel/package/delivery | on/happening/happened/up with my/the order/parcel/package/delivery/lamp | status of | who brings/bringing/carries/carrying/delivers/delivering/has .. my/the? parcel/package | tracking number/code | i ordered/bought .. ago/nothing/yet/still/last/not/never/no/since
    still/not/never/hasnt/havent/didnt yet? been? arrived/received/come/turned/waiting/here/delivered/shipped
    never/not/still/havent/didnt got/get/received/receive/see/seen it/my/the/anything/them/nothing/a/any | nothing .. arrived/came/come/here/received/yet | waiting for my/the | my/the payment .. order/through/arrived/received
    payment .. for my/the order | my order number | gone out/off | out/left yet | when does/will my/the parcel/package/order/lamp/lamps | expect my/the parcel/package/order/delivery`),
  returns:
    cue(`want/like/need/wanna/have/going/wish/start/begin/open/initiate/arrange/make/please/must/gotta/id .. return/returning
    want/like/need/wanna/have/going/wish/please/must/gotta/id/taking/take/sending/giving/send/give .. send/sending/give/giving/take/bring .. back
    return it/this/these/them/please/my/nl*/order/the/for/request | send/sending it/this/these/them/nl*/my/the/everything .. back | take nl*/it/this/my/the .. back
    start the/a/my return | set up .. return | goes/going back | send/give/bring back | nl* .. return/back/refund | return nl* | get rid of | has/have/must/need/needs to go back | take/taking/send/sending back nl*/my/the/it/this | im/am returning`),
  showCart:
    cue(`change/edit/update/reduce/adjust/correct .. my/the cart/basket/bag | take/takes/taking/get/throw/put/kick/delete/remove/erase/drop/lose/pull .. out/from/off of? my/the/our/this? cart/basket/bag/trolley | in my/the/our? cart/basket/bag/trolley now/already/so/right/at/today/still/please? | my/the? cart/basket/bag/trolley content/contents/total/empty/full/cost/value/worth/status/overview
    whats/what/show/see/view/check/look/how .. cart/basket/bag/trolley | did i add | have i put/added | remove/delete/take .. from my/the cart/basket/bag | empty/clear my/the? cart/basket/bag | check out | checkout | to pay now | go to checkout | content/contents/total of my/the cart/basket/bag`),
  change:
    cue(`wrong/different/another/new street/postcode/zip/house/city/town/address | cancel* | call off | stop/change/edit/modify/amend/correct/update/alter .. order/orders/address/purchase/nl* | change/correct/update/edit/wrong/another/different/new .. delivery/shipping/my/street/postal address
    ordered/bought/typed/gave/entered/wrote/put .. wrong/mistake/accident/twice/by accident | add .. to my/the order | order .. mistake | dont want my/the order/it anymore | dont ship/send it | hold my/the order | change/swap .. in my order | undo .. order`),
  general: cue(
    `if | who | policy | how long | how many | how much days/time | must i/we | how do/does | can/could i/we/you/one/lamps/it/they | is it possible/allowed | when do/would/will | what happens | suppose | would/do you take | do you/i | does it | are returns`,
  ),
  cart: cue(`add/put/place/throw/pop/stick/drop/ad/chuck .. cart/basket/bag/trolley | to/in/into/for my/the? cart/basket/bag/trolley/backet | add | buy it/this/that/one/the now?
    ill/well/lets/going/gonna/like/want/can/could/may/let to/me/i/have/just/us? .. take/have/buy/order/get/grab/purchase it/this/that/one/a/an/the/2/3/4/5/6/8/10/12/both/these/those/them
    i/we will take/have/buy/order/get | ill/well take/have/buy/order/get | i/we take/buy/order/want it/the/that/this/one/a/2/3/4/5/6 | order it/this/that/one/a/an/2/3/4/5/6
    get/give/bring/send me it/that/this/one/a/an/2/3/4/5/6 | want to order/buy | i am buying/taking/getting/ordering | put me down | wrap .. up | buying/taking/ordering it/this/that/one/the/a`),
  human:
    cue(`give/get/want/need/find me? someone/somebody/a person | someone/somebody/anyone who knows/can/understands | human/humans | real/actual/living/proper person/people/human | talk/speak/chat/write/get/put .. to/with/through .. man/woman/guy/lady/seller/worker/person/someone/somebody/people/staff/human/team/agent/employee/manager/owner/boss
    customer service/support/care/services | contact* | phone/telephone/email/mail number/address/you/someone/me | call/ring/phone you/someone/me/somebody/the | by/via email/phone/mail/telephone | complaint
    someone/somebody/anybody/anyone .. call/talk/speak/help/write/there/real/charge | agent/agents | manager | leave .. message | message for | get in touch | reach you/someone/somebody/anyone | email you
    phone/telephone | hotline | your staff/team | call me | whatsapp | number i can | write to you/somebody/someone/the | i write to | disgrace | person | supervisor`),
  help: cue(`how are you/things | how do you do | how is it going | thank* | thx | cheers | bye | goodbye | see you | ciao | what can you/i .. do/ask/help | how can/could you .. help | be of help | things/questions can i ask | who/what are/r you | robot/chatbot | a bot
    are you a/an/some .. ai/machine/person/computer/program/real | how do/does this/you work | what do you do/know | what is your name | your name | you can do/help | am lost | im lost | can you help | have a nice/good/great`),
  greeting:
    /^(?:hi|hello|hey|helo|hallo|good (?:morning|evening|afternoon|day)|moin|yo|greetings|howdy|hiya|help|ok|okay|great|nice|perfect|cool|super|good|fine|alright|lovely|wonderful|brilliant)(?: (?:there|hello|hi|you|all|everyone|nightlight|help|me|one|then|so|much|again|day|team|morning|evening|to|see|ok|great|stuff|job))*$/,
}

/** Messages without a question. Of a list, the first that fits is meant. */
export const manners: readonly (readonly [Manner, Cue])[] = [
  [
    'insult',
    cue(
      `stupid | idiot* | dumb | useless | rubbish | garbage | crap | suck/sucks | shit* | fuck* | moron* | hate you | worst | terrible bot/assistant/answer/answers | shut up | bad bot | you are bad/awful/terrible/annoying/wrong/ugly/lame/slow/horrible/pathetic/ridiculous | not helpful | no help | unhelpful | nonsense | bullshit | damn`,
    ),
  ],
  [
    'robot',
    cue(
      `who made/built/programmed you | robot | bot | chatbot | chat bot | are you a/an/the? .. ai/machine/person/computer/program/human/alive/someone/somebody | are you real/alive | who/what are you | chatgpt | gpt | language model | talking to .. person/human/machine/computer | artificial | your name`,
    ),
  ],
  [
    'bye',
    cue(
      `bye | goodbye | good bye | see you | ciao | farewell | cu | later | have a nice/good/great/lovely | good night | take care | thats all | that is all | im done | am done`,
    ),
  ],
  [
    'thanks',
    cue(
      `thank* | thx | cheers | merci | danke | much appreciated | appreciate it | grateful | very kind | you are great/helpful/kind/nice/amazing/awesome/the best | helpful | good job | well done | great help`,
    ),
  ],
  [
    'hello',
    cue(
      `how are you/things | how do you do | how is it going | hi | hello | hey | helo | hallo | good morning/evening/afternoon/day | moin | yo | greetings | howdy | hiya | bonjour | hola | ciao`,
    ),
  ],
  [
    'agreement',
    cue(
      `ok | okay | great | nice | perfect | cool | super | fine | alright | lovely | wonderful | brilliant | got it | i see | understood | sure | never mind | nothing else | not interested | no problem | that is it | i see`,
    ),
  ],
]

/** What people ask a shop, and neither the catalogue nor the pages say. */
export const beyond =
  cue(`warrant* | guarantee* | see .. real life/person/shop/store/showroom | where .. made/produced/manufactured | made in germany/italy/china/europe/portugal/denmark/netherlands | reduction | gift wrap/wrapping/box/card | wrap/wrapped | sample/samples | swatch/swatches | custom | bespoke | personalis*/personaliz* | lend | rent/rental a/the lamp | discount* | voucher* | coupon* | promo* | sale | on sale | opening hour/hours/time/times | open on/at/today/tomorrow/until
  showroom* | visit/visiting | hiring/hire | vacanc* | career/careers | internship* | job/jobs | wholesale | trade | reseller | b2b | weather | will it rain/snow | election | president | politic*
  football | soccer | homework | poem | joke | recipe | capital of | stock market | bitcoin | crypto | translate | gift card/cards | newsletter | loyalty | price match | spare part/parts | repair/repairs/repaired
  assembly | custom made | customis*/customiz* | engrav* | carbon | founded/founder | ceo | invest* | affiliate | competitor* | amazon | ikea | math/maths | equation |
  essay | song | restaurant/restaurants | flight/flights | doctor | lawyer | black friday | designer of | who designed | password | other/another/someone/somebody customer/customers/people/else .. order/orders/ordered/buy/bought | log in | login | sign in/up/on | register | an/my/create/open/make/have/need account | franchise | physical store/shop | store/shop near | bulk | points | time is it`)
