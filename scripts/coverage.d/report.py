"""reports/coverage.md and reports/decoder.md, and what in them has no reason."""
import os
import re
import subprocess

from reasons import Reasons

REASONS = "scripts/coverage.d/reasons.json"
KEYS = ("not", "file", "text")
TOTALS = """# What runs of the parts that matter

Written by `scripts/coverage`, with %s and %s; what it takes for a branch depends a little on both.

Every case on the C++ library, and the unit tests of `harness/der`, `x509`, `tls` and `suite`. Not counted are tests, seeded faults,
the jumps that the compiler makes for exceptions, and `annotate`, which decodes nothing. Which recipe reaches each branch of
the decoder stands in `decoder.md`.
"""
COLUMNS = "| file | lines | run | branches | taken |\n|---|---:|---:|---:|---:|\n"
HEAD = """# The decoder, branch by branch

Written by `scripts/coverage`, with %s and %s; what it takes for a branch depends a little on both.

## Lines and branches

Every case on the C++ library, and the unit tests of `harness/x509`. Not counted are tests, seeded faults, and the jumps that
the compiler makes for exceptions.

| file | lines | run | branches | taken |
|---|---:|---:|---:|---:|
"""
TABLE = """
## Which recipe goes which way

Every condition of the decoder, both ways, and the recipe that goes there when it is decoded in a process of its own: the only
one, or of several the simplest, with the number of the others. Left out are `fields.cpp`, which finds the bytes that a report
marks, `mnemonic.cpp`, which names OpenSSL's errors, `match_hostname.cpp` and `dnsname_match.cpp`: no certificate is decoded there.

%s
"""


class Explained:
    """Why something is not run. Each reason is about the source line or condition whose text it names, not about a number."""

    def __init__(self, root):
        self.reasons = Reasons(root, REASONS, KEYS)
        self.wrong = []

    def find(self, kind, file, number, text):
        why = self.reasons.find(kind, file, text)
        if why is not None:
            return why
        complaint = "%s:%d: not %s, and %s does not say why: %s" % (file, number, kind, REASONS, text)
        if complaint not in self.wrong:
            self.wrong.append(complaint)
        return "NO REASON GIVEN"

    def complaints(self, but_recipes=False):
        """What has no reason, and the reasons that nothing needs; `but_recipes`: of recipes nothing was asked."""
        return self.wrong + ["%s: no longer needed: not %s, %s: %s" % (REASONS, one["not"], one["file"], one["text"])
                             for one in self.reasons.stale() if not (but_recipes and one["not"] == "reached by a recipe")]


def version_of(command):
    return subprocess.run(command, stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout.split("\n")[0]


def code(text):
    return "`%s`" % text.replace("|", "\\|")


def figures_of(file):
    lines = [line for line in file["lines"] if not line["gcovr/noncode"]]
    jumps = [jump for line in lines for jump in line["branches"]]
    return [len(lines), sum(line["count"] > 0 for line in lines), len(jumps), sum(jump["count"] > 0 for jump in jumps)]


def coverage_rows(figures):
    rows = [(file["file"], figures_of(file)) for file in figures]
    rows.append(("together", [sum(column) for column in zip(*(numbers for _, numbers in rows))]))
    for name, (lines, run, jumps, taken) in rows:
        yield "| %s | %d | %s | %d | %s |" % (name, lines, percent(run, lines), jumps, percent(taken, jumps))


def percent(part, whole):
    """Rounded down, so that 100 % says all."""
    return "%d (%d %%)" % (part, 100 * part // whole if whole else 100)


def uncovered_rows(root, figures, reasons):
    for file in figures:
        with open(os.path.join(root, file["file"]), encoding="utf-8") as source:
            text_of = dict(enumerate((line.strip() for line in source), 1))
        for line in file["lines"]:
            number = line["line_number"]
            if line["gcovr/noncode"]:
                continue
            kind = "run" if line["count"] == 0 else "taken" if any(jump["count"] == 0 for jump in line["branches"]) else ""
            if kind:
                why = reasons.find(kind, file["file"], number, text_of[number])
                yield "| %s | %s | not %s | %s |" % (os.path.basename(file["file"]), code(text_of[number]), kind, why)


def who(way, file, number, simplest, reasons):
    if len(way.recipes) == 1:
        return "%s, alone" % way.recipes[0]
    if way.recipes:
        first = next(recipe for recipe in simplest if recipe in way.recipes)
        return "%s and %d more" % (first, len(way.recipes) - 1)
    reached = "unit tests and other cases" if way.is_reached else "none"
    return "%s: %s" % (reached, reasons.find("reached by a recipe", file, number, "%s: %s" % (way.condition, way.outcome)))


def way_tables(branches, reasons):
    simplest = branches.simplest()
    for file, ways in branches.by_file().items():
        yield "\n### %s\n\n| function | condition | way | recipe |\n|---|---|---|---|" % os.path.basename(file)
        before = (None, None)
        for number, way in ways:
            here = (way.function, way.condition)
            shown = [way.function if before[0] != here[0] else "", code(way.condition) if before != here else ""]
            before = here
            yield "| %s | %s | %s | %s |" % (shown[0], shown[1], way.outcome, who(way, file, number, simplest, reasons))


def versions():
    return version_of(["gcov", "--version"]), re.sub(r" +\d+ \w+ \d{4}.*", "", version_of(["openssl", "version"]))


def part_text(root, title, figures, reasons):
    rows = list(uncovered_rows(root, figures, reasons))
    text = "\n## %s\n\n" % title + COLUMNS + "\n".join(coverage_rows(figures)) + "\n"
    return text + ("\nWhat is not, and why:\n\n| file | line | | why |\n|---|---|---|---|\n" + "\n".join(rows) + "\n" if rows else "")


def totals(root, parts, reasons):
    return TOTALS % versions() + "".join(part_text(root, title, figures, reasons) for title, figures in parts)


def summary(parts):
    counts = [(title, [sum(column) for column in zip(*map(figures_of, figures))]) for title, figures in parts]
    return "; ".join("%s: %d of %d lines, %d of %d branches" % (title.lower(), run, lines, taken, jumps)
                     for title, (lines, run, jumps, taken) in counts)


def decoder(root, figures, branches, areas, reasons):
    text = HEAD % versions() + "\n".join(coverage_rows(figures))
    rows = list(uncovered_rows(root, figures, reasons))
    text += "\n\n## What is not, and why\n\n| file | line | | why |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    text += TABLE % ("Of %d recipes: %s." % (len(areas), branches.summary()))
    return text + "\n".join(way_tables(branches, reasons)) + "\n"
