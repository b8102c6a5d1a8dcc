/**
 * English words that a shopper may well mean when a catalogue of lamps does not know them. Like the common words, they are no typing
 * errors: a lamp "in cherry" is asked for in cherry, and no lamp to carry.
 */
export const englishWords: readonly string[] = `
  ability absence academic accent accident according account accurate ache achieve acid acquire acre action active activity
  actor actual adapt adequate adult advance advantage adventure advert affair afford agent aggressive aid alarm album alcohol
  alley alphabet ambition ambulance amuse ancient angel angle ankle annual anxiety apology apple approach approve arrow article
  artist ash aspect assist assume athlete atom attack attempt attend attitude attract audience author authority average award
  background bacon badge bake balance ball ballet balloon bamboo band bang banker bargain bark barrier baseball basketball bat
  batch battle bead beam beat beauty bedding bee beech beef beetle beg behave behaviour bell benefit bet beverage bible bicycle
  bid bin biology birch bite bitter blade blame blast bleach bless blink bloom blow blunt boast bomb bond bone bonus boom boot
  border bounce bound bow boy brag branch brand breakfast breath breathe breed breeze brick bride brief brilliant broadcast
  bronze brush bubble bucket bug bulk bull bullet bunch burden burger burst bury bush butcher butter buyer buzz cabbage
  calculate calendar calf canal cancer candle candy canvas cap capacity cape capital carbon cardboard career careless cargo
  carnival carpenter carrot cartoon carve cash cast castle catch cattle cave cedar celebrity cell cement cemetery centre
  century cereal ceremony chain chalk challenge champion channel chapter character charity charm chart chase chat cheat cheek
  cheese chef chemical chemist cherry chess chest chestnut chew chill chimney chin chip chocolate choice choir chop chore
  cigarette cinema circus citizen claim clap class claw clay clerk cliff climate climb cloth clothes clothing clown clue coal
  coast collapse collar college colony column comb combination comedy comet command comment commerce commit committee
  communicate community company compete compliment concept concern conclude condition conduct cone confess confidence confirm
  conflict congratulate conscious consist constant construct consult contest context contract contrast contribute conversation
  cooker cool cope copper coral core cork corn corridor cosmetic costume cottage cotton council counter county courage court
  cousin crack cradle craft crane crash crawl cream creature creek crew cricket crime criminal crisp critic crop cross crown
  cruel cruise crush crust cry cube cucumber cue culture cure curl curry curve custom cycle daily dairy dam damp dare darling
  dash dawn deadline dealer debate debt decade decay decent deck declare decline decorate decoration decrease deer defeat
  defend define degree delay delete delight demand democracy denim dense dentist deny depart department depend deposit depress
  describe desert desire dessert destination detail detect detective determine device devil dial dialogue diamond diary dice
  dictionary dig digest digital dignity dinosaur dip direct direction dirt disability disaster discipline disease disguise dish
  dishwasher disk dismiss display dispute distance distant district dive divorce dock document doll dolphin domestic donkey
  doorbell dose dot draft dragon drain drama draw drawing dryer duck due duel dump duration duty eagle earthquake ease east
  easter eastern ebony echo ecology economy editor educate elbow elder elect electric electronic elevator eliminate elm
  embarrass emotion emperor empire employ employee enable enamel encourage enemy engage enormous ensure entertain entire
  entrance envelope environment envy equipment error essay establish estate estimate eternal ethnic evidence evil exchange
  exclude excuse execute exhibit exhibition existence exotic expand expedition expense experiment expire expired expires
  explode expose express extend extinct extraordinary eyebrow fabric facility factor faculty faint faith fame fantasy fare fate
  fault favour feather feature federal fee felt fence ferry fetch fever fiction fierce filter final finance fireplace fireworks
  fisherman fist flag flame flash flashlight flavour flea fleet flesh float flock flour flow flu fluent fluid flute foam folk
  fool forbid force forecast forehead formula fort forum forward fossil founder fountain fox fraction fragment framework fraud
  freedom freezer frequency fright frog fuel function fund funeral fur fury galaxy gallon gamble gamer gaming gang gap garlic
  gasp gaze gear gender gene genius genre gentleman geography germ gesture ginger giraffe glacier glow goat gold golf goose
  gospel gossip govern government gown grain gram grammar granddaughter grandson granite grape graph grave gravity gravy greed
  greet grey grid grief grill grin grip grocery growth guard guilt gulf gum gym gypsum habit hail ham hammock handicap
  handkerchief harbour harvest hawk hazard headache headline hedge hedgehog helicopter helmet hemp hen herb hero hesitate hint
  hip hire hockey hood hook horizon horn horror host hostel household hug humour hurricane hut hydrogen icon identify identity
  illegal illness image impact imply impress incident income index indicate indoor infant infect inflation influence ingredient
  inhabit injure ink inn inquiry inspect institute instrument insurance insure intelligent intend interior interview intro
  investigate iron island jade jail jar jaw jazz jeans jelly jewel jewellery jog judo jungle junior jury jute kettle keyboard
  kidney kilo kingdom kit kite kitten knot laboratory lack lacquer lamb landscape lane lap laptop larch laser launch laundry
  lawn lawyer layer leaf league leak lecture legend lens leopard liberty librarian licence lid lifetime limb lime limit linen
  lion liquid literature litter liver lizard loan lobster locker lodge logic logo lorry lotion lounge loyal luggage lump lunch
  lung magic magnet mahogany maid mailbox manager mango manual manufacturer maple marathon marble margin marine marker mask mat
  mathematics meadow measles mechanic medal medicine melody melt memorial menu merchant mercy merit mess metal meter method
  microwave migrate military mill mineral minister miracle misery missile mission mobile modest mole monk monkey monster
  monument moral mosaic moth motion motorbike motorcycle mud mug murder mushroom musician mustard mystery myth naked nanny nap
  native navy neglect nerve network neutral nickname nightmare nod nonsense noodle nostril notebook nut oath obey obstacle
  occasion occupation octopus oldest olive omelette onion onyx opera operate opponent opportunity orange orbit orchestra organ
  organise origin orphan overseas owl oxygen oyster pace pad paddle pain palm pan pancake panda panel panic parade passion
  passport pasta paste pastry patch patience pattern pause pavement peach peak peanut pear pebble pedal penalty penguin pension
  percent performance perfume period pet petition petrol pewter pharmacy phase philosophy photograph physics pianist pickle pie
  pig pigeon pile pilgrim pillar pinch pine pineapple pint pioneer pirate pitch pity pizza planet plaster plastic platform
  platinum pleasure plot plough plumber poison pole polish polite politics pollution pond pony porcelain porridge portrait
  possess postcard poster pottery poultry poverty powder prawn precious predict prejudice presence preserve pressure prey pride
  priest primary principal principle printer prison procedure process profession professor profile profit progress promote
  pronounce propose prospect protest proverb province pub publish pudding puddle pump pumpkin punch pupil puppet puppy purchase
  purse puzzle pyjamas pyramid qualify quarrel quarter quartz quest quilt quiz quote rabbit racket radar radiator raft
  rage rainbow raisin ramp ranch range rank rat rate ratio raw razor react rebel recall receipt recipe recover rectangle
  recycle reduce refer reflect refresh refrigerator refuse regional rehearse reindeer reject relax release relief religious
  rely remedy remote repair reptile republic reputation research reserve reserved reserving resign resin resist resort resource
  responsibility restore result retire reveal revenge reverse revolution reward rhyme rhythm ribbon riddle rifle roast robe
  rocket romance rooster rotten route routine row royal rubber rubbish ruler rumour rural rust sack sacred sacrifice saddle
  sailor saint salary salmon salute sample sandal satellite satin sausage scale scarf scatter schedule scheme scholar scissors
  scooter score scream script sculpture seal season section sector security seize select selfish senior sense sentence series
  servant session settle severe sew shade shadow shame shampoo shark shell shelter shield shift shiver shock shore shorts
  shrimp shrink shrug sigh sight signal signature silence silk sill silver sketch ski skull slate slave sleeve slice slipper slogan
  slope snack snail snap sneeze snore snowman soak soar soccer software solar sole solid solution sore source souvenir
  spaghetti spark specialist species specific spectacular sphere spine spiral spit splash sponge sponsor spray springs spruce
  spy squad squash stab stadium stain stake standard stare starve statement statue steak steam steel steer stepmother stereo
  steward sting stir stitch storage storm stove strain stranger strategy straw strawberry stream strength stress string stripe
  stroke struggle stubborn stumble submarine subway sufficient suitcase sunflower sunglasses sunlight sunrise sunset sunshine
  supermarket supervise support surf surgeon surgery survey swallow swan sweat sweater sweep swell swimming sword syllable
  sympathy syrup tablet talent tank tape target taxi tea teak teammate technician technique teddy teenage telescope temper
  tennis term terrazzo territory terror theft theory therapy thief thigh thread threat thumb thunder tide timber tissue
  titanium toast tobacco tomato tongue tornado tortoise tourist tournament toyshop tractor tradition tragedy trailer trainer
  transfer transform transport trap trash treasure treatment treaty trend triangle tribe tropical trousers trumpet trunk tube
  tulip tune tunnel turkey turtle tutor tutorial tweed twin tyre uniform union unite universe upside urban urge urine vacation
  vacuum vampire vanilla variety vehicle vein venue version vet victim victory video vinyl violence violin virtue virus vision
  vitamin vocabulary volcano volleyball volunteer voyage wage waist waiter walnut warehouse warrior wasp waterfall wax weapon
  weave web weed weep whale wheat wheelchair whip whistle wicker wing wisdom witch wizard workshop worm worship wreck wrestle
  yacht yawn yeast yoga zinc zipper zone zoo`
  .trim()
  .split(/\s+/)
