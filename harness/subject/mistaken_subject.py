#!/usr/bin/env python3
"""A subject with one mistake of somebody who writes a first one: python_subject.py, with one thing done wrongly.

    mistaken_subject.py NAME

check_test.cpp says what `peercert check_subject` finds in each.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scripts"))
import python_subject  # noqa: E402

TRUE = {name: getattr(python_subject, name)
        for name in ("tag", "observe", "set_verify_mode", "describe_exception", "probe_features")}
MISTAKES = {}


def mistake(replaces):
    def register(function):
        MISTAKES[function.__name__] = lambda: setattr(python_subject, replaces, function)
        return function
    return register


@mistake("tag")
def texts_are_bytes(value):
    return {"bytes": value.encode().hex()} if type(value) is str else TRUE["tag"](value)


@mistake("tag")
def upper_case_hex(value):
    return {"bytes": value.hex().upper()} if type(value) is bytes else TRUE["tag"](value)


@mistake("observe")
def without_on(step, call):
    observation = TRUE["observe"](step, call)
    observation.pop("on", None)
    return observation


@mistake("observe")
def on_is_always_client(step, call):
    observation = TRUE["observe"](step, call)
    return dict(observation, on="client") if "on" in observation else observation


@mistake("set_verify_mode")
def never_verifies(context, _name):
    TRUE["set_verify_mode"](context, "CERT_NONE")


@mistake("set_verify_mode")
def clients_always_verify(context, name):
    if context.verify_mode == python_subject.ssl.CERT_NONE:  # of a server; that of a client is CERT_REQUIRED
        TRUE["set_verify_mode"](context, name)


@mistake("describe_exception")
def no_bases(error):
    return dict(TRUE["describe_exception"](error), bases=["Exception"])


@mistake("observe")
def stalls_are_done(step, call):
    observation = TRUE["observe"](step, call)
    if observation.get("raised", {}).get("type") == "ssl.SSLWantReadError" and "on" in observation:
        return {"step": step, "value": None, "warnings": []}
    return observation


def delivers_by_itself():
    def do_handshake(player, on):
        try:
            return player.tls(on).do_handshake()
        finally:
            player.deliver(on)
    python_subject.VERBS["do_handshake"] = do_handshake


def reads_less_over_loopback():
    python_subject.VERBS["read"] = lambda player, on: player.tls(on).read(2)


def forgets_to_connect():
    python_subject.Loopback.make_near = lambda _end: python_subject.socket.socketpair()[0]


@mistake("main")
def takes_all_that_came_for_one_line():
    while True:
        came = b""
        while not came.endswith(b"\n"):
            piece = os.read(0, 1 << 20)
            if not piece:
                return
            came += piece
        reply, last = python_subject.answer(came)
        os.write(1, json.dumps(reply).encode("ascii") + b"\n")
        if last:
            return


@mistake("probe_features")
def lists_nothing():
    return []


MISTAKES.update((function.__name__, function)
                for function in (delivers_by_itself, reads_less_over_loopback, forgets_to_connect))

if __name__ == "__main__":
    MISTAKES[sys.argv[1]]()
    python_subject.main()
