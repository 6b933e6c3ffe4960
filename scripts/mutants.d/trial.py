"""Compiles mutants and runs the tests that could notice them."""
import filecmp
import json
import os
import re
import resource
import shutil
import subprocess
import threading
from collections import OrderedDict

# Not run: what takes most of the time, and notices nothing that the rest does not.
LEFT_OUT = {"report": "-Markdown.*", "suite": "-SuiteLoad.TheDigestIsThatOfTheContents", "forge": "-ReadBackTest.WhatDiffersIsSeen"}


class Test:
    """A program that is linked with the mutant, and how it is run."""

    def __init__(self, target, program, *arguments):
        self.target = target
        self.program = program
        self.arguments = arguments


def unit(folder, name=None, only=None):
    name = name or folder
    return Test(name + "_test", "harness/%s/%s_test" % (folder, name), "--gtest_brief=1", "--gtest_fail_fast",
                "--gtest_filter=" + (only or LEFT_OUT.get(name, "*")))


TESTS = OrderedDict((  # of what is in a folder, the cheapest first
    ("harness/forge", [unit("forge"), unit("suite")]),
    ("harness/suite", [unit("suite"), unit("report")]),
    ("harness/value", [unit("value"), unit("value", "json"), unit("suite"), unit("report")]),
    ("harness/report", [unit("report")]),
    ("harness/x509", [unit("x509"), unit("search", only="TwoReaders.*")])))
SECONDS = 60  # of a test's own time
MOST_SECONDS = 900  # on a busy machine
MEMORY = 4 << 30


class Tried:
    """What became of each mutant: build/mutants/tried.jsonl, in the order in which they were tried."""

    def __init__(self, root):
        self.path = os.path.join(root, "build", "mutants", "tried.jsonl")
        self.lock = threading.Lock()
        self.outcomes = {}
        self.forgotten = set()
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                for line in file:
                    one = json.loads(line)
                    self.outcomes[one["mutant"]] = one

    def add(self, mutant, outcome, by):
        one = {"mutant": mutant.digest, "file": mutant.file, "line": mutant.number, "before": mutant.before.strip(),
               "after": mutant.after.strip(), "outcome": outcome, "by": by}
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            self.outcomes[mutant.digest] = one
            file.write(json.dumps(one) + "\n")

    def forget_survivors(self):
        """So that they are tried again, before any other; of two lines about a mutant the later counts."""
        self.forgotten = {name for name, one in self.outcomes.items() if one["outcome"] == "survives"}
        self.outcomes = {name: one for name, one in self.outcomes.items() if name not in self.forgotten}

    def of(self, mutant):
        return self.outcomes.get(mutant.digest)

    def compiled(self, mutants):
        return sum(self.of(one) is not None and self.of(one)["outcome"] != "does not compile" for one in mutants)


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def said(command, log, seconds=MOST_SECONDS, **options):
    """The exit status, or None where it takes too long."""
    with open(log, "wb") as file:
        try:
            return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, timeout=seconds, **options).returncode
        except subprocess.TimeoutExpired:
            return None


class Workshop:
    """A copy of the tracked files, and what is built of it. Nothing in it changes: a mutant's object is linked before the libraries."""

    def __init__(self, root):
        home = os.path.join(root, "build", "mutants")
        self.source = os.path.join(home, "source")
        self.build = os.path.join(home, "build")
        self.log = os.path.join(home, "build.log")
        self.copy_tracked(root)
        configure = ["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0",
                     "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold", "-DCMAKE_UNITY_BUILD=ON",
                     "-DCMAKE_PROJECT_peercert_INCLUDE=" + os.path.join(self.source, "scripts", "mutants.d", "single.cmake"),
                     "-DCMAKE_GTEST_DISCOVER_TESTS_DISCOVERY_MODE=PRE_TEST"]
        targets = sorted({test.target for tests in TESTS.values() for test in tests})
        if said(configure, self.log) != 0 or said(["cmake", "--build", self.build, "--target"] + targets, self.log, 3600) != 0:
            raise OSError("it cannot be built without a change; see " + self.log)
        self.read_commands()

    def copy_tracked(self, root):
        """Leaves what is the same as it is, so that it is not compiled again."""
        tracked = subprocess.run(["git", "ls-files"], cwd=root, stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout
        for name in tracked.split("\n")[:-1]:
            path, copy = os.path.join(root, name), os.path.join(self.source, name)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            if not os.path.exists(copy) or not filecmp.cmp(path, copy, shallow=False):
                shutil.copy(path, copy)

    def read_commands(self):
        """How each source is compiled and each program linked."""
        with open(os.path.join(self.build, "compile_commands.json"), encoding="utf-8") as file:
            self.compiling = {one["file"]: one["command"] for one in json.load(file)}
        told = subprocess.run(["ninja", "-C", self.build, "-t", "commands"], stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout
        self.linking = {}
        for line in told.split("\n"):
            found = re.match(r": && (.* -o (\S+) .*?) && ", line)
            if found:
                self.linking[found.group(2)] = found.group(1)

    def compile(self, path, mutant, place):
        command = self.compiling[os.path.join(self.source, mutant.file)].split(" -o ")[0]
        return subprocess.run("%s -o %s -c %s" % (command, place, path), shell=True, cwd=self.build, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0

    def link(self, test, mutant_object, place):
        before, after = self.linking[test.program].split(" -o %s " % test.program)
        subprocess.run("%s %s -o %s %s" % (before, mutant_object, place, after), shell=True, cwd=self.build, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def passes(self, program, test, log):
        status = said([program] + list(test.arguments), log, cwd=self.build, preexec_fn=limits)
        return None if status in (None, -24, -9) else status == 0

    def check(self):
        """Every test must pass without a change, or a mutant would seem to be caught."""
        for test in {test.program: test for tests in TESTS.values() for test in tests}.values():
            if not self.passes(os.path.join(self.build, test.program), test, self.log):
                raise OSError("%s: it fails without a change; see %s" % (test.program, self.log))


class Bench:
    """Where one mutant after the other is tried."""

    def __init__(self, workshop, number):
        self.workshop = workshop
        self.place = os.path.join(os.path.dirname(workshop.build), str(number))
        os.makedirs(self.place, exist_ok=True)

    def path(self, name):
        return os.path.join(self.place, name)

    def write(self, mutant):
        """The source with its line changed."""
        with open(os.path.join(self.workshop.source, mutant.file), encoding="utf-8") as file:
            lines = file.read().split("\n")
        path = self.path(os.path.basename(mutant.file))
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(mutant.apply_to(lines)))
        return path

    def outcome(self, mutant):
        path, built = self.write(mutant), self.path("mutant.o")
        if not self.workshop.compile(path, mutant, built):
            return "does not compile", ""
        folder = next(one for one in TESTS if mutant.file.startswith(one + "/"))
        for test in TESTS[folder]:
            program = self.path(os.path.basename(test.program))
            self.workshop.link(test, built, program)
            passed = self.workshop.passes(program, test, self.path("log"))
            if not passed:
                return ("caught" if passed is False else "takes too long"), test.target
        return "survives", ""


def try_all(root, mutants, tried, count, jobs):
    """Tries them in their order, those that were forgotten first, until `count` of them compiled."""
    if tried.compiled(mutants) >= count:
        return
    in_order = sorted(mutants, key=lambda one: one.digest not in tried.forgotten)
    todo = (one for one in in_order if tried.of(one) is None)
    lock = threading.Lock()
    failures = []

    def work(bench):
        while not failures:
            with lock:
                mutant = next(todo, None)
                if mutant is None or tried.compiled(mutants) >= count:
                    return
            try:
                tried.add(mutant, *bench.outcome(mutant))
            except (OSError, ValueError, subprocess.CalledProcessError) as error:
                failures.append(error)

    workshop = Workshop(root)
    workshop.check()
    threads = [threading.Thread(target=work, args=(Bench(workshop, number),)) for number in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
