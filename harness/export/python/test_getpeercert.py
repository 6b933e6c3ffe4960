# SPDX-License-Identifier: Apache-2.0
# Part of peercert, the conformance suite for ssl.SSLSocket.getpeercert(); README.md beside this file says more.
"""Tests what ssl.SSLSocket.getpeercert() says, and when.

    python -m unittest                          from this folder
    python -m unittest -k certificates_name     the tests whose names have this in them (Python 3.7 and later)
    PEERCERT_STRICT=1 python -m unittest        accidents, and drift that is no more, count as failures

Each scenario of cases/*.json is played once, by player.py, and judged at each level at which there is something to say:
Documented is what the documentation says, Compatible what CPython 3.10 and later agree on where it is silent, Accident what
hangs on versions, error texts and the object model. What is known of this Python, and what it cannot play, is skipped and
says so.
"""
import os
import re
import unittest

try:
    from . import judge, player
except ImportError:  # run from this folder, which is no package then
    import judge
    import player

STRICT = os.environ.get("PEERCERT_STRICT", "0") not in ("", "0")
SUITE = judge.Suite(os.path.dirname(os.path.abspath(__file__)))

_cache = {}


def once(key, call):
    """What `call` returns or raises, called the first time only."""
    if key not in _cache:
        try:
            _cache[key] = call(), None
        except Exception as error:
            _cache[key] = None, error
    result, error = _cache[key]
    if error is not None:
        raise error
    return result


def subject():
    """This Python, its TLS library, and what they can do."""
    return once("the subject", player.describe_subject)


def play(scenario):
    """The observations, one for each step."""
    if "decode" in scenario:
        der = SUITE.der("certificates/%s.der" % scenario["decode"])
        observations = player.in_fresh_thread(lambda: player.decode_all([der]))
        if "skip" in observations[0]:
            raise player.CannotPlay(observations[0]["skip"])
        return observations
    wire = SUITE.wire(scenario["scenario"])
    return player.in_fresh_thread(lambda: player.play(wire))


def findings(case, scenario):
    needs = (scenario.get("scenario") or scenario)["needs"]
    lacking = [feature for feature in needs if feature not in subject()["features"]]
    if lacking:
        raise unittest.SkipTest("this Python cannot play it: it lacks " + lacking[0])
    try:
        observations = play(scenario)
    except player.CannotPlay as reason:
        raise unittest.SkipTest("this Python cannot play it: %s" % reason)
    found = SUITE.judge(case, scenario, subject(), observations)
    if found is None:
        raise unittest.SkipTest("no rule says anything of this Python")
    return found


class Level(unittest.TestCase):
    """Tests of one level; make_tests adds them to its subclasses."""
    level = None

    def check(self, case, scenario):
        found = [one for one in once(scenario["name"], lambda: findings(case, scenario)) if one.level == self.level]
        bad = [one for one in found if one.kind == "fail" or STRICT and one.kind in ("note", "fixed")]
        if bad:
            self.fail("\n" + "\n".join([scenario["name"], "  why       " + case["why"]] + ["  " + one.text for one in bad]))
        for one in found:
            if one.kind == "known":
                self.skipTest(one.reason)
        for one in found:
            if one.kind == "note":
                self.skipTest("note: %s" % one.text)


class Documented(Level):
    level = "documented"


class Compatible(Level):
    level = "compatible"


class Accident(Level):
    level = "accident"


def name_of_test(scenario):
    """test_validation_client_cert_none_tls_1_2_transport_memory"""
    return "test_" + re.sub("[^A-Za-z0-9]+", "_", scenario["name"]).strip("_")


def add_test(kind, case, scenario):
    first = name = name_of_test(scenario)
    number = 1
    while hasattr(kind, name):  # places that differ in no letter or digit: argument=() and argument=[]
        number += 1
        name = "%s_%d" % (first, number)

    def test(self):
        self.check(case, scenario)
    test.__name__ = name
    test.__doc__ = scenario["name"]
    setattr(kind, name, test)


def make_tests():
    for case, scenario in SUITE.scenarios():
        levels = SUITE.levels(case, scenario)
        for kind in (Documented, Compatible, Accident):
            if kind.level in levels:
                add_test(kind, case, scenario)


make_tests()
del Level  # it has no tests of its own

if __name__ == "__main__":
    unittest.main()
