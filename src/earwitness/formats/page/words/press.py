"""Words of the press: how an article says that something was told to the paper and not in the conversation it is about."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("(?<!\\w)(?:" + "|".join(parts) + ")(?!\\w)", re.IGNORECASE)


ADDRESSED = _any(
    r"(?:told|tells|telling|said to|says to|spoke to|speaking to|talking to|wrote to) (?:\w+ )??(?:newspaper|paper|"
    r"reporters?|journalists?|press|magazine|correspondent|editors?|us|our \w+)",
    r"(?:told|speaking to) the (?:\w+ ){0,2}(?:post|times|courier|review|herald|ledger|news|star|mail|gazette|tribune|mirror)",
    r"(?:told|tells) me|when (?:i|we) (?:told|asked?|played|showed|mentioned)",
    r"told (?:the )?(?:\w+ )?(?:court|jury|inquest|inquiry|committee|hearing|council|tribunal)",
    r"(?:нашей|нашему|нашим|этой) (?:газет\w*|редакци\w*|изданию|корреспондент\w*|журналист\w*|собеседник\w*)",
    r"(?:рассказ|сообщ|заяв|поясн|сказ|ответ|призна)\w+ (?:\w+ )?(?:журналист\w*|репорт[её]р\w*|корреспондент\w*|газете|"
    r"изданию|редакции|сми|нам)",
    r"(?:нашій|нашому|нашим|цій) (?:газет\w*|редакці\w*|виданн\w*|кореспондент\w*|журналіст\w*)",
    r"(?:розпов|повідом|заяв|поясн|сказ|відпов|визна)\w+ (?:\w+ )?(?:журналіст\w*|репортер\w*|кореспондент\w*|газеті|"
    r"виданню|редакції|змі|нам)",
    r"(?:naszej|naszemu|naszym) (?:gazecie|redakcji|reporter\w*|dziennikarz\w*|portalowi|tygodnikowi)|"
    r"(?:dziennikarz|reporter)(?:om|ami)",
    r"(?:powiedzia|przekaza|wyjaśni|oświadczy|napisa)\w+ (?:\w+ )?nam|(?:przekaza|powiedzia)\w+ nam",
    r"(?:dieser|unserer) (?:zeitung|redaktion|reporter\w*|zeitschrift)|(?:unserem|unseren) (?:reporter\w*|blatt)|"
    r"(?:vor )?journalisten|der presse",
    r"(?:à|devant|par) (?:notre|nos) (?:journal|rédaction|journalistes?|reporters?|confrères)|aux journalistes|"
    r"à la presse|"
    r"nous (?:a|ont) (?:dit|déclaré|confié|expliqué|répondu)",
    r"(?:a|por) este (?:periódico|diario|medio)|a esta redacción|a los (?:periodistas|medios)|a la prensa|"
    r"nos (?:dijo|contó|explicó|confirmó)",
    r"a (?:questo giornale|questa redazione)|ai (?:giornalisti|cronisti)|alla stampa|"
    r"ci ha (?:detto|spiegato|raccontato)",
    r"(?:tegen|aan) (?:deze krant|onze \w+|journalisten|verslaggevers)|tegenover (?:deze krant|journalisten|de pers)",
)
"""The one who is told is the paper, or a court."""

CHANNEL = _any(
    r"in (?:a|his|her|its|their) (?:written )?(?:statement|reply to (?:this|our)|answer to (?:this|our))|statements?",
    r"press (?:conference|release|service|office|secretary|briefing)|briefing|in an interview|interviewed",
    r"e-?mail(?:ed|s)?|in writing|wrote|writes|posted|tweeted|on (?:twitter|facebook|telegram|social media)",
    r"(?:when |if )?asked (?:by (?:this|our|the) \w+|for (?:a )?comment|about (?:the|this) (?:recording|tape|call|audio))|"
    r"(?:whom |when )?we (?:asked|rang|called|phoned|reached|visited|met)|asked by us|"
    r"when (?:approached|contacted|reached)|"
    r"in our office|before publication|(?:declined|refused) to \w+|did not (?:answer|respond|reply) to (?:questions|our)|"
    r"in an open letter",
    r"(?:giving|gave|in) evidence|testified|testifies|in court|outside (?:the )?(?:court\w*|ground|hearing|office)",
    r"заявлени\w*|пресс-(?:служб\w*|конференци\w*|секретар\w*|релиз\w*)|брифинг\w*|в интервью|комментари\w*|"
    r"прокомментировал\w*|письменн\w+ ответ\w*|на запрос|говорится в|написал\w*|пишет|в соцсет\w*|на суде|в суде",
    r"прес-?(?:служб\w*|конференці\w*|секретар\w*|реліз\w*)|брифінг\w*|в інтерв['’ʼ]ю|коментар\w*|прокоментува\w*|"
    r"письмов\w+ відповід\w*|на запит|(?:ідеться|йдеться) (?:в|у)|написа[вл]\w*|пише|у соцмереж\w*|у суді|в суді|заяві",
    r"oświadczeni\w*|oświadczy\w*|konferencj\w+ prasow\w*|komunika\w*|w wywiadzie|napisał\w*|pisze|komentuje|"
    r"skomentował\w*|w odpowiedzi na|czytamy w|przed sądem|w sądzie",
    r"stellungnahme\w*|per e-?mail|pressekonferenz\w*|pressemitteilung\w*|auf (?:an|nach)frage|im interview|"
    r"schrieb|schreibt|"
    r"heißt es in|teilte \w+ mit|mitteilung|vor gericht|am rande (?:der|des|einer|eines)",
    r"(?:souhaité|voulu) (?:commenter|s['’]exprimer|répondre)|"
    r"communiqué\w*|conférence de presse|par (?:courriel|écrit|e-?mail)|joint\w* par|contacté\w*|"
    r"interrogé\w* par|écri(?:t|vait)|"
    r"écrit-(?:il|elle|on)|en interview|dans un entretien|à la barre|devant le tribunal",
    r"comunicado|rueda de prensa|nota de prensa|por (?:correo|escrito)|en una entrevista|preguntad[oa] por|"
    r"escrib(?:e|ió)|"
    r"ante el juez|consultad[oa] por",
    r"comunicato|conferenza stampa|per (?:iscritto|e-?mail)|in un['’]intervista|interpellat[oa]|contattat[oa]|"
    r"scrive|ha scritto",
    r"persconferentie|persbericht|schriftelijk\w*|per e-?mail|in een interview|desgevraagd|verklaring|schrijft|schreef",
)
"""Ways in which something reaches the paper, or the public, from outside the conversation."""

VOICES = _any(
    r"spokes(?:man|woman|person|people)|press secretary|publishers?|critics?|reviewers?|experts?|analysts?|professors?|"
    r"historians?|psychologists?|economists?|editors?|columnists?|union|campaigners?|"
    r"commentators?|observers?|bloggers?",
    r"lawyers?(?: for)?|solicitors?|barristers?|attorneys?|counsel|judge|prosecutors?|coroner",
    r"company (?:says|said)|officials? (?:say|said|told)",
    r"представител\w*|эксперт\w*|аналитик\w*|журналист\w*|адвокат\w*|юрист\w*|историк\w*|правозащитни\w*|обозревател\w*|блогер\w*",
    r"представни\w*|речни\w*|експерт\w*|аналіти\w*|журналіст\w*|правозахисни\w*|оглядач\w*|блогер\w*|істори(?:к|кин)\w*",
    r"rzeczni\w*|ekspert\w*|anality\w*|mecenas\w*|adwokat\w*|prawni(?:k|czk)\w*|historyk\w*",
    r"\w*sprecher(?:in|s)?|\w*expert(?:e|en|in)|\w*anw[aä]lt(?:e|in|s)?|\w*forscher(?:in)?|historiker(?:in)?|"
    r"kritiker(?:in)?",
    r"porte-parole|secrétariat|avocate?s?|experte?s?|analystes?|historien(?:ne)?s?|procureure?",
    r"portavoz|portavoces|expert[oa]s?|analistas?|abogad[oa]s?|fiscal",
    r"portavoce|espert[oi]|analist[ai]|avvocat[oa]|legale",
    r"woordvoerder|woordvoerster|deskundigen?|advocaat|advocate",
)
"""People whose part is to comment: they speak to the press even where a conversation is about them."""

OFFICES = _any(
    r"ministry|minister|vice-mayor|mayor|governor|prosecutor general|(?:police|fire) chief|chief of police|"
    r"sheriff|commissioner|"
    r"councillors?|councilor|senator|chairman|chairwoman|board chair|chief executive|courier|head ?teacher|"
    r"investigators?",
    r"министр\w*|министерств\w*|губернатор\w*|мэр\w*|депутат\w*|чиновни\w*|ведомств\w*|прокурор\w*|следовател\w*",
    r"міністр\w*|міністерств\w*|губернатор\w*|мер(?:ія|ії|а|ка|ом|у)?|депутат\w*|посадов\w*|прокурор\w*|слідч\w*|"
    r"головн\w+ лікар\w*|міськ\w+ рад\w*",
    r"ministerstw\w*|minist\w*|wojewod\w*|burmistrz\w*|prezydent\w*|marszał\w*|radn[yaei]\w*|posł\w*|"
    r"prokurat\w*|śledcz\w*",
    r"minist(?:er|erin|erium|erpräsident\w*)|\w+minister(?:in|ium)?|bürgermeister(?:in)?|landrat|landrätin|"
    r"staatsanw\w*|"
    r"abgeordnete\w*|stadtr[aä]t\w*",
    r"ministère|ministre|maire|préfet|préfète|préfecture|députée?|mairie",
    r"ministerio|ministr[oa]|alcalde|alcaldesa|gobernador\w*|concejal\w*|ayuntamiento|diputad[oa]",
    r"ministero|ministr[oa]|sindac[oa]|prefetto|assessor[ei]|deputat[oa]",
    r"ministerie|burgemeester|wethouder|kamerlid|officier van justitie",
)
"""Offices whose holders speak to the press, unless they are of the conversation themselves."""

LOOKS_BACK = _any(
    r"recalls?|recalled|remembers?|remembered|commented|comments|believes|this week|yesterday|"
    r"said (?:this|last|on|today|afterwards|later)",
    r"вспомина\w+|вспомнил\w*|считает|полагает|заявил\w*|згаду\w+|згадал\w*|вважає|заявив|заявила|wspomina\w*|uważa|"
    r"(?:erinnert|erinnerte) (?:sich|er|sie)|kommentiert\w*|se souvient|estime|recuerda|opina|ricorda|herinnert|restó",
)
"""Verbs that look back on something, as people do before a reporter."""

IN_CALL = _any(
    r"(?:on|in|from|of) (?:the|this|that|its|it) (?:\w+ )?(?:recording|tape|call|line|conversation|audio|channel|cassette)",
    r"(?:can|could) be heard|(?:is|was|are|were) heard|comes the (?:answer|reply)|on the air|over the radio",
    r"на (?:этой )?(?:записи|плёнке|пленке)|в (?:этом )?(?:разговоре(?! с)|эфире|трубке|трубку)|слышно|слышен|"
    r"слышна|разговора",
    r"на (?:цьому )?записі|запису|(?:у|в) (?:цій )?(?:розмові(?! з)|ефірі|слухавці|слухавку)|чути|лунає|розмови",
    r"(?:na|w) (?:tym )?nagrani\w+|w rozmowie(?! z)|nagrania|rozmowy|słychać|w słuchawce|w eterze",
    r"(?:auf|in) (?:der|dem) (?:aufnahme|mitschnitt|telefonat|gespräch|band|leitung)|"
    r"im (?:mitschnitt|telefonat|gespräch)(?! mit)|"
    r"(?:ist|sind) (?:\w+ )?zu hören|hört man|des (?:gesprächs|telefonats)|darin",
    r"(?:dans|sur|de) (?:l['’]|cet )(?:enregistrement|appel|écoute)|on (?:y )?entend|de la conversation|au bout du fil",
    r"(?:en|de) la (?:llamada|grabación|conversación)|del audio|se (?:le|la) oye|se oye",
    r"nella (?:telefonata|registrazione|conversazione)|si sente|della (?:telefonata|registrazione)",
    r"(?:op|in) (?:de|het) (?:opname|band|gesprek|telefoongesprek)|is te horen|hoort men",
)
"""Places within the conversation."""

RECORDED = re.compile(
    r"(?<!no )(?<!without a )\b(?:recordings?|tapes?(?! measure)|cassettes?|audio|transcripts?|intercept\w*|wiretap\w*|"
    r"overheard|radio (?:traffic|log|recordings?)|channel \d|on the (?:line|record|channel)|black box)\b|"
    r"radio between|(?:by|over the) radio|radio (?:exchange|talk)\w*|(?<!\w)(?:über|per) funk|funk(?:verkehr|spruch)\w*|"
    r"радиосвяз\w*|по рации|радіозв\w*|по рації|łącznoś\w+ radiow\w+|échanges? radio|por radio|radioverkeer|via radio|"
    r"перехва\w+|(?:аудио)?запис[ьи](?!\w)|подслуша\w+|прослушк\w*|радиопереговор\w*|радиообмен\w*|"
    r"расшифровк\w*|эфир\w*|"
    r"перехопл\w*|(?:аудіо)?запис(?:і|у|ом)?(?!\w)|підслуха\w+|прослуховуван\w*|радіообмін\w*|розшифровк\w*|"
    r"nagra(?:nie|nia|niu|ń|niach|niami|no|ną|ny|na)\b|podsłuch\w*|przechwyc\w*|"
    r"enregistrement\w*|intercept\w*|écoutes?\b|transcription|transcripci\w*|grabaci\w*|grabad[oa]\b|"
    r"trascrizion\w*|abschrift|mitschnitt\w*|abgehört\w*|aufgezeichnet\w*|tonband\w*|aufnahme\b|"
    r"registrazion\w*|registrat[oa]\b|"
    r"intercett\w*|opname\w*|afgeluister\w*",
    re.IGNORECASE,
)
"""Words for talk that was kept."""

CALLS = re.compile(
    r"\b(?:the|this|that|a|an|his|her|their|its|last|first|whose|emergency|phone|telephone|night|radio|private|intercepted)"
    r"\s(?:phone |telephone |emergency |phone-)?(?:calls?|conversations?)\b(?! (?:for|it|on)\b)|"
    r"\b(?:talk|exchanges?|words) between\b|"
    r"(?:телефонн\w+ )?разговор\w*|звонк\w*|(?:телефонн\w+ )?розмов\w*|дзвінк\w*|дзвінок|виклик\w*|"
    r"rozm[oó]w\w*|telefonat\w*|gespräch\w*|notruf\w*|anruf\w*|coup de fil|appel (?:téléphonique|au)|"
    r"conversation téléphonique|"
    r"conversaci\w+|llamada\w*|telefonata|conversazion\w*|telefoongesprek\w*|gesprek\w*",
    re.IGNORECASE,
)
"""Words for a talk, kept or not."""

VAGUE = re.compile(
    r"\b(?:(?:tele)?phone[sd]?|telephones|radio|calls?|callers?|called|rang|rings|hears?|heard|listen\w*|recorded|conversation|"
    r"discuss\w*|at the other end|quarrel\w*|put through|talk(?:s|ed|ing)?|voices?|"
    r"hearing|testimony|testified)\b|"
    r"телефон\w*|звон\w+|слыш\w+|слуша\w+|телефон\w*|дзвон\w*|чути|слуха\w+|t[eé]l[eé]?phon\w*|téléfon\w*|"
    r"tel[eé]fon\w*|"
    r"słysz\w*|słuch\w*|appel\w*|entend\w*|hör\w+|llam\w+|oye\w*|chiama\w*|sent\w*|telefo\w*|conversation|enregistr\w+",
    re.IGNORECASE,
)
"""Words that a page about anything may use; two different ones in a sentence speak of a talk."""

TO_PAPER = _any(
    r"(?:rang|rings?|call(?:s|ed)?(?: to)?|(?:tele)?phone[sd]?|spoke on the telephone with)(?: up)? (?:[\w'’-]+ ){0,6}?"
    r"(?:newspapers?|newsroom|journalist|reporter|editor|radio station|this paper|me|us|our \w+)|"
    r"(?:i|we) (?:put|asked) (?:\w+ ){0,6}(?:by|on the|over the) (?:tele)?phone|by (?:tele)?phone and with notice",
    r"(?:позвонил\w*|звонит|звонок|дозвонил\w*) (?:\w+ ){0,3}(?:редакци\w*|газет\w*|журналист\w*|корреспондент\w*|нам|мне)",
    r"(?:подзвони\w+|зателефонува\w+|дзвонить|телефонує) (?:\w+ ){0,3}(?:редакці\w*|газет\w*|журналіст\w*|нам|мені)",
    r"(?:zadzwonił\w*|dzwoni) (?:\w+ ){0,3}(?:redakcji|gazety|dziennikar\w*|nas|mnie)",
    r"rief (?:\w+ ){0,4}(?:zeitung|redaktion|reporter\w*|journalist\w*|uns|mich)",
    r"(?:a )?(?:appelle|appelé|téléphoné) (?:\w+ ){0,4}(?:journal|rédaction|journaliste|nous)",
    r"(?:llamó|llama) (?:\w+ ){0,4}(?:periódico|redacción|periodista|diario)",
)
"""A conversation that the paper itself had a part in."""

STAFF = _any(
    r"editors?|journalists?|reporters?|columnists?|журналист\w*|редактор\w*|журналіст\w*|dziennikar\w*|redaktor\w*|"
    r"journalist(?:in|e|es)?|redakteur(?:in)?|rédact\w+|periodistas?|redactor\w*|giornalist[ai]",
)
"""People of the paper: of the conversation where it was held with the paper."""
