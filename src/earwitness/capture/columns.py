"""The columns of call lists, by the names people give them in the field's languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Meaning = Literal[
    "file", "url", "date", "time", "parties", "title", "place", "genre", "kind", "publisher", "supplier", "language",
    "terms", "access", "published", "conversation",
]  # fmt: skip

NAMES: dict[Meaning, str] = {
    "file": "file, files, filename, file name, file path, path, document, recording, audio, attachment, "
    "файл, файли, файлы, ім'я файлу, "
    "ім'я файлу, имя файла, название файла, назва файлу, запис, запись, plik, nazwa pliku, datei, dateiname, fichier, "
    "nom du fichier, archivo, fichero, nombre del archivo, nome file, nome del file, bestand, bestandsnaam",
    "url": "url, link, address, web address, source url, посилання, адреса, ссылка, адрес, odnośnik, adres, "
    "webadresse, lien, adresse, enlace, dirección, indirizzo, koppeling",
    "date": "date, call date, date of call, held, day, datetime, date and time, recorded, date recorded, дата, "
    "дата дзвінка, дата розмови, дата та час, дата и время, дата звонка, дата разговора, data, data rozmowy, datum, "
    "gesprächsdatum, date de l'appel, fecha, fecha de la llamada, data della chiamata, datum gesprek",
    "time": "time, start time, call time, hour, час, час дзвінка, время, время звонка, czas, godzina, uhrzeit, zeit, heure, "
    "hora, ora, tijd, tijdstip",
    "parties": "parties, party, speakers, speaker, participants, callers, who, voices, between, учасники, сторони, хто, "
    "мовці, участники, стороны, кто, говорящие, uczestnicy, rozmówcy, strony, teilnehmer, sprecher, beteiligte, "
    "participants, interlocuteurs, locuteurs, participantes, hablantes, interlocutores, partecipanti, interlocutori, "
    "deelnemers, sprekers",
    "title": "title, heading, subject, name, caption, заголовок, назва, тема, название, tytuł, temat, titel, überschrift, "
    "betreff, titre, objet, título, asunto, titolo, oggetto, onderwerp",
    "place": "place, location, where, town, місце, де, населений пункт, место, где, населенный пункт, miejsce, ort, lieu, "
    "endroit, lugar, luogo, plaats",
    "genre": "genre, type, call type, type of call, kind of conversation, жанр, тип, вид, rodzaj, gatunek, art, typ, "
    "gesprächsart, género, tipo, genere, soort",
    "kind": "kind, kinds, kind of transcript, transcript kind, transcript type, вид транскрипту, тип расшифровки, "
    "вид расшифровки, rodzaj transkrypcji, transkriptart, type de transcription, tipo de transcripción, "
    "tipo di trascrizione, soort transcript",
    "publisher": "publisher, publishers, published by, outlet, medium, видавець, видання, опублікував, издатель, издание, "
    "wydawca, herausgeber, éditeur, editor, editorial, editore, uitgever",
    "supplier": "supplier, supplied by, obtained from, received from, provenance, постачальник, отримано від, джерело, "
    "надав, поставщик, получено от, источник, предоставил, dostawca, otrzymano od, źródło, lieferant, erhalten von, "
    "quelle, fournisseur, reçu de, proveedor, recibido de, fornitore, ricevuto da, leverancier, ontvangen van, source",
    "language": "language, languages, lang, мова, язык, język, sprache, langue, idioma, lengua, lingua, taal",
    "terms": "terms, conditions, consent, terms of use, умови, згода, условия, согласие, warunki, zgoda, bedingungen, "
    "einwilligung, consentement, condiciones, consentimiento, condizioni, consenso, voorwaarden, toestemming",
    "access": "access, access level, restriction, restrictions, доступ, обмеження, ограничения, dostęp, zugang, zugriff, "
    "accès, acceso, accesso, toegang",
    "published": "published, date published, publication date, posted, published on, опубліковано, дата публікації, "
    "опубликовано, дата публикации, opublikowano, data publikacji, veröffentlicht, veröffentlichungsdatum, publié, publié le, "
    "date de publication, publicado, fecha de publicación, pubblicato, data di pubblicazione, gepubliceerd, publicatiedatum",
    "conversation": "conversation, conversation id, call, call id, call no, call number, розмова, дзвінок, "
    "номер дзвінка, разговор, звонок, номер звонка, rozmowa, numer rozmowy, gespräch, anruf, conversación, llamada, "
    "conversazione, chiamata, gesprek, appel",
}
"""By meaning, the names of its column. `source` is who supplied it, as call lists use the word."""

LANGUAGES: dict[str, str] = {
    "en": "english, eng, англійська, английский, angielski, englisch, anglais, inglés, inglese, engels",
    "uk": "ukrainian, ukr, ua, українська, украинский, ukraiński, ukrainisch, ukrainien, ucraniano, ucraino, oekraïens",
    "ru": "russian, rus, російська, русский, rosyjski, russisch, russe, ruso, russo",
    "pl": "polish, pol, польська, польский, polski, polnisch, polonais, polaco, polacco, pools",
    "de": "german, deu, ger, німецька, немецкий, niemiecki, deutsch, allemand, alemán, tedesco, duits",
    "fr": "french, fra, fre, французька, французский, francuski, französisch, français, francés, francese, frans",
    "es": "spanish, spa, іспанська, испанский, hiszpański, spanisch, espagnol, español, spagnolo, spaans",
    "it": "italian, ita, італійська, итальянский, włoski, italienisch, italien, italiano, italiaans",
    "nl": "dutch, nld, dut, нідерландська, нидерландский, niderlandzki, niederländisch, néerlandais, neerlandés, "
    "olandese, nederlands",
}


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table."""

    header: str
    """As printed; `column 3` where nothing is."""
    meaning: Meaning | None = None
    """What it is read as; None where it is kept as it is."""


def folded(name: str) -> str:
    """Returns a name without case, signs of letters, punctuation and what stands in brackets."""
    name = re.sub(r"[(\[][^)\]]{0,80}[)\]]", " ", name)
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", re.sub(r"['’ʼ_]", lambda sign: " " if sign[0] == "_" else "", letters)))


_BY_NAME: dict[str, Meaning] = {
    folded(name): meaning for meaning, names in reversed(NAMES.items()) for name in names.split(",")
}
_BY_LANGUAGE = {folded(name): code for code, names in LANGUAGES.items() for name in (code, *names.split(","))}


def meaning_of(header: str) -> Meaning | None:
    """Returns what a column of this name means, or None where the name is not known."""
    return _BY_NAME.get(folded(header))


def read_columns(headers: Sequence[str]) -> tuple[Column, ...]:
    """Returns the columns of a header row; of two that mean the same, the first does, the other is kept as it is."""
    taken: set[Meaning] = set()
    columns = []
    for place, header in enumerate(headers, 1):
        meaning = meaning_of(header)
        if meaning in taken:
            meaning = None
        if meaning is not None:
            taken.add(meaning)
        columns.append(Column(header=header.strip() or f"column {place}", meaning=meaning))
    return tuple(columns)


def language_code(text: str) -> str | None:
    """Returns the code of a language as a list names it (`Russian`, `рус`, `RU`), or None where it is not known."""
    return _BY_LANGUAGE.get(folded(text))
