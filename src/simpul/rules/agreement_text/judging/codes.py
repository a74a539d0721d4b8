"""Every kind of finding: its level, topic and sentence, and what is looked at. The guide's page is made from this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simpul.rules.agreement_text.judging.finding import Finding, Level
from simpul.rules.agreement_text.judging.topics import DRAFTING
from simpul.rules.refusals import N_


@dataclass(frozen=True, slots=True)
class Code:
    """``reasons``: the first is said unless the check chooses another; ``looks_at`` explains the check in the guide."""

    level: Level
    topic: str
    name: str
    looks_at: str
    reasons: tuple[str, ...]


CODES: Mapping[str, Code] = {
    "KLA-01": Code(
        "wajib", DRAFTING, N_("An obligatory clause is missing"),
        N_("Each position of the institution names the kinds of text in which its clause must stand. A clause counts "
           "as present when the title of an article or a sentence of one is recognised."),
        (N_("The clause on %(clause)s is missing. %(why)s"),),
    ),
    "KLA-02": Code(
        "wajib", DRAFTING, N_("A clause is missing that PP 28/2018 art. 19 demands"),
        N_("A cooperation of a region with a third party (KSDPK) must hold rights and duties, term, settlement of "
           "disputes and sanctions."),
        (N_("This is a cooperation of a region with a third party, and its clause on %(clause)s is missing. %(why)s"),),
    ),
    "KLA-03": Code(
        "wajib", "kerahasiaan", N_("Personal data without a clause"),
        N_("The request says that personal data are processed; then a clause must say who is answerable for them. A "
           "duty of secrecy alone is not enough."),
        (N_("Personal data are processed, but no clause protects them. %(why)s"),),
    ),
    "KLA-04": Code(
        "penting", DRAFTING, N_("Wording that the institution does not accept"),
        N_("Each position may name wordings that are never signed, unless the other party is given the same."),
        (N_("The institution does not accept this wording. %(why)s"),),
    ),
    "KLA-05": Code(
        "penting", DRAFTING, N_("A clause says less than the preferred wording"),
        N_("The preferred wording of a position is taken apart into what it must say. Too few of these parts in the "
           "clause is a deviation."),
        (N_("The clause on %(clause)s says only %(share)d%% of the preferred wording. Missing: %(missing)s."),),
    ),
    "BIA-01": Code(
        "wajib", "biaya", N_("A tariff without a basis"),
        N_("Where a price is set, its basis must be cited as a rule with its number and year. A law on revenue in "
           "general sets no tariff; a rule named without its number counts where the legal bases cite it in full."),
        (
            N_("A price is set, but no rule with number and year is cited as its basis."),
            N_("The rule on which the price is based is named without its number and year."),
        ),
    ),
    "MTR-01": Code(
        "penting", "meterai", N_("Nothing is said about stamp duty"),
        N_("An agreement made in several originals says that each bears its stamp, and who pays it."),
        (N_("The text says nothing about stamp duty. %(why)s"),),
    ),
    "ANG-01": Code(
        "wajib", "biaya", N_("Amount in figures and in words differ"),
        N_("Every amount in rupiah with its words in brackets is read both ways, in articles and tables."),
        (N_("The figures say %(figure)s, the words say %(words)s."),),
    ),
    "ANG-02": Code(
        "penting", DRAFTING, N_("Number in figures and in words differ"),
        N_("Every number with its words in brackets is read both ways."),
        (N_("The figures say %(figure)s, the words say %(words)s."),),
    ),
    "ANG-03": Code(
        "penting", "biaya", N_("The total of a table is wrong"),
        N_("The column above a row named jumlah or total is added up."),
        (N_("The rows add up to %(sum)s, but the total says %(total)s."),),
    ),
    "WKT-01": Code(
        "wajib", "jangka_waktu", N_("Beginning, end and length of the term disagree"),
        N_("From the first to the last day must be as long as the text says; the last day may or may not count."),
        (N_("From %(start)s to %(end)s is not %(length)s."),),
    ),
    "WKT-02": Code(
        "wajib", "jangka_waktu", N_("Two places name different terms"),
        N_("Every sentence that says how long the agreement lasts is compared with the article on the term."),
        (N_("The term is %(one)s in %(here)s, but %(other)s in %(there)s."),),
    ),
    "WKT-03": Code(
        "penting", DRAFTING, N_("Date in figures and in words differ"),
        N_("Dates that stand beside each other in figures and words are compared."),
        (N_("The figures say %(figure)s, the words say %(words)s."),),
    ),
    "WKT-04": Code(
        "penting", DRAFTING, N_("The day of the week does not fit the date"),
        N_("A day of the week before a date is compared with the calendar."),
        (N_("%(date)s is a %(right)s, not a %(written)s."),),
    ),
    "WKT-05": Code(
        "penting", DRAFTING, N_("The same time limit is named twice with different lengths"),
        N_("Time limits for paying, billing, reporting, extending, terminating and the like are compared."),
        (N_("The limit for %(what)s is %(one)s in %(here)s, but %(other)s in %(there)s."),),
    ),
    "WKT-06": Code(
        "wajib", "jangka_waktu", N_("The term outlives the memorandum above it"),
        N_("The last day of the agreement is compared with that of its memorandum, as the case or the text names it."),
        (
            N_("The agreement would last until %(end)s, but the memorandum above it ends on %(above)s (%(source)s)."),
            N_("The agreement would last until %(end)s, but %(source)s above it ends on %(above)s by the register."),
            N_("The agreement would last until %(end)s, but the memorandum above it ends on %(above)s, as the case "
               "was told: %(source)s."),
        ),
    ),
    "WKT-07": Code(
        "penting", "jangka_waktu", N_("A date that cannot be"),
        N_("Days that no calendar knows, an end before the beginning, a term that is over already."),
        (
            N_("%(date)s does not exist."),
            N_("The end, %(end)s, lies before the beginning, %(start)s."),
            N_("The term was over on %(end)s already."),
        ),
    ),
    "IST-01": Code(
        "penting", DRAFTING, N_("A term that is defined nowhere"),
        N_("Words with capital letters in the middle of a sentence that are neither defined nor generally known."),
        (N_("“%(term)s” is written like a defined term, but no article defines it."),),
    ),
    "IST-02": Code(
        "saran", DRAFTING, N_("A term that is defined but never used"),
        N_("Each defined term is looked for outside its own definition."),
        (N_("“%(term)s” is defined, but used nowhere."),),
    ),
    "IST-03": Code(
        "penting", DRAFTING, N_("A term that is defined twice"),
        N_("A term that stands in the list of definitions more than once."),
        (N_("“%(term)s” is defined more than once."),),
    ),
    "IST-04": Code(
        "saran", DRAFTING, N_("One word spelled in several ways"),
        N_("The spellings of a word that stand in the positions are counted in the articles."),
        (N_("Spelled in several ways: %(ways)s."),),
    ),
    "PHK-01": Code(
        "penting", "kewenangan", N_("A party is called otherwise than in the komparisi"),
        N_("PIHAK PERTAMA beside PIHAK KESATU, in titles, articles and signatures."),
        (N_("%(used)s is used here; the komparisi says %(right)s."),),
    ),
    "PHK-02": Code(
        "wajib", "kewenangan", N_("A party that the komparisi does not know"),
        N_("Every label of a party is looked up in the komparisi."),
        (N_("%(used)s is named here, but is no party of the komparisi."),),
    ),
    "PHK-03": Code(
        "penting", "objek", N_("Rights and duties seem to stand under the wrong party"),
        N_("The title of an article against the party its list belongs to, two lists of the same party beside none of "
           "the other, and a party that both bills and pays."),
        (
            N_("The article is about %(title)s, but its list is that of %(used)s."),
            N_("%(used)s has this list twice, and the other party has none."),
            N_("%(used)s is both the one who bills and the one who pays."),
        ),
    ),
    "PHK-04": Code(
        "penting", "kewenangan", N_("The name of an institution is spelled differently"),
        N_("The names in title, komparisi, signature and text are compared; a shortened name is no fault."),
        (N_("“%(one)s” stands here; elsewhere it is “%(other)s”."),),
    ),
    "PHK-05": Code(
        "wajib", "kewenangan", N_("The authority of a signatory is not named"),
        N_("The komparisi of each party must name the deed, decree or power by which its signatory acts."),
        (N_("The komparisi of %(party)s does not say by what authority its signatory acts."),),
    ),
    "PHK-06": Code(
        "saran", "kewenangan", N_("The authority of a signatory is weakly proved"),
        N_("A deed of foundation alone does not say who represents the company now."),
        (N_("The komparisi of %(party)s names only the deed of foundation, not its latest change or approval."),),
    ),
    "PHK-07": Code(
        "wajib", "kewenangan", N_("Our institution is no party of this text"),
        N_("The names of our side are looked for in the komparisi; where none was read, in title and signatures. "
           "Capital letters, the short name and a slip of the pen are allowed for, another name is not."),
        (
            N_("No party of this text is %(ours)s: it would bind somebody else."),
            N_("The title or the signatures name %(ours)s, the komparisi does not: who is bound is in doubt."),
        ),
    ),
    "NOM-01": Code(
        "penting", DRAFTING, N_("Article numbers jump"),
        N_("The numbers of the articles must follow one upon another from 1."),
        (N_("%(after)s follows on %(before)s: a number is missing between them."),),
    ),
    "NOM-02": Code(
        "penting", DRAFTING, N_("An article number stands twice"),
        N_("No two articles may have the same number."),
        (N_("%(number)s stands %(times)d times."),),
    ),
    "NOM-03": Code(
        "penting", DRAFTING, N_("A reference to an article that does not exist"),
        N_("References to articles of the text; those to laws are left alone."),
        (N_("The text has no %(target)s."),),
    ),
    "NOM-04": Code(
        "penting", DRAFTING, N_("A reference to a paragraph or letter that does not exist"),
        N_("References to ayat and huruf are looked up in their article."),
        (N_("There is no %(target)s."),),
    ),
    "NOM-05": Code(
        "saran", DRAFTING, N_("Numbers of paragraphs jump or stand twice"),
        N_("Typed numbers and letters of one list must follow one upon another."),
        (N_("%(label)s follows on %(before)s."),),
    ),
    "NOM-06": Code(
        "saran", "kewenangan", N_("A number line of the title is blank"),
        N_("Each line for a number in the title must be filled at the signing at the latest."),
        (N_("A line for a number in the title is still blank."),),
    ),
    "NOM-07": Code(
        "penting", DRAFTING, N_("A reference to an annex that does not exist"),
        N_("Annexes that the articles name must be there."),
        (N_("The text names %(target)s, but has no such annex."),),
    ),
    "ISI-01": Code(
        "wajib", DRAFTING, N_("An open place was left in the text"),
        N_("Rows of dots or lines, brackets and marks of templates."),
        (N_("An open place was left: %(place)s"),),
    ),
}  # fmt: skip


def finding(
    code: str,
    refs: Sequence[str] = (),
    *,
    way: int = 0,
    level: Level | None = None,
    topic: str = "",
    found: str = "",
    expected: str = "",
    **params: str | int,
) -> Finding:
    """A finding of this code with its level, topic and sentence; ``way`` chooses among its sentences."""
    known = CODES[code]
    return Finding(
        code=code,
        level=level or known.level,
        topic=topic or known.topic,
        refs=tuple(dict.fromkeys(refs)),
        reason=known.reasons[way],
        params=tuple(params.items()),
        found=found,
        expected=expected,
    )
