/** Common words that may say what a lamp is like, what it is for, or what it is near. */
const things = `clock piano camper campervan guitar install installed installing installation assemble assembled assembly steamy flux luminous lava salt grow uv infrared neon disco heat heating sun tanning spot torch strip
  projector magnifying mosquito emergency car bike head flood track recessed cabinet fan stool mattress pillow blanket
  duvet curtain carpet rug cushion plant flower vase cupboard wardrobe drawer fridge oven sink tap boat ship cabin
  caravan van tent barn garage shed dog cat hamster parrot bird connect collect attach detach stick glue nail hammer
  lean rest lie roll push pull lift drop drag bend fold unfold twist spin slide tilt aim face create design invent
  produce manufacture import export supply deal pack unpack wrap unwrap label stamp scan upload download click log login
  register subscribe allow avoid accept admit agree disagree announce apologise appear apply argue believe belong bother
  burn camp cause celebrate combine complain consider contain continue control convince copy count dance deserve destroy
  develop disappear discover discuss divide doubt dream dress drink drive earn enjoy enter escape exist expect explain
  explore fail feed fight fly follow forget forgive freeze gather glance grab handle happen hate hear hide hit hunt
  hurry hurt ignore imagine improve increase inform inspire insist invite jump kick kill kiss knock laugh lay lead learn
  lend listen lock lose manage marry match mention mix notice obtain occur offend park perform persuade pour pray
  prepare press pretend prevent print promise protect prove provide punish quit raise reach realise recognise regret
  relate remain remind remove repeat replace reply report represent request require rescue respect respond ride rise
  risk rob ruin rush satisfy scare separate serve shake shave shine shoot shout shut sing skip smash smell smile smoke
  snow solve spell spill split spoil spread squeeze steal stretch strike succeed suffer suppose surprise surround
  survive suspect swear swim taste tear tempt threaten tie translate treat trust vanish vary vote wander win wipe afraid
  alive angry annoyed anxious asleep awake aware awful bare basic blind boring brave broad busy calm capable careful
  casual central certain cheerful civil clever comfortable comfy common complete complex confused convenient correct
  crazy creative curious dangerous dead deaf delicate delicious dirty dry dull durable dusty eager equal essential
  excellent exciting exclusive expert extra extreme fair familiar famous fake fashionable firm fixed flexible foreign
  formal former fragile fresh frequent fun future general generous genuine giant global gloomy grand grateful greasy
  guilty handsome handy harmless healthy helpful hidden hollow holy honest horrible hungry ideal ill immediate
  impossible impressive incredible independent individual inner innocent insane inspiring instant intense interested
  interesting internal jealous joint keen known lazy legal local lonely loose loud lucky mad main major massive mature
  medical mental messy mild minor missing mixed moderate moist moving mysterious narrow nasty neat necessary nervous
  noble noisy normal obvious odd official ordinary organic outer overall pale particular patient permanent plain
  pleasant pleased plenty poor popular positive powerful practical precise pregnant previous private proper proud pure
  quiet rapid rare recent regular related relaxed reliable remarkable responsible rich rough rude sad safe sensible
  sensitive serious shallow sharp shiny short shy sick silent silly slight slippery slow smart smooth social spicy
  spiritual stable steady steep sticky stiff strange strict stuck stupid substantial sudden super suspicious temporary
  tender terrible thirsty tidy tight tough toxic tricky typical ugly unable uncertain uncomfortable unhappy unlikely
  upper upset urgent useful useless vague valid valuable vast vertical visible vital vivid weak wealthy weird wicked
  wonderful worried worse worst worthy afternoon age air airport animal apartment arm army art autumn bank beach bean
  bear beard beer belt birth blood board body bottle bowl brain bread bridge building business butterfly button cake
  camera captain chance chicken chief circle cloud club coach coat coffee coin comfort computer concert cow crowd cup
  danger death diet doctor dollar dozen dust ear earth edge education effect egg elephant engine event exercise fact
  factory farm fashion feeling festival field figure finger fire fish fog food foot forest fork fortune fruit furniture
  game gas gate ghost girl glove goal god grade grass ground group guest guide gun hair hat health heart heel hill
  history hobby hole holiday honey horse hospital ice industry insect jacket jam joke journey judge juice king knee
  knife lady lake language law leader leg lemon lesson letter level lip load luck machine magazine mail manner map
  market mass master meal meat member memory midnight milk mistake monitor motor mountain mouse mouth muscle nation
  nature neck needle nest net news newspaper noise north nose note novel object ocean oil ornament owner paint painting
  palace pants parent parking passenger peace pen pencil pepper photo pilot pin pipe plane plate player pocket poem poet
  police pool position pot potato president prince princess prize program project purpose queen race radio rail reader
  record region relation religion rice ring river road rock roof root rope rule safety salad sand sandwich sauce science
  sea seat secret seed sheep sheet shirt shoe shoulder sign singer skill skin skirt sky snake soap society sock
  soil soldier song soul soup south speaker speech speed spider spirit spoon sport spring squirrel stair station stem
  stomach structure subject success symbol system tail task teeth telephone temple ticket tiger tin tooth towel tower
  toy traffic trial trick truck umbrella vegetable view volume wagon war washing wave winner wire wolf worker wrist
  zebra`

/** Common words without a meaning of their own here. The list keeps the correction of typing errors from changing them. */
export const commonWords = new Set(
  `a able about above add after again against ago all almost along already alright also always am amount an and another
  answer any anybody anyone anything anyway are area around arrive arrived as ask asked at available away back bad bag
  basket be beautiful because bed been before begin behind being below beside best better between big bigger bit both
  bought bottom box break bring broke broken brother build bulb bulbs bus but buy by cable call came can cannot care
  carry cart change charge cheap cheaper check choose city clean close cold colour color come coming compare compared
  comparison contact cook cord corner cost could couple course cover current currently customer customers cut damaged
  dark date daughter day days dear decide deep deliver delivered delivery did difference different dim dimmable dinner
  do does doing done dont door down early easy eat electricity else email end energy english enough even evening ever
  every everybody everyone everything exact exactly example expensive eye eyes fall far fast father feel few find fine
  finish first fit flat for free friend friends from front full funny gave get gift give glad go going gone good got
  great had half hand hands hang happy hard has have having he head heavy hello help her here high him his hold home
  hope hour hours house how human husband i idea if important in include included inside instead into is it its job just
  keep kind know last late later least leave left length less let light lights like liked little live long longer look
  looking looks lot lots love low lumen lumens made make making man many matter may maybe me mean means middle mind mine
  minute minutes mirror money month months more morning most mother move moved much must my myself name near need needs
  never new next nice night no nobody none not nothing now number of off offer often ok okay old on once one only open
  option or order ordered orders other others our out outlet outside over own package paid pair parcel part party pay
  people perfect person phone picture piece place plan play please plug plus point policy possible postage power prefer
  present price prices probably problem product products put question quick quickly quite rain rather read reading ready
  real really directly reason receive received recommend refund rent return returned returns review reviews right room round said
  same save saw say second see seem seen sell send sent service set several shall she shelf shipped shipping shop should
  show shower side similar simple simply since single sister sit site size sleep small smaller so sofa some somebody
  someone something sometimes somewhere son soon sorry sort sound space speak spend stand standing start started status
  stay still stock stop store story stuff such suggest suit suitable sure switch table take takes taken talk tall taller
  tell than thank thanks that the their them then there these they thing things think third this those though three
  through time times to today together told tomorrow too took top total touch toward track tried try turn two type under
  understand until up upon us use used using usually very via visit wait waiting walk wall want wanted was wash watch
  water way we week weeks weight well went were what when where whether which while who whole why wide wife will window
  wish with within without woman wonder wood word work working works world would write wrong yard yeah year years yes
  yesterday yet you young your yours yourself hers theirs anymore birthday christmas wedding invoice visa credit debit
  personal privacy cookies data tax taxes countries country abroad switzerland spain france germany italy norway england
  uk usa america canada poland austria belgium sweden lamp lamps sconce pendant ceiling floor desk bedroom kitchen
  bathroom hallway garden terrace balcony office living dining study child children kid kids baby toddler nursery
  rechargeable battery cordless wireless hardwired ceramic materials material glass stone paper weather warranty
  discount code weigh height width depth diameter dimensions measure bright brightness brighter dimmer temperature
  kelvin watt watts consumption waterproof socket rating stars lovely cosy cozy warm soft gentle strong cheapest
  brightest smallest largest tallest newest cancel cancelled cancelling cancellation complaint comparing recommendation
  suggestion voucher coupon guarantee opinion experience tracking link links alone bill empty euro euros stage sage page
  staff star state step straight street student sugar summer sun supper surface sweet swing teach team ten tend test
  text theatre thirty throw tired title toilet tone tool town trade train travel tree trip trouble true truth twenty
  twice uncle unit upstairs usual valley value various village voice wake warn waste wear weekend welcome west wet wheel
  whisper widow wild wind winter wise witness worry worth wound yellow youth aunt grandma grandmother grandfather
  grandpa mum mom dad nephew niece neighbour colleague boss landlord hotel restaurant cafe church school university
  nurse architect designer film scene prop studio bakery salon clinic museum gallery library attic cellar basement loft
  landing stairs ladder bench frame bookshelf bookcase budget maximum minimum quantity mood stylish modern tiny huge
  thin thick square fancy unique premium luxury luxurious special quality trendy gorgeous amazing awesome fantastic
  original unusual pretty classy smth sth etc hmm actually oh uh guess seems search searching searched browse browsing
  item items model models types kinds sorts teenager teen lampshade spare parents newlyweds boyfriend girlfriend fiance
  partner kinda newer older lampshade spare pls list max spec ideally vibe vibes cute sweet minimal minimalist
  minimalistic modern contemporary elegant classic traditional simple romantic playful style styles category categories
  everywhere shape shapes shaped formed coloured colored details hi sir madam greetings clock piano ${things}`
    .split(/\s+/)
    .filter(Boolean),
)

/** Words that say nothing about a lamp, so that no search needs them. */
export const silentWords: ReadonlySet<string> = commonWords.difference(new Set(things.split(/\s+/)))
