#!/usr/bin/env python3
"""What is made smaller, and what is not.

    minimise_test.py PEERCERT
"""
import unittest

from searches import Searches


class Minimise(Searches):
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


if __name__ == "__main__":
    unittest.main()
