#!/usr/bin/env python3
"""A peercert subject: urllib3's socket on pyOpenSSL, which has a getpeercert() of its own.

It is scripts/python_subject.py with urllib3's context in place of the ssl module's and its WrappedSocket in place of
SSLSocket. urllib3 makes a WrappedSocket once the handshake is done, and as a client over sockets alone; so here pyOpenSSL's
connection does the handshake, in memory and in both roles, and there is nothing to ask before it is done.

    build/subjects/pyopenssl/bin/python scripts/pyopenssl_subject.py
"""
import os
import ssl
import tempfile

import OpenSSL
import urllib3
from OpenSSL import SSL
from urllib3.contrib import pyopenssl

import python_subject
from python_subject import CannotPlay, member

NOT_THERE = ("ecdh_curve", "post_handshake_auth", "psk", "server_name_context")
NO_VERBS = ("set_verify_mode",  # pyOpenSSL changes no context that has a connection
            "unwrap", "verify_client_post_handshake", "set_context", "set_session", "session_reused", "get_ca_certs",
            "get_verified_chain", "get_unverified_chain",
            "wrap", "connect", "connect_ex", "listen", "settimeout", "shutdown", "close", "detach", "makefile",
            "close_file", "get_extra_info", "reset")


def make_context(spec, certificates):
    python_subject.refuse_unknown(spec, python_subject.CONTEXT_MEMBERS, "a context")
    for name in NOT_THERE:
        if spec.get(name):
            raise CannotPlay("urllib3's context has no " + name)
    if spec.get("check_hostname"):
        raise CannotPlay("urllib3 compares the host name itself, after the handshake and outside of its context")
    context = pyopenssl.PyOpenSSLContext(ssl.PROTOCOL_TLS)
    context.role = member({"client": "client", "server": "server"}, spec["role"], "role")
    python_subject.set_verify_mode(context, spec["verify_mode"])
    python_subject.limit_versions(context, *spec["tls"])
    for name in spec.get("verify_flags", []):
        context.verify_flags |= member(python_subject.VERIFY_FLAGS, name, "verify flag")
    if spec.get("trust"):
        trust(context, "\n".join(spec["trust"]))
    if "certificate" in spec:
        python_subject.load_credential(context, member(certificates, spec["certificate"], "certificate"))
    if "ciphers" in spec:
        context.set_ciphers(spec["ciphers"])
    for name in spec.get("options", []):
        context.options |= member(python_subject.OPTIONS, name, "option")
    return context


def trust(context, text):
    with tempfile.TemporaryDirectory(prefix="peercert-") as directory:
        path = os.path.join(directory, "trust.pem")
        with open(path, "w") as file:
            file.write(text)
        context.load_verify_locations(cafile=path)


def as_ssl_error(call, *args):
    """Calls pyOpenSSL; what it raises becomes what urllib3 makes of it, and what wants to wait what the ssl module does."""
    try:
        return call(*args)
    except SSL.WantReadError:
        raise ssl.SSLWantReadError(ssl.SSL_ERROR_WANT_READ, "The operation did not complete (read)")
    except SSL.WantWriteError:
        raise ssl.SSLWantWriteError(ssl.SSL_ERROR_WANT_WRITE, "The operation did not complete (write)")
    except SSL.ZeroReturnError:
        return b""
    except SSL.SysCallError as error:
        raise OSError(error.args[0], str(error))
    except SSL.Error as error:
        raise ssl.SSLError("bad handshake: %r" % error)


class Tls:
    def __init__(self, connection, near=None):
        self.connection, self.near, self.wrapped = connection, near, None

    def do_handshake(self):
        as_ssl_error(self.connection.do_handshake)
        self.wrapped = pyopenssl.WrappedSocket(self.connection, self.near)

    def there(self):
        if self.wrapped is None:
            raise CannotPlay("urllib3 has no socket before the handshake is done")
        return self.wrapped

    def getpeercert(self, *args, **kwargs):
        return self.there().getpeercert(*args, **kwargs)

    def version(self):
        return self.there().version()

    def read(self, most=1024):
        return as_ssl_error(self.there().connection.recv, most)

    def write(self, data):
        return as_ssl_error(self.there().connection.send, data)

    def close(self):
        """The socket is closed by whoever holds it."""


def make_tls(context, near):
    connection = SSL.Connection(context._ctx, near)
    if context.role == "server":
        connection.set_accept_state()
    else:
        connection.set_connect_state()
    return connection


class Memory(python_subject.End):
    def make(self, how):
        self.ended = False
        connection = make_tls(self.context, None)
        if how["server_hostname"]:
            connection.set_tlsext_host_name(how["server_hostname"].encode("ascii"))
        return Tls(connection)

    def take(self):
        parts = []
        try:
            while True:
                parts.append(self.made.connection.bio_read(65536))
        except SSL.WantReadError:
            return b"".join(parts)

    def put(self, data):
        while data and not self.ended:
            data = data[self.made.connection.bio_write(data):]

    def eof(self):
        raise CannotPlay("pyOpenSSL's connection in memory has no end")


class UrllibTls(Tls):
    """urllib3 does it all: wrap_socket() is the handshake."""

    def __init__(self, context, near):
        self.context, self.near, self.wrapped = context, near, None

    def do_handshake(self):
        self.wrapped = self.context.wrap_socket(self.near)

    def read(self, most=1024):
        return self.there().recv(most)

    def write(self, data):
        self.there().sendall(data)
        return len(data)


class BlockingTls(Tls):
    """A server, which urllib3 knows nothing of, on a socket with a timeout: pyOpenSSL does not wait by itself."""

    def do_handshake(self):
        self.near.settimeout(None)
        super().do_handshake()


class Loopback(python_subject.Loopback):
    def make(self, how):
        if self.context.role == "client":
            return UrllibTls(self.context, self.near)
        return BlockingTls(make_tls(self.context, self.near), self.near)


def describe_subject():
    return {
        "implementation": "urllib3",
        "version": urllib3.__version__,
        "tls_library": "%s (pyOpenSSL %s)" % (SSL.SSLeay_version(SSL.SSLEAY_VERSION).decode("ascii"), OpenSSL.__version__),
        "features": python_subject.in_fresh_thread(python_subject.probe_features),
    }


def main():
    python_subject.make_context = make_context
    python_subject.describe_subject = describe_subject
    python_subject.TRANSPORTS = {"memory": Memory, "loopback": Loopback}
    for name in NO_VERBS:
        del python_subject.VERBS[name]
    for name in ("socket", "tcp", "asyncio", "post_handshake_auth", "psk", "get_ca_certs", "certificate_chains",
                 "decode", "decode_all", "decode_digests"):
        del python_subject.PROBES[name]
    python_subject.main()


if __name__ == "__main__":
    main()
