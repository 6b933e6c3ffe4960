"""reports/corpora.md, from what `peercert corpus` recorded of each corpus."""
from collections import OrderedDict

HEAD = """# What other projects publish

Written by `scripts/corpora`: the certificates of other projects' packages, each decoded by the C++ library, by CPython and by
PyPy, and everything compared: accepted or not, value, exception with its texts, warnings. `cases/corpora/manifest.toml` says
where each corpus comes from. What is no certificate though it looks like one (the inputs of fuzzers, for instance) counts as well.

%s

| corpus | package | version | files | certificates | distinct | C++ library: different | known | PyPy: different | known | not compared |
|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|
"""
CAUSES = """
## Causes: %s

%s

| what differs | certificates | in | for example |
|---|---:|---|---|
"""

LINE = ("%s %s: %d files, %d certificates, %d distinct; C++ library: %d different, %d known; PyPy: %d different, %d known, "
        "%d causes, %d not compared")


class Record:
    """What is known of a corpus."""

    def __init__(self, corpus, version, found):
        self.corpus = corpus
        self.version = version
        self.found = found
        self.contents = found["contents"]
        self.reference = next(one for one in found["witnesses"] if one["role"] == "reference")
        subjects = [one for one in found["witnesses"] if one["role"] != "reference"]
        self.native, self.pypy = subjects

    def is_incomplete(self):
        """Whether anything was not read, not decoded, or not compared with the C++ library. PyPy may skip: it tells why."""
        return self.contents["unreadable_files"] > 0 or any(
            one["failures"] or one["skips"] and one is not self.pypy for one in self.found["witnesses"])

    def causes_of(self, witness):
        return [one for one in self.found["causes"] if self.found["witnesses"][one["witness"]] is witness]

    def differences_of(self, witness):
        return [one for one in self.causes_of(witness) if not is_skip(one)]

    def line(self):
        return LINE % (
            self.corpus["name"], self.version, self.contents["files"], self.contents["certificates"], self.contents["distinct"],
            self.native["different"], self.native["known"], self.pypy["different"], self.pypy["known"],
            len(self.differences_of(self.pypy)), self.pypy["skips"])

    def row(self):
        return "| %s | %s: %s | %s | %d | %d | %d | %d | %d | %d | %d | %d |" % (
            self.corpus["name"], self.corpus["registry"], self.corpus["package"], self.version, self.contents["files"],
            self.contents["certificates"], self.contents["distinct"], self.native["different"], self.native["known"],
            self.pypy["different"], self.pypy["known"], self.pypy["skips"])


def is_skip(cause):
    return cause["cause"].startswith("skip: ")


def code(text):
    """A cell that shows the text as it is."""
    text = text.replace("\n", " ").replace("|", "\\|")
    return "`` %s ``" % text if "`" in text else "`%s`" % text


def grouped(records, pick):
    """Causes of one witness over all corpora, the most frequent first: what differs, how often, in which, an example."""
    found = OrderedDict()
    for record in records:
        for cause in record.causes_of(pick(record)):
            key = (cause["cause"], cause["known"]["id"] if cause["known"] else "")
            found.setdefault(key, []).append((record, cause))
    return sorted(found.items(), key=lambda item: (-sum(cause["certificates"] for _, cause in item[1]), item[0]))


def example_of(record, cause):
    file = cause["example"]["file"].split("build/corpora/%s/" % record.corpus["name"])[-1]
    file = file.split("fetched/", 1)[-1]
    difference = cause["example"]["difference"]
    shown = "%s, SHA-256 %s" % (code(file if len(file) < 100 else "..." + file[-97:]), cause["example"]["sha256"][:16])
    return shown + (": " + code(difference if len(difference) < 200 else difference[:197] + "...") if difference else "")


def cause_rows(groups):
    for (text, known), found in groups:
        names = [record.corpus["name"] for record, _ in found]
        where = ", ".join(names[:3]) + (" and %d more" % (len(names) - 3) if len(names) > 3 else "")
        count = sum(cause["certificates"] for _, cause in found)
        yield "| %s%s | %d | %s | %s |" % (code(text), " (known: %s)" % known if known else "", count, where, example_of(*found[0]))


def summary(records):
    """The closing line. A certificate that several corpora have counts in each."""
    def total(of, key):
        return sum(of(record)[key] for record in records)

    causes = sum(not is_skip(found[0][1]) for _, found in grouped(records, lambda record: record.pypy))
    found = [len(records)] + [total(lambda record: record.contents, key) for key in ("files", "certificates", "distinct")]
    found += [total(lambda record: record.native, key) for key in ("different", "known")]
    found += [total(lambda record: record.pypy, key) for key in ("different", "known")]
    found += [causes, total(lambda record: record.pypy, "skips")]
    return ("%d corpora, %d files, %d certificates, %d distinct in their corpus; C++ library: %d different, %d known; PyPy: %d "
            "different, %d known, %d causes, %d not compared" % tuple(found))


def section(records, title, says, pick):
    groups = grouped(records, pick)
    if not groups:
        return "\n## Causes: %s\n\n%s\n\nThere is none.\n" % (title, says)
    return CAUSES % (title, says) + "\n".join(cause_rows(groups)) + "\n"


def licences(records):
    rows = ["| %s | %s | %s |" % (one.corpus["name"], one.corpus["what"], one.corpus["licence"]) for one in records]
    return ("\n## What they are\n\nNone of it is part of this repository; a corpus is fetched when it is decoded.\n\n"
            "| corpus | what it is | licence of the package |\n|---|---|---|\n" + "\n".join(rows) + "\n")


def write(records):
    if len({(one.reference["name"], one.native["name"], one.pypy["name"]) for one in records}) != 1:
        raise ValueError("the corpora were decoded by different versions; run scripts/corpora for all of them")
    first = records[0]
    names = "- the reference: %s with %s\n- the C++ library: %s with %s\n- PyPy: %s with %s" % tuple(
        text for one in (first.reference, first.native, first.pypy) for text in (one["name"].split(",")[0], one["tls_library"]))
    text = HEAD % names + "\n".join(record.row() for record in records) + "\n\n" + "Together: " + summary(records) + ".\n"
    text += section(records, "the C++ library", "Where it differs from CPython.", lambda record: record.native)
    text += section(records, "PyPy", "Where it differs from CPython; each line is a cause, whichever corpus shows it.",
                    lambda record: record.pypy)
    return text + licences(records)


def complaints(records):
    for record in records:
        for one in record.contents["unreadable"]:
            yield "%s: cannot be read: %s: %s" % (record.corpus["name"], one["file"], one["why"])
        for one in record.found["witnesses"]:
            if one["failures"] or one["skips"] and one is not record.pypy:
                yield "%s: %s: %d skipped, %d failed" % (record.corpus["name"], one["name"], one["skips"], one["failures"])
        for cause in record.causes_of(record.native):
            if not cause["known"]:
                yield "%s: the C++ library differs: %s, %s" % (record.corpus["name"], cause["cause"], example_of(record, cause))
