// Spellings and names that people use and the catalogue does not know.

const spelled = (lines: string): ReadonlyMap<string, string> =>
  new Map(lines.split(/[|\n]/).map((line) => line.split('=').map((part) => part.trim()) as [string, string]))

/** Shorthand, and typing errors of words that are too short to be corrected by their distance. */
export const shorthand =
  spelled(`u = you | ur = your | r = are | plz = please | pls = please | pleas = please | thx = thanks | thnx = thanks | ty = thanks | tnx = thanks
  wat = what | wht = what | wot = what | wich = which | wher = where | wen = when | hw = how | hav = have | haz = has | gimme = give me | wanna = want to
  wats = what is | wots = what is | wheres = where is | hows = how is | incl = included | inc = included | inclusive = included | electricien = electrician | lenght = length | prize = price | prise = price | balcon = balcony | elektric = electricity | elec = electricity | qty = quantity | approx = about | lamb = lamp | lampe = lamp | lampada = lamp
  wit = with | lite = light | lites = lights | undr = under | ovr = over | blu = blue | gren = green | grean = green | wite = white | blak = black | pinc = pink
  cos = because | abt = about | bout = about | btw = by the way | n = and | im = i am | ive = i have | idk = i do not know | ya = you | yep = yes | yup = yes | nope = no
  packet = parcel | pkg = parcel | pack = parcel | batt = battery | bateries = battery | batterys = battery | rm = room | kichen = kitchen | bathrom = bathroom | bedrom = bedroom | chep = cheap
  ship = ship | ships = ships | shiping = shipping | delivry = delivery | eur = euro | euros = euro | cud = could | wud = would | dat = that | mor = more | les = less | da = the | dis = this
  whant = want | wnat = want | wnt = want | gud = good | nite = night | tonite = tonight | colr = colour | colors = colours | datas = data | dimm = dim | dims = dims | its = its`)

/** Towns that people name instead of their country, by ISO 3166 code. */
export const towns: Record<string, string> = {
  AT: 'vienna|salzburg|graz|linz|innsbruck',
  BE: 'brussels|antwerp|ghent|bruges|liege',
  CH: 'zurich|geneva|basel|bern|lausanne|lucerne',
  CZ: 'prague|brno',
  DE: 'berlin|munich|hamburg|cologne|frankfurt|stuttgart|dresden|leipzig',
  DK: 'copenhagen|aarhus|odense',
  ES: 'madrid|barcelona|valencia|seville|malaga|bilbao',
  FI: 'helsinki|tampere|turku|espoo',
  FR: 'paris|lyon|marseille|bordeaux|toulouse|strasbourg|lille|nantes',
  GB: 'uk|england|scotland|wales|great britain|britain|northern ireland|london|manchester|edinburgh|glasgow|birmingham',
  GR: 'athens|thessaloniki',
  HU: 'budapest',
  IE: 'dublin|to cork|from cork|live in cork|galway|limerick',
  IT: 'rome|milan|naples|turin|florence|venice|bologna|palermo',
  JP: 'tokyo|osaka',
  KR: 'korea|seoul',
  LI: 'vaduz',
  NL: 'holland|amsterdam|rotterdam|utrecht|the hague|eindhoven|groningen',
  NO: 'oslo|bergen',
  PL: 'warsaw|krakow|gdansk|wroclaw',
  PT: 'lisbon|porto|lisboa|braga|faro',
  SE: 'stockholm|gothenburg|malmo|uppsala',
  TR: 'turkey|istanbul',
  AE: 'dubai|abu dhabi|emirates|uae',
  US: 'usa|the us|to us|america|the states|united states of america|new york|california|texas|los angeles|chicago|boston|san francisco',
  CA: 'toronto|montreal|vancouver',
  AU: 'sydney|melbourne',
  RU: 'moscow',
}

/** Places outside every list of countries, or wider than one. */
export const farAway =
  'worldwide|overseas|anywhere in the world|everywhere|the whole world|all over the world|outside of europe|outside europe|outside the eu|internationally|international|any country|every country|all countries'

/** Words that deny the phrase after them; pairs of words as well. */
export const denials: ReadonlySet<string> = new Set(
  'no|not|neither|doesnt|dont|cant|cannot|wont|without|except|never|non|nor|avoid|hate|dislike|minus|excluding|isnt|arent|aint|anything but|everything but|all but|any but|but no|other than|apart from|instead of|rather than|dont want|dont like|dont need|do not want|nothing in|nothing with|nothing made|nothing of'.split(
    '|',
  ),
)
/** Words that may stand between a denial and what it denies. */
export const fillers: ReadonlySet<string> = new Set(
  'a an the any too very really so made of in from with be is want like need needs have has require show me see give come much for colour finish it to use on all its necessarily'.split(
    ' ',
  ),
)
/** Words that carry a denial on: "not brass or black". */
export const joins: ReadonlySet<string> = new Set(['or', 'and', 'nor'])

/** Things that a lamp may have or do, and a catalogue may not know. */
export const features =
  'remote app alexa homekit wifi bluetooth smart timer sensor motion solar touch speaker magnetic foldable rgb led portable clip swivel tripod zigbee qi'.split(
    ' ',
  )

/** What a shop for lamps is asked for and does not sell. */
export const otherGoods =
  'lamp shade|candle|bulb|light bulb|lightbulb|lampshade|shade|spare bulb|furniture|sofa|couch|rug|carpet|mirror|fan|ceiling fan|vase|batter(?:y|ie)|cable|extension (?:cord|lead|cable)|plug|adapter|adaptor|torch(?:e)?|flashlight|curtain|plant|poster|clock|chair|table|desk|shelf|shelve|bed|mattress|pillow|blanket|heater|speaker|camera|phone|tv|television|dimmer|switch(?:e)?|socket|tool|paint|candle holder|candlestick|cushion|picture|frame|wallpaper|tile|kitchen|bike|book|toy|flower|food|clothe|shoe'

/** Names of colours that are kinds of other ones. */
export const otherColours: ReadonlyMap<string, string> =
  spelled(`mustard = yellow | lemon = yellow | burgundy = red | maroon = red | crimson = red | scarlet = red | wine red = red | bordeaux = red | rose = pink | salmon = pink
  coral = orange | tangerine = orange | navy = blue | azure = blue | indigo = blue | sky blue = blue | teal = turquoise | mint = green | emerald = green | lime = green | forest green = green | khaki = green
  ivory = white | offwhite = white | off white = white | anthracite = grey | charcoal = grey | violet = purple | lilac = purple | lavender = purple | mauve = purple | tan = brown | camel = brown | chocolate = brown | caramel = brown
  sand = beige | ecru = beige`)

/** Words that name a thing of the catalogue under another name. */
export const otherNames: Record<string, string> = {
  wooden: 'wood',
  timber: 'wood',
  marble: 'marble',
  metallic: 'metal',
  portable: 'portable',
  glas: 'glass',
  clamp: 'clip',
  'colour changing': 'rgb',
  'color changing': 'rgb',
  'changes colour': 'rgb',
  'change colour': 'rgb',
  'wireless charging': 'qi',
  'wireless phone charger': 'qi',
  'phone charger': 'qi',
  'charge my phone': 'qi',
  'charge a phone': 'qi',
  'charge the phone': 'qi',
  'wireless charger': 'qi',
  'voice control': 'alexa',
  'play music': 'speaker',
  'off by itself': 'timer',
  'itself off': 'timer',
  'fade out': 'timer',
  'fade by itself': 'timer',
  'after a while': 'timer',
  'off by it self': 'timer',
  'off on its own': 'timer',
  'off itself': 'timer',
  'off automatically': 'timer',
  'off alone': 'timer',
  'on by itself': 'motion',
  'itself on': 'motion',
  'walk by': 'motion',
  'walk past': 'motion',
  'pass by': 'motion',
  'go past': 'motion',
  'come near': 'motion',
  movement: 'motion',
  'on automatically': 'motion',
  'stars on the wall': 'pattern',
  'stars on the ceiling': 'pattern',
  'starry sky': 'pattern',
  'track light': 'track',
  clipped: 'clip',
  'replaceable battery': 'cell',
  'changeable battery': 'cell',
  clamped: 'clip',
  clips: 'clip',
  'coloured glass': 'tinted',
  'colored glass': 'tinted',
  'dimmer on the foot': 'foot dimmer',
  'dimmed by foot': 'foot dimmer',
  'dim by foot': 'foot dimmer',
  'dim with foot': 'foot dimmer',
  'dim with my foot': 'foot dimmer',
  'by foot': 'foot switch',
  'with my foot': 'foot switch',
  'switch on the foot': 'foot switch',
  adjustable: 'articulated',
  'swing arm': 'swing',
  fairy: 'string',
  'christmas light': 'string',
  'party light': 'string',
  'chain of light': 'string',
  'light chain': 'string',
  festoon: 'string',
  garland: 'string',
  bendable: 'articulated',
  jointed: 'articulated',
  bookshelf: 'shelf',
  bookcase: 'shelf',
  'without glare': 'glare',
  'no glare': 'glare',
  'glare free': 'glare',
  'anti glare': 'glare',
  pivoting: 'articulated',
  pleats: 'pleated',
  earthenware: 'ceramic',
  colored: 'coloured',
}
