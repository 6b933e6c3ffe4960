#!/usr/bin/env python3
"""Searches in parts, and searches that are interrupted: they come to what one search of everything comes to.

    search_test.py PEERCERT
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PEERCERT = os.path.abspath(sys.argv.pop(1))

# A subject without a TLS library: of a certificate it says its length, and "odd" says something else now and then.
SUBJECT = r"""
import json, sys
for line in sys.stdin:
    message = json.loads(line)
    kind = [name for name in ("start", "decode", "stop") if name in message][0]
    reply = {"peercert": 1, kind: message[kind]}
    if kind == "start":
        reply["subject"] = {"implementation": "Lengths", "version": "1", "tls_library": "none", "features": ["decode"]}
    elif kind == "decode":
        length = len(message["der"]) // 2
        value = {"int": str(length)}
        if sys.argv[1] == "odd" and length % 7 == 0:
            value = {"str": "seven"}
        if sys.argv[1] == "odd" and length % 10 == 0:
            value = None
        reply["observation"] = {"step": "decode", "value": value, "warnings": []}
    print(json.dumps(reply), flush=True)
    if kind == "stop":
        break
"""


class Searches(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="peercert-")
        self.addCleanup(directory.cleanup)
        self.folder = directory.name
        with open(self.path("subject.py"), "w") as file:
            file.write(SUBJECT)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def command(self, *arguments):
        who = ["'%s' '%s' %s" % (sys.executable, self.path("subject.py"), how) for how in ("odd", "even")]
        return [PEERCERT] + list(arguments) + ["--subject", who[0], "--reference", who[1]]

    def run_command(self, command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        return done.returncode, done.stdout, done.stderr

    def search(self, report, *arguments):
        """The bytes of corpus.json; the search finds differences."""
        status, out, err = self.run_command(self.command(*arguments) + ["--report", self.path(report)])
        self.assertEqual(status, 1, out + err)
        return self.corpus_json(report)

    def corpus_json(self, report):
        with open(self.path(report, "corpus.json"), "rb") as file:
            return file.read()

    def merge(self, *reports):
        folders = [self.path(report) for report in reports]
        return self.run_command([PEERCERT, "report", "--output", self.path("merged")] + folders)

    def write_corpus(self, name="corpus.pem", first=0, count=300):
        status, out, err = self.run_command([PEERCERT, "mutate", "--print", "--first", str(first), "--count", str(count)])
        self.assertEqual(status, 0, err)
        with open(self.path(name), "w") as file:
            file.write(out)
        return self.path(name)

    def check_shards(self, *arguments):
        whole = self.search("whole", *arguments)
        causes = json.loads(whole.decode("ascii"))["causes"]
        self.assertGreater(len(causes), 1)
        for number in (1, 2, 3):
            part = json.loads(self.search(str(number), *arguments, "--shard", "%d/3" % number).decode("ascii"))
            self.assertLess(part["contents"]["decoded"], json.loads(whole.decode("ascii"))["contents"]["decoded"])
        status, out, err = self.merge("3", "1", "2")
        self.assertEqual(status, 1, out + err)
        self.assertEqual(self.corpus_json("merged"), whole)

    def test_shards_of_a_corpus_are_the_whole(self):
        pem = self.write_corpus()
        self.check_shards("corpus", pem, self.write_corpus("again.pem", first=200))  # a third of them is there twice

    def test_shards_of_mutants_are_the_whole(self):
        self.check_shards("mutate", "--count", "301", "--seed", "3")

    def taken(self, report):
        """How many certificates the state says were taken; 0 where there is none."""
        try:
            with open(self.path(report, "corpus.state.json")) as file:
                return json.load(file)["position"]["taken"]
        except FileNotFoundError:
            return 0

    def refusal(self, command, status=2):
        """What a command says on stderr that does nothing."""
        got, out, err = self.run_command(command)
        self.assertEqual((got, out), (status, ""), err)
        return err

    def interrupt(self, report, number, *arguments):
        """Ends a search when something was saved, by the signal `number`."""
        command = self.command(*arguments) + ["--report", self.path(report), "--save-every", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        state = self.path(report, "corpus.state.json")
        deadline = time.monotonic() + 60
        while self.taken(report) == 0 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(number)
        out, err = process.communicate()
        self.assertTrue(os.path.exists(state), out + err)
        self.assertFalse(os.path.exists(self.path(report, "corpus.json")), out + err)
        return process.returncode, out, err

    def check_interrupted(self, number, expected_status, *arguments):
        whole = self.search("whole", *arguments)
        status, out, err = self.interrupt("parts", number, *arguments)
        self.assertEqual(status, expected_status, out + err)
        self.assertGreater(self.taken("parts"), 0)
        resumed = self.search("parts", *arguments, "--resume")
        self.assertEqual(resumed, whole)
        self.assertFalse(os.path.exists(self.path("parts", "corpus.state.json")))
        return err

    def test_interrupted_search_of_a_corpus_goes_on(self):
        err = self.check_interrupted(signal.SIGINT, 2, "corpus", self.write_corpus(count=2000))
        self.assertIn("peercert: interrupted; go on with --resume", err)

    def test_interrupted_search_of_mutants_goes_on(self):
        self.check_interrupted(signal.SIGTERM, 2, "mutate", "--count", "2000", "--shard", "2/2")

    def test_killed_search_goes_on_from_what_was_saved(self):
        self.check_interrupted(signal.SIGKILL, -signal.SIGKILL, "mutate", "--count", "2000")

    def test_other_search_does_not_go_on(self):
        pem = self.write_corpus(count=2000)
        self.interrupt("parts", signal.SIGINT, "corpus", pem)

        def refusal(*arguments):
            return self.refusal(self.command(*arguments) + ["--report", self.path("parts"), "--resume"])

        state = self.path("parts", "corpus.state.json")
        self.assertIn(state + " is of other paths than this search", refusal("corpus", self.folder))
        self.assertIn(state + " is of another shard than --shard 1/2; --anew begins anew\n", refusal("corpus", pem, "--shard", "1/2"))
        command = [PEERCERT, "corpus", pem, "--reference", "native", "--report", self.path("parts"), "--resume"]
        status, _, err = self.run_command(command)
        self.assertEqual(status, 2)
        self.assertIn("with other witnesses than this search", err)
        self.write_corpus(first=5, count=2000)
        self.assertIn("the corpus is no longer what it was", refusal("corpus", pem))
        with open(state, "w") as file:
            file.write("{")
        self.assertIn(state + ": ", refusal("corpus", pem))

    def test_resume_begins_where_nothing_was_interrupted(self):
        arguments = ["mutate", "--count", "50"]
        self.assertEqual(self.search("parts", *arguments, "--resume"), self.search("whole", *arguments))

    def test_interrupted_search_is_not_overwritten(self):
        arguments = ["mutate", "--count", "2000"]
        self.interrupt("parts", signal.SIGINT, *arguments)
        state = self.path("parts", "corpus.state.json")
        search = self.command(*arguments) + ["--report", self.path("parts")]
        self.assertEqual(self.refusal(search), "peercert: %s: a search was interrupted here; go on with --resume, or begin "
                         "anew with --anew\n" % state)
        self.assertGreater(self.taken("parts"), 0)
        self.assertIn("--resume excludes --anew", self.run_command(search + ["--anew", "--resume"])[2])
        self.assertEqual(self.search("parts", *arguments, "--anew"), self.search("whole", *arguments))
        self.assertFalse(os.path.exists(state))

    def test_report_on_an_interrupted_search_says_what_to_do(self):
        self.interrupt("parts", signal.SIGKILL, "mutate", "--count", "2000")
        state = self.path("parts", "corpus.state.json")
        said = "peercert: %s: this search was interrupted; finish it with the same command and --resume\n" % state
        self.assertEqual(self.refusal([PEERCERT, "report", self.path("parts")]), said)
        self.assertEqual(self.refusal([PEERCERT, "report", state]), said)

    def test_finished_search_is_not_searched_again(self):
        arguments = ["mutate", "--count", "50"]
        found = self.search("parts", *arguments)
        search = self.command(*arguments) + ["--report", self.path("parts"), "--resume"]
        status, out, err = self.run_command(search)
        self.assertEqual(status, 1, err)
        self.assertIn("finished: %s; nothing was read or decoded again, --anew does\n" % self.path("parts", "corpus.json"), out)
        self.assertIn(" differences\n", out)
        self.assertEqual(self.corpus_json("parts"), found)
        self.assertIn("of other certificates that were made than this search", self.refusal(search + ["--seed", "3"]))
        self.assertEqual(self.search("parts", *arguments, "--seed", "3", "--anew"), self.search("other", *arguments, "--seed", "3"))

    def test_two_searches_do_not_write_the_same_report(self):
        command = self.command("corpus", "-") + ["--report", self.path("parts")]
        first = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        lock, deadline = self.path("parts", "corpus.lock"), time.monotonic() + 60
        while not os.path.exists(self.path("parts", "corpus.state.json")) and time.monotonic() < deadline:
            time.sleep(0.01)
        second = self.command("mutate", "--count", "5") + ["--report", self.path("parts")]
        self.assertEqual(self.refusal(second), "peercert: --report %s: another search is at work there, process %d\n" % (
            self.path("parts"), first.pid))
        first.kill()
        first.communicate()
        self.assertTrue(os.path.exists(lock))
        self.assertIn(self.run_command(second)[0], (0, 1))  # the lock died with the process
        self.assertFalse(os.path.exists(lock))

    def test_report_that_cannot_be_written(self):
        with open(self.path("file"), "w"):
            pass
        err = self.refusal(self.command("mutate", "--count", "5") + ["--report", self.path("file")])
        self.assertEqual(err, "peercert: %s/corpus.lock: cannot be written: Not a directory\n" % self.path("file"))

    def test_state_that_was_changed_by_hand_is_refused(self):
        arguments = ["mutate", "--count", "2000"]
        self.interrupt("parts", signal.SIGINT, *arguments)
        state = self.path("parts", "corpus.state.json")
        with open(state) as file:
            changed = json.load(file)
        changed["position"]["taken"] += 1
        with open(state, "w") as file:
            json.dump(changed, file)
        err = self.refusal(self.command(*arguments) + ["--report", self.path("parts"), "--resume"])
        self.assertIn("%s: at '/so_far/witnesses/0/dictionaries': expected " % state, err)

    def test_corpus_is_told_by_what_is_in_it(self):
        self.search("parts", "mutate", "--count", "50", "--shard", "1/2")
        os.rename(self.path("parts", "corpus.json"), self.path("part.json"))
        self.assertEqual(self.refusal([PEERCERT, "report", self.path("part.json")]), "peercert: missing shards: 2/2\n")
        with open(self.path("short.json"), "w") as file:
            file.write('{"peercert_corpus":1}')
        self.assertIn("short.json: at '': expected a member '", self.refusal([PEERCERT, "report", self.path("short.json")]))

    def test_resume_needs_a_report(self):
        for option, what in (("--resume", "go on"), ("--anew", "be forgotten")):
            self.assertEqual(self.refusal(self.command("mutate", option)),
                             "peercert: %s needs the --report of the search that is to %s\n" % (option, what))

    def test_parts_that_are_not_all_are_refused(self):
        for number in (1, 2):
            self.search(str(number), "mutate", "--count", "200", "--shard", "%d/3" % number)
        status, _, err = self.merge("1", "2")
        self.assertEqual((status, err), (2, "peercert: missing shards: 3/3\n"))
        status, _, err = self.merge("1", "2", "1")
        self.assertEqual(status, 2)
        self.assertIn("are both shard 1/3", err)
        self.search("3", "mutate", "--count", "200", "--seed", "2", "--shard", "3/3")
        status, _, err = self.merge("1", "2", "3")
        self.assertEqual(status, 2)
        self.assertIn("of other certificates that were made", err)

    def test_smallest_so_far_is_what_is_left_of_a_minimisation(self):
        with open(self.path("odd.der"), "wb") as file:
            file.write(bytes.fromhex("301a30120410" + 16 * "7a" + "300003020061"))  # 28 bytes
        command = self.command("minimise", self.path("odd.der"))
        whole = self.run_command(command)
        self.assertEqual(whole[0], 0, whole)
        self.assertRegex(whole[1], "smaller ones were tried\n")
        status, out, err = self.run_command(command + ["--tries", "1"])
        self.assertEqual(status, 0, err)
        self.assertIn("; 1 smaller ones were tried; not all, so there may be a smaller one\n", out)

    def test_what_is_no_certificate_is_not_minimised(self):
        with open(self.path("cut.der"), "wb") as file:
            file.write(b"0\x05\x01")
        self.assertEqual(self.refusal(self.command("minimise", self.path("cut.der"))),
                         "peercert: %s: there is no certificate in it, but: no whole DER, by its header DER of 7 bytes, and "
                         "ends after 3\n" % self.path("cut.der"))

    def test_what_is_no_shard_is_refused(self):
        status, _, err = self.run_command(self.command("mutate", "--shard", "4/3"))
        self.assertEqual(status, 2)
        self.assertIn("--shard: expected I/N", err)


if __name__ == "__main__":
    unittest.main()
