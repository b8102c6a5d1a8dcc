-- The vocabulary of the search. A shop edits these rows: what people say, separated by |, and the facts that it means, as a tsquery
-- of the marks that private.fill_search makes: _in_<category>, _tag_<tag>, _hue_<colour> and those of private.light_marks.
-- Plurals, accents and capitals do not matter. A word that stands in a lamp's texts, such as brass or E27, needs no row.

insert into private.search_words (said, theme, means, near)
select distinct on (1) private.plain_words(said), w.theme, w.means::tsquery, n.near::tsquery from (values
  -- words that say nothing about one lamp
  ('noise', '', 'lamp|light|lighting|luminaire|fixture|fitting|light fixture|light fitting|bulb|lumen|lm|kelvin|product|lampe|leuchte|licht|luminaire|lumiere|lampada|lampara|luz'),
  ('noise', '', 'a|an|the|this|that|some|any|my|our|your|his|her|their|me|i|we|you|it|is|are|be|can|do|to|of|for|with|in|on|at|and|or|by|from|near|next|please|want|need|like|looking|look|search|find|show|buy|get|have|something|anything|one|good|nice|best|great|beautiful|cool|pretty|new|colour|color|coloured|colored|style|design|modern|small|little|tiny|compact|big|large|tall|home|house|room|cheap|cheapest|affordable|price|sale'),
  ('noise', '', 'der|die|das|ein|eine|fur|mit|und|im|am|zum|farbe|le|la|les|un|une|pour|avec|et|de|du|des|en|couleur'),
  ('noise', '', 'mother|mom|mum|father|dad|parents|grandmother|friend|wife|husband|girlfriend|boyfriend|person|people'),

  -- kinds of lamps
  ('kind', '_in_table', 'table|table lamp|table light|tabletop|tischlampe|tischleuchte|lampe de table|lampe a poser'),
  ('kind', '_in_floor', 'floor|floor lamp|floor light|floorlamp|standing|standing lamp|stand lamp|standard lamp|torchiere|uplighter|stehlampe|stehleuchte|lampadaire|lampe sur pied'),
  ('kind', '_in_pendant', 'pendant|pendant lamp|pendant light|hanging|hanging lamp|hanging light|ceiling|ceiling lamp|ceiling light|suspended|suspension|chandelier|overhead|overhead light|pendelleuchte|pendellampe|hangelampe|deckenlampe|deckenleuchte|plafonnier|lustre'),
  ('kind', '_in_wall', 'wall|wall lamp|wall light|walllamp|walllight|sconce|wall sconce|wall mounted|wandlampe|wandleuchte|applique'),
  ('kind', '_in_desk', 'desk|desk lamp|desk light|desktop|task light|task lamp|office lamp|work lamp|architect lamp|banker lamp|anglepoise|schreibtisch|schreibtischlampe|burolampe|lampe de bureau|bureau'),
  ('kind', '_in_night & !_wet', 'night light|nightlight|night lamp|nightlamp|orientation light|nachtlicht|nachtlampe|veilleuse'),
  ('kind', '_tag_string_lights', 'string light|fairy light|light chain|festoon|party light|garland|lichterkette|guirlande'),
  ('kind', '_rechargeable & (_tag_portable | _tag_outdoor)', 'lantern|laterne|lanterne'),
  ('kind', '_tag_clip', 'clip on|clamp|clamp lamp|clamp light|clip lamp|clip light'),

  -- rooms; wet rooms and the garden take protected lamps only
  ('room', '(_tag_bedside | _tag_bedroom | _tag_reading) & !_wet', 'bedroom|bed room|guest room|bed|schlafzimmer|chambre'),
  ('room', '(_tag_bedside | _tag_bedroom) & !_wet', 'bedside|bedside lamp|bedside table|nightstand|night table|night stand|nachttisch|nachttischlampe|chevet|lampe de chevet'),
  ('room', '_in_floor | _tag_living_room | _tag_ambient | _tag_armchair | _tag_corner | _tag_statement', 'living room|livingroom|lounge|sitting room|family room|sofa|couch|wohnzimmer|salon|sejour'),
  ('room', '_in_pendant | _tag_dining | _tag_dinner', 'dining room|dining table|dinner table|dining area|dinner|esszimmer|esstisch|salle a manger'),
  ('room', '_in_pendant | _tag_dining', 'kitchen|kitchen table|kitchen island|kitchen counter|kuche|kuchenlampe|cuisine'),
  ('room', '(_tag_hallway | _tag_motion_sensor | _in_wall & _tag_indirect) & !_wet', 'hallway|hall|corridor|entrance|entry|entryway|staircase|stairs|landing|flur|diele|treppe|couloir|entree|escalier'),
  ('room', '_wet & _in_wall', 'bathroom|bath|bath room|washroom|toilet|loo|wc|restroom|cloakroom|powder room|ensuite|shower|shower room|vanity|mirror|badezimmer|spiegel|salle de bain|salle de bains|miroir'),
  ('room', '_wet & (_tag_outdoor | _tag_garden | _tag_path)', 'outdoor|outdoors|outside|exterior|garden|balcony|terrace|patio|veranda|backyard|yard|front door|deck|driveway|pergola|camping|aussen|aussenlampe|aussenleuchte|draussen|garten|gartenlampe|balkon|terrasse|exterieur|jardin'),
  ('room', '(_tag_children | _in_night) & !_wet', 'kids room|childs room|childrens room|nursery|baby room|playroom|kinderzimmer|chambre enfant'),
  ('room', '_in_desk | _tag_task | _tag_library', 'study|office|home office|workspace|workroom|library|arbeitszimmer|buro'),

  -- uses
  ('use', '_tag_children | _in_night & !_wet', 'kid|child|children|baby|toddler|son|daughter|kinder|kind|enfant|bebe'),
  ('use', '_tag_reading | _tag_armchair | _tag_task', 'reading|reading lamp|reading light|book|read|leselampe|leseleuchte|lesen|lecture|liseuse'),
  ('use', '_in_desk | _tag_task', 'work|working|homework|drawing|sewing|craft|arbeiten|travail'),
  ('use', '(_tag_bedside | _in_night) & !_wet', 'sleep|sleeping|asleep|bedtime|scared of the dark|schlafen|dormir'),
  ('use', '_tag_gift', 'gift|present|birthday|housewarming|wedding|christmas|geschenk|cadeau'),
  ('use', '_tag_ambient | _soft | _tag_indirect', 'ambient|mood|mood light|mood lighting|cosy|cozy|atmosphere|relax|relaxing|gemutlich|ambiance'),
  ('use', '_tag_portable | _rechargeable', 'portable|travel|take along|mobile|tragbar|nomade'),

  -- protection against water
  ('protection', '_wet | _jet', 'waterproof|water proof|weatherproof|weather proof|water resistant|splash proof|splashproof|rainproof|rain proof|rain|wet|moisture|humid|wasserdicht|wetterfest|etanche'),
  ('protection', '_wet', 'ip44|ip 44|splash'),
  ('protection', '_jet', 'ip54|ip55'),

  -- power
  ('power', '_rechargeable', 'rechargeable|battery|cordless|wireless|without cable|no cable|battery powered|battery operated|without cord|no cord|chargeable|akku|kabellos|batterie|sans fil|rechargeable usb'),
  ('power', '_plug', 'plug in|plugin|with plug|with a plug|plug|mains plug|stecker|prise'),
  ('power', '_hardwired', 'hardwired|hard wired|hardwire|wired in'),
  ('power', '_usb', 'usb|usb c'),

  -- light
  ('light', '_dimmable', 'dimmable|dimmer|dimming|dim|dims|dimmbar|variateur|gradable|brightness adjustable|adjustable brightness'),
  ('light', '_undimmable', 'not dimmable|non dimmable|undimmable'),
  ('light', '_led | _integrated', 'led'),
  ('light', '_integrated', 'integrated led|built in led|integrated'),
  ('light', '_warm', 'warm|warm white|warm light|warm glow|warmweiss|blanc chaud'),
  ('light', '_candle', 'candle|candle light|candlelight|candlelit|extra warm|very warm|amber light|kerze|bougie'),
  ('light', '_neutral', 'neutral white|cool white|natural white|neutralweiss|blanc neutre'),
  ('light', '_cold', 'cold white|cold light|daylight|day light|daylight white|kaltweiss|tageslicht|blanc froid'),
  ('light', '_bright', 'bright|very bright|strong light|powerful|lot of light|hell|lumineux'),
  ('light', '_soft', 'soft|soft light|gentle|gentle light|dim light|low light|not too bright|subtle'),
  ('light', '_tag_indirect', 'indirect|indirect light|uplight|up and down'),
  ('light', '_sensor | _tag_motion_sensor', 'motion|motion sensor|sensor|motion detector|movement|presence|bewegungsmelder|detecteur'),
  ('light', '_touch', 'touch|touch control|tap'),

  -- sockets of bulbs; a code such as E27 is a mark of its own
  ('socket', '_e27', 'e27|e26|big screw|edison|edison screw|screw bulb'),
  ('socket', '_e14', 'e14|small screw|small edison|candelabra|ses'),
  ('socket', '_gu10', 'gu10|spot bulb'),
  ('socket', '_g9', 'g9|capsule bulb'),

  -- colours, as they look
  ('colour', '_hue_red', 'red|scarlet|crimson|ruby|cherry|burgundy|bordeaux|maroon|wine|rot|rouge'),
  ('colour', '_hue_orange', 'orange|coral|tangerine|apricot|rust coloured'),
  ('colour', '_hue_yellow', 'yellow|mustard|lemon|gelb|jaune'),
  ('colour', '_hue_green', 'green|emerald|mint|lime|khaki|forest|grun|vert|verte|verde'),
  ('colour', '_hue_blue', 'blue|navy|navy blue|light blue|dark blue|azure|indigo|cobalt|blau|bleu|bleue'),
  ('colour', '_hue_turquoise', 'turquoise|teal|aqua|cyan|petrol|turkis'),
  ('colour', '_hue_purple', 'purple|violet|lilac|lavender|plum|mauve|lila'),
  ('colour', '_hue_pink', 'pink|rose|rosa|salmon|peach'),
  ('colour', '_hue_brown', 'brown|chocolate|chestnut|coffee|tan|braun|marron|brun'),
  ('colour', '_hue_black', 'black|jet black|schwarz|noir|noire'),
  ('colour', '_hue_white', 'white|off white|snow|weiss|blanc|blanche'),
  ('colour', '_hue_grey', 'grey|gray|anthracite|charcoal|ash|grau|gris'),
  ('colour', '_hue_silver', 'silver|chrome|silber|argent'),
  ('colour', '_hue_gold', 'gold|golden|dore'),
  ('colour', '_hue_cream', 'cream|creme|beige|ivory|sand|ecru|eggshell'),

  -- materials under other names
  ('material', '+oak | +walnut | +bamboo | +pine | +ash | +beech | +birch | +wood', 'wood|wooden|timber|holz|bois'),
  ('material', '+steel | +brass | +aluminium | +iron | +nickel | +metal', 'metal|metallic|metall'),
  ('material', '+stone | +travertin | +marbl | +concret', 'stone|rock|stein|pierre'),
  ('material', '+brass', 'messing|laiton'),
  ('material', '+oak', 'eiche|chene'),
  ('material', '+walnut', 'nussbaum|noyer'),
  ('material', '+glass', 'glas|verre'),
  ('material', '+paper', 'papier|rice paper|washi'),
  ('material', '+linen', 'leinen|lin'),
  ('material', '+ceram | +stonewar', 'keramik|pottery|clay pot|ceramique'),
  ('material', '+plastic | +polycarbon | +nylon | +acryl', 'plastic|plastik|kunststoff|plastique'),
  ('material', '+linen | +cotton | +textil', 'fabric|cloth|fabric shade|stoff|tissu')
) w (theme, means, all_said) cross join regexp_split_to_table(w.all_said, '\|') said
left join (values
  -- what is nearest when no lamp has it
  ('_cold', '_neutral | 3000k'), ('_neutral', '3000k'), ('_candle', '_warm'), ('_jet', '_wet'), ('_gu10', '_e14 | _e27 | _g9'), ('_undimmable', '_touch'),
  ('_hue_purple', '_hue_pink | _hue_blue'), ('_hue_turquoise', '_hue_green | _hue_blue'), ('_hue_orange', '_hue_red | _hue_yellow'),
  ('_hue_pink', '_hue_red'), ('_hue_blue', '_hue_turquoise | _hue_black'), ('_hue_yellow', '_hue_gold | _hue_cream'),
  ('_hue_silver', '_hue_grey'), ('_tag_gift', '_rechargeable'), ('_tag_clip', '_in_desk'), ('_usb', '_rechargeable')
) n (means, near) on n.means = w.means
order by 1, w.theme = 'noise';

insert into private.search_hues (name, hue, saturation, lightness) values
  ('red', '[345,372)', '(0.3,1]', '[0.15,0.6)'),
  ('red', '[12,18)', '(0.5,1]', '[0.15,0.6)'),
  ('orange', '[8,33)', '(0.38,1]', '[0.3,0.7)'),
  ('yellow', '[38,65)', '(0.35,1]', '(0.4,0.75)'),
  ('green', '[65,170)', '(0.08,1]', '[0.1,0.9)'),
  -- olive and moss
  ('green', '[50,65)', '(0.14,1]', '[0.15,0.45)'),
  ('blue', '[190,260)', '(0.12,1]', '[0.1,0.95)'),
  ('turquoise', '[160,200)', '(0.12,1]', '[0.1,0.95)'),
  ('purple', '[260,320)', '(0.12,1]', '[0.1,0.95)'),
  ('pink', '[325,385)', '(0.15,1]', '(0.6,0.95)'),
  ('brown', '[12,45)', '(0.15,1]', '[0.15,0.45)'),
  ('gold', '[33,55)', '(0.45,1]', '[0.3,0.69)'),
  ('cream', '[25,65)', '[0,1]', '[0.7,1]'),
  ('white', '[0,360)', '[0,1]', '(0.78,1]'),
  ('black', '[0,360)', '[0,1]', '[0,0.22)'),
  ('grey', '[0,360)', '[0,0.14)', '[0.2,0.75)'),
  ('silver', '[0,360)', '[0,0.14)', '[0.5,0.85)');
