"""Hand lists for row 4: irregular paradigms, unlike words, and names in other alphabets. Nobody in particular is meant."""

from __future__ import annotations

IRREGULAR = {
    "ru": """
идти шёл шла шли идёт идут иду; пойти пошёл пошла пошли пойдём; прийти пришёл пришла придёт; найти нашёл нашла найдут
уйти ушёл ушла уйду; ехать еду едут едет; есть ем ешь ест едят ел; дать дам дашь дадут дал; быть был была будет будут
хотеть хочу хочешь хотят; мочь могу могут мог могла; бежать бегу бежит бегут; лечь лёг легла лягу; сесть сел села сяду
взять взял возьму возьмут; нести нёс несла несут; вести вёл вела ведут; везти вёз везла; расти рос росла растут
умереть умер умерла умрёт; стереть стёр стёрла; жечь жёг жгла жгут; печь пёк пекла; беречь берёг берегла берегут
пить пью пьют пил; бить бью бьют бил; лить лью льют; шить шью; петь пою поют; мыть мою моют; звать зову зовут
брать беру берут; гнать гоню гонят; спать сплю спят; стоять стою стоят; бояться боюсь боятся; смеяться смеюсь
человек люди людей людям людьми; ребёнок дети детей детьми; мать матери матерью матерей; дочь дочери дочерью дочерей
отец отца отцом отцы; день дня дни дней; пёс пса псы; лоб лба лбу; рот рта рту; огонь огня огнём; лёд льда
ухо уши ушей; плечо плечи; колено колени; друг друзья друзей; брат братья братьев; сын сыновья сыновей; стул стулья
дерево деревья деревьев; лист листья; небо небеса; чудо чудеса; имя имени имена имён; время времени времена; знамя знамёна
путь пути путём; яйцо яйца яиц; окно окна окон; письмо письма писем; сестра сестры сестёр; деньги денег деньгам
хороший лучше лучший; плохой хуже худший; я меня мне мной; он его ему нём; мы нас нам нами; два двух двум двумя
три трёх трём тремя; сорок сорока; сто ста; весь всё всех всем; этот это эти этих; кто кого кому; что чего чему чем
""",
    "uk": """
йти йшов йшла йдуть йду; піти пішов пішла підемо; прийти прийшов прийду; їхати їду їдуть їхав; їсти їм їси їдять їв
дати дам даси дадуть; бути був була буде є; хотіти хочу хочуть; могти можу можуть міг могла; бігти біжу біжать біг
лягти ліг лягла ляжу; сісти сів сіла сяду; взяти взяв візьму; нести ніс несла несуть; вести вів вела ведуть
везти віз везла; рости ріс росла; померти помер померла помре; пекти пік пекла печуть; берегти беріг берегла
пити пʼю пʼють пив; бити бʼю бʼють; лити ллю ллють; шити шию; співати співаю; мити мию; звати зву звуть
брати беру беруть брав; гнати жену женуть; спати сплю сплять; стояти стою стоять; боятися боюся бояться
людина люди людей людьми; дитина діти дітей дітьми; мати матері матірʼю; дочка дочки дочці; батько батька батьки
день дня дні днів; пес пса пси; лоб лоба; рот рота; вогонь вогню вогнем; лід льоду; кінь коня коні; ніч ночі
вухо вуха вух; плече плечі; коліно коліна; друг друзі друзів; брат брати братів; син сини синів; око очі очей
ім'я імені імена імен; час часу часи; дівчина дівчата дівчат; теля теляти телята; яйце яйця яєць; вікно вікна вікон
лист листа листи; сестра сестри сестер; гроші грошей грошима; міст мосту мостом мости; ніж ножа ножі; стіл стола столи
хороший кращий; поганий гірший; я мене мені мною; він його йому ним; ми нас нам нами; два двох двом двома
три трьох трьом; весь усе всіх; цей це ці цих; хто кого кому; що чого чому чим; кров крові; любов любові; рука руки руці
нога ноги нозі; муха мухи мусі; книга книзі; стріляти стріляв стріляли; бачити бачу бачив; ходити ходжу ходив
""",
    "en": """
go goes went gone going; be am is are was were been; have has had; do does did done; see saw seen; take took taken
buy bought; bring brought; catch caught; think thought; teach taught; fight fought; shoot shot; hold held; leave left
lose lost; find found; bleed bled; hide hid hidden; write wrote written; drive drove driven; freeze froze frozen
child children; man men; woman women; foot feet; tooth teeth; mouse mice; wife wives; knife knives; life lives
good better best; bad worse worst; say said; tell told; hear heard; mean meant; keep kept; sleep slept; sink sank sunk
swim swam swum; ring rang rung; lie lay lain; lay laid; rise rose risen; fall fell fallen; feel felt; fly flew flown
forget forgot forgotten; give gave given; get got gotten; grow grew grown; know knew known; run ran running
send sent; sell sold; sit sat; stand stood; steal stole stolen; strike struck; swear swore sworn; tear tore torn
throw threw thrown; understand understood; wake woke woken; wear wore worn; win won; blow blew blown; break broke broken
choose chose chosen; come came; dig dug; draw drew drawn; drink drank drunk; eat ate eaten; feed fed; lead led
lend lent; lie lying; light lit; make made; meet met; pay paid; ride rode ridden; seek sought; shake shook shaken
shrink shrank; speak spoke spoken; spend spent; spin spun; spread; spring sprang; stick stuck; sting stung; die dying
thief thieves; wolf wolves; leaf leaves; half halves; shelf shelves; crisis crises; person people; goose geese; ox oxen
""",
}
"""Lemmas, each with forms that no ending rule gives."""

UNLIKE = {
    "ru": """
вести весть; сталь стать; новый новость; мост мостить; рука ручка; стол столица; час частый; мина минута; снаряд снарядить
рот рота; окоп копать; брать брат; дело делать; вода водить; лес лестница; пост постель; план планета; право правый
дом домна; точка точить; нос носки; мука мучить; танк танкист; бой боец; ранить рано; бой бойкий; часть часы
""",
    "uk": """
міст місто; час частина; рука ручка; стіл столиця; міна мінус; брат брать; вода водій; ліс лісник; пост постіль
план планета; право правий; точка точити; ніс носки; танк танкіст; бій боєць; ранити рано; рот ротор; дім димар
новий новина; вести вість; мир мирити; град градус; порт портрет; рада радити; сила силос; полк полиця
""",
    "en": """
new news; universe university; organ organization; general generate; number numb; corn corner; sing single; wit with
wing win; king kin; thing thin; bus busy; past paste; hop hope; plan plane; star stare; car care; bar bare; fin fine
mat mate; rat rate; pin pine; not note; cap cape; hat hate; policy police; import important; animate animal; iron irony
""",
}
"""Words that a rough stemmer may take for one."""

REGULAR = """
attack bomb burn call carry check clean climb close cook cough count cover cross cry damage destroy drop drown enter escape
explode fail fear fill finish fire float follow frighten guard hand happen hate help hope hurry injure jump kick kill kiss
knock land laugh launch listen live load lock look love march miss move need notice obey open order pack pass phone plan
play point pray promise pull push reach rescue reply report rob save scream search shell ship shout sign smile smoke stay
stop study surrender talk target test tie touch train transfer travel trust try turn use visit wait walk want warn wash watch
ambulance baby battery boat body box bridge building bus camera car church city commander country day doctor dog door drone
enemy engine factory family father field floor friend game glass gun head helicopter helmet hole hospital hour house island
"""
"""English words whose forms rules give, for random paradigms: verbs, then nouns (from `ambulance` on)."""
