import type { Situation } from '#shop/assistant/intents.ts'
import type { Said } from '#shop/assistant/lexicon.ts'

// What people want a lamp for, as they say it.

/** Every group of words must be there; words of a group are alternatives. The first situation that fits is meant. */
export const saidSituations: readonly (readonly [situation: Situation, ...groups: string[]])[] = [
  [
    'without-a-table',
    '(?:no|not|without|dont|doesnt|havent|hasnt|cant|never|nowhere|instead of|neither|lack|lacks|missing|too (?:small|narrow|tiny|tight))(?: \\w+){0,6} (?:nightstand|night stand|night table|bedside table|bedside cabinet|side table|table (?:beside|next to|by) the bed)|(?:nightstand|night stand|night table|bedside table|bedside cabinet|side table|table (?:beside|next to|by) the bed)s?(?: \\w+){0,2} (?:not|doesnt|dont|cant|impossible)',
  ],
  [
    'reading-in-bed',
    'read|reading|reader|book|novel|kindle',
    'bed|blanket|duvet|pillow|under the covers|wife|husband|partner|boyfriend|girlfriend|waking|wake|sleeping',
  ],
  [
    'reading-in-a-chair',
    'read|reading|reader|book|novel|knitting|knit|crossword',
    'armchair|easy chair|chair|sofa|couch|corner|recliner|wingback',
  ],
  [
    'reading-in-a-chair',
    'see not good|see not well|see bad|see badly|sees badly|sees not good|not see well|not see good|dont see well|doesnt see well|cant see well|bad eye|old eye|weak eye|poor eyesight|bad eyesight',
    'read|reading|book|newspaper|crossword',
  ],
  [
    'falling-asleep',
    'fall asleep|falling asleep|falls asleep|go to sleep|scared of the dark|afraid of the dark|sleep in the dark|bedtime|fall a sleep|nod off|drift off|dozing off|doze off|pitch black|pitch dark|cry in the dark|monster|nightmare|fear of the dark|scared at night',
  ],
  [
    'falling-asleep',
    'son|daughter|baby|toddler|child|kid|little one|boy|girl|newborn|year old',
    'sleep|asleep|dark|night|nights|bed|scared|nap',
  ],
  [
    'finding-the-way-at-night',
    'night|dark|middle of the night|\\d am|sleepy',
    'way|toilet|loo|bathroom|stumble|trip|stair|stub|find|get up|pee|feed|water',
  ],
  ['at-the-mirror', 'mirror|shave|shaving|make up|makeup|mascara|brush my teeth|put on my face'],
  [
    'without-a-socket',
    'power is (?:often |always |sometimes )?(?:gone|off|out|away)|power goes|power fails|power failure|power outage|blackout|no current|no socket|no outlet|no power outlet|no plug|without a socket|without socket|without outlet|without an outlet|no power|without (?:a )?power|camper|campervan|no electric|without electric|no electricity|not electricity|not any electricity|not any current|not current|without current|no current|off grid|off the grid|no power there|no power out there|not a socket|not a plug|without electricity|power cut|camping|tent|boat|caravan|cabin|barn|shed|picnic|power outlet anywhere|socket anywhere|outlet near|socket near|outlet nearby|no mains|nearest outlet|nearest socket|nearest plug|socket for miles|far from any socket|outlet is on the far|socket is too far|nowhere to plug|power point',
  ],
  ['without-drilling', 'drill|drilling|hole|screw|rent|renting|rented|landlord|tenant|without screws'],
  [
    'as-a-gift',
    'gift|present|mothers day|fathers day|valentine|retiring|retirement|farewell|engagement|secret santa|thank you for|colleague|birthday|christmas(?! lights?| tree)|wedding|housewarming|house warming|anniversary|turns \\d+|turning \\d+|becomes \\d+|give (?:to )?(?:her|him|them)|give (?:to )?(?:my )?(?:mum|mom|mother|dad|father|friend|wife|husband|sister|brother|boss|aunt|uncle|neighbour|colleague|parent|grand\\w+)|surprise for',
  ],
  [
    'evening-outside',
    'terrace|patio|garden|balcony|outside|outdoor|pool|deck|porch|bbq|barbecue|veranda|yard',
    'evening|sit|sitting|late|dark|supper|lunch|party|dinner|barbecue|bbq|night|friend|summer|grill|eat|guest',
  ],
  [
    'working-late',
    'work|working|works|desk|keyboard|study|studying|homework|type|typing|laptop|screen|paperwork|exam|write|writing|draw|sew|sewing',
    'late|night|evening|eye|hour|after dark|deadline|midnight|long|all day|whole day|at an? desk|at my desk|at the desk',
  ],
  [
    'eating-together',
    'dinner|dine|eat|eating|meal|supper|breakfast|lunch|soup|board game|feast|brunch',
    'we|us|our|family|guest|friend|together|people|party|everyone|everybody|candlelight|table|kid',
  ],
  [
    'quiet-evening',
    'evening|night|winter|sunday|wine|movie|film|tv|music|record|after work|fireplace|tea',
    'quiet|sofa|couch|relax|relaxing|unwind|calm|chill|mood|peaceful|winding down|wind down|cosy|cozy|curl up|listen|listening|alone|just sitting|just sit|to sit|do nothing|record|atmosphere|ambience',
  ],
]

/** What a lamp is for, in one word. It counts where a message names a lamp or asks for advice, and no situation above fits. */
export const saidUses: Said<Situation> = [
  [
    'working-late',
    'jewelry|jewellery|crafting|sculpting|soldering|model making|watchmaking|concentration|concentrate|focus|gaming|learning|homework|studying|studie|for work|to work|at work|my work|working|computer|laptop|sewing|sew|drawing|draw|painting|screen|typing|craft|hobby|puzzle|writing|paperwork|knitting|knit|exam|zoom|video call|student|engineer|architect|designer|painter|tailor',
  ],
  [
    'reading-in-a-chair',
    'bad eyes|old eyes|weak eyes|poor eyes|tired eyes|eyesight|bad sight|old people|elderly people',
  ],
  [
    'eating-together',
    'dinner|eating|meal|supper|breakfast|restaurant|cafe|round table|long table|dinner party|board game',
  ],
  [
    'quiet-evening',
    'relax|relaxing|romantic|movie|film|tv|television|mood|unwind|yoga|meditation|sofa|couch|music|evening|wine',
  ],
  ['falling-asleep', 'sleep|asleep|bedtime|baby|toddler|nap|nightmare|afraid|scared'],
  ['finding-the-way-at-night', 'all night|toilet|at night|night time|elderly|stumble'],
  ['evening-outside', 'party|bbq|barbecue|picnic|pergola'],
]
