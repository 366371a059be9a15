"""Who people are to each other and on the job: the words that labels, legends and attributions use for a voice.

Words of one group name one role, whatever the language or the register: `Mom` and `Mother` are one voice. A group's
gender tells what `he` and `she` may point to: "m", "f" or "" where the word leaves it open.
"""

from __future__ import annotations

from typing import NamedTuple

from .table import table


class Role(NamedTuple):
    """One role: its name in this table, its gender and the group it shares with its synonyms."""

    name: str
    gender: str


_GROUPS: tuple[tuple[str, str, str], ...] = (
    # name, gender, words in en · ru · uk · pl · fr · es · de · it · nl
    ("mother", "f", "mother mom mum mama mamma mummy ma · мать мама мам матушка · мати мама матір · matka mama "
     "· mère maman "
     "· madre mamá · mutter mama mutti · madre mamma · moeder mama mam"),
    ("father", "m", "father dad daddy papa pa · отец папа батя · батько тато · ojciec tata · père papa · padre papá "
     "· vater papa vati · padre papà babbo · vader papa pa"),
    ("wife", "f", "wife · жена супруга · дружина жінка · żona · épouse femme · esposa mujer · ehefrau frau · moglie "
     "· echtgenote vrouw"),
    ("husband", "m", "husband · муж супруг · чоловік · mąż · mari époux · esposo marido · ehemann mann · marito "
     "· echtgenoot"),
    ("son", "m", "son · сын сынок · син · syn · fils · hijo · sohn · figlio · zoon"),
    ("daughter", "f", "daughter · дочь дочка · донька дочка · córka · fille · hija · tochter · figlia · dochter"),
    ("brother", "m", "brother · брат · брат · brat · frère · hermano · bruder · fratello · broer"),
    ("sister", "f", "sister · сестра · сестра · siostra · sœur soeur · hermana · schwester · sorella · zus zuster"),
    ("grandmother", "f", "grandmother grandma granny · бабушка баба · бабуся баба · babcia · grand-mère mamie "
     "· abuela · großmutter oma · nonna · grootmoeder oma"),
    ("grandfather", "m", "grandfather grandpa grandad granddad · дед дедушка · дід дідусь · dziadek · grand-père papi "
     "· abuelo · großvater opa · nonno · grootvater opa"),
    ("uncle", "m", "uncle · дядя · дядько · wujek · oncle · tío · onkel · zio · oom"),
    ("aunt", "f", "aunt auntie · тётя тетя · тітка · ciotka ciocia · tante · tía · tante · zia · tante"),
    ("girlfriend", "f", "girlfriend fiancée · девушка подруга невеста · дівчина подруга наречена · dziewczyna "
     "· copine fiancée · novia · freundin · fidanzata · vriendin"),
    ("boyfriend", "m", "boyfriend fiancé · парень жених · хлопець наречений · chłopak · copain fiancé · novio · freund "
     "· fidanzato · vriend"),
    ("friend", "", "friend mate comrade · друг товарищ приятель знакомый · друг товариш приятель · przyjaciel kolega "
     "· ami camarade · amigo · kumpel · amico · kameraad"),
    ("neighbour", "", "neighbour neighbor · сосед соседка · сусід сусідка · sąsiad sąsiadka · voisin voisine "
     "· vecino vecina · nachbar nachbarin · vicino vicina · buurman buurvrouw"),
    ("woman", "f", "woman lady female · женщина · жінка · kobieta · femme · mujer · frau · donna · vrouw"),
    ("man", "m", "man male guy · мужчина · чоловік · mężczyzna · homme · hombre · mann · uomo · man"),
    ("girl", "f", "girl · девочка · дівчинка · dziewczynka · fillette · niña chica · mädchen · ragazza · meisje"),
    ("boy", "m", "boy lad · мальчик · хлопчик · chłopiec · garçon · niño chico · junge · ragazzo · jongen"),
    ("child", "", "child kid · ребёнок ребенок · дитина · dziecko · enfant · niño · kind · bambino · kind"),
    ("soldier", "m", "soldier serviceman private conscript fighter trooper · солдат военный военнослужащий рядовой боец "
     "призывник · солдат військовий військовослужбовець боєць рядовий окупант · żołnierz szeregowy · soldat militaire "
     "· soldado militar · soldat · soldato militare · soldaat militair"),
    ("occupier", "m", "occupier occupant invader · оккупант · загарбник · okupant · occupant · ocupante · besatzer "
     "· occupante · bezetter"),
    ("officer", "", "officer policeman policewoman cop · офицер полицейский · офіцер поліцейський · oficer policjant "
     "· officier policier · oficial policía agente · offizier polizist · ufficiale poliziotto · officier agent"),
    ("commander", "m", "commander captain major colonel lieutenant sergeant general · командир комбат капитан майор "
     "полковник лейтенант сержант генерал · командир капітан майор полковник лейтенант сержант · dowódca kapitan major "
     "pułkownik porucznik sierżant · commandant capitaine colonel lieutenant sergent · comandante capitán coronel "
     "teniente sargento · kommandant hauptmann oberst leutnant feldwebel · comandante capitano colonnello tenente "
     "sergente · commandant kapitein kolonel luitenant sergeant"),
    ("duty officer", "", "dispatcher operator call-taker calltaker operator-1 control · диспетчер дежурный дежурная "
     "оператор · диспетчер черговий чергова оператор · dyspozytor dyspozytorka dyżurny operator operatorka "
     "· opérateur opératrice régulateur · operador operadora · disponent leitstelle · operatore operatrice centrale "
     "· centralist meldkamer"),
    ("caller", "", "caller · звонящий звонящая абонент · абонент абонентка · dzwoniący dzwoniąca rozmówca "
     "· appelant appelante · llamante comunicante · anrufer anruferin · chiamante · beller"),
    ("leader", "", "leader · руководитель старший · керівник старший · lider · chef · jefe líder · leiter · capo · leider"),
    ("pilot", "m", "pilot copilot co-pilot navigator · пилот лётчик летчик штурман · пілот льотчик штурман · pilot "
     "nawigator · pilote · piloto · pilot · pilota · piloot"),
    ("driver", "m", "driver · водитель шофёр · водій · kierowca · chauffeur conducteur · conductor chófer · fahrer "
     "· autista · bestuurder chauffeur"),
    ("worker", "", "worker fitter engineer mechanic electrician · рабочий слесарь инженер механик · робітник "
     "слюсар інженер "
     "механік · robotnik inżynier mechanik · ouvrier ingénieur · obrero ingeniero · arbeiter ingenieur · operaio "
     "ingegnere · arbeider monteur"),
    ("supervisor", "m", "supervisor boss chief foreman manager director head · начальник директор шеф · начальник "
     "директор · kierownik dyrektor szef · chef directeur · jefe director · chef leiter · capo direttore · chef baas"),
    ("guard", "", "guard gatekeeper watchman gatehouse · охранник вахтёр сторож проходная · охоронець вахтер сторож "
     "прохідна · strażnik portier · gardien garde · guardia vigilante · wächter pförtner · guardia custode "
     "· bewaker portier"),
    ("doctor", "", "doctor medic paramedic nurse physician · врач доктор медсестра фельдшер · лікар лікарка медсестра "
     "фельдшер · lekarz lekarka ratownik pielęgniarka · médecin docteur infirmière · médico doctora enfermera "
     "· arzt ärztin sanitäter · medico infermiera · dokter arts verpleegkundige"),
    ("judge", "", "judge court chairman chairwoman chair chairperson president magistrate presiding · судья "
     "председатель председательствующий · суддя голова головуючий · sędzia przewodniczący przewodnicząca sąd · juge "
     "président présidente · juez presidente · richter richterin vorsitzender · giudice presidente · rechter voorzitter"),
    ("counsel", "", "counsel lawyer attorney prosecutor · адвокат прокурор защитник · адвокат прокурор захисник "
     "· adwokat prokurator obrońca · avocat procureur · abogado fiscal · anwalt staatsanwalt · avvocato procuratore "
     "· advocaat officier"),
    ("witness", "", "witness · свидетель свидетельница · свідок · świadek · témoin · testigo · zeuge zeugin · testimone "
     "· getuige"),
    ("interviewer", "", "interviewer journalist reporter host presenter moderator question · журналист "
     "корреспондент ведущий "
     "ведущая интервьюер · журналіст журналістка кореспондент ведучий ведуча · dziennikarz dziennikarka prowadzący "
     "· journaliste animateur · periodista entrevistador · journalist moderator · giornalista intervistatore "
     "· journalist interviewer"),
    ("interviewee", "", "interviewee guest respondent · гость респондент · гість респондент · gość · invité · invitado "
     "entrevistado · gast · ospite · gast"),
    ("teacher", "", "teacher schoolteacher · учитель учительница · вчитель вчителька учителька · nauczyciel nauczycielka "
     "· professeur · maestra profesor · lehrer lehrerin · maestra insegnante · leraar lerares"),
    ("skipper", "m", "skipper master mate bosun helmsman bridge · шкипер боцман мостик · шкіпер боцман місток "
     "· szyper bosman mostek · patron passerelle · patrón puente · schiffer brücke · ponte nostromo · schipper brug"),
    ("coast guard", "", "coastguard rescuer · спасатель · рятувальник · ratownik · secours sauveteur · rescate "
     "· retter · soccorso · redder"),
    ("voice", "", "voice speaker unknown unidentified · голос неизвестный неизвестная · голос невідомий невідома "
     "· głos nieznany · voix inconnu locuteur · voz desconocido hablante · stimme sprecher unbekannt · voce "
     "sconosciuto · stem spreker onbekend"),
    ("seaman", "m", "seaman sailor deckhand motorman stoker steward cook purser · моряк матрос кочегар моторист "
     "кок · моряк матрос "
     "кочегар моторист кок · marynarz kucharz · matelot marin cuisinier · marinero cocinero · matrose koch · "
     "marinaio cuoco · matroos kok"),
    ("shepherd", "m", "shepherd · пастух · вівчар пастух · pasterz · berger · pastor · hirte · pastore · herder"),
    ("passenger", "", "passenger · пассажир пассажирка · пасажир пасажирка · pasażer pasażerka · passager passagère "
     "· pasajero pasajera · passagier · passeggero · passagier"),
    ("resident", "", "resident local · житель жительница · мешканець мешканка · mieszkaniec mieszkanka · "
     "habitant habitante "
     "· vecina residente · anwohner · abitante · bewoner"),
    ("prisoner", "m", "prisoner captive pow detainee · пленный · полонений · jeniec · prisonnier · prisionero "
     "· gefangener · prigioniero · gevangene"),
)  # fmt: skip

ROLE_OF: dict[str, Role] = {}
"""From a word, casefolded, to its role. Where languages share a word, the first group in the table keeps it."""
for _name, _gender, _words in _GROUPS:
    for _word in _words.replace("·", " ").split():
        ROLE_OF.setdefault(_word.casefold(), Role(_name, _gender))

FEMALE_WORDS = table(
    """
    policewoman chairwoman дежурная звонящая соседка учительница вчителька учителька чергова жительница мешканка
    ведущая ведуча dyspozytorka operatorka lekarka nauczycielka dzwoniąca opératrice operadora anruferin ärztin
    operatrice lerares maestra enfermera infirmière nurse медсестра lehrerin пассажирка passagère неизвестная
    girl woman daughter журналістка dziennikarka свидетельница абонентка
    """
)
"""Words whose form says a woman, in groups that leave it open."""
