#!/usr/bin/env python3
"""A subject that misbehaves on purpose, in one way at a time: what a harness must survive.

    hostile_subject.py          lists the behaviours
    hostile_subject.py NAME     behaves like that

Each starts as it should, unless its name says otherwise, and misbehaves with its first scenario. process_test.cpp says
which outcome each must have, and scripts/hostile_subjects shows them in a table.
"""
import json
import os
import signal
import sys
import time

OUT = sys.stdout.buffer
BEHAVIOURS = {}


def behaviour(function):
    BEHAVIOURS[function.__name__] = function
    return function


def write(data):
    OUT.write(data)
    OUT.flush()


def send(message):
    write(json.dumps(message).encode("ascii") + b"\n")


def receive():
    line = sys.stdin.buffer.readline()
    return json.loads(line.decode("utf-8")) if line else sys.exit(0)


def answer_start(**changes):
    message = receive()
    subject = {"implementation": "Hostile", "version": "1", "tls_library": "none",
               "features": ["decode", "memory", "socket", "tls_1_2", "tls_1_3"]}
    send(dict({"peercert": 1, "start": message["start"], "subject": subject}, **changes))


def next_run():
    """Starts as it should and returns the first run."""
    answer_start()
    return receive()


def observations(message):
    return [{"step": step["id"], "value": None, "warnings": []} for step in message["scenario"]["steps"]]


def answer(message, **content):
    """The answer to a run; without content, that every step gave None."""
    body = content or {"observations": observations(message)}
    return dict({"peercert": 1, "run": message["run"]}, **body)


def go_on():
    """Behaves well until the end."""
    while True:
        message = receive()
        if "stop" in message:
            send(message)
            sys.exit(0)
        send(answer(message))


def for_ever():
    while True:
        time.sleep(60)


def line_of(message):
    return json.dumps(message).encode("ascii") + b"\n"


def text_answer(change):
    """Answers the first run with its line as `change` makes it, then behaves well."""
    write(change(line_of(answer(next_run()))))
    go_on()


# --- These are all right ------------------------------------------------------------------------------------------------

@behaviour
def behaves():
    """Does nothing wrong"""
    answer_start()
    go_on()


@behaviour
def stderr_flood():
    """Writes 4 MB to stderr, and answers"""
    message = next_run()
    os.write(2, b"x" * 65536)
    for _ in range(63):
        os.write(2, b"still talking\n" * 4681)
    send(answer(message))
    go_on()


@behaviour
def in_parts():
    """Writes its answer in three parts"""
    line = line_of(answer(next_run()))
    for part in (line[:10], line[10:-1], line[-1:]):
        write(part)
        time.sleep(0.05)
    go_on()


@behaviour
def byte_by_byte():
    """Writes its answer one byte at a time"""
    for byte in line_of(answer(next_run())):
        write(bytes([byte]))
        time.sleep(0.001)
    go_on()


@behaviour
def crlf():
    """Ends its lines with CR LF"""
    text_answer(lambda line: line[:-1] + b"\r\n")


@behaviour
def skips():
    """Skips everything, with control characters in the reason"""
    send(answer(next_run(), skip="\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe"))
    go_on()


@behaviour
def ignores_stop():
    """Answers, and then neither stops nor ends"""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    message = next_run()
    send(answer(message))
    for_ever()


# --- These do not start -------------------------------------------------------------------------------------------------

@behaviour
def start_exits_0():
    """Exits with status 0 at once"""
    sys.exit(0)


@behaviour
def start_exits_3():
    """Exits with status 3 at once"""
    sys.stderr.write("ModuleNotFoundError: no module named '_ssl'\n")
    sys.exit(3)


@behaviour
def start_prints_usage():
    """Prints how it is used to stderr, with control characters, and exits with status 2"""
    sys.stderr.write("usage: subject [-h] \x1b[31m--port PORT\x1b[0m\n")
    sys.exit(2)


@behaviour
def start_prints_banner():
    """Prints a banner to stdout before its answer"""
    write(b"Welcome to subject 1.0\n")
    answer_start()
    go_on()


@behaviour
def start_says_nothing():
    """Reads, and says nothing"""
    receive()
    for_ever()


@behaviour
def start_echoes():
    """Sends back what it is sent, as cat does"""
    send(receive())
    for_ever()


@behaviour
def start_wrong_version():
    """Speaks version 2 of the protocol"""
    answer_start(peercert=2)
    go_on()


@behaviour
def start_fails():
    """Answers start with an error"""
    send({"peercert": 1, "start": receive()["start"], "error": "no ssl module \x1b[7mhere"})
    for_ever()


@behaviour
def start_without_features():
    """Leaves out its features"""
    answer_start(subject={"implementation": "Hostile", "version": "1", "tls_library": "none"})
    for_ever()


# --- These end ----------------------------------------------------------------------------------------------------------

@behaviour
def exits_0():
    """Exits with status 0 in place of an answer"""
    next_run()
    sys.exit(0)


@behaviour
def exits_3():
    """Exits with status 3, with a traceback on stderr that would clear a terminal"""
    next_run()
    sys.stderr.write("Traceback:\n\x1b[2J\x1b]0;owned\x07 \u202e caf\u00e9\n")
    sys.exit(3)


def dies_by(number):
    next_run()
    os.kill(os.getpid(), number)
    for_ever()


@behaviour
def sigsegv():
    """Dies by SIGSEGV"""
    dies_by(signal.SIGSEGV)


@behaviour
def sigabrt():
    """Dies by SIGABRT"""
    dies_by(signal.SIGABRT)


@behaviour
def sigkill():
    """Dies by SIGKILL, as by the kernel when memory is short"""
    dies_by(signal.SIGKILL)


@behaviour
def no_newline():
    """Answers without a line feed and exits"""
    write(line_of(answer(next_run()))[:-1])
    sys.exit(0)


@behaviour
def half_an_answer():
    """Writes half of its answer and exits"""
    line = line_of(answer(next_run()))
    write(line[:len(line) // 2])
    sys.exit(4)


@behaviour
def closes_stdout():
    """Closes stdout and lives on"""
    next_run()
    os.close(1)
    for_ever()


@behaviour
def leaves_a_grandchild():
    """Exits, and leaves a process that keeps the pipes open"""
    next_run()
    if os.fork() == 0:
        for_ever()
    os._exit(0)


@behaviour
def leaves_a_daemon():
    """Exits, and leaves a process in a session of its own that keeps the pipes open"""
    next_run()
    if os.fork() == 0:
        os.setsid()
        time.sleep(10)
    os._exit(0)


# --- These hang ---------------------------------------------------------------------------------------------------------

@behaviour
def hangs():
    """Never answers"""
    next_run()
    for_ever()


@behaviour
def hangs_half_way():
    """Writes half of its answer and never the rest"""
    line = line_of(answer(next_run()))
    write(line[:len(line) // 2])
    for_ever()


@behaviour
def ignores_sigterm():
    """Never answers, and ignores SIGTERM"""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    next_run()
    for_ever()


@behaviour
def stops_itself():
    """Never answers: it is stopped by SIGSTOP"""
    next_run()
    os.kill(os.getpid(), signal.SIGSTOP)
    for_ever()


@behaviour
def closes_stdin():
    """Closes stdin and never answers"""
    next_run()
    os.close(0)
    for_ever()


@behaviour
def drips():
    """Writes a blank now and then, for ever"""
    next_run()
    while True:
        write(b" ")
        time.sleep(0.02)


@behaviour
def floods_stderr():
    """Writes to stderr for ever, and never answers"""
    next_run()
    while True:
        os.write(2, b"and so on\n" * 4000)


# --- These break the protocol -------------------------------------------------------------------------------------------

@behaviour
def invalid_utf8():
    """Answers in Latin-1"""
    text_answer(lambda line: b"{\"peercert\":1,\"run\":2,\"skip\":\"caf\xe9\"}\n")


@behaviour
def no_json():
    """Answers with control characters"""
    text_answer(lambda line: b"\x1b[2J\x00\x9b\n")


@behaviour
def empty_line():
    """Writes an empty line before its answer"""
    text_answer(lambda line: b"\n" + line)


@behaviour
def two_on_a_line():
    """Writes two answers on one line"""
    text_answer(lambda line: line[:-1] + line)


@behaviour
def noise():
    """Writes 4 MB of lines to stdout before its answer"""
    text_answer(lambda line: b"DEBUG handshake step\n" * 200000 + line)


@behaviour
def endless_line():
    """Writes a line that does not end"""
    next_run()
    while True:
        write(b"x" * (1 << 20))


@behaviour
def nul_bytes():
    """Answers with a NUL byte after the JSON"""
    text_answer(lambda line: line[:-1] + b"\0\n")


@behaviour
def utf16():
    """Answers in UTF-16"""
    text_answer(lambda line: line.decode("ascii").encode("utf-16"))


@behaviour
def deep_nesting():
    """Answers with a million brackets"""
    text_answer(lambda line: b"[" * 1000000 + b"]" * 1000000 + b"\n")


@behaviour
def deep_value():
    """Observes a tuple in a tuple in a tuple, 5000 deep"""
    value = b"{\"tuple\":[" * 5000 + b"]}" * 5000
    text_answer(lambda line: line.replace(b"null", value, 1))


@behaviour
def deep_tuple():
    """Observes a tuple in a tuple in a tuple, 300 deep"""
    value = b"{\"tuple\":[" * 300 + b"]}" * 300
    text_answer(lambda line: line.replace(b"null", value, 1))


@behaviour
def huge_number():
    """Has a number in its answer that no double holds"""
    text_answer(lambda line: line.replace(b"\"run\": 2", b"\"run\": 1e999"))


@behaviour
def duplicate_names():
    """Has a name twice in its answer"""
    text_answer(lambda line: line[:-2] + b", \"peercert\": 1}\n")


@behaviour
def wrong_number():
    """Answers with another number"""
    send(dict(answer(next_run()), run=17))
    go_on()


@behaviour
def number_as_text():
    """Answers with its number as a string"""
    message = next_run()
    send(dict(answer(message), run=str(message["run"])))
    go_on()


@behaviour
def other_message():
    """Answers a run as if it were a decode"""
    message = next_run()
    send({"peercert": 1, "decode": message["run"], "skip": "what?"})
    go_on()


@behaviour
def answers_twice():
    """Answers everything twice"""
    answer_start()
    while True:
        reply = answer(receive())
        send(reply)
        send(reply)


@behaviour
def complains():
    """Says that it does not understand, with control characters"""
    next_run()
    send({"peercert": 1, "error": "what is \x1b[5mthis\x07?"})
    go_on()


@behaviour
def no_object():
    """Answers with a list"""
    text_answer(lambda line: b"[1, 2, 3]\n")


@behaviour
def unknown_member():
    """Has a member that the protocol does not know"""
    message = next_run()
    send(answer(message, observations=observations(message), seconds=1.5))
    go_on()


@behaviour
def skip_and_error():
    """Both skips and fails"""
    send(answer(next_run(), skip="too old", error="too new"))
    go_on()


def changed_observations(change):
    message = next_run()
    found = observations(message)
    send(answer(message, observations=change(found)))
    go_on()


@behaviour
def missing_observation():
    """Leaves out the last observation"""
    changed_observations(lambda found: found[:-1])


@behaviour
def surplus_observation():
    """Has one observation too many"""
    changed_observations(lambda found: found + found[-1:])


@behaviour
def wrong_order():
    """Has its observations in the wrong order"""
    changed_observations(lambda found: found[::-1])


@behaviour
def value_and_raised():
    """Has a step that both gave a value and raised"""
    raised = {"type": "ValueError", "bases": ["Exception"], "args": {"tuple": []}, "attributes": {"dict": []},
              "text": ""}
    changed_observations(lambda found: [dict(one, raised=raised) for one in found])


@behaviour
def no_tagged_value():
    """Has a plain number where a tagged value belongs"""
    changed_observations(lambda found: [dict(one, value=7) for one in found])


def main(arguments):
    if not arguments:
        for name, function in BEHAVIOURS.items():
            print("%-24s%s" % (name, function.__doc__))
    elif len(arguments) == 1 and arguments[0] in BEHAVIOURS:
        BEHAVIOURS[arguments[0]]()
    else:
        sys.exit("usage: hostile_subject.py [NAME]; without one it lists them")


if __name__ == "__main__":
    main(sys.argv[1:])
