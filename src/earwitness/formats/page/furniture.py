"""The words of a site's furniture: what stands on a page around the text, in the languages of the field."""

from __future__ import annotations

import re

TOKENS = frozenset(
    """ad ads advert advertisement advertising adsbygoogle adslot ad-slot ad-container ad-wrapper sponsored sponsor promo
    outbrain taboola share sharing shares social social-share social-links sharedaddy addtoany addthis sharethis
    share-buttons share-bar jp-relatedposts related related-posts related-articles related-content relatedposts
    recommended recommendations more-stories most-read most-popular popular popular-posts trending latest-posts
    recent-posts read-more read-next readnext also-read newsletter newsletter-signup subscribe subscription
    subscribe-widget signup paywall cookie cookies cookie-banner cookie-notice cookie-bar cookieconsent consent gdpr
    breadcrumb breadcrumbs pagination pager page-links nav nav-links navbar navigation navigation-top post-navigation
    nav-menu menu menu-container site-header site-footer masthead topbar top-bar sidebar widget widget-area widgets
    comments comment-list commentlist comments-area comment-respond comment-form respond disqus_thread disqus
    entry-footer post-footer
    entry-meta post-meta postmeta article-meta byline dateline-meta meta post-info author-box author-bio
    about-author tags tag-list post-tags entry-tags cat-links tags-links skip-link screen-reader-text visually-hidden
    sr-only toolbar print-only noprint donate donation wp-block-embed embed footer-widgets copyright back-to-top
   
    twitter-tweet instagram-media fb-post tiktok-embed
    mw-editsection catlinks navbox mw-jump-link login-form search-form searchform popup modal toast""".split()
)
"""Class names and ids that sites give to furniture; whole words, never parts of words."""

ROLES = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar".split())

BODY_TOKENS = (
    "entry-content post-content article-content article-body article__body articlebody story-body story-content"
    " post-body entry-body body-text td-post-content mw-parser-output available-content single-content page-content"
    " content-body news-text article-text article_text news_text node__content field--name-body post__text"
).split()
"""Class names that sites give to the text itself."""

SECTIONS = re.compile(
    r"(?:latest|recent|related|popular|similar) (?:posts?|articles?|news|stories|entries|content)|most (?:read|popular)"
    r"|share (?:this|on)|you (?:may|might) (?:also )?like|more (?:from|on|stories|news|in)\b|read (?:next|also|more)"
    r"|leave a (?:reply|comment)|(?:\d+ )?comments?(?: \(\d+\))?$|subscribe|newsletter|sign up|follow us|tags?:?$"
    r"|categories:?$|post navigation|advertisement|sponsored|about the author|trending|recommended"
    r"|читайте (?:также|ещё|еще|дальше)|(?:ещё|еще) по теме|по теме:?$|похожие|популярн|последние (?:новости|записи)"
    r"|поделит|комментари[ий]|оставить комментарий|добавить комментарий|подпи(?:шитесь|сывайтесь)|реклама$|рубрик"
    r"|смотрите также|новости партн[её]ров|читайте (?:також|ще)|схожі|останні (?:новини|записи)|поділи|коментар[іи]"
    r"|залишити (?:відповідь|коментар)|підпи(?:шіться|суйтесь)|за темою|дивіться також|популярне"
    r"|czytaj (?:także|też|również|dalej)|zobacz (?:także|też|również)|podobne|najnowsze|najczęściej|udostępnij"
    r"|komentarze|dodaj komentarz|zapisz się|reklama|à lire aussi|lire aussi|articles? (?:similaires|liés|récents)"
    r"|partager|commentaires|laisser un commentaire|abonnez|les plus lus|publicité|lea también|lee también"
    r"|te puede interesar|artículos relacionados|noticias relacionadas|compartir|comentarios|deja (?:un|una)"
    r"|suscríbete|publicidad|lo más leído|lesen sie auch|mehr zum thema|das könnte|ähnliche|teilen|kommentare"
    r"|schreibe einen kommentar|anzeige$|werbung|meistgelesen|newsletter|leggi anche|articoli correlati|condividi"
    r"|commenti|lascia un commento|iscriviti|pubblicità|lees ook|meer over|gerelateerd|deel dit|reacties|geef een"
    r"|advertentie",
    re.IGNORECASE,
)
"""How the heading of such a section begins."""

LINES = re.compile(
    r"(?:advertisements?|ads?|sponsored(?: content)?|реклама|оголошення|на правах рекламы|reklama|publicité|publicidad"
    r"|anzeige|werbung|pubblicità|advertentie|share this:?|save|print|loading…?|loading\.\.\.|skip to (?:main )?content"
    r"|back to top|continue reading(?: below)?|(?:article |story )?continues (?:after|below)(?: this)? (?:advertisement|ad)"
    r"|\d+ (?:min(?:ute)?s?|хв|мин|min\.) (?:read|читання|чтения)|your email address will not be published.*"
    r"|required fields are marked.*)[.:]?",
    re.IGNORECASE,
)
"""Lines that are furniture wherever they stand, whole."""

TEASER = re.compile(
    r"(?:read (?:also|more|next|on)|see also|related|more|also read|читайте (?:также|ещё|еще|нас|далее)|смотрите также"
    r"|по теме|(?:ещё|еще) по теме|читайте (?:також|ще)|дивіться також|за темою|czytaj (?:także|też|również|więcej)"
    r"|zobacz (?:także|też|również)|(?:à )?lire aussi|voir aussi|le[ae] (?:también|más)|ver también|lesen sie (?:auch|mehr)"
    r"|siehe auch|mehr dazu|leggi anche|vedi anche|lees (?:ook|meer)|zie ook)\b",
    re.IGNORECASE,
)
"""How a line that sends the reader elsewhere begins; furniture if most of it is a link."""
