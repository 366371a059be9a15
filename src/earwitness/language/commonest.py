"""The commonest words of speech in each language written in Latin letters, by which most texts are told at a glance."""

from __future__ import annotations

_WORDS = {
    "en": "the and you that it is to of in we was what have not i he they a for on with this be are do but she my at me "
    "so no know there him her them who when how then if can will would from had were all your don't it's i'm",
    "de": "der die das und ist nicht ich wir sie es zu den ein haben was mit auf er du mir mich dir dich dem des eine "
    "einen hat habe sind war für von im aber wie wenn noch auch nur schon so doch ja nein kein bei uns ihr sich",
    "fr": "le la les et est pas je nous vous il que de des un une qui on ça du en dans pour ce se ne au aux elle ils tu "
    "mais avec sur par plus suis sont était c'est j'ai n'est qu'il d'un y a oui non leur cette tout bien",
    "es": "el la los y es no que yo de un una se lo por con está en las del al me te le su para como pero más ya muy "
    "todo esto eso nos si sí cuando qué ha he hay estaba son fue ni porque también aquí usted",
    "it": "il la e è non che di un una si lo per con ho ci sono gli le del della dei delle nel nella al alla da in mi "
    "ti ma come più anche questo quello era sei hai ha perché cosa io lei lui noi se su qui tutto",
    "nl": "de het een en is niet ik we dat van je in er wat zijn op te ze hij voor met maar als ook naar aan om nog wel "
    "dan daar hebben heb heeft was bij uit die dit zo geen jij mij hem haar ons waar toen kan moet nu",
    "pl": "się nie to jest w na że i do z jak co tak już ja mnie ale za po o od jego jej go czy tylko był była być są "
    "dla mi ty ci przez tym te ten ta tego jeszcze bo gdzie kiedy my wy oni nas was tam tu może",
    "cs": "se ne to je v na že a do z jak co tak už já mě ale za po o od jeho její jsem jsi jsme jste jsou byl byla být "
    "pro mi ty si by když kde ještě jen nebo ten ta toho tam tady není nám vám ho mu při než který",
    "sk": "sa nie to je v na že a do z ako čo tak už ja ma ale za po o od jeho jej som si sme ste sú bol bola byť pre "
    "mi ty by keď kde ešte len alebo ten tá toho tam tu nám vám ho mu pri než ktorý",
    "pt": "o a os as e é não que eu de um uma se por com está em do da dos das no na ao me te lhe seu sua para como mas "
    "mais já muito isso isto nos foi são tem ele ela você ou quando também aqui era ser há",
    "ro": "și nu că eu de un o se pe cu este în la din mai ce am ai are au fost pentru care sunt dar când cum acum aici "
    "el ea noi voi ei lui îi îl să va mi te ne le nici doar foarte asta acest după",
    "tr": "bir ve bu ben sen o biz siz da de ne mi mı için ile çok ama var yok değil gibi daha şey kadar sonra evet "
    "hayır şimdi nasıl neden kim ki beni bana seni sana onu ona olarak her hiç en diye",
    "hu": "a az és nem hogy én te ő mi ti ez is van volt egy de meg csak már még ha mert ki be el le fel itt ott most "
    "igen kell lesz vagy mint akkor nagyon jól azt ezt engem neki minden sem",
    "sv": "och det är inte jag vi du han hon att som en ett på av för med den till har hade var vad men om så från kan "
    "ska dem mig dig oss sig min din där här när nu eller ingen bara alla mycket",
    "da": "og det er ikke jeg vi du han hun at som en et på af for med den til har havde var hvad men om så fra kan "
    "skal dem mig dig os sig min din der her når nu eller ingen bare alle meget blev",
    "nb": "og det er ikke jeg vi du han hun at som en et på av for med den til har hadde var hva men om så fra kan "
    "skal dem meg deg oss seg min din der her når nå eller ingen bare alle mye ble",
    "fi": "ja on ei se että minä sinä hän me te he oli en niin mutta kun jos vain nyt mitä tämä siellä täällä ole olen "
    "sen ne kuin sitten myös joka vielä jo mikä kaikki minun mulla tai voi",
    "lt": "ir yra ne tai kad aš tu jis ji mes jūs jie į iš su bet kaip kas ar buvo nuo per dar jau tik labai čia ten "
    "kai taip mane man jo jos jų už po prie apie o",
    "lv": "un ir nav tas ka es tu viņš viņa mēs jūs viņi uz no ar bet kā kas vai bija par vēl jau tikai ļoti šeit tur "
    "kad tā mani man pie pēc lai arī to",
    "et": "ja on ei see et mina sina ta me te nad ma sa oli aga kui kas ka siis nüüd mis siin seal olen ole oma veel "
    "juba ainult väga mulle sulle need või midagi",
    "hr": "i je ne to da u na se ja ti on ona mi vi oni su sam si smo ste nije bio bila za od s sa kao što ali kako "
    "gdje kad samo još već mu ga joj nas vas ili tako ovdje tamo nema",
}  # fmt: skip


def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            # What has an apostrophe is met as its parts.
            for part in word.split("'"):
                if language not in found.get(part, ()):
                    found[part] = (*found.get(part, ()), language)
    return found


LANGUAGES = _languages()
"""A common word in small letters → the languages in which it is common."""
