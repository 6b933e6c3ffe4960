#!/usr/bin/env python3
"""A peercert subject: plays scenarios on the ssl module of the Python that runs this file.

It reads one JSON object a line from stdin and answers each with one line on stdout; harness/subject/PROTOCOL.md says
what they mean. Standard library only, Python 3.6 and later. To test another ssl module, start from a copy of this file:
make_context, Memory, Socket, Loopback and the verbs are the places that know the ssl module.

    python3 scripts/python_subject.py
    {"peercert":1,"start":1}
"""
import json
import os
import socket
import ssl
import sys
import tempfile
import threading
import traceback
import warnings

PROTOCOL = 1

TLS_VERSIONS = {"1.0": "TLSv1", "1.1": "TLSv1_1", "1.2": "TLSv1_2", "1.3": "TLSv1_3"}

# By number, since the ssl module has no name for all of them; the numbers are OpenSSL's.
VERIFY_FLAGS = {
    "VERIFY_X509_STRICT": 0x20,
    "VERIFY_X509_TRUSTED_FIRST": 0x8000,
    "VERIFY_X509_PARTIAL_CHAIN": 0x80000,
    "X509_V_FLAG_NO_CHECK_TIME": 0x200000,
}

CONTEXT_MEMBERS = ("role", "tls", "verify_mode", "check_hostname", "verify_flags", "trust", "certificate", "ciphers")
CONNECTION_MEMBERS = ("context", "transport", "peer", "address", "server_hostname")
STEP_MEMBERS = ("id", "do", "on", "args", "kwargs")

VERIFY_MODES = ("CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED")

EXCEPTION_ATTRIBUTES = ("errno", "strerror", "library", "reason", "verify_code", "verify_message",
                        "encoding", "object", "start", "end")


class BadMessage(Exception):
    """The message or the scenario is not what the protocol says, or asks for more than can be done."""


class CannotPlay(Exception):
    """The scenario asks for something that this subject does not have."""


# --- Python values as tagged JSON, both ways ---------------------------------------------------------------------------

def qualified_name(kind):
    if kind.__module__ == "builtins":
        return kind.__qualname__
    if getattr(ssl, kind.__name__, None) is kind:  # PyPy defines ssl.SSLError elsewhere; programs catch it by this name
        return "ssl." + kind.__name__
    return kind.__module__ + "." + kind.__qualname__


def plain_text(text):
    """JSON in UTF-8 has no lone surrogates; where exactness does not matter they are written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def tag(value):
    kind = type(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, int):  # enum members too: ssl.SSLErrorNumber is an int to whoever compares
        return {"int": int.__repr__(value)}
    if kind is float:
        return {"float": repr(value)}
    if kind is str:
        points = [ord(character) for character in value]
        return {"str_points": points} if any(0xD800 <= p <= 0xDFFF for p in points) else {"str": value}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind is tuple or kind is list:
        return {kind.__name__: [tag(item) for item in value]}
    if kind is dict:
        return {"dict": [[tag(key), tag(item)] for key, item in value.items()]}
    return {"other": qualified_name(kind), "repr": ascii(value)}


def untag(tagged):
    if tagged is None or isinstance(tagged, bool):
        return tagged
    if not isinstance(tagged, dict) or len(tagged) != 1:
        raise BadMessage("no tagged value: %s" % json.dumps(tagged))
    (kind, content), = tagged.items()
    readers = {
        "int": int,
        "float": float,
        "str": str,
        "str_points": lambda points: "".join(map(chr, points)),
        "bytes": bytes.fromhex,
        "tuple": lambda items: tuple(map(untag, items)),
        "list": lambda items: list(map(untag, items)),
        "dict": lambda entries: {untag(key): untag(item) for key, item in entries},
    }
    if kind not in readers:
        raise BadMessage("no tagged value: %s" % json.dumps(tagged))
    return readers[kind](content)


# --- What a step did ---------------------------------------------------------------------------------------------------

def describe_exception(error):
    kind = type(error)
    return {
        "type": qualified_name(kind),
        "bases": [qualified_name(base) for base in kind.__mro__[1:] if issubclass(base, Exception)],
        "args": tag(error.args),
        "attributes": tag({name: getattr(error, name) for name in EXCEPTION_ATTRIBUTES if hasattr(error, name)}),
        "text": plain_text(str(error)),
    }


class HandshakeFailed(Exception):
    """Not seen outside: carries which connection of a handshake raised what."""

    def __init__(self, name, error):
        super().__init__(name, error)
        self.name = name
        self.error = error


def observe(step, call):
    """Calls `call` and returns the observation: what it returned or raised, and the warnings on the way."""
    observation = {"step": step}
    # catch_warnings is not safe with several threads; this subject never has more than one at work.
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            observation["value"] = tag(call())
        except (BadMessage, CannotPlay):
            raise
        except HandshakeFailed as failure:
            observation["raised"] = describe_exception(failure.error)
            observation["on"] = failure.name
        except Exception as error:
            observation["raised"] = describe_exception(error)
    observation["warnings"] = [{"type": qualified_name(warning.category), "text": plain_text(str(warning.message))}
                               for warning in caught]
    return observation


# --- Contexts ----------------------------------------------------------------------------------------------------------

def member(mapping, name, what):
    if name not in mapping:
        raise BadMessage("unknown %s %r, expected one of %s" % (what, name, ", ".join(sorted(mapping))))
    return mapping[name]


def tls_version(name):
    version = getattr(ssl.TLSVersion, member(TLS_VERSIONS, name, "TLS version"), None)
    if version is None:
        raise CannotPlay("this Python has no TLS " + name)
    return version


def limit_versions(context, lowest, highest):
    if hasattr(ssl, "TLSVersion"):
        context.minimum_version = tls_version(lowest)
        context.maximum_version = tls_version(highest)
        return
    for name, constant in TLS_VERSIONS.items():  # Python 3.6
        if not lowest <= name <= highest:
            context.options |= getattr(ssl, "OP_NO_" + constant, 0)


def load_credential(context, credential):
    with tempfile.TemporaryDirectory(prefix="peercert-") as directory:  # mode 0700, gone at the end
        path = os.path.join(directory, "chain.pem")
        with open(path, "w") as file:
            file.write("\n".join(credential["chain"] + [credential["key"]]))
        context.load_cert_chain(path)


def refuse_unknown(spec, known, what):
    """A member that is passed over could have changed what happens."""
    for name in spec:
        if name not in known:
            raise BadMessage("%s has an unknown member %r" % (what, name))


def make_context(spec, certificates):
    refuse_unknown(spec, CONTEXT_MEMBERS, "a context")
    protocols = {"client": ssl.PROTOCOL_TLS_CLIENT, "server": ssl.PROTOCOL_TLS_SERVER}
    context = ssl.SSLContext(member(protocols, spec["role"], "role"))
    context.check_hostname = spec.get("check_hostname", False)  # first: with it on, CERT_NONE is refused
    set_verify_mode(context, spec["verify_mode"])
    limit_versions(context, *spec["tls"])
    for name in spec.get("verify_flags", []):
        context.verify_flags |= member(VERIFY_FLAGS, name, "verify flag")
    if spec.get("trust"):
        context.load_verify_locations(cadata="\n".join(spec["trust"]))
    if "certificate" in spec:
        load_credential(context, member(certificates, spec["certificate"], "certificate"))
    if "ciphers" in spec:
        context.set_ciphers(spec["ciphers"])
    return context


def set_verify_mode(context, name):
    if name not in VERIFY_MODES:
        raise BadMessage("unknown verify mode %r, expected one of %s" % (name, ", ".join(VERIFY_MODES)))
    context.verify_mode = getattr(ssl, name)


# --- Connections -------------------------------------------------------------------------------------------------------
# Each has a TLS object, `tls`, and the wire end that we hold: take() is what it has sent, put() is what it will receive.

class Memory:
    def __init__(self, context, server_side, spec):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side, spec.get("server_hostname"))

    def take(self):
        return self.outgoing.read()

    def put(self, data):
        self.incoming.write(data)

    def close(self):
        pass


class Socket:
    def __init__(self, context, server_side, spec):
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.far.setblocking(False)
        self.tls = context.wrap_socket(self.near, server_side, do_handshake_on_connect=False,
                                       server_hostname=spec.get("server_hostname"))

    def take(self):
        parts = []
        try:
            while True:
                parts.append(self.far.recv(65536))
                if not parts[-1]:
                    break
        except BlockingIOError:
            pass
        return b"".join(parts)

    def put(self, data):
        try:
            sent = self.far.send(data)
        except BlockingIOError:
            sent = 0
        if sent != len(data):
            raise BadMessage("%d bytes are more than the socket pair takes" % len(data))

    def close(self):
        self.tls.close()
        self.near.close()
        self.far.close()


class Loopback:
    """A connection to a peer that the harness runs: bytes move by themselves, and there is no wire end."""

    def __init__(self, context, server_side, spec):
        connected = socket.create_connection(spec["address"], timeout=10)
        self.tls = context.wrap_socket(connected, server_side, do_handshake_on_connect=False,
                                       server_hostname=spec.get("server_hostname"))

    def close(self):
        self.tls.close()


class Asyncio:
    """An end that asyncio drives: bytes move by themselves, and `transport` is there once the handshake is done."""

    def __init__(self, context, server_side, spec):
        self.context, self.server_side, self.server_hostname = context, server_side, spec.get("server_hostname")
        self.transport = self.failure = None

    def connect(self, loop, near):
        import asyncio  # here, since a Python without it can play all the rest
        if self.server_side:
            return loop.connect_accepted_socket(asyncio.Protocol, near, ssl=self.context)
        return loop.create_connection(asyncio.Protocol, sock=near, ssl=self.context,
                                      server_hostname=self.server_hostname or "")

    @property
    def tls(self):
        raise BadMessage("over asyncio there is handshake, then get_extra_info, and nothing else")

    take = put = tls

    def close(self):
        if self.transport:
            self.transport.abort()


class AsyncioPair:
    """A connected pair of sockets, and the event loop that works on them in this thread."""

    def __init__(self):
        import asyncio
        self.asyncio, self.loop, self.sockets = asyncio, asyncio.new_event_loop(), socket.socketpair()
        self.loop.set_exception_handler(lambda loop, context: None)  # what fails is raised, and not logged as well

    def handshake(self, ends):
        """Connects both ends; `ends` are their names with them. Raises HandshakeFailed for the first that fails."""
        failures = []

        async def connect(name, end, near):
            try:
                end.transport, _ = await end.connect(self.loop, near)
            except Exception as error:
                failures.append(HandshakeFailed(name, error))
                raise

        tasks = []
        for (name, end), near in zip(ends, self.sockets):
            near.setblocking(False)
            tasks.append(self.loop.create_task(connect(name, end, near)))
        done, _ = self.loop.run_until_complete(self.asyncio.wait(tasks, return_when=self.asyncio.FIRST_EXCEPTION))
        for task in tasks:
            if task in done:
                task.exception()  # asyncio complains later of one that nobody asked for
            else:
                task.cancel()
        if failures:
            for _, end in ends:
                end.failure = failures[0].error
            raise failures[0]

    def close(self):
        for _ in range(3):  # what was cancelled or aborted is over after as many turns
            self.loop.run_until_complete(self.asyncio.sleep(0))
        self.loop.close()
        for near in self.sockets:
            near.close()


TRANSPORTS = {"memory": Memory, "socket": Socket, "loopback": Loopback, "asyncio": Asyncio}


# --- Playing a scenario ------------------------------------------------------------------------------------------------

class Player:
    def __init__(self):
        self.contexts = {}
        self.connections = {}
        self.peers = {}
        self.pairs = []

    def set_up(self, scenario):
        for name, spec in scenario["contexts"].items():
            self.contexts[name] = make_context(spec, scenario.get("certificates", {}))
        for name, spec in scenario["connections"].items():
            refuse_unknown(spec, CONNECTION_MEMBERS, "a connection")
            context = member(self.contexts, spec["context"], "context")
            server_side = scenario["contexts"][spec["context"]]["role"] == "server"
            kind = member(TRANSPORTS, spec["transport"], "transport")
            self.connections[name] = kind(context, server_side, spec)
            if kind is not Loopback:
                self.peers[name] = member(scenario["connections"], spec["peer"], "peer") and spec["peer"]

    def connection(self, name):
        return member(self.connections, name, "connection")

    def tls(self, name):
        return self.connection(name).tls

    def deliver(self, name):
        """Moves what `name` has sent so far to its peer; returns whether there was anything."""
        if name not in self.peers:
            raise BadMessage("%s has no wire end; there is nothing to deliver over loopback" % name)
        data = self.connection(name).take()
        if data:
            self.connection(self.peers[name]).put(data)
        return bool(data)

    def handshake(self, name):
        if isinstance(self.connection(name), Asyncio):
            self.handshake_by_asyncio(name)
        elif name not in self.peers:
            self.handshake_over_loopback(name)
        else:
            self.handshake_in_rounds(name)

    def handshake_by_asyncio(self, name):
        self.pairs.append(AsyncioPair())
        self.pairs[-1].handshake([(end, self.connection(end)) for end in (name, self.peers[name])])

    def handshake_in_rounds(self, name):
        """Drives both ends in rounds, `name` first, until both are done or a round changes nothing."""
        unfinished = [name, self.peers[name]]
        order, failure, changed = tuple(unfinished), None, True
        while unfinished and changed:
            changed = False
            waiting = {}
            for end in order:
                if end in unfinished:
                    try:
                        self.tls(end).do_handshake()
                        unfinished.remove(end)
                        changed = True
                    except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
                        waiting[end] = error
                    except Exception as error:
                        failure = failure or HandshakeFailed(end, error)
                        unfinished.remove(end)
                        changed = True
                changed = self.deliver(end) or changed
        if failure is None and unfinished:
            failure = HandshakeFailed(unfinished[0], waiting[unfinished[0]])
        if failure:
            raise failure

    def handshake_over_loopback(self, name):
        try:
            self.tls(name).do_handshake()
        except Exception as error:
            raise HandshakeFailed(name, error)

    def close(self):
        for connection in self.connections.values():
            connection.close()
        for pair in self.pairs:
            pair.close()


# A verb is given the player, the name that the step is on, and the step's arguments.

def verb_do_handshake(player, on):
    return player.tls(on).do_handshake()


def verb_deliver(player, on):
    player.deliver(on)


def verb_handshake(player, on):
    player.handshake(on)


def verb_getpeercert(player, on, *args, **kwargs):
    return player.tls(on).getpeercert(*args, **kwargs)


def verb_read(player, on, *args):
    return player.tls(on).read(*args)


def verb_write(player, on, *args):
    return player.tls(on).write(*args)


def verb_get_extra_info(player, on, *args, **kwargs):
    end = player.connection(on)
    if getattr(end, "transport", None):
        return end.transport.get_extra_info(*args, **kwargs)
    if getattr(end, "failure", None):
        raise end.failure  # no transport, but a program that waits for one has this
    raise BadMessage("connection %s has no asyncio transport, or its handshake is not done" % on)


def verb_get_ca_certs(player, on, *args, **kwargs):
    return member(player.contexts, on, "context").get_ca_certs(*args, **kwargs)


def verb_set_verify_mode(player, on, mode):
    set_verify_mode(member(player.contexts, on, "context"), mode)


WITHOUT_ARGUMENTS = ("do_handshake", "deliver", "handshake")

VERBS = {name[len("verb_"):]: function for name, function in globals().items() if name.startswith("verb_")}


def play_step(player, step):
    refuse_unknown(step, STEP_MEMBERS, "a step")
    verb = VERBS[step["do"]]
    args = [untag(value) for value in step.get("args", [])]
    kwargs = {name: untag(value) for name, value in step.get("kwargs", {}).items()}
    if (args or kwargs) and step["do"] in WITHOUT_ARGUMENTS:
        raise BadMessage("step %s: %s takes no arguments" % (step["id"], step["do"]))
    return observe(step["id"], lambda: verb(player, step["on"], *args, **kwargs))


def play(scenario):
    unknown = [step["do"] for step in scenario["steps"] if step["do"] not in VERBS]
    if unknown:
        raise CannotPlay("verb %r is not known here" % unknown[0])
    player = Player()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of the set-up belong to no step
            player.set_up(scenario)
        return [play_step(player, step) for step in scenario["steps"]]
    finally:
        player.close()


def is_readable(der):
    """Whether OpenSSL reads a certificate in these bytes."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(der))
        return True
    except ssl.SSLError:
        return False


def decode(der):
    """What the module's own decoder, which getpeercert() uses, makes of a certificate."""
    import _ssl
    if sys.implementation.name == "pypy" and not is_readable(der):
        raise CannotPlay("PyPy's _ssl._test_decode_cert crashes on what OpenSSL cannot read")
    with tempfile.TemporaryDirectory(prefix="peercert-") as directory:
        path = os.path.join(directory, "certificate.pem")
        with open(path, "w") as file:
            file.write(ssl.DER_cert_to_PEM_cert(der))
        return observe("decode", lambda: _ssl._test_decode_cert(path))


# --- What this Python can do -------------------------------------------------------------------------------------------

def probe_context(role, version, ciphers):
    return {"role": role, "tls": [version, version], "verify_mode": "CERT_NONE", "ciphers": ciphers}


def plays(transport, version, ciphers, do, expected):
    """Whether a connection of two contexts without certificates comes as far as `expected`."""
    scenario = {
        "contexts": {role: probe_context(role, version, ciphers) for role in ("client", "server")},
        "connections": {"client": {"context": "client", "transport": transport, "peer": "server"},
                        "server": {"context": "server", "transport": transport, "peer": "client"}},
        "steps": [{"id": "probe", "do": do, "on": "client"}],
    }
    observation, = play(scenario)
    return observation.get("raised", {}).get("type") == expected


def has_version(version):
    # A client that has sent its first message wants to read; one without the version fails before that.
    if version == "1.3" and not getattr(ssl, "HAS_TLSv1_3", False):
        return False
    return plays("memory", version, "DEFAULT:@SECLEVEL=0", "do_handshake", "ssl.SSLWantReadError")


def loopback_works():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        socket.create_connection(listener.getsockname(), timeout=10).close()
    return True


def has_post_handshake_auth():
    context = make_context(probe_context("server", "1.3", "DEFAULT"), {})
    context.post_handshake_auth = True
    try:
        Memory(context, True, {}).tls.verify_client_post_handshake()
    except ssl.SSLError:
        return True  # it works, only not before the handshake
    return False


def has_psk():
    """Whether a key that both know beforehand makes a TLS 1.2 connection (Python 3.13)."""
    contexts = {role: make_context(probe_context(role, "1.2", "PSK"), {}) for role in ("client", "server")}
    contexts["client"].set_psk_client_callback(lambda hint: ("peercert", b"secret"))
    contexts["server"].set_psk_server_callback(lambda identity: b"secret")
    player = Player()
    player.connections = {role: Memory(context, role == "server", {}) for role, context in contexts.items()}
    player.peers = {"client": "server", "server": "client"}
    player.handshake("client")
    return True


def has_get_ca_certs():
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).get_ca_certs()
    return True


# What is tried for each feature. PROTOCOL.md says what they mean.
PROBES = {
    "tls_1_0": lambda: has_version("1.0"),
    "tls_1_1": lambda: has_version("1.1"),
    "tls_1_2": lambda: has_version("1.2"),
    "tls_1_3": lambda: has_version("1.3"),
    "memory": lambda: plays("memory", "1.2", "DEFAULT", "do_handshake", "ssl.SSLWantReadError"),
    "socket": lambda: plays("socket", "1.2", "DEFAULT", "do_handshake", "ssl.SSLWantReadError"),
    "loopback": loopback_works,
    # A server without a certificate shares no cipher with anybody: as far as that it is TLS over asyncio.
    "asyncio": lambda: plays("asyncio", "1.2", "DEFAULT", "handshake", "ssl.SSLError"),
    "anonymous_ciphers": lambda: plays("memory", "1.2", "ADH:AECDH:@SECLEVEL=0", "handshake", None),
    "post_handshake_auth": has_post_handshake_auth,
    "psk": has_psk,
    "get_ca_certs": has_get_ca_certs,
    "decode": lambda: hasattr(sys.modules.get("_ssl"), "_test_decode_cert"),
}


def has_feature(probe):
    try:
        return probe()
    except Exception:
        return False


def probe_features():
    return [name for name, probe in PROBES.items() if has_feature(probe)]


def describe_subject():
    version = getattr(sys, "pypy_version_info", sys.implementation.version)  # PyPy 7.3.5 gives Python's own in the latter
    suffix = "" if version.releaselevel == "final" else "%s%d" % (version.releaselevel, version.serial)
    names = {"cpython": "CPython", "pypy": "PyPy"}
    return {
        "implementation": names.get(sys.implementation.name, sys.implementation.name),
        "version": "%d.%d.%d%s" % (version.major, version.minor, version.micro, suffix),
        "tls_library": ssl.OPENSSL_VERSION,
        "features": in_fresh_thread(probe_features),
    }


# --- Messages ----------------------------------------------------------------------------------------------------------

def in_fresh_thread(call):
    """OpenSSL keeps its errors by thread, so a scenario must not find those of another."""
    outcome = []

    def body():
        try:
            outcome.append((call(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    result, error = outcome[0]
    if error is not None:
        raise error
    return result


def answer_start(_message):
    return {"subject": describe_subject()}


def answer_run(message):
    scenario = message["scenario"]
    return {"observations": in_fresh_thread(lambda: play(scenario))}


def answer_decode(message):
    if not hasattr(sys.modules.get("_ssl"), "_test_decode_cert"):
        raise CannotPlay("this Python has no _ssl._test_decode_cert")
    der = bytes.fromhex(message["der"])
    return {"observation": in_fresh_thread(lambda: decode(der))}


ANSWERS = {"start": answer_start, "run": answer_run, "decode": answer_decode, "stop": lambda _message: {}}

# What a message has besides "peercert" and its number.
BODIES = {"start": (), "run": ("scenario",), "decode": ("der",), "stop": ()}


def check_members(kind, message):
    """Refuses a number that is none, and members that are missing or unknown."""
    if type(message[kind]) is not int or message[kind] < 0:  # a bool is an int to isinstance
        raise BadMessage("%s must be a number, 0 or more, not %s" % (kind, json.dumps(message[kind])))
    expected = ("peercert", kind) + BODIES[kind]
    if sorted(message) != sorted(expected):
        raise BadMessage("%s has the members %s, this has %s" % (kind, ", ".join(expected), ", ".join(message)))


def parse(line):
    try:
        message = json.loads(line.decode("utf-8"))
    except ValueError as error:
        raise BadMessage("no JSON in UTF-8: %s" % error)
    if not isinstance(message, dict):
        raise BadMessage("a message is an object, not %s" % type(message).__name__)
    if message.get("peercert") != PROTOCOL or message["peercert"] is True:  # True == 1
        raise BadMessage("this subject speaks protocol %d, not %r" % (PROTOCOL, message.get("peercert")))
    kinds = [kind for kind in ANSWERS if kind in message]
    if len(kinds) != 1:
        raise BadMessage("a message has one of %s, this has %s" % (", ".join(ANSWERS), ", ".join(message)))
    check_members(kinds[0], message)
    return kinds[0], message


def answer(line):
    """Returns the answer to one line, and whether to stop after it."""
    reply = {"peercert": PROTOCOL}
    kind = None
    try:
        kind, message = parse(line)
        reply[kind] = message[kind]
        reply.update(ANSWERS[kind](message))
    except CannotPlay as reason:
        reply["skip"] = str(reason)
    except BadMessage as error:
        reply["error"] = plain_text(str(error))
    except Exception:
        reply["error"] = plain_text(traceback.format_exc())
    return reply, kind == "stop"


def main():
    # stdout belongs to the protocol. Whatever else is printed, by C code too, goes to stderr.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    for line in sys.stdin.buffer:
        reply, last = answer(line)
        output.write(json.dumps(reply, separators=(",", ":")).encode("ascii") + b"\n")
        output.flush()
        if last:
            break


if __name__ == "__main__":
    main()
