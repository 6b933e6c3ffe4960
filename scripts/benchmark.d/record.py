#!/usr/bin/env python3
"""A subject that writes down what it is asked: record.py FILE COMMAND... adds each message to FILE and hands it to COMMAND."""
import subprocess
import sys

with open(sys.argv[1], "ab", 0) as record:
    with subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE) as subject:
        while True:
            line = sys.stdin.buffer.readline()
            if not line:
                break
            if b'"stop":' not in line[:40]:
                record.write(line)
            subject.stdin.write(line)
            subject.stdin.flush()
        subject.stdin.close()
    sys.exit(subject.returncode)
