"""Write the national calendar that ships with the program, from the `holidays` package.

Run it after an upgrade of the package and read the diff.

    python tools/national_calendar.py            # rewrite src/simpul/lib/national_calendar/days.json
    python tools/national_calendar.py --check    # 1 when the shipped file differs from the package

Confirmed years (with decree numbers) and the rows of Ramadan are entered by hand in the same file and are kept: the
package can never change a year that a decree has fixed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import holidays

TARGET = Path(__file__).resolve().parent.parent / "src" / "simpul" / "lib" / "national_calendar" / "days.json"
YEARS = range(2015, 2046)


def year_of_package(year: int) -> dict[str, Any]:
    """What the package says about one year; joint leave stands only in its category "government"."""
    public = holidays.country_holidays("ID", years=year, categories=("public",), language="id")
    every = holidays.country_holidays("ID", years=year, categories=("government", "public"), language="id")
    return {
        "skb": "",
        "keppres": "",
        "holidays": {day.isoformat(): name for day, name in sorted(public.items())},
        "joint_leave": {day.isoformat(): name for day, name in sorted(every.items()) if day not in public},
    }


def compose(shipped: dict[str, Any]) -> dict[str, Any]:
    """The file anew: entered decrees win, every other year comes from the package."""
    entered = {year: row for year, row in shipped.get("years", {}).items() if row["skb"]}
    years = {str(year): entered.get(str(year)) or year_of_package(year) for year in YEARS}
    return {"ramadan": shipped.get("ramadan", []), "years": years}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(argv).check
    before = TARGET.read_text(encoding="utf-8") if TARGET.exists() else "{}"
    after = json.dumps(compose(json.loads(before)), ensure_ascii=False, indent=1) + "\n"
    if check:
        return int(before != after)
    TARGET.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
