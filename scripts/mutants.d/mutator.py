"""Every mutant of some sources, in an order that a seed shuffles."""
import hashlib
import os
import random
import re
import subprocess
import tempfile

TOOL = "universalmutator==1.14.1"
RULES = "scripts/mutants.d/cpp.rules"


class Mutant:
    """One changed line of one file."""

    def __init__(self, file, number, before, after):
        self.file = file
        self.number = number
        self.before = before
        self.after = after
        told = "\n".join((file, str(number), before, after))
        self.digest = hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]

    def apply_to(self, lines):
        return lines[:self.number - 1] + [self.after] + lines[self.number:]


def tool(root):
    """The command of universalmutator, which is installed when it is not there."""
    place = os.path.join(root, "build", "mutants", "tool")
    command = os.path.join(place, "bin", "mutate")
    if not os.path.exists(command):
        subprocess.run(["python3", "-m", "venv", place], check=True)
        subprocess.run([os.path.join(place, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", TOOL], check=True)
    return command


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")


def mutants_of(command, root, file):
    """The tool writes each as a whole file; what is kept is the line in which it differs."""
    lines = read_lines(os.path.join(root, file))
    with tempfile.TemporaryDirectory(prefix="peercert-mutants-") as folder:
        done = subprocess.run([command, os.path.join(root, file), "none", os.path.join(root, RULES), "--noCheck", "--mutateInStrings",
                               "--only", os.path.join(root, RULES), "--mutantDir", folder],
                              cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        if done.returncode != 0 or "WARNING" in done.stdout:
            raise OSError("%s: exit status %d\n%s" % (command, done.returncode, done.stdout))
        for name in sorted(os.listdir(folder)):
            if ".mutant." in name:
                changed = read_lines(os.path.join(folder, name))
                number = next(place for place, (one, other) in enumerate(zip(lines, changed), 1) if one != other)
                yield Mutant(file, number, lines[number - 1], changed[number - 1])


def all_mutants(root, files, seed):
    """Of a row of a table there is one mutant only, since tables would otherwise be most of what is tried."""
    command = tool(root)
    found = {}
    for file in files:
        for mutant in sorted(mutants_of(command, root, file), key=lambda mutant: mutant.digest):
            is_row = re.match(r"\s*\{.*\},$", mutant.before)
            found.setdefault((file, mutant.number) if is_row else mutant.digest, mutant)
    order = sorted(found.values(), key=lambda mutant: mutant.digest)
    random.Random(seed).shuffle(order)
    return order
