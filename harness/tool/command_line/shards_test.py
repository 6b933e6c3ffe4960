#!/usr/bin/env python3
"""Searches in parts: together they come to what one search of everything comes to.

    shards_test.py PEERCERT
"""
import json
import os
import unittest

from searches import PEERCERT, Searches


class Shards(Searches):
    def merge(self, *reports):
        folders = [self.path(report) for report in reports]
        return self.run_command([PEERCERT, "report", "--output", self.path("merged")] + folders)

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

    def test_corpus_is_told_by_what_is_in_it(self):
        self.search("parts", "mutate", "--count", "50", "--shard", "1/2")
        os.rename(self.path("parts", "corpus.json"), self.path("part.json"))
        self.assertEqual(self.refusal([PEERCERT, "report", self.path("part.json")]), "peercert: missing shards: 2/2\n")
        with open(self.path("short.json"), "w") as file:
            file.write('{"peercert_corpus":1}')
        self.assertIn("short.json: at '': expected a member '", self.refusal([PEERCERT, "report", self.path("short.json")]))

    def test_what_is_no_shard_is_refused(self):
        status, _, err = self.run_command(self.command("mutate", "--shard", "4/3"))
        self.assertEqual(status, 2)
        self.assertIn("--shard: expected I/N", err)


if __name__ == "__main__":
    unittest.main()
