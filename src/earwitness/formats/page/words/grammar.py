"""Small words of nine languages: after which a phrase cannot stop, and which are never an explanation by themselves."""

from __future__ import annotations

from .table import table

OPENERS: frozenset[str] = table("""
a an the this that these those my your his her its our their no any every each some such of to in on at by for with
from into onto than as and or but if because is are was were be been being am will would shall should can could may
might must has have had do does did don't doesn't didn't won't can't isn't aren't wasn't i'm you're we're they're
he's she's it's i've we've they've i'll we'll they'll very too so more less most least nor not without about between
under near after before в во на с со к ко от из за по под над при для без о об у до через между и или но а если
потому что не ни этот эта это эти тот та те мой моя моё мои наш наша наше наши ваш ваша его её их был была было были
будет будут очень самый более менее з із зі від під про між і й або але якщо бо ні цей ця це ці той ті мій моє мої
наші його її їх був була було були буде будуть дуже більш менш w we na z ze od za po pod nad przy dla bez o u przez
między i lub ale jeśli bo nie ten ta ci te mój moja moje nasz nasza nasze jego jej ich był była było byli będzie
będą bardzo le la les un une des du de au aux à en dans sur sous avec sans pour par et ou mais si ne ce cette ces
mon ma mes ton tes son sa ses notre nos votre vos leur leurs est sont était étaient sera ont avait très plus moins
el los las una unos unas del al con sin por para y pero este esta estos estas mi mis tu tus su sus nuestro nuestra
es era eran será ha han había muy más menos der die das den dem ein eine einen einem einer eines von zu zum zur im
auf mit ohne für durch und oder aber wenn nicht kein keine dieser diese dieses mein meine dein deine sein seine ihr
ihre unser unsere ist sind war waren wird werden hat haben hatte sehr il lo gli uno della dei degli delle di alla ai
alle nel nella senza per e se non questo questa mio mia miei tuo suo sua nostro è sono erano sarà hanno aveva molto
più meno het een van naar op aan bij met zonder voor door maar als niet geen deze dit dat mijn jouw zijn haar ons
onze hun zal wordt heeft hebben zeer heel
""")
"""Determiners, prepositions, conjunctions, auxiliaries: a phrase that stops after one of them is broken."""

SMALL_WORDS: frozenset[str] = OPENERS | table("""
i you he she it we they me him us them who what there here then when where all both just only also я ты он она оно
мы вы они меня тебя его нас вас кто что там тут здесь тогда когда где все всё только тоже же ли бы ти він вона воно
ми ви вони мене тебе хто що тоді коли де всі тільки теж чи би ja ty on ona my wy oni mnie ciebie kto co tam tu wtedy
gdy gdzie wszyscy tylko też się je il elle nous vous ils elles te lui qui que là ici alors quand où tous seulement
aussi yo tú él ella nosotros vosotros ellos ellas le quien allí aquí entonces cuando donde todos sólo también ich du
er sie es wir ihr mich dich uns euch wer was da hier dann wann wo alle nur auch io lei noi voi loro mi ti chi che
allora quando dove tutti solo anche ik jij hij zij ze wij jullie mij jou wie wat daar dan wanneer waar alleen ook
""")
"""An editor who adds nothing but these adds them for the grammar, never as an explanation."""

PRONOUNS: frozenset[str] = table("""
he she it they him her them this that these those there он она оно они его её ему ей им их там тот та те він вона
воно вони його її йому їй їм їх той oni on ona one jego ją ich tam il elle ils elles lui leur él ella ellos ellas
allí er sie es ihn ihm ihnen dort lei loro lì hij zij hem hen daar
""")
"""Words that point: what an editor puts behind one of them says whom or what it means, and is a gloss."""

FIRST_PERSON: frozenset[str] = table("""
i i'm i've i'll me my we we're us our я мы мне меня мой наш ми мені мій ja mnie mój je j'ai nous mon notre yo
nosotros mi ich wir mein unser io noi mio ik wij mijn you your ты вы ти ви ty wy tu vous usted du ihr voi jij
""")
"""Words of the speakers themselves: brackets around them are the speaker's own aside, not the transcriber's."""

ADDRESS: frozenset[str] = FIRST_PERSON | table("""
your yours us mine myself yourself let's yes yeah hello hi okay ok thanks please mum mom dad sir madam мной мною мою моей
моего нами нас нам тебя тебе тобой твой твоя твоё твои вас вам вами ваш ваша ваше наш наша наше да нет алло привет спасибо
мене мною нас нам тебе тобі тобою твій твоя твоє вас вам ваш ваша наш наша так ні алло привіт дякую mi mną moja moje mną
nas nam ciebie ci cię tobie twój twoja was wam pan pani tak nie halo proszę dziękuję moi ma mes nos toi te ton ta tes vos
votre oui non allô merci monsieur madame me mis nos tú te ti tus os sí hola gracias señor señora mich mir meine uns unsere
dich dir dein deine euch ihnen ja nein hallo danke bitte herr frau mia miei noi nostro te tuo tua vi vostro sì pronto grazie
mij me ons onze jou je jouw jullie uw nee hallo dank
""")
"""Words that are said to somebody: the first and second person, greetings, answers."""
