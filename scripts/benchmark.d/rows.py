"""What is measured: both sides of each row, and how one side is."""
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "scripts", "benchmark.d")
CERTS = os.path.join(ROOT, "certs")
BUILD = os.path.join(ROOT, "build", "benchmark")
PEERCERT = os.path.join(BUILD, "peercert")
SUBJECT = os.path.join(ROOT, "scripts", "python_subject.py")
LEAVES = [("a simple leaf", "server"), ("a leaf with ten names", "server_ten_names")]


def run(command, **options):
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, **options)
    if done.returncode != 0:
        raise OSError("%s: exit status %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


def credentials(certificate):
    return [os.path.join(CERTS, "fixtures", certificate + ".pem"), os.path.join(CERTS, "fixtures", "root.pem"),
            os.path.join(CERTS, "keys", "rsa_leaf.pem")]


def google_benchmarks(program, pattern):
    """What a program of Google Benchmark says of its benchmarks whose names match, a dictionary for each."""
    folder = "x509" if program == "gnutls_bench" else program.split("_")[0]
    path = os.path.join(BUILD, "harness", folder, program)
    said = run([path, "--benchmark_filter=^%s$" % pattern, "--benchmark_min_time=0.05", "--benchmark_format=json"])
    return json.loads(said)["benchmarks"]


class Compiled:
    """A benchmark that is a C++ function."""

    def __init__(self, program, name):
        self.program, self.name = program, name

    def nanoseconds(self):
        found = google_benchmarks(self.program, re.escape(self.name))
        if len(found) != 1:
            raise OSError("%s has no benchmark %s" % (self.program, self.name))
        return found[0]["cpu_time"]


class Script:
    """A benchmark that prints its nanoseconds of CPU time."""

    def __init__(self, command, *arguments):
        self.command = list(command) + list(arguments)

    def nanoseconds(self):
        return float(run(self.command))


def quoted(words):
    """A command as peercert takes it."""
    return " ".join("'%s'" % word for word in words)


def python(command, work, leaf):
    return Script(command + [os.path.join(HERE, "measure.py"), work], *credentials(leaf))


class Whole:
    """A whole command: what its processes take, in CPU time or on the wall."""

    def __init__(self, command, wall=False, times=1, stdin=None):
        self.command, self.wall, self.times, self.stdin = command, wall, times, stdin

    def nanoseconds(self):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        for _ in range(self.times):
            with open(self.stdin or os.devnull) as stdin:
                run(self.command, stdin=stdin)
        after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return (end - start if self.wall else spent) / self.times * 1e9


class Row:
    """`measured` against `other`. `wanted` is how many times faster it is to be at least or, with at_most, how many times the
    cost it may have; None where nothing is wanted."""

    def __init__(self, work, against, measured, other, wanted=None, at_most=False):
        self.work, self.against, self.measured, self.other = work, against, measured, other
        self.wanted, self.at_most, self.ratios = wanted, at_most, []

    def measure(self):
        ours, other = self.measured.nanoseconds(), self.other.nanoseconds()
        self.ratios.append(ours / other if self.at_most else other / ours)

    def cells(self):
        """Work, against, wanted, median, spread, reached."""
        ratio = statistics.median(self.ratios)
        cells = [self.work, self.against, "", "%.3g" % ratio, "%.3g to %.3g" % (min(self.ratios), max(self.ratios)), ""]
        if self.wanted is not None:
            reached = ratio <= self.wanted if self.at_most else ratio >= self.wanted
            cells[2] = "at most %g times" % self.wanted if self.at_most else "at least %g times faster" % self.wanted
            cells[5] = "yes" if reached else "**no**"
        return cells


def version(command):
    return run(command + ["-c", "import platform, ssl; print(platform.python_implementation(), platform.python_version() + ',', "
                                "ssl.OPENSSL_VERSION.rsplit(None, 3)[0])"]).strip()


def wanted_rows(pythons, messages):
    """The table of what is to be reached. `messages` is a file with all that a reference is asked in a run."""
    for text, leaf in LEAVES:
        for command in pythons:
            name = version(command)
            yield Row("`getpeercert()` as C++ types, %s" % text, name, Compiled("tls_bench", "peer_certificate/" + leaf),
                      python(command, "getpeercert", leaf), 20)
            yield Row("the same as a `Value`, %s" % text, name, Compiled("tls_bench", "getpeercert/" + leaf),
                      python(command, "getpeercert", leaf))
            yield Row("`getpeercert(True)`, %s" % text, name, Compiled("tls_bench", "getpeercert/%s_binary" % leaf),
                      python(command, "getpeercert_binary", leaf), 2)
            yield Row("DER to dictionary, %s" % text, name + ", `_test_decode_cert`", Compiled("x509_bench", "decode_der/" + leaf),
                      python(command, "decode", leaf), 20)
        yield Row("`getpeercert(True)`, %s" % text, "copying the bytes", Compiled("tls_bench", "getpeercert/%s_binary" % leaf),
                  Compiled("tls_bench", "copy_der/" + leaf), 1.5, True)
        yield Row("`X509*` to C++ types, %s" % text, "allocating and copying the strings of the result",
                  Compiled("x509_bench", "decode_x509/" + leaf), Compiled("x509_bench", "copy_strings/" + leaf), 2, True)
    yield Row("a handshake in memory, and `getpeercert()` on both ends", "bare `SSL_do_handshake` in a loop",
              Compiled("tls_bench", "handshake/server"), Compiled("tls_bench", "openssl_handshake/server"), 1.05, True)
    reference = pythons[0] + [SUBJECT]
    yield Row("a whole run, C++ library and reference, on the wall", "the reference, asked the same without us",
              Whole([PEERCERT, "run", "--reference", quoted(reference)], wall=True),
              Whole(reference, wall=True, stdin=messages), 1.3, True)
    imports = Whole(pythons[0] + ["-c", "import ssl"], times=5)
    yield Row("`peercert --version`", "`python3 -c 'import ssl'`", Whole([PEERCERT, "--version"], times=5), imports, 1, True)
    yield Row("one case on the C++ library", "`python3 -c 'import ssl'`",
              Whole([PEERCERT, "run", "--reference", "none", "--case", "handshake/before_the_first_byte"], times=5), imports, 1, True)


def later_rows(command):
    """What follows decoding, beside Python's own."""
    for text, leaf in LEAVES:
        for work, ours, theirs in (("the dictionary's literal", "make_literal", "repr"), ("comparing two that are equal", "compare_equal", "equal"),
                                   ("finding no difference", "find_differences", "equal")):
            against = {"repr": "`ascii(dictionary)`", "equal": "`one == other`"}[theirs]
            yield Row("%s, %s" % (work, text), against, Compiled("x509_bench", "%s/%s" % (ours, leaf)), python(command, theirs, leaf))


def other_rows():
    """What else somebody might use. Nothing is wanted: they do not do the same."""
    for text, leaf in LEAVES:
        typed = Compiled("tls_bench", "peer_certificate/" + leaf)
        der = Compiled("x509_bench", "decode_der/" + leaf)
        yield Row("`getpeercert()` as C++ types, %s" % text, version(["pypy3"]), typed, python(["pypy3"], "getpeercert", leaf))
        yield Row("`getpeercert()` as C++ types, %s" % text, "Node %s, `getPeerCertificate()`" % run(["node", "--version"]).strip(), typed,
                  Script(["node", os.path.join(HERE, "node.js")], *credentials(leaf)))
        yield Row("DER to dictionary, %s" % text, "GnuTLS, the same fields", der, Compiled("gnutls_bench", "decode/" + leaf))
        yield Row("DER to dictionary, %s" % text, "python3-cryptography, the same fields", der,
                  python(["/usr/bin/python3"], "cryptography", leaf))


def recorded_messages(command, folder):
    """Plays all cases once on a Python that writes down what it is asked, and returns the file."""
    path = os.path.join(folder, "messages")
    recorder = quoted([sys.executable, os.path.join(HERE, "record.py"), path] + command + [SUBJECT])
    run([PEERCERT, "run", "--reference", "none", "--jobs", "1", "--subject", recorder])
    return path


def generated_certificates(count, path):
    with open(path, "w") as file:
        subprocess.run([PEERCERT, "mutate", "--generate", "--print", "--count", str(count)], stdout=file, check=True)


def peak_kilobytes(command):
    """The peak memory of a command, without that of the processes it starts."""
    with tempfile.NamedTemporaryFile("r") as said:
        run(["/usr/bin/time", "-f", "%M", "-o", said.name] + command)
        return int(said.read().split()[-1])
