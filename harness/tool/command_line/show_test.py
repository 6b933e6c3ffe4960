#!/usr/bin/env python3
"""`peercert show` as a shell sees it, on servers of OpenSSL's own (openssl s_server), beside what this Python's ssl says.

    show_test.py PEERCERT FIXTURES KEYS
"""
import ast
import errno
import json
import os
import pty
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest

PEERCERT, FIXTURES, KEYS = [os.path.abspath(sys.argv.pop(1)) for _ in range(3)]


def fixture(name):
    return os.path.join(FIXTURES, name + ".pem")


def key(name):
    return os.path.join(KEYS, name + ".pem")


def show(*arguments, **how):
    """Exit status, stdout and stderr of `peercert show`."""
    done = subprocess.run([PEERCERT, "show"] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60, **how)
    return done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8")


def at_a_terminal(*arguments, **environment):
    """Exit status, and what comes, stdout and stderr, where stdout is a terminal."""
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        raise unittest.SkipTest("this machine has no pseudo-terminals: %s" % error)
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    done = subprocess.Popen([PEERCERT, "show"] + list(arguments), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                            env=dict(variables, **environment))
    os.close(theirs)
    parts = []
    while True:
        try:
            parts.append(os.read(ours, 65536))
        except OSError:  # the last one that had it open is gone
            break
    os.close(ours)
    return done.wait(60), b"".join(parts).decode("utf-8").replace("\r\n", "\n")


class Server:
    """openssl s_server with a certificate, on a port that the system chooses."""

    def __init__(self, certificate="server", *options):
        command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", fixture(certificate), "-key", key("rsa_leaf")]
        self.process = subprocess.Popen(command + list(options), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        self.log = b""
        while True:
            line = self.process.stdout.readline()
            self.log += line
            found = re.search(rb"ACCEPT .*:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
            if not line:
                raise RuntimeError("openssl s_server: " + self.log.decode("utf-8", "replace"))
        self.address = "127.0.0.1:%d" % self.port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()


def python_says(port, client=None, binary_form=False):
    """What getpeercert() of this Python gives."""
    context = ssl.create_default_context(cafile=fixture("root"))
    context.check_hostname = False
    if client:
        context.load_cert_chain(fixture(client), key("rsa_client"))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as tls:
            return tls.getpeercert(binary_form)


class Servers(unittest.TestCase):
    trusting = ("--cafile", fixture("root"), "--servername", "localhost")

    def same_as_python(self, server, *arguments, **client):
        expected = python_says(server.port, **client)
        status, out, err = show(server.address, *(self.trusting + arguments))
        self.assertEqual((status, err), (0, ""), out)
        found = ast.literal_eval(out)
        self.assertEqual(found, expected)
        self.assertEqual(list(found), list(expected))
        status, out, _ = show(server.address, "--format", "json", *(self.trusting + arguments))
        self.assertEqual((status, out), (0, json.dumps(expected) + "\n"))

    def test_the_dictionary_is_that_of_python(self):
        for version in ("-tls1_2", "-tls1_3"):
            with self.subTest(version), Server("server", version) as server:
                self.same_as_python(server)

    def test_the_server_may_want_a_certificate(self):
        for version in ("-tls1_2", "-tls1_3"):
            with self.subTest(version):
                with Server("server", version, "-Verify", "3", "-verify_return_error", "-CAfile", fixture("root")) as server:
                    self.same_as_python(server, "--client-cert", fixture("client"), "--client-key", key("rsa_client"),
                                        client="client")

    def test_it_says_that_a_certificate_is_wanted(self):
        with Server("server", "-tls1_2", "-Verify", "3", "-verify_return_error", "-CAfile", fixture("root")) as server:
            status, out, err = show(server.address, *self.trusting)
        self.assertEqual((status, out), (2, ""))
        self.assertRegex(err, r"^peercert: 127\.0\.0\.1:\d+: the handshake failed: ssl\.SSLError: .*; the server asks for a "
                              r"client's certificate: --client-cert FILE\n$")

    def test_what_is_refused_is_explained(self):
        with Server() as server:
            status, out, err = show(server.address, "--cafile", fixture("untrusted_root"), "--servername", "localhost")
            self.assertEqual((status, out), (1, ""))
            self.assertIn("the certificate is refused: unable to get local issuer certificate (error 20), of the server's own "
                          "certificate: subject countryName=XX", err)
            self.assertIn("Python raises ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] ", err)
            self.assertIn("--verify none --decode shows it all the same; --cafile FILE trusts another authority\n", err)
            status, out, err = show(server.address, "--cafile", fixture("root"))
            self.assertEqual((status, out), (1, ""))
            self.assertIn("mismatch", err)  # 127.0.0.1 is not in it

    def test_without_validation_it_is_empty_as_in_python(self):
        with Server() as server:
            for mode in ("none", "CERT_NONE"):
                status, out, err = show(server.address, "--verify", mode)
                self.assertEqual((status, out), (0, "{}\n"))
                self.assertIn("so the dictionary is empty, as Python's is; --decode shows what is in it\n", err)
            status, out, _ = show(server.address, "--verify", "none", "--decode")
            self.assertEqual((status, ast.literal_eval(out)), (0, python_says(server.port)))

    def test_the_bytes(self):
        with Server() as server:
            der = python_says(server.port, binary_form=True)
            status, out, _ = show(server.address, "--verify", "none", "--binary", "pem")
            self.assertEqual((status, ssl.PEM_cert_to_DER_cert(out)), (0, der))
            done = subprocess.run([PEERCERT, "show", server.address, "--verify", "none", "--binary", "der"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual((done.returncode, done.stdout), (0, der))

    def test_the_chain(self):
        with Server("server_by_intermediate", "-cert_chain", fixture("intermediate")) as server:
            with open(fixture("server_by_intermediate")) as leaf, open(fixture("intermediate")) as issuer:
                sent = leaf.read() + issuer.read()
            status, out, err = show(server.address, "--chain", "--binary", "pem", *self.trusting)
            self.assertEqual((status, out), (0, sent), err)
            with open(fixture("root")) as root:
                status, out, _ = show(server.address, "--verified-chain", "--binary", "pem", *self.trusting)
                self.assertEqual((status, out), (0, sent + root.read()))
            status, out, _ = show(server.address, "--chain", *self.trusting)
            self.assertEqual(status, 0)
            self.assertIn("# %s, certificate 2 of 2 sent\n{'subject': " % server.address, out)

    def test_a_file_that_is_called_like_a_server_is_a_file(self):
        with Server() as server, tempfile.TemporaryDirectory(prefix="peercert-") as folder:
            with open(fixture("server_ten_names"), "rb") as file, open(os.path.join(folder, server.address), "wb") as copy:
                copy.write(file.read())
            status, out, _ = show(server.address, cwd=folder)
            self.assertEqual((status, len(ast.literal_eval(out)["subjectAltName"])), (0, 10))

    def test_a_server_that_says_nothing(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(1)
            status, out, err = show("127.0.0.1:%d" % silent.getsockname()[1], "--timeout", "0.2")
        self.assertEqual((status, out), (2, ""))
        self.assertIn(": the handshake was not done within 0.2 s (--timeout)\n", err)

    def test_what_speaks_no_tls(self):
        with socket.socket() as plain:
            plain.bind(("127.0.0.1", 0))
            plain.listen(1)
            command = [PEERCERT, "show", "127.0.0.1:%d" % plain.getsockname()[1]]
            done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            taken, _ = plain.accept()
            with taken:
                taken.recv(1)
                taken.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
                out, err = done.communicate(timeout=60)
        self.assertEqual((done.returncode, out), (2, b""))
        self.assertIn(b": the handshake failed: ssl.SSLError: [SSL: ", err)
        self.assertIn(b" (does it speak TLS?)\n", err)

    def test_the_way_around_a_refusal_can_be_taken(self):
        for asked in ((), ("--decode",), ("--binary", "pem"), ("--chain",), ("--verified-chain",)):
            with self.subTest(asked), Server() as server:
                status, out, err = show(server.address, *asked)
                self.assertEqual((status, out), (1, ""))
                way = re.search(r"(--verify none[a-z -]*?)( as well)? shows ", err)
                kept = () if asked == ("--verified-chain",) else asked  # which has nothing to show
                status, out, err = show(server.address, *(kept + tuple(way.group(1).split())))
                self.assertEqual((status, out in ("", "{}\n")), (0, False), err)

    def test_without_validation_the_name_is_not_checked_and_that_is_said(self):
        with Server() as server:
            status, _, err = show(server.address, "--verify", "none", "--cafile", fixture("root"), "--servername",
                                  "wrong.example", "--decode")
        self.assertEqual((status, err), (0, "peercert: %s: the certificate was not validated, nor the host's name checked "
                                            "(--verify none)\n" % server.address))


class Files(unittest.TestCase):
    def test_standard_input(self):
        with open(fixture("server")) as file:
            status, out, err = show("-", stdin=file)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(ast.literal_eval(out)["serialNumber"], "0B01AF")

    def test_several(self):
        status, out, _ = show(fixture("server"), fixture("root"), "--format", "json")
        self.assertEqual(status, 0)
        self.assertEqual([json.loads(line)["serialNumber"] for line in out.splitlines()], ["0B01AF", "0A01"])

    def test_the_rest_is_shown_where_python_raises_for_one(self):
        status, out, err = show(fixture("san_no_utf8"), fixture("server"))
        self.assertEqual(status, 1)
        self.assertEqual(ast.literal_eval(out)["serialNumber"], "0B01AF")
        self.assertEqual(err, "peercert: %s: Python raises UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in "
                              "position 3: unexpected end of data\n" % fixture("san_no_utf8"))


    def test_the_rest_is_shown_where_json_has_no_word_for_one(self):
        bytes_in_it = os.path.join(FIXTURES, "name", "bit_string.pem")
        status, out, err = show(bytes_in_it, fixture("server"), "--format", "json")
        self.assertEqual((status, json.loads(out)["serialNumber"]), (1, "0B01AF"))
        with self.assertRaises(TypeError) as raised:
            json.dumps(ast.literal_eval(show(bytes_in_it)[1]))
        self.assertEqual(err, "peercert: %s: json.dumps() raises TypeError: %s; --format python shows it\n"
                         % (bytes_in_it, raised.exception))

    def test_a_name_that_no_file_can_have(self):
        status, out, err = show("x" * 300, fixture("server"))
        self.assertEqual((status, err), (2, "peercert: %s: there is no such file; a host needs a port, such as "
                                            "example.org:443\n" % ("x" * 300)))
        self.assertIn("'0B01AF'", out)

    def test_a_file_that_cannot_be_looked_at_is_no_host(self):
        with tempfile.TemporaryDirectory(prefix="peercert-") as folder:
            os.symlink("round:1", os.path.join(folder, "round:1"))
            status, _, err = show("round:1", cwd=folder)
        self.assertEqual((status, err), (2, "peercert: round:1: %s\n" % os.strerror(errno.ELOOP)))

    def test_errors_come_where_they_belong(self):
        """In one stream with what is shown."""
        done = subprocess.run([PEERCERT, "show", fixture("server"), "nope.pem", fixture("root")], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=60)
        found = re.findall("'0B01AF'|nope.pem|'0A01'", done.stdout.decode("utf-8"))
        self.assertEqual(found, ["'0B01AF'", "nope.pem", "'0A01'"])

    def test_notes_come_after_what_they_are_about(self):
        with Server() as server:
            done = subprocess.run([PEERCERT, "show", server.address, "--verify", "none"], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=60)
        self.assertTrue(done.stdout.startswith(b"{}\npeercert: "), done.stdout)

    @unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
    def test_output_that_cannot_be_written(self):
        many = [fixture("server")] * 20  # more than stdio keeps back
        for arguments in ([fixture("server")], many, [fixture("server"), "--binary", "der"], many + ["--binary", "der"],
                          ["--help"]):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                done = subprocess.run([PEERCERT, "show"] + arguments, stdout=full, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual((done.returncode, done.stderr.decode("utf-8")),
                                 (2, "peercert: standard output cannot be written: %s\n" % os.strerror(errno.ENOSPC)))


class Terminal(unittest.TestCase):
    def test_der_is_not_for_a_terminal(self):
        status, out = at_a_terminal(fixture("server"), "--binary", "der")
        self.assertEqual(status, 2)
        self.assertEqual(out, "peercert: DER is not for a terminal: redirect it to a file, or ask for --binary pem\n")

    def test_colours_are_for_a_terminal_that_wants_them(self):
        for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
            status, out = at_a_terminal(fixture("server"), "--format", "text", **environment)
            self.assertEqual((status, "\x1b[" in out), (0, coloured))
        self.assertNotIn("\x1b[", show(fixture("server"), "--format", "text")[1])

    def test_control_characters_do_not_reach_it(self):
        status, out = at_a_terminal(fixture("hostile_text"), "--format", "text", NO_COLOR="1")
        self.assertEqual(status, 0)
        self.assertEqual([character for character in out if ord(character) < 32 and character != "\n"], [])


if __name__ == "__main__":
    unittest.main()
