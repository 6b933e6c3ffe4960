"""Searches on the command line, for the tests beside this file."""
import os
import subprocess
import sys
import tempfile
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

    def refusal(self, command, status=2):
        """What a command says on stderr that does nothing."""
        got, out, err = self.run_command(command)
        self.assertEqual((got, out), (status, ""), err)
        return err

    def search(self, report, *arguments):
        """The bytes of corpus.json; the search finds differences."""
        status, out, err = self.run_command(self.command(*arguments) + ["--report", self.path(report)])
        self.assertEqual(status, 1, out + err)
        return self.corpus_json(report)

    def corpus_json(self, report):
        with open(self.path(report, "corpus.json"), "rb") as file:
            return file.read()

    def write_corpus(self, name="corpus.pem", first=0, count=300):
        status, out, err = self.run_command([PEERCERT, "mutate", "--print", "--first", str(first), "--count", str(count)])
        self.assertEqual(status, 0, err)
        with open(self.path(name), "w") as file:
            file.write(out)
        return self.path(name)
