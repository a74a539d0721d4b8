"""The parts of the DOCX that are the same in every agreement: styles, numbering, settings, types.

Numbering is one list of three levels tied to the styles Pasal, Ayat and Huruf: a new paragraph in one of these styles
renumbers everything after it, and each level starts anew below the next higher one.
"""

from __future__ import annotations

from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOTES = (4, 5, 6)  # list numbers of the notes below up to three annexes

TYPES = (
    HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for name, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/styles.xml", "officedocument.wordprocessingml.styles"),
            ("word/numbering.xml", "officedocument.wordprocessingml.numbering"),
            ("word/settings.xml", "officedocument.wordprocessingml.settings"),
            ("word/header1.xml", "officedocument.wordprocessingml.header"),
            ("word/footer1.xml", "officedocument.wordprocessingml.footer"),
            ("docProps/core.xml", "package.core-properties"),
            ("customXml/itemProps1.xml", "officedocument.customXmlProperties"),
        )
    )
    + "</Types>"
)
ROOT_RELATIONS = (
    HEAD + f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
MAP_RELATIONS = (
    HEAD + f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{R}/customXmlProps" '
    'Target="itemProps1.xml"/></Relationships>'
)


def map_properties(namespace: str) -> str:
    """Without these, LibreOffice drops the custom part when it saves."""
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs>'
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{R.rpartition("/")[0]}/customXml" '
        f'ds:itemID="{{7B2A9C10-5E2D-4B6F-9A31-4D1F0C8E2A55}}">{schemas}</ds:datastoreItem>'
    )


SETTINGS = (
    HEAD + f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _level(level: int, form: str, text: str, left: int, extra: str = "", suffix: str = "") -> str:
    suff = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    hanging = f'<w:ind w:left="{left}" w:hanging="{0 if suffix else 454}"/>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}{suff}'
        f'<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{hanging}</w:pPr></w:lvl>'
    )


def _tied(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def _articles(number: int, word: str, styles: tuple[str, str, str]) -> str:
    """The list of three levels: article, paragraph, letter."""
    levels = (
        _level(0, "decimal", f"{word} %1", 0, _tied(styles[0]), "nothing")
        + _level(1, "decimal", "(%2)", 454, _tied(styles[1]))
        + _level(2, "lowerLetter", "%3.", 908, _tied(styles[2]))
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


ENGLISH = {
    "Pasal": "PasalEn",
    "Ayat": "AyatEn",
    "Huruf": "HurufEn",
    "Pertimbangan": "PertimbanganEn",
    "Dasar": "DasarEn",
}
"""The styles of the second language: lists of their own, so that both columns count for themselves."""
_SECOND = {"Pasal": 7, "Pertimbangan": 8, "Dasar": 9}


@cache
def numbering(*, in_two: bool) -> str:
    """The lists; ``in_two`` adds those of the second language."""
    simple = {2: ("lowerLetter", "Pertimbangan"), 3: ("decimal", "Dasar")} | dict.fromkeys(NOTES, ("decimal", ""))
    abstract = _articles(1, "Pasal", ("Pasal", "Ayat", "Huruf"))
    if in_two:
        simple |= {8: ("lowerLetter", "PertimbanganEn"), 9: ("decimal", "DasarEn")}
        abstract += _articles(7, "Article", ("PasalEn", "AyatEn", "HurufEn"))
    for number, (form, style) in simple.items():
        level = _level(0, form, "%1.", 454, _tied(style) if style else "")
        abstract += (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
        )
    numbers = sorted({1, *simple, *([7] if in_two else [])})
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in numbers)
    return HEAD + f'<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>'


def _style(style: str, paragraph: str = "", run: str = "", based: str = "Normal", following: str = "") -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="{style}"/>'
        f'<w:basedOn w:val="{based}"/>{after}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


_CENTRED, _LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'
_HEADING = "<w:keepNext/><w:keepLines/>"


def _second_styles() -> str:
    """The styles of the second language; its headings stay out of the outline, which the first one carries."""
    space = '<w:spacing w:after="60"/>'
    english = '<w:lang w:val="en-GB"/>'
    heading = f'{_HEADING}{_numbered(7)}<w:spacing w:before="280" w:after="140"/>{_CENTRED}'
    return (
        _style("NormalEn", _LEFT, english)
        + _style("PasalEn", heading, f"<w:b/>{english}", following="AyatEn")
        + _style("AyatEn", _numbered(7, 1) + _LEFT, english)
        + _style("HurufEn", _numbered(7, 2) + space + _LEFT, english)
        + _style("PertimbanganEn", _numbered(8) + space + _LEFT, english)
        + _style("DasarEn", _numbered(9) + space + _LEFT, english)
    )


@cache
def styles(font: str, *, in_two: bool = False) -> str:
    """The style sheet in ``font`` (12 pt; 10.5 pt where two languages stand side by side)."""
    centred, left = _CENTRED, _LEFT
    size, sides = ("21", "left") if in_two else ("24", "both")
    tight = '<w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="auto"/>'
    own = _second_styles() if in_two else ""
    own += (
        _style("Judul", f'<w:keepNext/><w:spacing w:after="80"/>{centred}', "<w:b/>")
        + _style("Nomor", f'<w:spacing w:after="40"/>{centred}')
        + _style("Pihak", '<w:spacing w:after="120"/>')
        + _style("Pertimbangan", _numbered(2) + '<w:spacing w:after="60"/>')
        + _style("Dasar", _numbered(3) + '<w:spacing w:after="60"/>')
        + _style(
            "Pasal",
            f'<w:keepNext/><w:keepLines/>{_numbered(1)}<w:spacing w:before="280" w:after="140"/>'
            f'{centred}<w:outlineLvl w:val="0"/>',
            "<w:b/>",
            following="Ayat",
        )
        + _style("Ayat", _numbered(1, 1))
        + _style("Huruf", _numbered(1, 2) + '<w:spacing w:after="60"/>')
        + _style("Lampiran", f'<w:keepNext/><w:spacing w:after="160"/>{centred}<w:outlineLvl w:val="0"/>', "<w:b/>")
        + _style("Tabel", tight + left, '<w:sz w:val="20"/>')
        + _style("TandaTangan", f"<w:keepNext/><w:keepLines/>{tight}{centred}")
        + _style("Kaki", tight + left, '<w:sz w:val="17"/>')
    )
    return (
        HEAD
        + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" '
        f'w:cs="{font}" w:eastAsia="{font}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="id-ID"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/><w:spacing w:after="110" w:line="276" '
        f'w:lineRule="auto"/><w:jc w:val="{sides}"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TabelBiasa"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr></w:style>{own}</w:styles>"
    )
