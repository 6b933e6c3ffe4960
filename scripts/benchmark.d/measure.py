#!/usr/bin/env python3
"""Says what one call of this Python's ssl costs: measure.py WORK CERTIFICATE ROOT KEY prints nanoseconds of CPU time.

WORK is getpeercert or getpeercert_binary, of a client that has shaken hands in memory with a server that shows
CERTIFICATE, or decode, from PEM in a file in memory. Standard library only, Python 3.6 and later.
"""
import os
import ssl
import sys
import tempfile
import time

LEAST = 0.05  # seconds that are measured


def shaken_hands(certificate, root, key):
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.load_verify_locations(root)
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(certificate, key)
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(to_client, to_server, server_hostname="localhost")
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    left = [client, server]
    while left:
        for end in list(left):
            try:
                end.do_handshake()
                left.remove(end)
            except ssl.SSLWantReadError:
                pass
    return client, server


def nanoseconds(call):
    count, spent = 1, 0.0
    while spent < LEAST:
        count *= 4
        begin = time.process_time()
        for _ in range(count):
            call()
        spent = time.process_time() - begin
    return spent / count * 1e9


def decode(certificate):
    """The module's own decoder wants a file; one in memory costs least."""
    import _ssl
    with open(certificate, "rb") as file:
        pem = file.read()
    if hasattr(os, "memfd_create"):
        copy, path = os.memfd_create("certificate"), "/proc/self/fd/%d"
    else:
        copy, name = tempfile.mkstemp(prefix="peercert-")
        path = name.replace("%", "%%")
    path = path % copy if "%d" in path else path

    def one():
        os.pwrite(copy, pem, 0)
        return _ssl._test_decode_cert(path)
    return nanoseconds(one)


def main():
    work, certificate, root, key = sys.argv[1:]
    if work == "decode":
        print(decode(certificate))
        return
    client, _server = shaken_hands(certificate, root, key)
    argument = work == "getpeercert_binary"
    print(nanoseconds(lambda: client.getpeercert(argument)))


if __name__ == "__main__":
    main()
