import type { IntentInput, MeasureName, Room } from '#shop/assistant/intents.ts'

// How people say what the catalogue has fields for. Phrases are in the singular and in the spelling of `plain`.

type Wish = IntentInput<'find-lamps'>
export type Said<Value> = readonly (readonly [value: Value, phrases: string])[]

/** Kinds of lamps, by the slug of their category. What a category is called in the catalogue counts as well. */
export const saidCategories: Said<string> = [
  [
    'table',
    'table lamp|table light|lamp for table|lamp for my table|lamp on the table|lamp for the table|stand on table|stand on the table|stand on a table|stand on my table|for the table|for my table|for table|tabletop lamp',
  ],
  [
    'floor',
    'floor lamp|floor light|standing lamp|stand lamp|standard lamp|floorlamp|floor standing lamp|stand on the floor|standing on the floor|stand on floor|stands on floor|stand on the ground|stand on ground|on the floor|on floor|on my floor|for the floor|for my floor|for floor|put on the floor',
  ],
  [
    'pendant',
    'pendant|pendant lamp|pendant light|hanging lamp|hanging light|ceiling lamp|ceiling light|suspended lamp|chandelier|hang from the ceiling|hanging from the ceiling|hanging from a ceiling|hang from a ceiling|from the ceiling|from a ceiling|ceiling|on the ceiling|on ceiling|that hang|hanging|hang|hang over|hanging over|overhead lamp|overhead light|lamp for the ceiling|over my table|over the table|over a table|above the table|above my table|over the island|over an island|over the counter|bar counter|kitchen bar|breakfast bar|for the bar|for a bar',
  ],
  [
    'wall',
    'wall lamp|wall light|for wall|for the wall|for a wall|for my wall|on a wall|on my wall|on wall|hang on wall|to the wall|sconce|wall sconce|lamp for the wall|light for the wall|wall mounted lamp|wall mounted light|wall mounted|on the wall|wall fitting|wall fixture',
  ],
  [
    'desk',
    'desk lamp|desk light|task light|task lamp|working lamp|office lamp|desktop lamp|on my desk|for my desk|for the desk|for desk|for a desk|on the desk|on a desk|on desk|for writing desk|writing desk',
  ],
  ['night', 'night light|nightlight|night lamp|nightlamp'],
]

export const saidRooms: Said<Room> = [
  ['bedroom', 'bedroom|bed room|guest room|side of bed|side of the bed|side of my bed|side of our bed'],
  [
    'living-room',
    'next to the sofa|next to my sofa|beside the sofa|by the sofa|behind the sofa|next to the couch|living room|livingroom|lounge|sitting room|front room|family room',
  ],
  ['dining-room', 'dining room|dining table|dinner table|dining area|dining'],
  ['kitchen', 'kitchen|kitchen table|kitchen island|kitchen counter'],
  ['hallway', 'hallway|hall|corridor|entrance|entrance hall|entry|entryway|staircase|stair|landing'],
  [
    'bathroom',
    'bathroom|loo|toilet|wc|restroom|cloakroom|powder room|bath|bath room|washroom|sink|washbasin|basin|ensuite|shower room|shower',
  ],
  [
    'childs-room',
    'boy|girl|next to crib|next to the crib|next to the cot|beside the crib|beside the cot|childs room|child room|childrens room|child|children|toddler|baby|year old|kid room|kids room|nursery|baby room|kid|for a child|for child|for children|for my child|for a baby|for baby|for my baby|for my son|for my daughter|for a toddler|for toddler|for a newborn|for newborn|newborn|for my kid|for a kid|for the kid|for the child|childrens lamp|childrens light|babys room|children room|sons room|daughters room|playroom|toddlers room',
  ],
  ['study', 'study|office|home office|workroom|study room|workspace'],
  [
    'outdoors',
    'outdoor|outside|garden|balcony|terrace|patio|veranda|backyard|yard|front door|deck|front porch|pergola|driveway|garden path',
  ],
]

export const saidPower: Said<NonNullable<Wish['power']>> = [
  [
    'rechargeable',
    'without laying a cable|without laying cable|without any cable|without wiring|without wires|no wire|no wiring|no socket|no outlet|no power outlet|no electricity|no plug|no power point|rechargeable|battery|cordless|wireless|without cable|without a cable|no cable|runs on battery|battery powered|battery operated|without cord|no cord|without a cord|without plug|chargeable|battery lamp|run on battery|battery driven|move around|carry around|to carry|for carry|can carry|take along|take with me|take to bed|take upstairs|take outside|bring along|movable|moveable|take anywhere|move it around|take in the hand|take in my hand|take in hand|in the hand|walk around with|walk with|hold in hand',
  ],
  [
    'plug',
    'plug in|plugin|plugs in|with a plug|with plug|just plug|normal plug|standard plug|regular plug|ordinary plug|plug into|normal socket|plug it in|have plug|have a plug|has a plug|plug in the wall|plugged in|plug|need a socket|needs a socket|need socket|need an outlet|needs an outlet',
  ],
  ['hardwired', 'hardwired|hard wired|hardwire|wired in|wired into the wall'],
  ['usb', 'usb|usb c|usb powered'],
  ['electrician', 'electrician|an electrician|wired by an electrician|professional installation'],
  [
    'mains',
    'mains|mains powered|with cable|with a cable|with cord|with a cord|have a cable|has a cable|have cable|need a cable|have a cord|has a cord',
  ],
]

export const saidBrightness: Said<NonNullable<Wish['brightness']>> = [
  [
    'soft',
    'soft|soft light|gentle|gentle light|dim light|not too bright|not so bright|not very bright|low light|mood light|mood lighting|subtle light|faint|dim|not bright|softly|subdued',
  ],
  ['medium', 'medium bright|medium brightness|medium light'],
  [
    'bright',
    'bright|very bright|lot of light|lots of light|plenty of light|strong|strong light|powerful|really bright|super bright|much light',
  ],
]

export const saidWarm: Said<boolean> = [
  [true, 'warm|warm light|cosy|cozy|warm white|amber light|warm glow|warm toned|cosy light'],
  [false, 'neutral white|neutral light|cool white|cold white|cold light|cool light|daylight lamp|daylight white'],
]
export const saidDimmable: Said<boolean> = [
  [
    true,
    'can i dim|could i dim|can you dim|i can dim|can we dim|turn down|turned down|dimmable|with dimmer|with a dimmer|dimmer|can be dimmed|can dim|to dim|dim it|dimming|dims',
  ],
  [
    false,
    'cant dim|can not dim|not dim|cannot be dimmed|can not be dimmed|cant be dimmed|cannot dim|undimmable|without dimmer|without a dimmer|no dimmer',
  ],
]
export const saidBulb: Said<NonNullable<Wish['bulb']>> = [
  [
    'not-included',
    'bulb not included|without bulb|without a bulb|no bulb|buy a bulb|buy the bulb|buy bulb|need a bulb|buy my own bulb|own bulb',
  ],
  [
    'included',
    'bulb is with it|bulb with it|bulb is in it|bulb included|bulbs included|included bulb|with bulb|with a bulb|with the bulb|come with bulb|bulb in the box|bulb in box|bulb inside|bulb included in|bulb is included|include a bulb|bulb include|include bulb|bulb inclusive|include the bulb|includes bulb|bulb come with|bulb comes with|have a bulb|have bulb|led included|bulb come|bulb part of',
  ],
  [
    'replaceable',
    'replaceable|replaceable bulb|replaceable led|changeable bulb|can be replaced|change the bulb|replace the bulb|change bulb|replace bulb|replace the led|change the led|swap the bulb|exchange the bulb|led be replaced|bulb be replaced|bulb be changed|led be changed|light be replaced|light source be replaced|interchangeable',
  ],
  ['built-in', 'led built in|built in light|built in led|integrated led|fixed led|integrated'],
]
export const saidRainproof =
  'whole winter|through the winter|over winter|winter outside|outside in winter|it pour|pouring|leave out overnight|leave it out|left out|when it rain|when it is raining|if it rain|in the rain|rained on|survives rain|waterproof|water proof|weatherproof|weather proof|rainproof|rain proof|splash proof|splashproof|water resistant|weather resistant|rain|get wet|wet|snow|stay outside|left outside|outside all winter|all winter|out in winter|outdoor use|outdoor safe'
export const saidDrilling: Said<boolean> = [
  [
    false,
    'without drilling|no drilling|without holes|without a drill|no drill|no holes|without screws|no screws|dont have to drill',
  ],
  [
    true,
    'drilling|drill|drilled|drill hole|screwed to the wall|screwed in|screws|make holes|drill holes|mounted on the wall',
  ],
]

export const saidSort: Said<NonNullable<Wish['sort']>> = [
  [
    'cheapest',
    'cheapest|least expensive|most affordable|lowest price|most inexpensive|lowest priced|cost the least|costs the least|cost least|lowest on top|least i can|lowest first|cheapest first|low to high|by price|bargain|least money|cheap|inexpensive|affordable|low budget|not expensive|not so expensive|not too expensive|not very expensive|less expensive|good price',
  ],
  [
    'dearest',
    'dearest|most expensive|priciest|highest price|most luxurious|cost the most|costs the most|cost most|costs most',
  ],
  [
    'brightest',
    'brightest|strongest|most powerful|most lumen|most light|highest lumen|highest brightness|highest light output',
  ],
  ['smallest', 'smallest|tiniest|most compact|shortest|small|tiny|compact'],
  ['tallest', 'tallest|highest'],
  ['largest', 'largest|biggest'],
  [
    'newest',
    'newest|latest|most recent|new arrival|just came in|just come in|just arrived|new in|brand new|what is new|recently added|new lamp|new light|new model|are new|is new|new one',
  ],
  [
    'best-rated',
    'best rated|best review|highest rated|best rating|top rated|most popular|best reviewed|highest rating|rate best|rated best|rate highest|best liked|most loved|favourite|favorite|best star|top review|would you buy|surprise me|you like best|your favourite|your favorite|bestseller|best seller|popular|best selling',
  ],
  ['lightest', 'lightest|weighs least|weighs the least|weigh the least|least weight|lowest weight'],
  ['heaviest', 'heaviest|weighs most|weighs the most|weigh the most|heavy lamp|heavy one'],
  [
    'longest-lasting',
    'longest battery|longest battery life|last longest|lasts longest|lasts the longest|last the longest|runs the longest|biggest battery|best battery|runs longest|longest on battery|longest lasting',
  ],
  [
    'most-efficient',
    'most efficient|least power|least electricity|uses least|lowest consumption|most economical|lowest power consumption|lowest power|lowest wattage|uses the least|least watt|fewest watt|lowest energy|energy saving|most eco friendly|most ecological|economical',
  ],
  ['warmest', 'warmest|warmest light'],
  ['coldest', 'coldest|coldest light|coolest light|whitest light'],
  ['oldest', 'oldest|oldest model|longest in the range'],
  [
    'truest',
    'colour accuracy|color accuracy|accurate colour|accurate color|natural colour|natural color|best colour rendering|best color rendering|highest cri|best cri|truest colour|truest color|most accurate colour|most natural colour',
  ],
  ['largest', 'large|big|tall|huge'],
]

/** Colours, beside what the finishes of the catalogue are called. */
export const colours =
  'red orange yellow green blue purple pink white black grey gray brown beige cream gold golden silver turquoise'.split(
    ' ',
  )

/** Words of style that a catalogue may not know, and people are after all the same. */
export const styles =
  'scandinavian scandi nordic vintage retro industrial rustic boho bohemian japanese japandi sculptural art deco mid century midcentury futuristic rattan wicker leather copper bronze chrome crystal velvet silk cotton fabric plastic acrylic porcelain iron aluminium wool felt concrete bauhaus brutalist mediterranean parisian farmhouse cottage zen gothic tiffany moroccan coastal baroque'.split(
    ' ',
  )

/** What comparatives and superlatives compare, and whether they mean the higher value. Of a list, the first that fits is meant. */
export const saidDegrees: readonly (readonly [measure: MeasureName, more: boolean, phrases: string])[] = [
  ['price', true, 'more expensive|most expensive|dearer|dearest|pricier|priciest|costlier|cost more|costs more'],
  [
    'price',
    false,
    'cheaper|cheapest|less expensive|least expensive|more affordable|cost less|costs less|less money|lower price|better price',
  ],
  [
    'hours',
    true,
    'last longer|lasts longer|longer battery|more battery|battery longer|longest battery|run longer|runs longer|longer on one charge|last longest|lasts longest|lasts the longest|last the longest|runs the longest|bigger battery|better battery',
  ],
  [
    'lumens',
    true,
    'brighter|brightest|more light|most light|stronger|strongest|more lumen|most lumen|more lumens|most lumens',
  ],
  ['lumens', false, 'dimmer one|softer|softest|less bright|darker|less light|dimmest'],
  ['kelvin', false, 'warmer|warmest|more warm|cosier|yellower'],
  ['kelvin', true, 'colder|cooler|coldest|coolest|whiter light'],
  [
    'watts',
    false,
    'less power|less energy|less electricity|uses less|use less|more efficient|most efficient|cheaper to run',
  ],
  ['watts', true, 'more power|more energy|more electricity|uses more|use more'],
  [
    'stars',
    true,
    'better rated|best rated|better reviews|better review|better rating|higher rated|more popular|most popular|people like more',
  ],
  ['year', true, 'newer|newest|more recent|most recent|younger|released later'],
  ['year', false, 'older|oldest|released earlier'],
  ['weight', true, 'heavier|heaviest|weigh more|weighs more'],
  ['weight', false, 'lighter|lightest|weigh less|weighs less'],
  ['height', true, 'taller|tallest|higher|highest'],
  ['height', false, 'shorter|shortest|lower|lowest|less tall'],
  ['width', true, 'wider|widest|broader'],
  ['width', false, 'narrower|narrowest|slimmer|slimmest|thinner'],
  ['size', true, 'bigger|biggest|larger|largest'],
  ['size', false, 'smaller|smallest|more compact|most compact|less space|less room'],
]

/** Questions whose yes is that there is none left. */
export const saidSoldOut = 'sold out|out of stock|unavailable|all gone'
