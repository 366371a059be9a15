"""Look: the parts of a written Word document that are the same in each: styles, header, footer, and how parts are related.

Source: ECMA-376 part 1. Serif for words, sans serif for names and times, as on the reading page.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_KIND}settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_KIND}header+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KIND}footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
)
PACKAGE_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}relationships/custom-properties" Target="docProps/custom.xml"/>'
    "</Relationships>"
)
RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}relationships/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}relationships/header" Target="header1.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}relationships/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}relationships/settings" Target="settings.xml"/></Relationships>'
)
SETTINGS = (
    f"{_XML}<w:settings {_W}><w:trackRevisions/><w:compat><w:compatSetting "
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Changes are tracked from the start, so that what comes back tells who changed what."""
DOCUMENT = f"{_XML}<w:document {_W} {_R}><w:body>{{body}}</w:body></w:document>"
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1701" w:header="708" w:footer="708" w:gutter="0"/>'
    '<w:lnNumType w:countBy="1" w:distance="340" w:restart="newPage"/></w:sectPr>'
)
"""A4 with a wide left margin, in which every line of a turn has its number."""
HEADER = (
    f'{_XML}<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:hdr>'
)
FOOTER = (
    f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{text}</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> of </w:t></w:r>'
    '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title></cp:coreProperties>"
)
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    '<w:bottom w:val="single" w:sz="4" w:color="999999"/><w:insideH w:val="single" w:sz="4" w:color="DDDDDD"/>'
    '</w:tblBorders><w:tblLayout w:type="autofit"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
)


def custom(properties: Iterable[tuple[str, str]]) -> str:
    """Returns the part of custom properties; those without a value are left out, the first of a name stands."""
    said = {name: value for name, value in reversed(list(properties)) if value}
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(''.join(sign for sign in value if sign.isprintable()))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(sorted(said.items()), 2)
    )
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{items}</Properties>"
    )


_TIGHT = '<w:spacing w:before="40" w:after="40"/>'
_SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
_UNNUMBERED = "<w:suppressLineNumbers/>"
_PARAGRAPHS: tuple[tuple[str, str, str, str], ...] = (
    ("Title", "Title", f'{_UNNUMBERED}<w:spacing w:after="240"/>', f'{_SANS}<w:b/><w:sz w:val="36"/>'),
    ("Heading1", "heading 1", f'<w:keepNext/>{_UNNUMBERED}<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>',
     f'{_SANS}<w:b/><w:sz w:val="24"/>'),
    ("EarwitnessTurn", "Turn", '<w:spacing w:after="120" w:line="320" w:lineRule="auto"/>', ""),
    ("EarwitnessCell", "Table Cell", f"{_UNNUMBERED}{_TIGHT}", '<w:sz w:val="20"/>'),
    ("EarwitnessHead", "Table Head", f"{_UNNUMBERED}{_TIGHT}", f'{_SANS}<w:b/><w:sz w:val="18"/>'),
    ("EarwitnessSmall", "Small Print", f'{_UNNUMBERED}<w:spacing w:after="60"/>', '<w:sz w:val="18"/>'),
    ("EarwitnessCertificate", "Certificate", f'{_UNNUMBERED}<w:spacing w:after="120"/>', ""),
    ("EarwitnessBlank", "Blank Line", f'{_UNNUMBERED}<w:spacing w:before="240"/>', ""),
    ("Header", "header", f'{_UNNUMBERED}<w:tabs><w:tab w:val="right" w:pos="8788"/></w:tabs>', f'{_SANS}<w:sz w:val="16"/>'),
    ("Footer", "footer", f'{_UNNUMBERED}<w:tabs><w:tab w:val="right" w:pos="8788"/></w:tabs>', f'{_SANS}<w:sz w:val="16"/>'),
)  # fmt: skip
"""Id, name, paragraph and character properties."""
_CHARACTERS: tuple[tuple[str, str, str], ...] = (
    ("EarwitnessSpeaker", "Speaker", f"{_SANS}<w:b/>"),
    ("EarwitnessTime", "Time", f'{_SANS}<w:color w:val="666666"/><w:sz w:val="16"/>'),
    ("EarwitnessEnd", "Time End", f'{_SANS}<w:color w:val="666666"/><w:sz w:val="16"/>'),
    ("EarwitnessPrinted", "Time As Printed", f'{_SANS}<w:color w:val="666666"/><w:sz w:val="16"/>'),
    ("EarwitnessSign", "Sign", ""),
    ("EarwitnessInferred", "Voice Inferred", "<w:i/>"),
    ("EarwitnessGap", "Mark Gap", '<w:color w:val="666666"/>'),
    ("EarwitnessUnclear", "Mark Unclear", "<w:i/>"),
    ("EarwitnessSupplied", "Mark Supplied", ""),
    ("EarwitnessGloss", "Mark Gloss", ""),
    ("EarwitnessVocal", "Mark Vocal", "<w:i/>"),
    ("EarwitnessIncident", "Mark Incident", "<w:i/>"),
    ("EarwitnessPause", "Mark Pause", "<w:i/>"),
    ("EarwitnessMasked", "Mark Masked", ""),
    ("EarwitnessQuote", "Mark Quote", ""),
)


def styles() -> str:
    """Returns the part of styles."""
    parts = [
        f'{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    ]  # fmt: skip
    for id, name, paragraph, run in _PARAGRAPHS:
        parts.append(
            f'<w:style w:type="paragraph"{_own(id)} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    for id, name, run in _CHARACTERS:
        parts.append(
            f'<w:style w:type="character"{_own(id)} w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'
        )
    return "".join([*parts, "</w:styles>"])


def _own(id: str) -> str:
    """Returns what says that a style is none of Word's."""
    return ' w:customStyle="1"' if id.startswith("Earwitness") else ""
