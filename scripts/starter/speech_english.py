"""English for the starter model: everyday words by their part in a sentence, and the sentences they stand in.

Numbers, dates and times are written in words, as they are spoken. A sentence has a capital letter and a full stop or a
question mark; a comma stands where the grammar has one.
"""

NAMES = """Anna Ben Clara David Emma Frank Grace Henry Irene Jack Kate Leo Mary Nora Oliver Paul Rose Sam Tina Victor
Alice Bob Carol Daniel Ellen Fiona George Helen Ian Julia Kevin Laura Martin Nina Oscar Peter Rachel Simon Thomas Lucy
Walter Sarah Robert Sophie James Linda Michael Susan William Amy""".split()
PLACES = """London Paris Berlin Rome Boston Madrid Vienna Dublin Chicago Sydney Oxford Dallas Moscow Tokyo Canada France
Germany Italy Spain Scotland Ireland England America India China Japan Africa Europe Norway Mexico""".split()
PEOPLE = """mother father sister brother friend teacher doctor neighbor farmer driver singer writer painter baker cook
nurse student child boy girl man woman uncle aunt cousin grandmother grandfather lawyer dentist waiter captain pilot
soldier king queen judge manager gardener fisherman policeman actor engineer guest customer stranger artist musician
husband wife daughter son baby boss worker sailor hunter thief clerk tailor butcher secretary visitor""".split()
ANIMALS = """dog cat horse cow sheep goat pig chicken duck goose rabbit mouse bird eagle owl fox wolf bear lion tiger
elephant monkey snake frog turtle fish shark whale dolphin spider bee butterfly ant donkey camel squirrel parrot
penguin hedgehog crow""".split()
FOOD = """bread butter cheese milk water coffee tea juice beer wine soup salad rice pasta pizza cake chocolate honey
sugar salt pepper oil meat ham sausage beef fruit jam cream yogurt ice toast popcorn flour garlic mustard vinegar
lemonade cereal bacon""".split()
PIECES = """apple banana orange lemon pear peach plum cherry strawberry grape melon potato tomato carrot onion cucumber
pumpkin mushroom bean pea egg cookie sandwich pancake biscuit nut pie muffin candy pudding""".split()
THINGS = """table chair bed lamp sofa mirror carpet curtain window door key lock cup glass plate bowl spoon fork knife
bottle basket box bag suitcase wallet umbrella clock watch phone camera radio television computer keyboard printer
screen book newspaper magazine letter envelope stamp pen pencil paper ruler map picture painting candle match towel soap
brush comb pillow blanket hammer nail saw ladder rope bucket broom shovel needle button ribbon toy ball doll kite drum
guitar piano violin flute trumpet bell flag coin ring necklace gift ticket passport battery wheel engine machine tool
stone stick wire pipe shelf drawer cupboard oven fridge kettle pan pot tray jar napkin calendar notebook folder
hat coat shirt dress skirt jacket sweater scarf glove shoe boot sock belt pocket uniform helmet backpack""".split()
VEHICLES = """car bus train truck bicycle motorcycle boat ship plane taxi tram van wagon helicopter ferry rocket
tractor scooter""".split()
SPOTS = """house garden kitchen bedroom bathroom garage office school church hospital library museum theater cinema
restaurant hotel airport station bank market shop bakery factory farm village city street road bridge river lake
beach forest mountain valley island park square castle tower stadium playground yard cellar roof corner harbor field
hill desert cave palace temple hall classroom balcony pharmacy supermarket university prison camp port""".split()
COLORS = "red blue green yellow black white brown gray pink purple golden silver".split()
QUALITIES = """big small long short new old young good bad nice kind happy sad angry tired hungry thirsty busy quiet loud
clean dirty warm cold hot cool dry wet heavy light strong weak fast slow rich poor cheap expensive easy difficult
simple strange famous beautiful ugly pretty funny serious brave shy clever lazy careful honest friendly polite
dangerous safe empty full open broken sharp soft hard round flat wide narrow deep high low thick thin bright dark
fresh sweet sour bitter important useful lucky lonely proud calm modern ancient perfect terrible wonderful excellent
ready free rough smooth tiny huge""".split()
# Base form, past.
DOING = """find found;see saw;buy bought;sell sold;bring brought;carry carried;clean cleaned;close closed;open opened;
count counted;cover covered;cut cut;draw drew;drop dropped;fix fixed;forget forgot;get got;give gave;hide hid;hold held;
keep kept;like liked;lose lost;love loved;make made;miss missed;move moved;need needed;paint painted;pick picked;
pull pulled;push pushed;put put;remember remembered;repair repaired;send sent;show showed;steal stole;take took;
touch touched;throw threw;use used;want wanted;wash washed;watch watched;borrow borrowed;break broke;build built;
catch caught;change changed;check checked;choose chose;collect collected;describe described;destroy destroyed;
examine examined;follow followed;hear heard;hate hated;kick kicked;lift lifted;measure measured;notice noticed;
offer offered;order ordered;pack packed;pay paid;prefer preferred;prepare prepared;press pressed;protect protected;
receive received;recognize recognized;return returned;save saved;search searched;share shared;test tested;
turn turned;understand understood;visit visited;wrap wrapped""".replace("\n", "").split(";")
GOING = """walk walked;run ran;sleep slept;work worked;sit sat;stand stood;wait waited;sing sang;dance danced;swim swam;
play played;laugh laughed;cry cried;smile smiled;talk talked;speak spoke;shout shouted;whisper whispered;listen listened;
read read;write wrote;cook cooked;eat ate;drink drank;travel traveled;drive drove;fly flew;fall fell;jump jumped;
climb climbed;rest rested;stay stayed;leave left;arrive arrived;begin began;stop stopped;study studied;learn learned;
think thought;dream dreamed;live lived;grow grew;fight fought;win won;try tried;help helped;paint painted;
wake woke;hurry hurried;disappear disappeared""".replace("\n", "").split(";")
MANNERS = """slowly quickly quietly loudly carefully happily badly well often sometimes always never usually rarely again
together alone outside inside here there now today already soon early late suddenly finally easily gently angrily
politely calmly nearly everywhere""".split()
WHEN = """yesterday;today;tomorrow;tonight;last night;last week;last year;next week;next month;next summer;this morning;
this afternoon;this evening;every day;every morning;in the evening;at night;at noon;at midnight;in winter;in spring;
in summer;in autumn;after school;before dinner;after lunch;during the holidays;a long time ago;two days ago;
in a few minutes;right now;later;on the weekend""".replace("\n", "").split(";")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = """January February March April May June July August September October November December""".split()
WEATHER = """sunny cloudy windy rainy foggy stormy snowy freezing warm cold hot mild humid pleasant awful""".split()
SUBJECTS = """history music art science geography mathematics English biology chemistry physics sport religion politics
law medicine""".split()
ABSTRACT = """idea plan question answer problem reason story joke song dream word name number mistake secret promise
message news rule lesson game trip party meeting project job habit chance choice change accident fire noise smell
taste feeling memory thought surprise opinion example result test price""".split()
BODY = "head face eye ear nose mouth hand arm leg foot back knee neck finger tooth hair stomach shoulder heart skin".split()
UNITS = """minutes;hours;days;weeks;months;years;dollars;euros;kilometers;miles;meters;kilograms;pounds;percent;degrees;
people;pages;steps;points;seconds""".replace("\n", "").split(";")
WH = "where when why how".split()
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split()


def number(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 1] + ("-" + ONES[n % 10] if n % 10 else "")
    if n < 1000:
        return ONES[n // 100] + " hundred" + (" and " + number(n % 100) if n % 100 else "")
    return number(n // 1000) + " thousand" + (" " + number(n % 1000) if n % 1000 else "")


def year(n):
    if n >= 2000:
        return "two thousand" + (" and " + number(n % 100) if n % 100 else "") if n < 2010 else "twenty " + number(n % 100)
    return number(n // 100) + " " + (number(n % 100) if n % 100 > 9 else "hundred" if n % 100 == 0 else "oh " + ONES[n % 100])


def article(word):
    return ("an " if word[0] in "aeiou" and not word.startswith(("uni", "use", "euro")) else "a ") + word


def third(verb):
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s"


def plural(noun):
    odd = {"man": "men", "woman": "women", "child": "children", "mouse": "mice", "goose": "geese", "foot": "feet",
           "tooth": "teeth", "sheep": "sheep", "fish": "fish", "knife": "knives", "wolf": "wolves", "thief": "thieves",
           "shelf": "shelves", "wife": "wives", "potato": "potatoes", "tomato": "tomatoes", "policeman": "policemen",
           "fisherman": "fishermen", "bus": "buses", "match": "matches", "ox": "oxen"}
    return odd[noun] if noun in odd else third(noun) if noun[-1] in "yshx" else noun + "s"


class English:
    code = "en"

    def __init__(self, random):
        self.r = random

    def of(self, *lists):
        return self.r.choice(self.r.choice(lists))

    def quality(self):
        return self.of(QUALITIES, QUALITIES, QUALITIES, COLORS)

    def noun(self):
        return self.of(THINGS, THINGS, THINGS, ANIMALS, PIECES, VEHICLES, ABSTRACT)

    def thing(self):
        kind = self.r.randrange(8)
        word = self.noun()
        if kind < 2:
            return "the " + word
        if kind == 2:
            return article(word)
        if kind == 3:
            return article(self.quality() + " " + word)
        if kind == 4:
            return f"the {self.quality()} {word}"
        if kind == 5:
            return f"{self.r.choice(['my', 'your', 'his', 'her', 'our', 'their'])} {word}"
        if kind == 6:
            return f"{number(self.r.randrange(2, 100 if self.r.random() < .5 else 20))} {plural(word)}"
        return self.r.choice(["some ", "the ", "fresh ", "more "]) + self.of(FOOD)

    def who(self):
        kind = self.r.randrange(7)
        if kind < 2:
            return self.of(NAMES)
        if kind < 4:
            return self.r.choice(["the ", "my ", "your ", "our ", "his ", "her "]) + self.of(PEOPLE)
        if kind == 4:
            return self.r.choice(["he", "she"])
        if kind == 5:
            return f"the {self.quality()} {self.of(PEOPLE, ANIMALS)}"
        return "the " + self.of(ANIMALS, PEOPLE)

    def many(self):
        return self.r.choice(["I", "you", "we", "they", "the " + plural(self.of(PEOPLE, ANIMALS)),
                              f"{self.of(NAMES)} and {self.of(NAMES)}"])

    def place(self):
        if self.r.random() < .25:
            return "in " + self.of(PLACES)
        return self.r.choice(["in the ", "at the ", "near the ", "behind the ", "in front of the ", "next to the ",
                              "from the ", "to the "]) + self.of(SPOTS)

    def time(self):
        hour = self.r.randrange(1, 13)
        return self.r.choice([f"at {number(hour)} o'clock", f"at half past {number(hour)}",
                              f"at quarter past {number(hour)}", f"at quarter to {number(hour)}",
                              f"at {number(hour)} {number(self.r.randrange(10, 60))}",
                              f"at {number(hour)} in the {self.r.choice(['morning', 'afternoon', 'evening'])}",
                              "on " + self.of(DAYS), "in " + self.of(MONTHS), self.date(), self.of(WHEN), self.of(WHEN)])

    def date(self):
        return f"on the {self.of(ORDINALS)} of {self.of(MONTHS)}" if self.r.random() < .6 else f"in {self.year()}"

    def year(self):
        return year(self.r.randrange(1900, 2040))

    def amount(self):
        return number(self.r.choice([self.r.randrange(2, 21), self.r.randrange(20, 100), self.r.randrange(100, 1000),
                                     self.r.randrange(1, 20) * 1000, self.r.randrange(1000, 20000)]))

    def doing(self, form):
        base, past = self.of(DOING).split()
        return (base, third(base), past)[form]

    def going(self, form):
        base, past = self.of(GOING).split()
        return (base, third(base), past)[form]

    def sentence(self):
        r = self.r
        kind = r.randrange(34)
        simple = [
            lambda: f"{self.who()} {self.doing(2)} {self.thing()}.",
            lambda: f"{self.who()} {self.doing(1)} {self.thing()} {self.place()}.",
            lambda: f"{self.many()} {self.doing(0)} {self.thing()}.",
            lambda: f"{self.who()} {self.going(2)} {self.of(MANNERS)}.",
            lambda: f"{self.many()} {self.going(2)} {self.place()} {self.time()}.",
            lambda: f"{self.who()} {self.going(1)} {self.place()}.",
            lambda: f"the {self.noun()} is {self.quality()}.",
            lambda: f"{self.thing()} {r.choice(['was', 'is', 'looks', 'seems'])} very {self.quality()}.",
            lambda: f"{self.who()} is {self.quality()} and {self.quality()}.",
            lambda: f"there is {article(self.quality() + ' ' + self.noun())} {self.place()}.",
            lambda: f"there are {self.amount()} {plural(self.noun())} {self.place()}.",
            lambda: f"{self.who()} has {self.thing()} and {self.thing()}.",
            lambda: f"can you {self.doing(0)} {self.thing()}?",
            lambda: f"{self.of(WH)} did {self.who()} {self.doing(0)} {self.thing()}?",
            lambda: f"{self.of(WH)} is {self.thing()}?",
            lambda: f"do you {self.doing(0)} {self.thing()}?",
            lambda: f"please {self.doing(0)} {self.thing()} {self.time()}.",
            lambda: f"{self.time()}, {self.who()} {self.doing(2)} {self.thing()}.",
            lambda: f"the weather {r.choice(['is', 'was', 'will be'])} {self.of(WEATHER)} {r.choice([self.of(WHEN), 'in ' + self.of(PLACES)])}.",
            lambda: f"it costs {self.amount()} {self.of(UNITS)}.",
            lambda: f"{self.who()} {self.doing(2)} {self.thing()}, but {self.who()} {self.going(2)} {self.of(MANNERS)}.",
            lambda: f"it is {self.time().removeprefix('at ').removeprefix('in ').removeprefix('on ')}.",
            lambda: f"the meeting starts {self.time()}.",
            lambda: f"{self.who()} was born {self.date()}.",
            lambda: f"my telephone number is {' '.join(r.choice(ONES[:10]) for _ in range(r.randrange(3, 8)))}.",
            lambda: f"{self.of(NAMES)} studies {self.of(SUBJECTS)} {self.place()}.",
            lambda: f"my {self.of(BODY)} hurts {self.time()}.",
            lambda: f"{self.who()} likes {self.of(FOOD)} with {self.of(FOOD)}.",
            lambda: f"we need {self.of(FOOD)}, {self.of(FOOD)} and {self.of(FOOD)}.",
            lambda: f"I think {self.who()} will {self.doing(0)} {self.thing()}.",
            lambda: f"if you {self.going(0)} {self.of(MANNERS)}, {self.who()} will {self.going(0)}.",
            lambda: f"{self.who()} comes from {self.of(PLACES)} and {self.going(1)} in {self.of(PLACES)}.",
            lambda: f"{r.choice(['yes', 'no', 'hello', 'thank you', 'excuse me', 'good morning', 'good evening', 'sorry'])}, {self.who()} is {self.place().replace('from ', 'in ').replace('to the', 'at the')}.",
            lambda: f"the train to {self.of(PLACES)} leaves {self.time()} from platform {number(r.randrange(1, 30))}.",
        ]
        made = simple[kind]()
        return made[0].upper() + made[1:]

    def words(self):
        """A few words with no sentence around them, so that a word is heard for itself."""
        lists = [NAMES, PLACES, PEOPLE, ANIMALS, FOOD, PIECES, THINGS, THINGS, VEHICLES, SPOTS, COLORS, QUALITIES,
                 MANNERS, DAYS, MONTHS, WEATHER, SUBJECTS, ABSTRACT, BODY, ONES, ONES[:10], ONES[:10], ORDINALS,
                 [v.split()[0] for v in DOING], [v.split()[-1] for v in DOING + GOING]]
        made = ", ".join(self.of(*lists) for _ in range(self.r.choice([1, 1, 2, 3, 4]))) + "."
        return made[0].upper() + made[1:]

    def numbers(self):
        made = ", ".join(self.r.choice(ONES[:10]) if self.r.random() < .7 else self.amount()
                         for _ in range(self.r.choice([1, 2, 3, 4, 5]))) + "."
        return made[0].upper() + made[1:]

    def utterance(self):
        x = self.r.random()
        return self.sentence() if x < .8 else self.words() if x < .92 else self.numbers()
