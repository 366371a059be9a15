"""Verbs, pronouns and people of attribution: how prose says who spoke, and who speaks to the press instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .table import table

_EN = """say says said saying tell tells told telling replies replied replying answers answered answering ask asks asked
asking explain explains explained explaining respond responds responded responding add adds added adding insist
insists insisted
complain complains complained shout shouts shouted shouting snap snaps snapped protest protests protested reports
reported remember
remembers remembered admit admits admitted warn warns warned continue continues continued claims claimed stated
whisper whispers whispered cries cried notes noted recall recalls recalled agree agrees agreed objects objected suggest
suggests suggested declare declares declared repeat repeats repeated retort retorts retorted exclaim exclaims
exclaimed interrupt
interrupts interrupted conclude concludes concluded boast boasts boasted confess confesses confessed describe
describes described
plead pleads pleaded demands demanded orders ordered announce announces announced sob sobs sobbed
jokes joked laughs laughed lament laments lamented argue argues argued mutter mutters muttered beg begs begged advise
advises
advised calls called yells yelled screams screamed begins began murmurs murmured cuts groans groaned inquires
inquired wonders wondered advised counters countered promises promised swear swears swore urge urges urged radios
radioed concede conceded"""
_RU = """говорит говорил говорила сказал сказала скажет отвечает ответил ответила спрашивает спросил спросила
переспрашивает переспросил
переспросила кричит крикнул крикнула закричал закричала шепчет прошептал прошептала объясняет объяснил объяснила
добавляет добавил добавила
продолжает продолжил продолжила рассказывает рассказал рассказала жалуется пожаловался пожаловалась возражает возразил
возразила
предупреждает предупредил предупредила замечает заметил заметила просит попросил попросила признаётся признается
признался призналась
вздыхает вздохнул вздохнула повторяет повторил повторила уточняет уточнил уточнила утверждает произносит произнёс
произнес произнесла
советует посоветовал посоветовала буркнул усмехается усмехнулся усмехнулась удивляется удивился удивилась докладывает
доложил восклицает воскликнул воскликнула
заявляет заявил заявила сообщает сообщил сообщила приказывает приказал бросает бросил успокаивает успокоил успокоила
умоляет настаивает хрипит подтвердил подтвердила обещает пообещал перебивает перебил перебила орёт орет заорал заорала
командует скомандовал отзывается отозвался отозвалась интересуется поинтересовался поинтересовалась вмешивается
вмешался вмешалась соглашается согласился согласилась бормочет пробормотал пробормотала ворчит плачет всхлипывает
смеётся смеется зовёт зовет позвал позвала подтверждает обрывает оборвал воскликнула шутит поправляет поправил
поправила диктует продиктовал вздыхает начинает начал начала уговаривает оправдывается оправдывался признавал"""
_UK = """каже казав казала сказав сказала говорить говорив говорила відповідає відповів відповіла питає запитує
запитав запитала спитав
спитала перепитує перепитав перепитала кричить крикнув крикнула шепоче прошепотів прошепотіла пояснює пояснив пояснила
додає додав додала продовжує
продовжив продовжила розповідає розповів розповіла скаржиться поскаржився поскаржилась заперечує заперечив заперечила
попереджає попередив попередила
зауважує зауважив зауважила просить попросив попросила зізнається зізнався зізналася зітхає зітхнув зітхнула повторює
повторив повторила
уточнює уточнив уточнила стверджує мовив мовила промовив промовила радить порадив порадила буркнув усміхається
здивувався здивувалась доповідає доповів вигукнув
вигукнула заявляє заявив заявила повідомляє повідомив повідомила наказує наказав заспокоює заспокоїв благає наполягає
підтвердив обіцяє пообіцяв перебиває перебив перебила командує відгукується відгукнувся відгукнулася цікавиться
поцікавився поцікавилася втручається погоджується погодився погодилася бурмоче пробурмотів сміється плаче схлипує
кличе гукає гукнув гукнула підтверджує обриває виправляє диктує жартує вмовляє виправдовується волає репетує
озивається озвався озвалася починає
почав почала"""
_PL = """mówi mówił mówiła powiedział powiedziała odpowiada odpowiedział odpowiedziała odparł odparła pyta pytał
pytała zapytał zapytała spytał
spytała krzyczy krzyknął krzyknęła szepcze szepnął szepnęła wyjaśnia wyjaśnił wyjaśniła dodaje dodał dodała ciągnie
opowiada skarży
żali protestuje ostrzega ostrzegł ostrzegła zauważa zauważył zauważyła prosi poprosił poprosiła przyznaje przyznał
przyznała wzdycha westchnął
westchnęła powtarza powtórzył powtórzyła tłumaczy radzi rzekł rzekła rzucił rzuciła mruknął mruknęła stwierdził
stwierdziła melduje zameldował zawołał zawołała woła nalega odzywa odezwał odezwała przerywa przerwał przerwała
potwierdza potwierdził
potwierdziła wtrąca wtrącił wtrąciła uspokaja rozkazuje rozkazał mamrocze płacze śmieje żartuje zgadza zaczyna zaczął
zaczęła błaga poprawia poprawił poprawiła oznajmia oznajmił oznajmiła upiera zastanawia dziwi zdziwił zdziwiła
dopytuje dopytał dopytała prosił prosiła wołał wołała krzyczał krzyczała odpowiadał odpowiadała"""
_FR = """dit dis disait répond répondit répondait demande demanda demandait explique expliqua ajoute ajouta crie cria
criait chuchote
murmure murmura raconte insiste proteste avertit reconnaît avoue avoua soupire soupira répète répéta s'exclame s'écrie
s'étonne
poursuit continue reprend reprit lance lança affirme précise réplique répliqua conclut ordonne supplie interroge
conseille lâche souffle souffla rétorque coupe interrompt interrompit hurle hurla appelle ordonna confirme confirma
corrige plaisante commence commença gronde grogne sanglote promet rappelle s'inquiète s'énerve s'emporte"""
_ES = """dice dijo decía responde respondió contesta contestó pregunta preguntó explica explicó añade añadió agrega
agregó grita gritó
susurra susurró cuenta insiste insistió protesta protestó advierte advirtió reconoce admite admitió confiesa confesó
suspira suspiró repite repitió exclama exclamó
continúa continuó replica replicó concluye ordena ordenó suplica afirma afirmó señala aconseja murmura murmuró
prosigue asegura interrumpe interrumpió corta cortó llama llamó confirma confirmó corrige bromea empieza empezó
promete prometió gruñe solloza ruega rogó chilla chilló musita comenta comentó apunta interviene intervino
queja quejó lamenta lamentó"""
_DE = """sagt sagte fragt fragte antwortet antwortete erwidert erwiderte erklärt erklärte ruft rief schreit schrie
flüstert flüsterte
meint meinte ergänzt fügt berichtet erzählt klagt warnt warnte gesteht seufzt seufzte wiederholt wiederholte betont
bittet befiehlt murmelt murmelte
entgegnet entgegnete versichert rät behauptet unterbricht unterbrach bestätigt bestätigte korrigiert fordert forderte
verlangt verlangte brüllt brüllte jammert schluchzt schluchzte scherzt beginnt begann verspricht versprach warf wirft
wissen drängt mahnt mahnte befahl bat beharrt hakt"""
_IT = """dice disse diceva risponde rispose chiede chiese domanda domandò spiega spiegò aggiunge aggiunse grida gridò
sussurra sussurrò
racconta insiste protesta avverte ammette confessa sospira sospirò ripete esclama esclamò continua replica replicò
conclude ordina supplica
afferma osserva consiglia mormora mormorò ribatte ribatté interrompe interruppe urla urlò chiama chiamò conferma
confermò corregge scherza comincia cominciò promette promise implora singhiozza ordinò intima intimò insistette"""
_NL = """zegt zei vraagt vroeg antwoordt antwoordde verklaart legt roept riep schreeuwt fluistert fluisterde vertelt
klaagt waarschuwt
bekent zucht zuchtte herhaalt benadrukt smeekt beveelt mompelt weten reageert voegt vervolgt onderbreekt onderbrak bevestigt
bevestigde corrigeert gilt gilde schreeuwde grapt begint begon belooft beloofde snikt snikte reageerde vervolgde
herhaalde riep mompelde"""

VERBS = frozenset(" ".join((_EN, _RU, _UK, _PL, _FR, _ES, _DE, _IT, _NL)).split())
"""Verbs of saying, in all nine languages, casefolded."""

_INVERTING = frozenset(" ".join((_EN, _PL, _FR, _ES, _DE, _IT, _NL)).split())
_INVERTED = re.compile(r"[\w']+?(?=(?:-t)?-(?:il|elle|je|ils|elles|on)\b|[^\w'-]|$)")
_WORD = re.compile(r"(?<![\w’'])[^\W\d_][\w’']*")


def verbs_in(text: str) -> Iterator[re.Match[str]]:
    """Yields the verbs of saying in a text; looked up word by word, since one pattern of a thousand verbs is slow."""
    return (
        match
        for match in _WORD.finditer(text)
        if match.group().casefold() in VERBS
        or _hyphenless(match.group()) in VERBS
        or (match.group() in ("goes", "went") and text.startswith(" on", match.end()))
    )


def verb_in(text: str) -> re.Match[str] | None:
    """Returns the first verb of saying in a text, or None."""
    return next(verbs_in(text), None)


def _hyphenless(word: str) -> str:
    """Returns a verb without an elided pronoun: `s'exclame`."""
    return word.casefold().replace("’", "'")


def inverted_verb(clause: str) -> re.Match[str] | None:
    """Returns the verb of saying that begins a clause (`dit-il`, `demande la mère`, `says the soldier`), or None."""
    match = _INVERTED.match(clause.replace("’", "'"))
    return match if match is not None and match.group().casefold() in _INVERTING else None


HEARD = re.compile(
    r"(?:could|can) be heard|is heard|was heard|is asked|was asked|is told|was told|to which|in (?:his|"
    r"her) first words|"
    r"gives? in|turns? to|plays? (?:his|her) last|the reply|the answer|(?:his|her|the) (?:words?|answer|reply|"
    r"question)|"
    r"слышно|слышен|слышна|звучит|раздаётся|раздается|чути|лунає|słychać|on entend|se (?:le|la) oye|se oye|"
    r"ist zu hören|si sente|is te horen",
    re.IGNORECASE,
)
"""Other ways of prose to say that words were spoken."""

EXCHANGE = re.compile(
    r"\b(?:answer|repl(?:y|ie)|respond|retort|ask)\w*|отве[чт]\w*|спра?[шс]\w*|відпов\w*|\w*пит(?:ує|ав|ала)\b|odpow\w*|"
    r"odpar\w*|\w*pyta\w*|répon\w*|demand\w*|respond\w*|contest\w*|pregunt\w*|antwort\w*|frag(?:t|te)\b|erwider\w*|"
    r"rispo\w*|chied\w*|antwoord\w*|vra(?:agt|oeg)\b",
    re.IGNORECASE,
)
"""Verbs that one speaker needs another for."""

HE = table(
    """
    he him his он ему его нього він йому його on jego il lui él er ihm hij hem
    """
)
SHE = table(
    """
    she her она ей её ее вона їй її неї ona jej elle ella sie ihr lei zij ze haar
    """
)


_NOT_POLISH = re.compile(
    r"\b(?:the|an|is|was|his|her|and|of|he|she|it|at|le|la|les|des|du|que|est|et|une?|pas|entend|dit|qu|n|y)\b",
    re.IGNORECASE,
)


def gender_of_pronoun(word: str, text: str) -> str:
    """Returns "m" or "f" for a pronoun of the third person, "" for any other word.

    `on` is he in Polish and Ukrainian only: `on his way`, `on entend` are told by the words of `text` around it.
    """
    if word in HE:
        return "" if word == "on" and _NOT_POLISH.search(text) else "m"
    return "f" if word in SHE else ""


OUTSIDERS = re.compile(
    r"(?<!\w)(?:spokes(?:man|woman|person|people)|ministry|minister|mayor|governor|prosecutor general|"
    r"press (?:service|office|secretary)|statement|(?:police|fire) chief|chief of police|sheriff|commissioner|"
    r"chairman|chairwoman|board chair|chief executive|"
    r"publishers?|critics?|reviewers?|reporters?|journalists?|newspaper|courier|editor|expert|analyst|"
    r"lawyer for|professor|historian|union|company (?:says|said)|"
    r"officials? (?:say|said)|told (?:the )?[A-Z]\w+ (?:Post|Times|Courier|Review|Herald|Ledger|News)|told us|"
    r"in an interview with|"
    r"in a statement|before publication|on (?:twitter|facebook|telegram)|tweeted|wrote|writes|posted|"
    r"представител\w*|пресс-секретар\w*|министр\w*|министерств\w*|эксперт\w*|аналитик\w*|губернатор\w*|"
    r"журналист\w*|пресс-служб\w*|"
    r"речни\w*|прессекретар\w*|міністр\w*|міністерств\w*|аналітик\w*|журналіст\w*|прес-служб\w*|"
    r"rzeczni\w*|ministerstw\w*|minist\w*|ekspert\w*|porte-parole|ministère|ministre|portavoz|ministerio|ministro|"
    r"sprecher(?:in)?|ministerium|portavoce|ministero|woordvoerder|ministerie)(?!\w)",
    re.IGNORECASE,
)
"""People and bodies who speak to the press about a conversation, not in it."""
