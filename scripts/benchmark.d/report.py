"""reports/performance.md: tables of what was measured."""
import os

import rows

WORDS = "## In words\n"


def growth():
    """Dictionaries with `what`, `count`, `ratio` (to the first of its kind, per item), `bytes` and `allocations`."""
    table = []
    for what, name in (("subjectAltNames", "decode_alt_names"), ("relative distinguished names", "decode_rdns")):
        found = rows.google_benchmarks("x509_bench", name + "/.*")
        for one in found:
            count = int(one["name"].rsplit("/", 1)[1])
            table.append({"what": what, "count": count, "ratio": one["cpu_time"] / found[0]["cpu_time"],
                          "bytes": int(one["bytes"]), "allocations": int(one["allocations"])})
    return table


def memory(python, count, folder):
    """Pairs of a work and what its memory is, in words."""
    calls = []
    for text, leaf in rows.LEAVES:
        for work, name in (("DER to C++ types", "decode_der"), ("the same as a `Value`, in addition", "make_value"), ("its literal", "make_literal")):
            one = rows.google_benchmarks("x509_bench", "%s/%s" % (name, leaf))[0]
            calls.append(("%s, %s" % (work, text), "%d bytes in %d allocations" % (one["bytes"], one["allocations"])))
    reference = rows.quoted(python + [rows.SUBJECT])
    peaks = []
    for certificates in (1000, count):
        path = os.path.join(folder, "certificates.pem")
        rows.generated_certificates(certificates, path)
        peaks.append(rows.peak_kilobytes([rows.PEERCERT, "corpus", "--reference", reference, path]))
    calls.append(("`peercert corpus` of %d certificates" % count, "%d kB at most, %.2f times those of 1000 certificates" % (
        peaks[1], peaks[1] / peaks[0])))
    calls.append(("`peercert run`, all cases, with its report", "%d kB at most" % rows.peak_kilobytes(
        [rows.PEERCERT, "run", "--reference", reference, "--report", os.path.join(folder, "report")])))
    return calls


def markdown(header, lines):
    return ["| %s |" % " | ".join(header), "|%s" % ("---|" * len(header))] + ["| %s |" % " | ".join(line) for line in lines]


def kept_words(path):
    """What a person has written into an earlier report."""
    if not os.path.exists(path):
        return WORDS
    with open(path) as file:
        text = file.read()
    return WORDS + text.split(WORDS, 1)[1] if WORDS in text else WORDS


def text(wanted, later, others, used, grown, rounds, name):
    commit = rows.run(["git", "describe", "--always", "--dirty"]).strip()
    beside = ["work", "against", "times faster", "spread"]
    without_goal = [[row.cells()[i] for i in (0, 1, 3, 4)] for row in later], [[row.cells()[i] for i in (0, 1, 3, 4)] for row in others]
    lines = [
        "# Performance", "",
        "Written by `scripts/benchmark` at %s: the median of %d rounds and their spread, both sides of a row measured one after the" % (commit, rounds),
        "other, in CPU time but where it says on the wall, on %d processors at a load of %.1f. Only ratios are here: absolute times" % (
            os.cpu_count(), os.getloadavg()[0]),
        "say more about the machine.", "", "![The ratios](%s.svg)" % name, "", "## What is to be reached", ""]
    lines += markdown(["work", "against", "wanted", "ratio", "spread", "reached"], [row.cells() for row in wanted])
    lines += ["", "## What follows decoding", ""] + markdown(beside, without_goal[0])
    lines += ["", "## Beside others", "", "They do not do the same: each has a result of its own shape.", ""] + markdown(beside, without_goal[1])
    lines += ["", "## Memory", "", "Of a call what `operator new` is asked for; OpenSSL's own allocations are none of these.", ""]
    lines += markdown(["work", "memory"], used)
    lines += ["", "## Growth", "", "From DER to C++ types; and cases of `peercert run`, on the C++ library and with its start. The time is that of the first row of its",
              "kind times this.", "",
              "![The growth](%s_growth.svg)" % name, ""]
    lines += markdown(["of what", "how many", "time", "bytes", "allocations"], [
        [one["what"], str(one["count"]), "%.3g" % one["ratio"], str(one.get("bytes", "")), str(one.get("allocations", ""))] for one in grown])
    return "\n".join(lines) + "\n\n"
