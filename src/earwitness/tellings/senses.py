"""Kinds of words in which a difference changes what is said: body parts, days, directions, materials, relatives…

The table was written for Earwitness. A row is a kind, a class and its values; words joined by `=` are one value in other
words. Only values of one class can disagree with each other: a copper gasket with a lead one, Friday with Thursday.
Words are English lemmas; Russian and Ukrainian words come here through the lexicon, or stand here where it has no word.
"""

from __future__ import annotations

import functools
from typing import Literal, NamedTuple

Kind = Literal[
    "number", "negation", "name", "unit", "time", "place", "body part", "object", "speaker", "certainty", "wording"
]
KINDS: tuple[Kind, ...] = (
    "number", "negation", "name", "unit", "time", "place", "body part", "object", "speaker", "certainty", "wording",
)  # fmt: skip

_TABLE = """
time date: monday, tuesday, wednesday, thursday, friday, saturday, sunday, weekend
time month: january, february, march, april, may, june, july, august, september, october, november, december
time ago: last year=прошлый год=минулий рік, last month, last week
time season: spring=springtime, summer=summertime, autumn=fall, winter=wintertime
time date: day before yesterday=позавчера=позавчора, yesterday=last night=вчера=вчора, today=tonight=this morning,
 day after tomorrow=послезавтра=післязавтра, tomorrow=завтра
time part: dawn=daybreak=sunrise, morning, noon=midday, afternoon, evening=dusk=sunset=nightfall, midnight, night=nighttime
time edge: early=beginning=start, mid=middle, late=end
time order: before=prior=earlier=ahead of=prior to, after=afterwards=following
time shift: day shift, night shift, morning shift, evening shift
time meal: breakfast, lunch, supper=dinner
time feast: christmas, easter, new year, epiphany, whitsun=trinity
time turn: last=previous, next=coming=following
time every: every other day=every second day=every two days=через день, once a day=daily=every day=each day=раз в
 день=каждый день=ежедневно=щодня=раз на день, twice a day, three times daily, once a week=weekly=every week=раз в
 неделю=раз на тиждень, twice a week, every other week=fortnightly, once a month=monthly=every month, every hour=hourly,
 once a year=yearly=every year
time often: always=every time=constantly, sometimes=occasionally=now and then, never, seldom=rarely,
 often=frequently
unit length: metre=meter=m, yard, foot=feet, kilometre=kilometer=km=klick=click, mile, centimetre=centimeter=cm,
 inch, millimetre=millimeter=mm, verst, fathom, cable=cable length, league, block=city block, step=pace
unit area: hectare, acre, square metre, square kilometre, square mile, sotka=sotok
unit weight: gram=gramme=g, kilogram=kilo=kg=kilogramme, pound=lb, ton=tonne, ounce, milligram=milligramme=mg,
 centner=quintal, pood, stone, carat, microgram
unit volume: litre=liter, gallon, pint, millilitre=milliliter=ml, cube=cubic metre=cc
unit duration: second=sec, minute=min, hour=hr, day, week, month, year, decade
unit money: ruble=rouble, dollar=buck, euro, hryvnia=hryvna, kopeck=kopek, cent, pound=quid, crown,
 zloty, franc, yuan, lira, lei, lari, tenge, mark, shilling, penny=pence, bitcoin
unit measure: degree, percent=per cent, volt, kilovolt, amp=ampere, watt, kilowatt, megawatt, bar, atmosphere, knot,
 celsius, fahrenheit, hertz, kilohertz, megahertz, pascal, kilometre an hour=kilometres an hour=km h, mile an hour=miles an
 hour=mph, horsepower, calibre=caliber, decibel, calorie, joule, sievert, roentgen, curie, becquerel
unit pack: crate, tin, box=carton, bottle, bag, sack, barrel=drum, jar, bucket=pail, pack=packet, cylinder, pallet,
 sheet, roll, tank, case, spoon=spoonful, basket, canister=jerrycan, tray, wagon=carload, lorryload=truckload, sackful,
 glass, cup, pill=tablet, vial=ampoule, syringe, drop
unit fold: double=twice, triple=thrice=threefold
place compass: north=northern=northward, south=southern=southward, east=eastern=eastward, west=western=westward,
 north-east=northeast=northeastern, north-west=northwest=northwestern, south-east=southeast, south-west=southwest
place side: left=левый=лівий=налево=ліворуч=слева=зліва, right=правый=правий=направо=праворуч=справа
place ship: bow=prow, stern=aft, starboard, port side=larboard, midships=amidships
place river: upstream, downstream
place bank: near bank=near side, far bank=far side=opposite bank
place beyond: beyond=behind=across=far side of=other side of=the other side, this side of=our side of=near side of
place row: front, rear=back row=back seat
place level: upstairs=up top, downstairs=down below
place height: top=upper=uppermost, middle, bottom=lower=lowest
place storey: cellar=basement, attic=loft, roof=rooftop, ground floor, top floor, second floor, third floor, fourth
 floor, fifth floor, mezzanine
place rooms: kitchen, bathroom=bath, bedroom, corridor=hallway=passage, bedside, pantry=larder, living room=lounge,
 balcony, stairwell=staircase=stairs, porch=veranda, yard=courtyard, garage, shed, barn, canteen=mess,
 toilet=lavatory, office, workshop, ward, boiler room=boilerhouse, laboratory=lab, locker room, lobby=foyer,
 lift=elevator
place building: church=chapel=cathedral, mill, school, hospital=clinic, station=railway station=depot,
 factory=plant, shop=store, warehouse=storehouse=depot, hotel=hostel, bank, bakery, library, prison=jail, barracks,
 post office, pharmacy=chemist=drugstore, museum, theatre=theater, cinema, market, airport=airfield,
 kindergarten=nursery, cemetery=graveyard, farm, tower, lighthouse, police station, dormitory, university=college,
 town hall, monastery, mosque, sawmill, stadium, sauna=bathhouse
place land: river=stream, lake=pond, sea, forest=wood=woods, field=meadow, hill=slope, mountain=peak, valley,
 swamp=marsh=bog, island, beach, ravine=gully=gorge, quarry, desert, steppe
place way: bridge, tunnel, gate=gates, crossing=crossroads=junction, road=highway=motorway=track, street,
 path=trail, railway=rails, square, pier=jetty=quay=wharf, ford, ditch, ramp, pass, door, window, chimney
place settlement: town=city, village=hamlet
body part body: head, eye, ear, nose, mouth=lip, tooth=teeth, tongue, chin, jaw, cheek, forehead=brow, neck,
 throat, shoulder, shoulder blade=scapula=shoulderblade, collarbone=clavicle=collar bone, arm=forearm=armpit, elbow, wrist,
 hand=palm, finger, thumb, rib, chest, back, spine=backbone, belly=stomach=abdomen=tummy=gut, hip=pelvis, thigh,
 knee, shin=calf, ankle, foot=feet, leg, waist, nostril, eyelid, eyebrow, gum, knuckle, fist, sole, bladder,
 appendix, heel, toe, lung, heart, liver, kidney, skull, temple, buttock, groin, face,
 vein, artery, spleen
body part finger: little one=pinky=pinkie=little finger, ring one=ring finger, index finger=forefinger, middle
 finger, big toe
object metal: iron, steel, copper=медь=медный=мідь=мідний, lead=свинец=свинцовый=свинець=свинцевий, brass=bronze,
 aluminium=aluminum, tin, zinc, silver, gold,
 wood=wooden=timber, plastic, rubber=rubbery, glass, stone, concrete, brick, leather, paper, cardboard,
 cloth=fabric=cotton, wool=woolen=woollen, clay, cast-iron, titanium, paronite, asbestos
object sense: deaf, blind=sightless, mute=dumb, lame=limping
object tide: high tide=high water, low tide=low water
object size: big=large=huge=great, small=little=tiny
object colour: red=crimson=scarlet, blue=navy, green, yellow, black, white, grey=gray, brown, orange, pink,
 purple=violet
object organ: lung, kidney, liver, spleen, heart
object limb: eye, ear, leg, arm, hand, finger
object animal: dog=hound=puppy, cat=kitten, horse=mare, cow, pig=piglet=hog, goat, sheep=lamb, chicken=hen, duck,
 goose, rabbit=hare, wolf, bear, fox, mouse, rat, bird, fish, lynx, deer, crow, bull, calf, rooster=cock, parrot,
 snake
object vehicle: car=sedan, truck=lorry, bus=minibus, van, tractor, motorcycle=motorbike, bicycle=bike, train,
 boat=launch, ship=vessel, ferry, barge, trawler, tanker, yacht, helicopter=chopper,
 plane=aeroplane=airplane=aircraft, tank, taxi=cab, tram, trolleybus, sledge=sled, snowmobile, ambulance, jeep,
 excavator=digger, tugboat=tug
object weapon: rifle, pistol=handgun=revolver, machine gun, grenade, mine, knife, shotgun, missile=rocket, shell,
 bomb, mortar, axe, bat, flare gun
object tool: hammer, crowbar=pry bar=jemmy, screwdriver, wrench=spanner, saw, spade=shovel, pick, drill, pump,
 ladder, rope, chain, hose, lamp=lantern=torch=flashlight, key, padlock
object clothing: coat=overcoat, jacket, shirt, trousers=pants, boot, shoe, hat=cap, glove=mitten, scarf, dress,
 sweater=jumper, sock, slipper, belt, mask, helmet
object drink: tea, coffee, milk, water, vodka, beer, wine, juice, kompot=compote, cognac=brandy, whisky=whiskey,
 soup=broth, samogon=moonshine
object food: bread, potato, meat, sausage, cheese, egg, porridge, rice, pasta, apple, pear, cake=pie, honey, jam,
 sugar, salt, cabbage, butter, fish, onion, cucumber, pancake, dumpling, buckwheat
object document: passport, letter, ticket, contract, licence=license, certificate, receipt, map, diary, report,
 protocol, photo=photograph=picture
object furniture: table=desk, chair=armchair, bed, sofa=couch, wardrobe=cupboard=closet, stove=oven,
 fridge=refrigerator, carpet=rug, mirror, lamp, shelf
object weather: rain, snow, hail, fog=mist, frost, wind, thunderstorm=storm
object substance: petrol=gasoline, diesel, oil, kerosene=paraffin, ammonia, chlorine, acid, alkali, alcohol=spirit,
 coal, sand, gravel, grain, cement, salt, sulphur=sulfur, nitrogen, oxygen
object medicine: morphine, insulin, aspirin, adrenaline=epinephrine, antibiotic, atropine, glucose, penicillin,
 iodine
object state: dead=killed=died=fatal, wounded=injured=hurt
object lock: open=opened, closed=shut=locked
object pedal: brake, clutch, accelerator
name relative: mother=mum=mom=mama, father=dad=papa, son, daughter, brother, sister, husband, wife,
 grandfather=grandad=grandpa, grandmother=granny=grandma, uncle, aunt=auntie, nephew, niece, cousin, godfather,
 son-in-law, mother-in-law, father-in-law, daughter-in-law, sister-in-law, brother-in-law, stepfather, stepmother,
 godmother, neighbour=neighbor, friend, fiance=groom, fiancee=bride
name sex: woman=lady, man=gentleman=guy=bloke=fellow
name child: boy=lad, girl=lass
name living: widow, widower
name faith: orthodox, catholic, protestant, muslim, jewish
name rank: private, corporal, sergeant, lieutenant, captain, major, colonel, general, admiral, ensign=warrant
 officer
name body: platoon, company, battalion, regiment, brigade, division, detachment, squad, army
name work: doctor=physician=medic, nurse=orderly, driver=chauffeur, cook=chef, engineer, teacher, lawyer, judge,
 policeman=cop=officer, guard=watchman, fireman=firefighter, electrician, plumber, fitter=mechanic, welder, pilot,
 priest, soldier, sailor, postman, fisherman, director=manager, secretary, foreman, surgeon, miner, farmer,
 shepherd, student, cashier, porter, cleaner, geologist, hunter
certainty sure: sure=definitely=certainly=certain=surely=exactly=undoubtedly=for
 sure=точно=наверняка=напевне=обязательно,
 maybe=perhaps=possibly=probably=likely=might=apparently=supposedly=seemingly=may=seems=seem=allegedly=reportedly=может=может
 быть=наверное=возможно=вероятно=кажется=можливо=мабуть=певно=здається=вроде,
 unlikely=doubtful=improbable=hardly likely=вряд ли=навряд чи=вряд=навряд
negation toward: towards=toward, away from=away
negation with: with, without=without any
negation against: on=under=by=per=according to=as per=following, against=contrary to=despite
negation inside: inside, outside
negation alive: alive=living, dead
negation allow: allow=permit=let, forbid=prohibit=ban
negation more: more than=over=above=at least=no less=no less than=not less than=no fewer than=minimum,
 less than=under=below=fewer
 than=at most=no more=no more than=not more than=maximum
negation switch: switched on=turned on=plugged in=energised, switched off=turned off=unplugged=disconnected
negation zero: plus=above zero, minus=below zero
negation guilt: guilty, innocent
negation agree: agree=accept, refuse=decline=reject
negation all: all=everyone=everybody, nobody=none=no one
"""


class Sense(NamedTuple):
    """What a word or phrase means for comparison: its kind, its class, and its value there."""

    kind: Kind
    group: str
    value: str


@functools.cache
def senses() -> dict[str, tuple[Sense, ...]]:
    """Returns the senses of each word or phrase of the table, folded."""
    found: dict[str, list[Sense]] = {}
    for row in _TABLE.replace("\n ", " ").strip().split("\n"):
        head, _, values = row.partition(":")
        kind, _, group = head.rpartition(" ")
        for value in values.split(","):
            first, *others = (word.strip() for word in value.split("="))
            for word in (first, *others):
                found.setdefault(word, []).append(Sense(kind, group, first))  # type: ignore[arg-type]
    return {word: tuple(each) for word, each in found.items()}


LONGEST = 3
"""Words of the longest phrase in the table."""
