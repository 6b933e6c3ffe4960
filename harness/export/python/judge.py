# SPDX-License-Identifier: Apache-2.0
# Part of peercert, the conformance suite for ssl.SSLSocket.getpeercert(); README.md beside this file says more.
"""Reads the suite from the files beside this one, and judges what player.py has seen.

    suite = Suite(folder)
    for case, scenario in suite.scenarios(): ...
    findings = suite.judge(case, scenario, subject, observations)

Nothing here uses the ssl module. Standard library only, Python 3.6 and later.
"""
import ast
import base64
import collections
import fnmatch
import json
import os
import re

LEVELS = ("accident", "compatible", "documented")  # by weight

# What is to be said of one step. kind: "fail", "note" (an accident differs), "known" (drift.json says so), "fixed"
# (drift.json says that it differs, and it does not).
Finding = collections.namedtuple("Finding", "kind level text reason")

# One place in which two values differ.
Difference = collections.namedtuple("Difference", "path kind expected got")


class Other:
    """A value that no literal spells, or what happened in place of a value: it is shown as `text`."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def __eq__(self, other):
        return isinstance(other, Other) and self.text == other.text


NOTHING = Other("nothing")


# --- Values ------------------------------------------------------------------------------------------------------------

def differences(expected, got, path="", any_order=False):
    """Every place in which `got` is not `expected`; types count exactly."""
    if type(expected) is not type(got):
        yield Difference(path, "type", expected, got)
    elif isinstance(expected, dict):
        for key in expected:
            place = "%s[%r]" % (path, key)
            if key in got:
                yield from differences(expected[key], got[key], place, any_order)
            else:
                yield Difference(place, "missing", expected[key], NOTHING)
        for key in got:
            if key not in expected:
                yield Difference("%s[%r]" % (path, key), "surplus", NOTHING, got[key])
        if not any_order and set(expected) == set(got) and list(expected) != list(got):
            yield Difference(path, "order", list(expected), list(got))
    elif isinstance(expected, (tuple, list)):
        for i, (left, right) in enumerate(zip(expected, got)):
            yield from differences(left, right, "%s[%d]" % (path, i), any_order)
        for i in range(len(got), len(expected)):
            yield Difference("%s[%d]" % (path, i), "missing", expected[i], NOTHING)
        for i in range(len(expected), len(got)):
            yield Difference("%s[%d]" % (path, i), "surplus", NOTHING, got[i])
    elif expected != got and repr(expected) != repr(got):  # nan is not nan
        yield Difference(path, "value", expected, got)


def without_positions(value):
    """Takes " (_ssl.c:1234)" out of every text: where in its source CPython raised something is nobody's business."""
    if isinstance(value, str):
        return re.sub(r" \(_ssl\.c:[0-9]+\)", "", value)
    if isinstance(value, (tuple, list)):
        return type(value)(map(without_positions, value))
    return value


def part_of(difference):
    """What a drift entry calls the place: a member of the dictionary, the "order" of its keys, or the "answer" as such."""
    member = re.search(r"\['(.*?)'\]", difference.path)
    if member:
        return member.group(1)
    return "order" if difference.kind == "order" else "answer"


def known_drift(entry):
    return "known drift %s: %s" % (entry["id"], entry["reason"])


def shown(value, most=300):
    text = ascii(value)
    return text if len(text) <= most else "%s... (%d characters)" % (text[:most], len(text))


# --- Observations ------------------------------------------------------------------------------------------------------

def is_caught(raised, name):
    """Whether `except name` would catch it."""
    return name == raised["type"] or name in raised["bases"]


def outcome_of(seen):
    if "value" in seen:
        return "done"
    waits = any(is_caught(seen["raised"], name) for name in ("ssl.SSLWantReadError", "ssl.SSLWantWriteError"))
    return "wants_more" if waits else "failed"


def is_prepared(verb, seen, may_wait):
    """Whether a step worked that is there only for what comes after it."""
    if "raised" in seen:
        return may_wait and outcome_of(seen) == "wants_more"
    return verb in ("write", "connect_ex") or seen["value"] is None


# --- To whom something applies -----------------------------------------------------------------------------------------

def numbers_of(version):
    """The dotted numbers that a version begins with: (3, 15, 0) of "3.15.0rc1"; () when it begins with none."""
    found = re.match(r"[0-9]+(\.[0-9]+)*", version)
    return tuple(map(int, found.group().split("."))) if found else ()


def is_within(have, sign, bound):
    length = max(len(have), len(bound))
    left, right = (numbers + (0,) * (length - len(numbers)) for numbers in (have, bound))
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right,
            "==": left == right, "!=": left != right}[sign]


def is_met(requirement, subject):
    """Whether the implementation or its TLS library meets a requirement such as "CPython >= 3.10, < 3.13"."""
    name, bounds = re.match(r" *([^ <>=!,]+) *(.*)", requirement).groups()
    library, _, library_version = subject["tls_library"].partition(" ")
    for who, version in ((subject["implementation"], subject["version"]), (library, library_version)):
        have = numbers_of(version.strip())
        signed = re.findall(r"(<=|>=|==|!=|<|>) *([0-9.]+)", bounds)
        if who.lower() == name.lower() and (have or not signed) and all(
                is_within(have, sign, numbers_of(bound)) for sign, bound in signed):
            return True
    return False


# --- The suite ---------------------------------------------------------------------------------------------------------

class Suite:
    """The files of the folder. {"file": NAME} in them stands for what that file holds."""

    def __init__(self, folder):
        self.folder = folder
        self.rules = {rule["id"]: rule for rule in self.load("rules.json")["rules"]}
        self.drift = self.load("drift.json")["drift"]
        self.cases = [case for theme in self.load("suite.json")["themes"]
                      for case in self.load(os.path.join("cases", theme + ".json"))["cases"]]
        self.known_values = {}

    def path(self, name):
        return os.path.join(self.folder, *name.split("/"))

    def load(self, name):
        with open(self.path(name), encoding="ascii") as file:
            try:
                return json.load(file)
            except ValueError as error:
                raise ValueError("%s: no JSON, so export the suite again: %s" % (file.name, error))

    def scenarios(self):
        return [(case, scenario) for case in self.cases for scenario in case["scenarios"]]

    def text(self, name):
        with open(self.path(name), encoding="ascii") as file:
            return file.read()

    def der(self, name):
        """The bytes of certificates/NAME.der: of a file of that name, else those that NAME.pem holds."""
        if os.path.exists(self.path(name)):
            with open(self.path(name), "rb") as file:
                return file.read()
        lines = self.text(name[:-len(".der")] + ".pem").splitlines()
        return base64.b64decode("".join(lines[1:-1]))

    def wire(self, item):
        """The part of a scenario as a subject is told it, with texts in place of references."""
        if isinstance(item, dict) and list(item) == ["file"]:
            return self.text(item["file"])
        if isinstance(item, dict):
            return {key: self.wire(value) for key, value in item.items()}
        return list(map(self.wire, item)) if isinstance(item, list) else item

    def file_value(self, name):
        if name not in self.known_values:
            self.known_values[name] = self.der(name) if name.endswith(".der") else ast.literal_eval(self.text(name))
        return self.known_values[name]

    def value(self, tagged):
        """The value that tagged JSON spells."""
        if tagged is None or isinstance(tagged, bool):
            return tagged
        if "other" in tagged:
            return Other(tagged["repr"])
        (kind, content), = tagged.items()
        if kind in ("tuple", "list"):
            return {"tuple": tuple, "list": list}[kind](map(self.value, content))
        if kind == "dict":
            return {self.value(key): self.value(item) for key, item in content}
        if kind == "str_points":
            return "".join(map(chr, content))
        return {"file": self.file_value, "int": int, "float": float, "str": str, "bytes": bytes.fromhex}[kind](content)

    def strongest(self, rules):
        return max((self.rules[rule]["level"] for rule in rules), key=LEVELS.index)

    def levels(self, case, scenario):
        """The levels at which there is something to judge."""
        found = {"accident", self.strongest(case["rules"])}
        for step in scenario["steps"]:
            if step["expect"]:
                found.add(self.strongest(step.get("rules", case["rules"])))
        if "documented" in found:
            found.add("compatible")  # the order of keys
        return found

    # --- Judging: each of these is about one step -----------------------------------------------------------------------

    def raised_text(self, seen):
        arguments = without_positions(self.value(seen["raised"]["args"]))
        text = "(%s)" % ascii(arguments[0]) if len(arguments) == 1 else ascii(arguments)
        return "raised %s%s%s" % (seen["raised"]["type"], text, " on " + seen["on"] if "on" in seen else "")

    def got(self, seen):
        return self.value(seen["value"]) if "value" in seen else Other(self.raised_text(seen))

    def wanted(self, expected):
        if "value" in expected:
            return self.value(expected["value"])
        if "outcome" in expected:
            return Other("outcome " + expected["outcome"])
        return Other("raised %s%s" % (expected["raises"], " on " + expected["on"] if "on" in expected else ""))

    def held_against(self, expected, seen):
        """What differs: what breaks the rule itself, and what is an accident whatever the rule."""
        broken, details = [], []
        if "outcome" in expected and expected["outcome"] == outcome_of(seen):
            pass
        elif "value" in expected and "value" in seen:
            broken = list(differences(self.value(expected["value"]), self.value(seen["value"]),
                                      any_order=expected.get("any_order", False)))
        elif "raises" in expected and "raised" in seen and is_caught(seen["raised"], expected["raises"]) \
                and seen.get("on") == expected.get("on"):
            details = list(differences(expected["raises"], seen["raised"]["type"], ".type"))
            if "args" in expected:
                details += differences(self.value(expected["args"]),
                                       without_positions(self.value(seen["raised"]["args"])), ".args")
        else:
            broken = [Difference("", "type", self.wanted(expected), self.got(seen))]
        for i, warning in enumerate(seen["warnings"]):
            text = "%s: %s" % (warning["type"], without_positions(warning["text"]))
            details.append(Difference(".warnings[%d]" % i, "surplus", NOTHING, Other(text)))
        return broken, details

    def explains(self, entry, seen, broken):
        if "unstable" in entry:
            return True
        if "differs" in entry:
            return seen.get("value") is not None and all(part_of(one) in entry["differs"] for one in broken)
        if "yields" in entry:
            return "value" in seen and not list(differences(self.value(entry["yields"]), self.value(seen["value"])))
        return "raised" in seen and seen["raised"]["type"] == entry["raises"]

    def covers(self, entry, case, where, step, subject):
        return (("subject" not in entry or is_met(entry["subject"], subject)) and
                ("tls_library" not in entry or is_met(entry["tls_library"], subject)) and
                any(fnmatch.fnmatchcase(case["id"], pattern) for pattern in entry["cases"]) and
                entry.get("step", step) == step and
                all(where.get(axis) == point for axis, point in entry.get("where", {}).items()))

    def drift_for(self, case, where, step, subject, seen, broken):
        """The entry that explains what was seen or, when none does, the first that speaks of the step; or None.

        One that is shown by some of its cases only has nothing to say of others.
        """
        entries = [entry for entry in self.drift if self.covers(entry, case, where, step["step"], subject)
                   and (broken or "partly" not in entry)]
        explain = [entry for entry in entries if self.explains(entry, seen, broken)]
        return next(iter(explain + [entry for entry in entries if "partly" not in entry]), None)

    def judge_step(self, case, where, step, subject, seen, expected):
        """The finding of a step of which something is expected, with its drift entry; or None twice."""
        strongest = self.strongest(step.get("rules", case["rules"]))
        broken, details = self.held_against(expected, seen)
        kind, level, found, reason = None, None, broken or details, ""
        if broken:
            level = strongest
            if all(one.kind == "order" for one in broken):  # the documentation promises keys, and never their order
                level = min(level, "compatible", key=LEVELS.index)
        elif details:
            level, reason = "accident", "as the rule says, but not in every detail of the exception, or with a warning"
        if level:
            kind = "note" if level == "accident" else "fail"
        entry = self.drift_for(case, where, step, subject, seen, broken)
        if entry:
            explained = self.explains(entry, seen, broken)
            if "unstable" not in entry and not broken and (not level or not explained):
                kind, reason = "fixed", "meets the rule now: drift entry %s can go" % entry["id"]
            elif explained:
                kind, reason = "known", known_drift(entry)
            else:
                kind, reason = "fail", "neither the rule nor what the drift entry %s says" % entry["id"]
        if kind is None:
            return None, None
        return Finding(kind, level or strongest, self.describe(case, step, found, reason), reason), entry

    def judge_preparation(self, case, where, step, subject, seen):
        """The finding of a step that had to work and did not, with its drift entry."""
        broken = [Difference("", "type", None, self.got(seen))]
        kind, reason = "fail", "the preparation failed, so what follows means nothing"
        entry = self.drift_for(case, where, step, subject, seen, broken)
        if entry and self.explains(entry, seen, broken):
            kind, reason = "known", known_drift(entry)
        return Finding(kind, self.strongest(case["rules"]), self.describe(case, step, broken, reason), reason), entry

    def describe(self, case, step, found, reason, most=20):
        lines = ["step      %s" % step["step"]]
        for rule in (self.rules[name] for name in step.get("rules", case["rules"])):
            lines.append("rule      %s [%s, %s; %s]" % (rule["says"], rule["id"], rule["level"], rule["source"]))
        if reason:
            lines.append("message   " + reason)
        for one in found[:most]:
            lines += ["path      %s (%s)" % (one.path or "the whole", one.kind),
                      "  expected  " + shown(one.expected), "  got       " + shown(one.got)]
        if len(found) > most:
            lines.append("... and %d more" % (len(found) - most))
        return "\n  ".join(lines)

    def judge(self, case, scenario, subject, observations):
        """What there is to say of a scenario that was played: a list of findings, or None when no rule says anything."""
        where = (scenario.get("scenario") or scenario)["where"]
        played = scenario["scenario"]["steps"] if "scenario" in scenario else [{"do": "decode"}]
        found, judged = [], False
        for step, call, seen in zip(scenario["steps"], played, observations):
            expected = next((one for one in step["expect"] if "when" not in one or is_met(one["when"], subject)), None)
            if expected:
                judged = True
                found.append(self.judge_step(case, where, step, subject, seen, expected))
            elif "prepares" in step and not is_prepared(call["do"], seen, step["prepares"] == "may_wait"):
                found.append(self.judge_preparation(case, where, step, subject, seen))
        findings = self.forgive_unnamed_steps([pair for pair in found if pair[0]])
        return findings if judged or findings else None

    @staticmethod
    def forgive_unnamed_steps(found):
        """A drift entry without a step speaks of the steps that differ: it shows at one, so it is not fixed at another."""
        shows = [entry["id"] for finding, entry in found if entry and finding.kind == "known" and "step" not in entry]
        return [finding for finding, entry in found
                if not (entry and finding.kind == "fixed" and entry["id"] in shows)]
