#!/usr/bin/env python3
"""A peercert subject: plays scenarios on the ssl module of the Python that runs this file.

It reads one JSON object a line from stdin and answers each with one line on stdout; harness/subject/PROTOCOL.md says
what they mean. Standard library only, Python 3.6 and later. To test another ssl module, start from a copy of this file:
make_context, the ends and the verbs are the places that know the ssl module.

    python3 scripts/python_subject.py
    {"peercert":1,"start":1}
"""
import contextlib
import gc
import hashlib
import inspect
import io
import json
import os
import pickle
import select
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
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

OPTIONS = {
    "OP_IGNORE_UNEXPECTED_EOF": 0x80,
    "OP_ALLOW_CLIENT_RENEGOTIATION": 0x100,
    "OP_NO_TICKET": 0x4000,
    "OP_NO_RENEGOTIATION": 0x40000000,
}

CONTEXT_MEMBERS = ("role", "tls", "verify_mode", "check_hostname", "verify_flags", "trust", "certificate", "ciphers",
                   "options", "ecdh_curve", "post_handshake_auth", "psk", "server_name_context")
CONNECTION_MEMBERS = ("context", "transport", "begins", "do_handshake_on_connect", "peer", "address", "server_hostname")
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


def is_unicode(text):
    """Whether there is no half of a surrogate pair in it."""
    try:
        text.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def tag(value):
    kind = type(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, int):  # enum members too: ssl.SSLErrorNumber is an int to whoever compares
        return {"int": int.__repr__(value)}
    if kind is float:
        return {"float": repr(value)}
    if kind is str:
        return {"str": value} if is_unicode(value) else {"str_points": [ord(character) for character in value]}
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


@contextlib.contextmanager
def every_warning():
    """Gives the list of all that are issued meanwhile, none filtered."""
    # catch_warnings is not safe with several threads; this subject never has more than one at work.
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def describe_warnings(caught):
    return [{"type": qualified_name(warning.category), "text": plain_text(str(warning.message))} for warning in caught]


def observe(step, call):
    """Calls `call` and returns the observation: what it returned or raised, and the warnings on the way."""
    observation = {"step": step}
    with every_warning() as caught:
        try:
            observation["value"] = tag(call())
        except (BadMessage, CannotPlay):
            raise
        except HandshakeFailed as failure:
            observation["raised"] = describe_exception(failure.error)
            observation["on"] = failure.name
        except Exception as error:
            observation["raised"] = describe_exception(error)
            error.__traceback__ = None  # its frames would keep alive what forget_context forgets
    observation["warnings"] = describe_warnings(caught)
    return observation


# --- Contexts ----------------------------------------------------------------------------------------------------------

def one_of(names, name, what):
    if name not in names:
        raise BadMessage("unknown %s %r, expected one of %s" % (what, name, ", ".join(sorted(names))))
    return name


def member(mapping, name, what):
    return mapping[one_of(mapping, name, what)]


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
    for name in spec.get("options", []):
        context.options |= member(OPTIONS, name, "option")
    if "ecdh_curve" in spec:
        context.set_ecdh_curve(spec["ecdh_curve"])
    if spec.get("post_handshake_auth"):
        demand(context, "post_handshake_auth")
        context.post_handshake_auth = True
    if "psk" in spec:
        share_key(context, spec["role"], spec["psk"]["identity"], bytes.fromhex(spec["psk"]["key"]))
    return context


def demand(thing, attribute):
    """An attribute that is only set where there is none changes nothing, and nobody notices."""
    if not hasattr(thing, attribute):
        raise CannotPlay("this Python's %s has no %s" % (type(thing).__name__, attribute))


def share_key(context, role, identity, key):
    demand(context, "set_psk_client_callback")
    if role == "client":
        context.set_psk_client_callback(lambda _hint: (identity, key))
    else:
        context.set_psk_server_callback(lambda asked: key if asked == identity else b"")


def go_on_with(context, other):
    """Connections of `context` change over to `other` as soon as the client has said what it wants to reach."""
    def change_over(tls, _server_name, _context):
        tls.context = other
    if hasattr(context, "sni_callback"):
        context.sni_callback = change_over
    else:  # Python 3.6
        context.set_servername_callback(change_over)


def make_contexts(scenario):
    contexts = {name: make_context(spec, scenario.get("certificates", {}))
                for name, spec in scenario["contexts"].items()}
    for name, spec in scenario["contexts"].items():
        if "server_name_context" in spec:
            go_on_with(contexts[name], member(contexts, spec["server_name_context"], "context"))
    return contexts


def set_verify_mode(context, name):
    context.verify_mode = getattr(ssl, one_of(VERIFY_MODES, name, "verify mode"))


# --- Waiting for what TCP carries --------------------------------------------------------------------------------------

def wait_until(condition, what):
    """Waits for what comes by itself and at once, even on a machine that is busy."""
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            raise BadMessage("waited 10 s in vain until " + what)
        time.sleep(0.0005)


def asked_for(descriptor, request):
    """The number that the kernel gives: of TIOCOUTQ and FIONREAD."""
    import fcntl  # here, since what is no Unix can play all but tcp
    import termios
    return struct.unpack("i", fcntl.ioctl(descriptor, getattr(termios, request), bytes(4)))[0]


def unsent(descriptor):
    """How many bytes were written to a TCP socket, an end counting as one, that the other end has not acknowledged."""
    return asked_for(descriptor, "TIOCOUTQ")


def unread(descriptor):
    return asked_for(descriptor, "FIONREAD")


def polled(descriptor, events):
    """Whether any of the events, an error or a hang-up is there."""
    poll = select.poll()
    poll.register(descriptor, events)
    return bool(poll.poll(0))


def has_hung_up(descriptor):
    """Whether there is nothing to wait for any more: it was reset, or both directions have ended."""
    return polled(descriptor, 0)


def sees_an_end(descriptor):
    return polled(descriptor, 0x2000)  # POLLRDHUP, which old Pythons have no name for


# --- Connections -------------------------------------------------------------------------------------------------------

class End:
    """One end of a connection.

    `tls` is its TLS object. Those that have a wire end, which we hold, have also take(), which gives what the TLS object
    has sent, put(), which gives it something to receive, and eof(): nothing more comes.
    """
    WRAP_OPTIONS = ()

    def __init__(self, contexts, spec, server_side):
        self.contexts, self.spec = contexts, spec
        self.how = {"server_side": server_side, "server_hostname": spec.get("server_hostname")}
        self.made = self.failure = None

    @property
    def context(self):
        return member(self.contexts, self.spec["context"], "context")

    @property
    def tls(self):
        if self.failure:
            raise self.failure
        if self.made is None:
            raise BadMessage("a connection that begins connected has no TLS object before the step wrap")
        return self.made

    def wrap(self, **options):
        refuse_unknown(options, self.WRAP_OPTIONS, "wrap")
        if self.made or self.failure:
            raise BadMessage("the connection has been wrapped before")
        try:
            self.made = self.make(dict(self.how, **options))
        except Exception as error:
            self.failure = error
            raise

    def close(self):
        self.made = self.failure = None


class Memory(End):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.incoming, self.outgoing, self.ended = ssl.MemoryBIO(), ssl.MemoryBIO(), False

    def make(self, how):
        return self.context.wrap_bio(self.incoming, self.outgoing, **how)

    def take(self):
        return self.outgoing.read()

    def put(self, data):
        if not self.ended:
            self.incoming.write(data)

    def eof(self):
        self.ended = True
        self.incoming.write_eof()


class SocketEnd(End):
    """An end whose TLS object is an SSLSocket, made of the socket `near`."""
    WRAP_OPTIONS = ("do_handshake_on_connect", "suppress_ragged_eofs")

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.how["do_handshake_on_connect"] = self.spec.get("do_handshake_on_connect", False)
        self.files, self.detached = [], []
        self.near = self.make_near()

    def make(self, how):
        if how["do_handshake_on_connect"]:
            self.near.settimeout(10)
        return self.context.wrap_socket(self.near, **how)

    def fileno(self):
        """The descriptor of the SSLSocket, or -1 when it is closed."""
        return self.detached[-1] if self.detached else (self.made or self.near).fileno()

    def detach(self):
        descriptor = self.tls.detach()
        if descriptor != -1:
            self.detached.append(descriptor)

    def close(self):
        for thing in self.files + [self.made, self.near]:
            if thing:
                thing.close()
        for descriptor in self.detached:
            os.close(descriptor)
        super().close()


class Socket(SocketEnd):
    """An SSLSocket on one of a connected pair of sockets; the wire end is the other one, `far`."""

    def make_near(self):
        self.ended = False
        near, self.far = self.connected_pair()
        near.setblocking(False)
        self.far.setblocking(False)
        return near

    def connected_pair(self):
        return socket.socketpair()

    def take(self):
        parts = []
        # What was reset has no more to give.
        with contextlib.suppress(BlockingIOError, ConnectionError):
            while not parts or parts[-1]:
                parts.append(self.far.recv(65536))
        return b"".join(parts)

    def put(self, data):
        """Returns whether it was sent: nothing comes after the end, nor to one that is gone."""
        if self.ended:
            return False
        try:
            sent = self.far.send(data)
        except BlockingIOError:
            sent = 0
        except ConnectionError:
            return False
        if sent != len(data):
            raise BadMessage("%d bytes are more than the pair of sockets takes" % len(data))
        return True

    def eof(self):
        self.ended = True
        with contextlib.suppress(OSError):  # ended before, or nobody is there
            self.far.shutdown(socket.SHUT_WR)

    def close(self):
        super().close()
        self.far.close()


class Tcp(Socket):
    """The same over TCP, where what is under way must arrive before anybody looks for it."""

    def connected_pair(self):
        with socket.socket() as listener:
            listener.settimeout(10)
            listener.bind(("127.0.0.1", 0))
            listener.listen(1)
            near = socket.create_connection(listener.getsockname(), timeout=10)
            far, _ = listener.accept()
        near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return near, far

    def has_nothing_under_way(self):
        near = self.fileno()
        if near == -1 or has_hung_up(near):
            return sees_an_end(self.far.fileno())
        # Otherwise TCP waits up to 40 ms with it. It has an effect only when all has been read.
        self.far.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return unsent(near) == 0

    def take(self):
        parts = []

        def all_is_taken():
            last = self.has_nothing_under_way()  # first: what arrives while it is taken is taken
            parts.append(Socket.take(self))
            return last

        if self.far.fileno() != -1:
            wait_until(all_is_taken, "what was written has arrived")
        return b"".join(parts)

    def put(self, data):
        near = self.fileno()
        there = unread(near) if near != -1 else 0
        if super().put(data) and near != -1:
            wait_until(lambda: unread(near) >= there + len(data) or has_hung_up(near), "what was delivered has arrived")

    def eof(self):
        super().eof()
        if self.fileno() != -1:
            wait_until(lambda: sees_an_end(self.fileno()), "the end has arrived")

    def reset(self):
        if self.far.fileno() == -1:
            return
        self.ended = True
        self.far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.far.close()
        if self.fileno() != -1:
            wait_until(lambda: has_hung_up(self.fileno()), "the reset has arrived")


class Loopback(SocketEnd):
    """A connection to a peer that the harness runs: bytes move by themselves, and there is no wire end."""

    def make_near(self):
        return socket.create_connection(self.spec["address"], timeout=10)


class Unconnected(SocketEnd):
    """An SSLSocket that is connected to nothing, and what connect may connect it to."""

    def make_near(self):
        self.others = []
        near = socket.socket()
        near.settimeout(10)
        return near

    def address(self, *names):
        """Where to connect to: a peer of the harness, or what `names`, one name, says."""
        if self.spec["transport"] == "loopback":
            names, places = names + ("address",), {"address": lambda: self.spec["address"]}
        else:
            places = {"nobody": self.nobody, "silence": self.silence, "full_queue": self.full_queue}
        if len(names) != 1:
            raise BadMessage("connect takes one argument over tcp, and none over loopback")
        return tuple(member(places, names[0], "place to connect to")())

    def nobody(self):
        bound = socket.socket()  # it has the port, so that nobody listens there, and does not listen
        self.others.append(bound)
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()

    def silence(self):
        listener = socket.socket()
        self.others.append(listener)
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)  # so there is room for two
        return listener.getsockname()

    def full_queue(self):
        address = self.silence()
        for _ in range(2):
            waiting = socket.create_connection(address, timeout=10)
            self.others.append(waiting)
            waiting.send(b"x")  # it arrives once there is a place in the queue
            wait_until(lambda: unsent(waiting.fileno()) == 0, "a place in the queue is taken")
        return address

    def close(self):
        super().close()
        for other in self.others:
            other.close()


class Asyncio(End):
    """An end that asyncio drives: bytes move by themselves, and `transport` is there once the handshake is done."""

    transport = None

    def connect(self, loop, near):
        import asyncio  # here, since a Python without it can play all the rest
        if self.how["server_side"]:
            return loop.connect_accepted_socket(asyncio.Protocol, near, ssl=self.context)
        return loop.create_connection(asyncio.Protocol, sock=near, ssl=self.context,
                                      server_hostname=self.how["server_hostname"] or "")

    def wrap(self):
        """asyncio does that itself."""

    @property
    def tls(self):
        raise BadMessage("over asyncio there is handshake, then get_extra_info, and nothing else")

    take = put = eof = tls

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


TRANSPORTS = {"memory": Memory, "socket": Socket, "tcp": Tcp, "loopback": Loopback, "asyncio": Asyncio}


def kind_of_end(spec):
    kind = member(TRANSPORTS, spec["transport"], "transport")
    begins = one_of(("wrapped", "connected", "unconnected"), spec.get("begins", "wrapped"), "beginning")
    if begins == "unconnected" and kind in (Tcp, Loopback):
        return Unconnected
    if begins == "unconnected" or (begins == "connected" and kind is Asyncio):
        raise BadMessage("a connection over %s cannot begin %s" % (spec["transport"], begins))
    return kind


# --- Playing a scenario ------------------------------------------------------------------------------------------------

class Player:
    def __init__(self):
        self.contexts = {}
        self.connections = {}
        self.peers = {}
        self.pairs = []

    def set_up(self, scenario):
        self.scenario = scenario
        self.contexts = make_contexts(scenario)
        for name, spec in scenario["connections"].items():
            self.add(name, spec)
            if "peer" in spec:
                self.peers[name] = one_of(scenario["connections"], spec["peer"], "peer")

    def add(self, name, spec, wrapped=False):
        """Makes the connection, with its TLS object unless it begins without."""
        refuse_unknown(spec, CONNECTION_MEMBERS, "a connection")
        server_side = member(self.scenario["contexts"], spec["context"], "context")["role"] == "server"
        end = kind_of_end(spec)(self.contexts, spec, server_side)
        self.connections[name] = end
        if wrapped or spec.get("begins") != "connected":
            end.wrap()

    def add_pair_like(self, name):
        """Makes another connection and peer like those, does their handshake, and returns the TLS object of the first."""
        number = len(self.connections)
        copies = {each: "%s, copy %d" % (each, number) for each in (name, self.peers[name])}
        for each, copy in copies.items():
            self.add(copy, self.scenario["connections"][each], wrapped=True)
            self.peers[copy] = copies[self.peers[each]]
        try:
            self.handshake_in_rounds(copies[name])
        except HandshakeFailed as failure:
            raise failure.error
        return self.tls(copies[name])

    def connection(self, name):
        return member(self.connections, name, "connection")

    def tls(self, name):
        return self.connection(name).tls

    def socket_end(self, name):
        if not isinstance(self.connection(name), SocketEnd):
            raise BadMessage("connection %s is not over sockets" % name)
        return self.connection(name)

    def unconnected(self, name):
        if not isinstance(self.connection(name), Unconnected):
            raise BadMessage("connection %s does not begin unconnected" % name)
        return self.connection(name)

    def wired(self, name):
        """The connection, which has a wire end."""
        if not hasattr(type(self.connection(name)), "take"):
            raise BadMessage("connection %s has no wire end, over which something could be delivered" % name)
        return self.connection(name)

    def deliver(self, name, most=None):
        """Moves what `name` has sent so far, or its first `most` bytes, to its peer; returns whether there was anything."""
        data = self.wired(name).take()[:most]
        if data:
            self.wired(self.peers[name]).put(data)
        return bool(data)

    def handshake(self, name):
        if isinstance(self.connection(name), Asyncio):
            self.handshake_by_asyncio(name)
        elif name not in self.peers:
            self.handshake_without_wire_end(name)
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

    def handshake_without_wire_end(self, name):
        try:
            self.tls(name).do_handshake()
        except Exception as error:
            raise HandshakeFailed(name, error)

    def close(self):
        for connection in self.connections.values():
            connection.close()
        for pair in self.pairs:
            pair.close()


# --- Asking in other ways ----------------------------------------------------------------------------------------------

def outcome_of(call):
    """What it returns, and None; or None, and what it raises."""
    try:
        return call(), None
    except Exception as error:
        return None, error


def different(outcomes):
    """Each of the outcomes once, in the order in which they first come."""
    found = {}
    for value, error in outcomes:
        found.setdefault(repr(error) if error else json.dumps(tag(value)), (value, error))
    return list(found.values())


def listed(outcomes):
    return [repr(error) if error else value for value, error in outcomes]


def object_of_truth(kind):
    """An object that is true or false as `kind` says."""
    def raise_boom(_self):
        raise RuntimeError("boom")

    methods = {"raises": {"__bool__": raise_boom}, "returns_int": {"__bool__": lambda self: 5},
               "empty": {"__len__": lambda self: 0}, "filled": {"__len__": lambda self: 1}}
    return type("Truth", (), member(methods, kind, "kind of truth"))()


def empty_all(value):
    """Empties every dict and list in the value."""
    if isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            empty_all(item)
    if isinstance(value, (dict, list)):
        value.clear()


def in_threads(count, call):
    """What `call` returns in each of so many threads that start it at once."""
    results, start = [], threading.Barrier(count)

    def body():
        start.wait()
        results.append(call())

    threads = [threading.Thread(target=body) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# --- The verbs: each is given the player, the name that the step is on, and the step's arguments -----------------------

def verb_do_handshake(player, on):
    return player.tls(on).do_handshake()


def verb_handshake(player, on):
    player.handshake(on)


def verb_deliver(player, on):
    player.deliver(on)


def verb_truncate(player, on, most):
    player.deliver(on, most)


def verb_inject(player, on, data):
    player.wired(on).put(data)


def verb_eof(player, on):
    player.wired(on).eof()


def verb_reset(player, on):
    if not isinstance(player.connection(on), Tcp):
        raise BadMessage("connection %s is not over tcp, and cannot be reset" % on)
    player.connection(on).reset()


def verb_getpeercert(player, on, *args, **kwargs):
    return player.tls(on).getpeercert(*args, **kwargs)


def verb_getpeercert_of_truth(player, on, kind):
    return player.tls(on).getpeercert(object_of_truth(kind))


def verb_getpeercert_in_threads(player, on, threads, times):
    tls = player.tls(on)
    many = in_threads(threads, lambda: different(outcome_of(tls.getpeercert) for _ in range(times)))
    answers = different(outcome for outcomes in many for outcome in outcomes)
    if len(answers) > 1:
        return listed(answers)
    (value, error), = answers
    if error:
        raise error
    return value


def verb_getpeercert_after_change(player, on):
    empty_all(player.tls(on).getpeercert())
    return player.tls(on).getpeercert()


def verb_getpeercert_of_many(player, on, count):
    many = [player.add_pair_like(on) for _ in range(count)]
    return listed(different(outcome_of(tls.getpeercert) for tls in many + many))


def verb_read(player, on, *args):
    return player.tls(on).read(*args)


def verb_write(player, on, *args):
    return player.tls(on).write(*args)


def verb_version(player, on):
    return player.tls(on).version()


def verb_unwrap(player, on):
    player.tls(on).unwrap()  # what it returns is the socket, which no two Pythons show alike


def verb_verify_client_post_handshake(player, on):
    demand(player.tls(on), "verify_client_post_handshake")
    return player.tls(on).verify_client_post_handshake()


def verb_set_context(player, on, name):
    player.tls(on).context = member(player.contexts, name, "context")


def verb_set_session(player, on, name):
    player.tls(on).session = player.tls(name).session


def verb_session_reused(player, on):
    return player.tls(on).session_reused


def verb_wrap(player, on, **options):
    player.connection(on).wrap(**options)


def verb_connect(player, on, *place):
    return player.unconnected(on).tls.connect(player.connection(on).address(*place))


def verb_connect_ex(player, on, *place):
    return player.unconnected(on).tls.connect_ex(player.connection(on).address(*place))


def verb_listen(player, on):
    tls = player.socket_end(on).tls
    tls.bind(("127.0.0.1", 0))
    tls.listen(1)


def verb_settimeout(player, on, seconds):
    player.socket_end(on).tls.settimeout(seconds)


def verb_shutdown(player, on, how):
    player.socket_end(on).tls.shutdown(getattr(socket, one_of(("SHUT_RD", "SHUT_WR", "SHUT_RDWR"), how, "direction")))


def verb_close(player, on):
    player.socket_end(on).tls.close()


def verb_detach(player, on):
    player.socket_end(on).detach()


def verb_makefile(player, on):
    end = player.socket_end(on)
    end.files.append(end.tls.makefile("rb"))


def verb_close_file(player, on):
    end = player.socket_end(on)
    if not end.files:
        raise BadMessage("connection %s has no file to close" % on)
    end.files.pop().close()


def verb_get_extra_info(player, on, *args, **kwargs):
    end = player.connection(on)
    if getattr(end, "transport", None):
        return end.transport.get_extra_info(*args, **kwargs)
    if isinstance(end, Asyncio) and end.failure:
        raise end.failure  # no transport, but a program that waits for one has this
    raise BadMessage("connection %s has no asyncio transport, or its handshake is not done" % on)


def verb_get_verified_chain(player, on, *args, **kwargs):
    return player.tls(on).get_verified_chain(*args, **kwargs)


def verb_get_unverified_chain(player, on, *args, **kwargs):
    return player.tls(on).get_unverified_chain(*args, **kwargs)


def verb_get_ca_certs(player, on, *args, **kwargs):
    return member(player.contexts, on, "context").get_ca_certs(*args, **kwargs)


def match_hostname(certificate, hostname):
    """ssl.match_hostname(), less the warning of Python 3.10 and later that it is going: that is said of no certificate."""
    if not hasattr(ssl, "match_hostname"):
        raise CannotPlay("this Python has no ssl.match_hostname")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"ssl\.match_hostname\(\) is deprecated", DeprecationWarning)
        return ssl.match_hostname(certificate, hostname)


def verb_match_hostname(_player, on, certificate, hostname):
    one_of(("ssl",), on, "module")
    return match_hostname(certificate, hostname)


def verb_match_hostname_of_peer(player, on, hostname):
    return match_hostname(player.tls(on).getpeercert(), hostname)


def verb_set_verify_mode(player, on, mode):
    set_verify_mode(member(player.contexts, on, "context"), mode)


def verb_forget_context(player, on):
    member(player.contexts, on, "context")
    del player.contexts[on]
    gc.collect()


VERBS = {name[len("verb_"):]: function for name, function in globals().items() if name.startswith("verb_")}


def play_step(player, step):
    refuse_unknown(step, STEP_MEMBERS, "a step")
    verb = VERBS[step["do"]]
    args = [untag(value) for value in step.get("args", [])]
    kwargs = {name: untag(value) for name, value in step.get("kwargs", {}).items()}
    try:  # here, since a TypeError of getpeercert is an observation, and one of its verb is not
        inspect.signature(verb).bind(player, step["on"], *args, **kwargs)
    except TypeError as error:
        raise BadMessage("step %s: %s cannot be called like that: %s" % (step["id"], step["do"], error))
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


def has_decoder():
    return hasattr(sys.modules.get("_ssl"), "_test_decode_cert")


def is_readable(pem):
    """Whether OpenSSL reads a certificate in this text."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
        return True
    except ssl.SSLError:
        return False


class Decoder:
    """What the module's own decoder, which getpeercert() uses, makes of certificates; it wants each in a file."""

    def __enter__(self):
        self.open = contextlib.ExitStack()
        # A file in memory, since making one on a disk takes half of the time; its path needs /proc, which a chroot may lack.
        if hasattr(os, "memfd_create") and os.path.isdir("/proc/self/fd"):
            self.file = self.open.enter_context(os.fdopen(os.memfd_create("certificate"), "wb", 0))
            self.path = "/proc/self/fd/%d" % self.file.fileno()
        else:
            self.file = self.open.enter_context(tempfile.NamedTemporaryFile(prefix="peercert-", buffering=0))
            self.path = self.file.name
        return self

    def __exit__(self, *_):
        self.open.close()

    def __call__(self, pem):
        import _ssl
        if sys.implementation.name == "pypy" and not is_readable(pem):
            raise CannotPlay("PyPy's _ssl._test_decode_cert crashes on what OpenSSL cannot read")
        self.file.seek(0)
        self.file.truncate()
        self.file.write(pem.encode("ascii"))
        return _ssl._test_decode_cert(self.path)


def for_each(pems, decode_one):
    """The list of what decode_one(decoder, pem) returns, or why it cannot."""
    answers = []
    with Decoder() as decoder:
        for pem in pems:
            try:
                answers.append(decode_one(decoder, pem))
            except CannotPlay as reason:
                answers.append({"skip": str(reason)})
    return answers


def decode_all(ders):
    """The observation of each, or why there is none."""
    return for_each(map(ssl.DER_cert_to_PEM_cert, ders),
                    lambda decoder, pem: observe("decode", lambda: decoder(pem)))


class Digester:
    """Gives the SHA-256 of values as pickle writes them: C code does it, and every type shows in it."""

    def __init__(self):
        self.pickled = io.BytesIO()
        self.pickler = pickle.Pickler(self.pickled, 3)
        self.pickler.fast = True  # the same object twice is written twice: equal values are equal bytes

    def __call__(self, value):
        self.pickled.seek(0)
        self.pickled.truncate()
        self.pickler.dump(value)
        return hashlib.sha256(self.pickled.getbuffer()).hexdigest()


def decode_digests(pems):
    """As decode_all, but of a value without warnings the digest alone."""
    digest = Digester()
    with every_warning() as caught:
        def decode_one(decoder, pem):
            observation = {"step": "decode"}
            try:
                value = decoder(pem)
                if not caught:
                    return digest(value)
                observation["value"] = tag(value)
            except CannotPlay:
                raise
            except Exception as error:
                observation["raised"] = describe_exception(error)
            observation["warnings"] = describe_warnings(caught)
            caught.clear()
            return observation
        return for_each(pems, decode_one)


# --- What this Python can do -------------------------------------------------------------------------------------------

def probe_context(role, version, ciphers):
    return {"role": role, "tls": [version, version], "verify_mode": "CERT_NONE", "ciphers": ciphers}


def plays(transport, version, ciphers, do, expected, **more):
    """Whether a connection of two contexts without certificates comes as far as `expected`."""
    scenario = {
        "contexts": {role: dict(probe_context(role, version, ciphers), **more) for role in ("client", "server")},
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
    ciphers = "DEFAULT:@SECLEVEL=0" if version < "1.2" else "DEFAULT"  # the level is OpenSSL's, and others refuse the word
    return plays("memory", version, ciphers, "do_handshake", "ssl.SSLWantReadError")


def has_pairs():
    """Whether what goes into one of a pair of sockets is at the other at once; where TCP stands in, it is not."""
    near, far = socket.socketpair()
    with near, far:
        return near.family == getattr(socket, "AF_UNIX", None)


def loopback_works():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        socket.create_connection(listener.getsockname(), timeout=10).close()
    return True


def has_post_handshake_auth():
    spec = dict(probe_context("server", "1.3", "DEFAULT"), post_handshake_auth=True)
    tls = make_context(spec, {}).wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_side=True)
    try:
        tls.verify_client_post_handshake()
    except ssl.SSLError:
        return True  # it works, only not before the handshake
    return False


def has_get_ca_certs():
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).get_ca_certs()
    return True


def has_chains():
    return all(hasattr(kind, "get_verified_chain") for kind in (ssl.SSLSocket, ssl.SSLObject))


# What is tried for each feature. PROTOCOL.md says what they mean.
PROBES = {
    "tls_1_0": lambda: has_version("1.0"),
    "tls_1_1": lambda: has_version("1.1"),
    "tls_1_2": lambda: has_version("1.2"),
    "tls_1_3": lambda: has_version("1.3"),
    "memory": lambda: plays("memory", "1.2", "DEFAULT", "do_handshake", "ssl.SSLWantReadError"),
    "socket": lambda: has_pairs() and plays("socket", "1.2", "DEFAULT", "do_handshake", "ssl.SSLWantReadError"),
    "tcp": lambda: plays("tcp", "1.2", "DEFAULT", "handshake", "ssl.SSLError"),  # as for asyncio below
    "loopback": loopback_works,
    # A server without a certificate shares no cipher with anybody: as far as that it is TLS over asyncio.
    "asyncio": lambda: plays("asyncio", "1.2", "DEFAULT", "handshake", "ssl.SSLError"),
    "anonymous_ciphers": lambda: plays("memory", "1.2", "ADH:AECDH:@SECLEVEL=0", "handshake", None),
    "post_handshake_auth": has_post_handshake_auth,
    "psk": lambda: plays("memory", "1.2", "PSK", "handshake", None, psk={"identity": "peercert", "key": "00ff"}),
    "get_ca_certs": has_get_ca_certs,
    "truth_values": lambda: True,
    "match_hostname": lambda: hasattr(ssl, "match_hostname"),
    "certificate_chains": has_chains,
    "decode": has_decoder,
    "decode_all": has_decoder,
    "decode_digests": has_decoder,
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
    names = {"cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalPy", "rustpython": "RustPython"}
    return {
        "implementation": names.get(sys.implementation.name, sys.implementation.name),
        "version": "%d.%d.%d%s" % (version.major, version.minor, version.micro, suffix),
        "tls_library": ssl.OPENSSL_VERSION,
        "features": in_another_process(probe_features),
    }


def in_another_process(call):
    """What `call` returns, in JSON: whoever has had a connection decodes certificates at half of the speed, in OpenSSL 3."""
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except (AttributeError, OSError, NotImplementedError):  # no Unix
        return in_fresh_thread(call)
    if child == 0:
        try:
            with os.fdopen(writing, "w") as pipe:
                json.dump(in_fresh_thread(call), pipe)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else in_fresh_thread(call)


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


def demand_decoder():
    if not has_decoder():
        raise CannotPlay("this Python has no _ssl._test_decode_cert")


def answer_decode_all(message):
    demand_decoder()
    ders = [bytes.fromhex(der) for der in message["ders"]]
    return {"observations": in_fresh_thread(lambda: decode_all(ders))}


def answer_decode_digests(message):
    """Not in a fresh thread: memory that is new to a thread costs as much as a tenth of decoding. What an error that is left in
    OpenSSL's queue makes of a later certificate is remarkable, and so is asked again alone."""
    demand_decoder()
    return {"observations": decode_digests(message["pems"])}


def answer_decode(message):
    answered = answer_decode_all({"ders": [message["der"]]})["observations"][0]
    return answered if "skip" in answered else {"observation": answered}


ANSWERS = {"start": answer_start, "run": answer_run, "decode": answer_decode, "decode_all": answer_decode_all,
           "decode_digests": answer_decode_digests, "stop": lambda _message: {}}

# What a message has besides "peercert" and its number.
BODIES = {"start": (), "run": ("scenario",), "decode": ("der",), "decode_all": ("ders",),
          "decode_digests": ("pems",), "stop": ()}


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
    for line in os.fdopen(os.dup(0), "rb", 1 << 18):  # messages are long
        reply, last = answer(line)
        output.write(json.dumps(reply, separators=(",", ":")).encode("ascii") + b"\n")
        output.flush()
        if last:
            break


if __name__ == "__main__":
    main()
