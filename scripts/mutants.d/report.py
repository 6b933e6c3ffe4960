"""reports/mutants.md, from what became of each mutant."""
import os
from collections import Counter

from reasons import Reasons

REASONS = "scripts/mutants.d/reasons.json"
KEYS = ("file", "before", "after")
HEAD = """# Faults of our own parts

Written by `scripts/mutants`: one place at a time was changed %s
(`scripts/mutants.d/cpp.rules` says how: comparisons, arithmetic, constants, texts, negated and dropped conditions, dropped
statements, returned values), and the tests that could notice were run. Of the %d mutants that the rules make, %d were drawn with the
seed %d and compile%s.

%s

| folder | mutants | caught | take too long | nobody notices, explained | nobody notices |
|---|---:|---:|---:|---:|---:|
"""


def code(text):
    text = text.strip().replace("|", "\\|")
    return "`` %s ``" % text if "`" in text else "`%s`" % text


def folder_of(mutant):
    return os.path.dirname(mutant.file)


def table(rows, mutants):
    columns = ("caught", "takes too long", "explained", "survives")
    for folder in sorted({folder_of(one) for one in mutants}):
        counts = Counter(outcome for mutant, outcome, _ in rows if folder_of(mutant) == folder)
        yield "| %s | %d | %s |" % (folder, sum(counts.values()), " | ".join(str(counts[one]) for one in columns))
    counts = Counter(outcome for _, outcome, _ in rows)
    yield "| together | %d | %s |" % (len(rows), " | ".join(str(counts[one]) for one in columns))


def who_caught(rows):
    counts = Counter(by for _, outcome, by in rows if outcome == "caught")
    return ", ".join("%s %d" % (name, count) for name, count in counts.most_common())


def why(reasons, mutant):
    """Why it may live, or None. A reason names the line before and after, and not its number."""
    return reasons.find(mutant.file, mutant.before.strip(), mutant.after.strip())


def survivors(rows, outcome, reasons):
    for mutant, what, _ in sorted(rows, key=lambda row: (row[0].file, row[0].number, row[0].after)):
        if what == outcome:
            file = mutant.file[len("harness/"):]
            yield "| %s | %s | %s | %s |" % (file, code(mutant.before), code(mutant.after), why(reasons, mutant) or "")


def section(title, says, rows):
    rows = list(rows)
    if not rows:
        return ""
    return "\n## %s\n\n%s\n\n| file | before | after | why |\n|---|---|---|---|\n%s\n" % (title, says, "\n".join(rows))


def write(root, mutants, tried, count, seed, where):
    """The text of the report, what is wrong, and a line that sums it up. `where` says what was changed."""
    reasons = Reasons(root, REASONS, KEYS)
    files = {mutant.file for mutant in mutants}
    rows, others = [], 0
    for mutant in mutants:
        known = tried.of(mutant)
        if known is None or len(rows) == count:
            why(reasons, mutant)  # so that a reason for what is yet to be tried is none too many
            continue
        outcome = known["outcome"]
        if outcome == "does not compile":
            others += 1
            continue
        if outcome == "survives" and why(reasons, mutant):
            outcome = "explained"
        rows.append((mutant, outcome, known["by"]))
    if not rows:
        raise ValueError("no mutant was tried yet")
    counts = Counter(outcome for _, outcome, _ in rows)
    caught = counts["caught"] + counts["takes too long"]
    closing = "caught %d of %d, %d explained, %d that nobody notices" % (caught, len(rows), counts["explained"], counts["survives"])
    did_not = "; %d more do not compile" % others if others else ""
    shown = "**%s.** First to notice: %s." % (closing[0].upper() + closing[1:], who_caught(rows))
    text = HEAD % (where, len(mutants), len(rows), seed, did_not, shown)
    text += "\n".join(table(rows, mutants)) + "\n"
    text += section("Nobody notices", "A hole in our tests.", survivors(rows, "survives", reasons))
    text += section("Nobody notices, and why that is right", "What the change means shows in nothing that is promised.",
                    survivors(rows, "explained", reasons))
    wrong = ["%s:%d: nobody notices: %s -> %s" % (mutant.file, mutant.number, mutant.before.strip(), mutant.after.strip())
             for mutant, outcome, _ in rows if outcome == "survives"]
    stale = ["%s: no longer needed: %s: %s" % (REASONS, one["file"], one["after"]) for one in reasons.stale()
             if one["file"] in files or not os.path.exists(os.path.join(root, one["file"]))]
    return text, wrong + stale, closing
