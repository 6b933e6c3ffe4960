#!/usr/bin/env python3
"""Searches that are interrupted: they go on, and come to what one search of everything comes to.

    interrupted_test.py PEERCERT
"""
import json
import os
import signal
import subprocess
import time
import unittest

from searches import PEERCERT, Searches


class Interrupted(Searches):
    def taken(self, report):
        """How many certificates the state says were taken; 0 where there is none."""
        try:
            with open(self.path(report, "corpus.state.json")) as file:
                return json.load(file)["position"]["taken"]
        except FileNotFoundError:
            return 0

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

    def test_resume_needs_a_report(self):
        for option, what in (("--resume", "go on"), ("--anew", "be forgotten")):
            self.assertEqual(self.refusal(self.command("mutate", option)),
                             "peercert: %s needs the --report of the search that is to %s\n" % (option, what))


if __name__ == "__main__":
    unittest.main()
