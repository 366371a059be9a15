"""Words that stand before a colon and are no voice: `Note:`, `Serves:`, `From:`, `Tel.:`, `Added:`.

They are read casefolded, without a closing full stop. A legend that names one of them as a voice wins over this table.
"""

from __future__ import annotations

HEADWORDS: frozenset[str] = frozenset(
    word.strip()
    for line in """
note, notes, nb, n.b, ps, p.s, pps, p.p.s, source, sources, photo, photos, image, video, audio, credit, credits
caption, via, tip, tips
warning, caution, important, attention, example, examples, e.g, i.e, hint, see, see also, read, read also, read more
read next, more, related, also, update, updated, edit, editor's note, translator's note, tags, tag, category
categories, filed under, posted, posted on, posted by, published, published on, by, written by, translated by
translation, transcript, transcription, transcribed by, original, text, title, subject, re, fw, fwd, from, to, cc, bcc
date, time, place, location, venue, where, when, what, why, how, who, which, duration, length, recorded, participants
participant, present, apologies, absent, attendees, in attendance, agenda, item, action, actions, decision, decisions
resolved, minutes, summary, conclusion, result, results, background, abstract, introduction, contents, chapter, part
section, figure, table, page, pages, line, speakers, legend, key, list of speakers
serves, servings, yield, makes, prep, prep time, cook, cook time, cooking time, total time, ready in, ingredients
method, directions, instructions, equipment, oven, calories, nutrition, protein, fat, carbs, difficulty, level, step
price, prices, cost, costs, total, subtotal, discount, small, medium, large, size, sizes, colour, color, weight, height
width, depth, material, quantity, qty, sku, model, brand, availability, delivery, shipping, warranty, rating, reviews
tel, telephone, phone, mobile, fax, email, e-mail, mail, web, website, url, address, contact, contacts, hours
opening hours
open, closed, monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, wed, thu, fri, sat, sun
mon-fri, mon–fri, weekdays, weekends, name, names, surname, age, born, died, occupation, profession, education
experience, skills, languages, language, interests, references, nationality, profile, objective, employment
added, changed, fixed, removed, deprecated, security, improved, new, breaking, feat, fix, chore, docs, refactor, perf
test, tests, build, ci, style, bug, bugs, feature, features, version, release, released, license, licence, requires
requirements, usage, install, installation, options, default, type, status, input, output, returns, parameters, error
definition, meaning, synonyms, origin, pronunciation, noun, verb, adjective, plural, etymology
copyright, disclaimer, terms, privacy, all rights reserved, share, share this, follow us, subscribe, support us
advertisement, ad, sponsored, one thing, remember, look, listen, besides, however, so, but, and
starters, mains, main, desserts, dessert, drinks, sides, soup, salad, wine, beer, coffee, tea, breakfast, lunch
dinner, menu
cast, starring, genre, runtime, music, programme, program, encore, interval
dear, hello, hi, thanks, regards, sincerely, enclosed, attachments
comment, comments, closes, author, authors, maintainer, maintainers, requires-dist, project-url, standards-version
build-depends, reviewed-by, signed-off-by, reported-by, bug fix, bug fixes, bugfix, bugfixes, new feature, new features
improvements, breaking changes, breaking change, security fixes, traceback, cleanup, licensed under, licensing, news, readme
pros, cons, verdict, score, bottom line, problem, solution, cause, symptom, symptoms, fix, workaround, summary
first, firstly, second, secondly, third, thirdly, fourth, fifth, finally, lastly, point one, point two
первое, второе, третье, в-третьих, плюсы, минусы, достоинства, недостатки, проблема, решение, вердикт, оценка
третє, четверте, плюси, мінуси, переваги, недоліки, проблема, рішення, вердикт, оцінка, по-перше, по-друге
po pierwsze, po drugie, po trzecie, zalety, wady, werdykt, ocena, rozwiązanie
premièrement, deuxièmement, troisièmement, primo, secundo, avantages, inconvénients, problème, solution
primero, segundo, tercero, ventajas, desventajas, inconvenientes, problema, solución, veredicto
erstens, zweitens, drittens, vorteile, nachteile, fazit, lösung, vorhaben, aufgabe, aufgaben, beginn, gehalt, bewerbung
primo, secondo, terzo, vantaggi, svantaggi, pregi, difetti, problema, soluzione, verdetto
ten eerste, ten tweede, ten derde, voordelen, nadelen, oordeel, probleem, oplossing
примечание, примечания, прим, внимание, важно, источник, источники, фото, видео, аудио, дата, время, место, тема
от, кому, от кого, копия, читайте также, читать также, также, подробнее, смотрите также, см, см. также, теги, рубрика
опубликовано
обновлено, перевод, текст, заголовок, оригинал, расшифровка, участники, присутствовали, повестка, решили, постановили
итог, итоги, вывод
ингредиенты, приготовление, порций, порции, время приготовления, калорийность, цена, стоимость, итого, размер, цвет, вес
адрес, тел, телефон, факс, почта, эл. почта, e-mail, сайт, контакты, часы работы, режим работы, пн, вт, ср, чт, пт
сб, вс, пн-пт
имя, фамилия, возраст, образование, опыт, навыки, языки, добавлено, исправлено, изменено, удалено, версия, пример
совет, вопрос дня
определение, значение, реклама, поделиться, подписывайтесь, во-первых, во-вторых, например, итак, короче, главное
первое, второе
примітка, примітки, увага, важливо, джерело, джерела, світлина, відео, дата, час, місце, від, до, кому, копія
читайте також, також
детальніше, дивіться також, теги, рубрика, опубліковано, оновлено, переклад, оригінал, розшифровка, учасники
присутні, порядок денний
ухвалили, вирішили, підсумок, висновок, інгредієнти, приготування, порцій, порції, час приготування, ціна, вартість
разом, розмір, колір, вага
адреса, пошта, сайт, контакти, години роботи, ім'я, прізвище, вік, освіта, досвід, навички, мови, додано, виправлено
змінено
вилучено, версія, приклад, порада, визначення, значення, поширити, підписуйтесь, наприклад, отже, головне, перше, друге
uwaga, ważne, źródło, zdjęcie, fot, data, godzina, czas, miejsce, od, do, temat, czytaj też, czytaj także
zobacz także, czytaj więcej
tagi, tłumaczenie, oryginał, uczestnicy, obecni, porządek obrad, uchwała, składniki, przygotowanie, porcje, porcji
czas przygotowania
cena, razem, rozmiar, kolor, waga, adres, telefon, strona, kontakt, godziny otwarcia, imię, nazwisko, wiek
wykształcenie
doświadczenie, umiejętności, języki, dodano, poprawiono, zmieniono, usunięto, wersja, przykład, wskazówka, reklama
udostępnij
note de la rédaction, remarque, attention, important, source, crédit, date, heure, lieu, de, à, objet, lire aussi
à lire aussi, voir aussi
mots-clés, traduction, original, présents, ordre du jour, ingrédients, préparation, cuisson, portions, personnes
pour, prix, total, taille, couleur
poids, adresse, tél, téléphone, courriel, site, horaires, nom, prénom, âge, formation, expérience, compétences, langues
ajouté, corrigé, modifié, supprimé, version, exemple, conseil, définition, publicité, partager
nota, atención, importante, fuente, foto, fecha, hora, lugar, de, para, asunto, lea también, leer también
ver también, etiquetas
traducción, asistentes, orden del día, ingredientes, preparación, raciones, porciones, tiempo, precio, total, tamaño
color, peso
dirección, teléfono, correo, sitio, horario, nombre, apellido, edad, formación, experiencia, idiomas, añadido
corregido, cambiado
eliminado, versión, ejemplo, consejo, definición, publicidad, compartir
hinweis, anmerkung, achtung, wichtig, quelle, quellen, foto, bild, datum, uhrzeit, zeit, ort, von, an, betreff
lesen sie auch, siehe auch, mehr
übersetzung, anwesend, tagesordnung, beschluss, zutaten, zubereitung, portionen, zubereitungszeit, preis, gesamt
größe, farbe, gewicht
adresse, tel, telefon, webseite, kontakt, öffnungszeiten, name, vorname, alter, ausbildung, erfahrung, kenntnisse
sprachen
hinzugefügt, behoben, geändert, entfernt, version, beispiel, tipp, definition, anzeige, werbung, teilen
nota, attenzione, importante, fonte, foto, data, ora, luogo, da, a, oggetto, leggi anche, vedi anche, traduzione
presenti
ordine del giorno, ingredienti, preparazione, porzioni, dosi, tempo, prezzo, totale, taglia, colore, peso, indirizzo
telefono, sito
orari, nome, cognome, età, formazione, esperienza, lingue, aggiunto, corretto, modificato, rimosso, versione, esempio
consiglio, pubblicità
let op, opmerking, belangrijk, bron, foto, datum, tijd, plaats, van, aan, onderwerp, lees ook, zie ook, vertaling
aanwezig
agenda, besluit, ingrediënten, bereiding, porties, personen, prijs, totaal, maat, kleur, gewicht, adres, telefoon
openingstijden
naam, leeftijd, opleiding, ervaring, talen, toegevoegd, opgelost, gewijzigd, verwijderd, versie, voorbeeld
advertentie, delen
""".splitlines()
    for word in line.split(",")
    if word.strip()
)

ASIDES: tuple[str, ...] = (
    "advertisement", "sponsored", "read also", "read more", "read next", "see also", "related:", "related articles",
    "share this", "share on", "subscribe", "sign up", "support us", "support our", "support independent", "donate",
    "become a member", "follow us", "join our", "newsletter", "most read", "latest posts", "more on this", "we use cookies",
    "accept all", "continue reading", "story continues", "article continues", "click here", "download our app",
    "leave a reply", "leave a comment",
    "читайте также", "читать также", "читайте ещё", "читайте еще", "реклама", "подписывайтесь", "подпишитесь", "поделиться",
    "поддержите", "смотрите также", "материалы по теме", "наш телеграм", "наш канал", "комментарии",
    "читайте також", "дивіться також", "підписуйтесь", "підпишіться", "поширити", "підтримайте",
    "матеріали за темою", "коментарі",
    "czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "zobacz także", "reklama", "udostępnij", "wesprzyj",
    "lire aussi", "à lire aussi", "à lire", "voir aussi", "publicité", "abonnez-vous", "partager", "soutenez",
    "lea también", "leer también", "te puede interesar", "publicidad", "suscríbete", "compartir", "ver también",
    "lesen sie auch", "lesen sie mehr", "siehe auch", "anzeige", "werbung", "abonnieren", "teilen", "mehr zum thema",
    "leggi anche", "pubblicità", "iscriviti", "condividi", "vedi anche",
    "lees ook", "zie ook", "advertentie", "abonneer", "delen", "steun ons",
)  # fmt: skip
"""How a line begins that a publisher put between the turns."""
