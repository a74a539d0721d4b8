"""The pages of an inspection file: plain HTML that needs no network, no script and nothing beside itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_HEAD = (
    '<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    'img-src data:"><link rel="icon" href="data:,"><title>{}</title><style>{}</style></head><body><main>'
)
_STYLE = SafeString(
    "body{margin:0;background:#f5f6f7;color:#16202a;font:16px/1.5 system-ui,sans-serif}"
    "main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.5rem;margin:.2rem 0}"
    "h2{font-size:1.15rem;margin:2rem 0 .5rem}p{max-width:46rem;margin:.4rem 0}a{color:#0b5a8a}"
    "div.t{overflow-x:auto;background:#fff;border:1px solid #cfd6dc;border-radius:6px}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{padding:.45rem .6rem;text-align:left;"
    "vertical-align:top;border-bottom:1px solid #e3e8ec;white-space:pre-line}th{background:#eef2f5}"
    "tr:last-child td{border-bottom:0}code{font:.8rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    "dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{color:#51606d}"
    "dd{margin:0;overflow-wrap:anywhere}.bad{border-left:4px solid #b3261e;background:#fdecea;padding:.6rem 1rem}"
    "@media(max-width:40rem){table:has(th:nth-child(4)){min-width:46rem}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}"
    "@media print{body{background:#fff}div.t{border:0;overflow:visible}}"
)


def page(title: str, parts: Iterable[SafeString]) -> bytes:
    """One page."""
    head = format_html(SafeString(_HEAD), title, _STYLE)
    return f"{head}<h1>{format_html('{}', title)}</h1>{''.join(parts)}</main></body></html>\n".encode()


def heading(words: str) -> SafeString:
    return format_html("<h2>{}</h2>", words)


def words(*paragraphs: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((one,) for one in paragraphs))


def alarm(lines: Sequence[str]) -> SafeString:
    """What does not hold, in a box; nothing where there is none."""
    if not lines:
        return SafeString("")
    return format_html('<div class="bad">{}</div>', words(*lines))


def facts(pairs: Iterable[tuple[str, object]]) -> SafeString:
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> SafeString:
    """Cells are escaped unless they are links or codes of this module."""
    head = format_html_join("", '<th scope="col">{}</th>', ((one,) for one in columns))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in rows)
    )
    return format_html('<div class="t"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, body)


def link(address: str, name: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, name)


def code(value: str) -> SafeString:
    return format_html("<code>{}</code>", value)
