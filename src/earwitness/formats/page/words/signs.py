"""What transcribers write between their signs, by the kind of mark it is. Entries match at the start of a word.

Order matters where an entry could be of two kinds: the first table that knows a word wins (`GAPS`, `PAUSES`, `VOCALS`,
`INCIDENTS`).
"""

from __future__ import annotations

import re


def _starts(words: str) -> re.Pattern[str]:
    """Returns a pattern that finds any of the entries (one a comma) where a word begins."""
    entries = sorted({entry.strip() for entry in words.replace("\n", ",").split(",") if entry.strip()}, key=len)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, reversed(entries))) + ")", re.IGNORECASE)


GAPS = _starts("""
inaudible, unintelligible, indistinct, unclear, indecipherable, garbled, not audible, can't be heard, cannot be heard
cut, omitted, omission
missing, gap, skip, elision, redacted, lost, interrupted here, recording breaks, fragment missing, crosstalk
cross-talk, cross talk, snip
неразборчив, нерозбірлив, не разобрать, не розібрати, неслышно, не слышно, не чути, нечутно, непонятно, незрозуміло
невнятно, пропуск, обрыв
обрив, вырезано, вирізано, купюра, пропущено, запись прерывается, запис переривається
niewyraźn, nieczyteln, niezrozumiał, niesłyszaln, pominięto, przerwa w nagraniu, wycięto
inaudible, incompréhensible, indistinct, coupé, coupure, inintelligible, passage omis
inaudible, ininteligible, incomprensible, no se entiende, corte, omitido
unverständlich, undeutlich, nicht verständlich, unhörbar, auslassung, schnitt
incomprensibile, inudibile, indistinto, omissis, taglio
onverstaanbaar, onduidelijk, niet te verstaan, weggelaten
""")

PAUSES = _starts("""
pause, pauses, long pause, short pause, after a pause, silence, silent, is silent, long silence, falls silent, beat
no answer, no reply
пауза, паузы, молчит, молчание, молча, после паузы, долгая пауза, тишина, замолкает, умолкает
мовчить, мовчання, після паузи, довга пауза, тиша, замовкає, пауз
pauza, pauzie, cisza, milczy, milczenie, chwila ciszy
silence, se tait, un temps, un silence
pausa, silencio, calla, se calla
pause, stille, schweigt, schweigen
pausa, silenzio, tace
stilte, zwijgt, pauze
""")

VOCALS = _starts("""
laugh, chuckl, giggl, snicker, smirk, sob, cries, crying, cry, weep, sniff, sigh, groan, moan, cough, clears throat
clears his throat, clears her throat
sneez, yawn, gasp, breath, inhal, exhal, whisper, shout, scream, yell, mumbl, mutter, murmur, hum, sings, singing
whistl, swear, curs
grunt, snort, stammer, stutter, swallow, tearful, in tears, through tears, aside, away from the phone, to someone
to himself, to herself, off mic, off-mic
off the phone, into the phone, angrily, angry, quietly, softly, loudly, imitat, mimic, sarcastic, ironic
ukrainian accent, tongue click, kisses, hiccup, burps, nods
hesitat, raising h, raises h, far off, from afar, exclamation, overlapping, interrupt, simultaneous, shouts aside
voice breaks, voice trembl
смеёт, смеет, смех, смеют, хохоч, хихик, усмех, плач, всхлип, рыда, вздых, вздох, стон, кашл, откашл, чиха, зева, дыш
шёпот, шепч, шепот, крич, орёт, орет
крик, бормоч, мычит, издалека, повышает голос, колеблет, поёт, поет, свист, матер, ругает, ругань, хмык, сквозь слёзы
сквозь слезы, в сторону, в трубку
себе под нос, перебива, тихо, громко, передразн, шмыга, цокает
смі, смієт, сміх, сміют, регоч, хихоч, посміх, плаче, схлип, рида, зітха, стогн, каш, чха, позіха, диха, шепоч
пошепк, крич, кричать, бурмо, здалеку, вагаєт, підвищує голос, співа, свист, лаєт, матюк, крізь сльози
вбік, у слухавку, перебива, хмика
śmiej, śmiech, śmieje, chichocz, płacz, łka, szloch, wzdych, westchn, jęk, jęcz, kaszl, odchrząk, kicha, ziewa
oddech, szept, szepcz, krzyk, krzycz, mrucz, mamrocz, waha, z oddali, podnosi głos, śpiewa, gwiżdże, klnie, przeklina
na stronie, do słuchawki
rit, rire, rires, riant, ricane, pleur, sanglot, soupir, gémi, tousse, toux, éternue, respire, chuchot, murmur, crie
cri, hurle, hésit, exclamation, de loin, hausse le ton, chante, siffl, jure, renifl, en aparté, à part
ríe, rie, risa, risas, se ríe, llora, llanto, solloz, suspir, gime, tose, tos, estornud, respira, susurr, grita, duda
vacila, titube, a lo lejos, alza la voz
gritos, murmura, canta, silba, maldice, aparte
lach, kicher, weint, weinen, schluchz, seufz, stöhn, hust, räusper, niest, gähnt, atmet, flüster, schrei, brüllt
zöger, zuruf, heiterkeit, aus der ferne
murmel, singt, pfeift, flucht, beiseite
ride, ridono, risa, risate, piange, pianto, singhioz, sospir, geme, tossisc, tosse, starnut, respir, sussurr, esita
da lontano, alza la voce
bisbigli, grida, urla, mormora, canta, fischi, impreca
lacht, gelach, giechel, huilt, huilen, snik, zucht, kreun, hoest, kucht, schraapt, niest, gaapt, ademt, fluister
aarzel, uit de verte
roept, schreeuw, mompel, zingt, vloekt
""")

INCIDENTS = _starts("""
explosion, explod, gunfire, gunshot, shot, shots, shooting, shell, bang, blast, boom, crack, crash, siren, alarm
beep, static, noise, interference, click, dial tone, dial-tone
busy tone, tone, ring, phone, the phone, line, the line, hang, hung up, hangs up, connection, disconnect, door, knock
footstep, step, engine, motor, car, dog, bark, baby, child crying, tv, television
music, applause, wind, thunder, rain, glass, background, in the background, radio, recording, tape, the tape
call ends, call is cut, end of, beginning of, music plays, horn, hiss, crackl, rustl, door slam, slam
helicopter, plane, drone, voices, someone, chair, paper, bell, chime, splash, foghorn, gavel, toggle, clatter, thud
взрыв, взрыв, стрел, выстрел, очеред, обстрел, сирен, шум, помех, треск, гудк, гудок, звон, щелч, щёлк, щелк, лязг
дверь, двер, стук, шаг, двигател, мотор, машин, собак, лай, музык, телевизор, аплодисмент
ветер, гром, фон, на фоне, рация, связь, звонок, трубк, кладёт, кладет, разговор обрыв, запись, конец, скрип, грохот
вертол, самол, голос, ребёнок, ребенок
вибух, стріл, постріл, черг, обстріл, сирен, шум, завад, перешкод, тріск, гудк, дзвін, дзвон, клац, двер, стук, крок
двигун, мотор, машин, собак, гавк, музик, телевізор, оплеск, вітер, грім, фон, на тлі
рація, зв'яз, трубк, слухавк, кладе, запис, кінець, скрип, гуркіт, гвинтокр, літак, голос, дитина
wybuch, eksploz, strzał, strzel, wystrzał, ostrzał, syren, szum, trzask, sygnał, dzwon, dzwięk, dźwięk, klik, drzwi
pukan, krok, silnik, samoch, pies, szczek, muzyk, telewiz, oklask, wiatr, grzmot, w tle, radio, połączen, rozłącz
nagran, koniec
explosion, tir, tirs, coup, sirène, bruit, grésill, tonalité, sonner, clic, porte, pas, moteur, voiture, chien, aboie
musique, télé, applaud, vent, tonnerre, en fond, radio, raccroche, la ligne, communication, enregistrement, fin de
explosi, disparo, tiro, tiroteo, sirena, ruido, interferencia, tono, timbre, clic, puerta, paso, motor, coche, perro
ladr, música, televis, aplauso, viento, trueno, de fondo, radio, cuelga, la línea, se corta, grabación, fin de
explosion, schuss, schüsse, sirene, lärm, rauschen, störung, knack, klick, freizeichen, klingel, tür, klopf, schritt
motor, auto, hund, bell, musik, fernseh, applaus, wind, donner, im hintergrund, funk, legt auf, leitung, verbindung
aufnahme, ende
esplosion, spar, sirena, rumore, disturb, fruscio, squill, clic, porta, passi, motore, macchina, cane, abbai, musica
televis, applaus, vento, tuono, in sottofondo, radio, riattacca, la linea, registrazione, fine
ontploffing, explosie, schot, schoten, sirene, ruis, lawaai, storing, kiestoon, klik, bel, deur, klop, voetstap
motor, auto, hond, blaf, muziek, televisie, applaus, wind, donder, op de achtergrond, radio, hangt op, lijn
verbinding, opname, einde
""")

EXPLETIVES = _starts("""
expletive, bleep, censored, swear word, swearword, obscenit, profanity, curse word, мат, нецензурн, брань, лайка
матюк, ругательств
przekleństwo, wulgaryzm, juron, insulte, palabrota, insulto, schimpfwort, fluch, parolaccia, imprecazione, vloek
scheldwoord
""")

DOTS = re.compile(r"[\s.…·*-]*")
"""What stands in a bare sign of omission: `[…]`, `(...)`, `[ . . . ]`."""
