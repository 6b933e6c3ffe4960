#!/usr/bin/env python3
"""Says what one call of this Python's ssl costs: measure.py WORK CERTIFICATE ROOT KEY prints nanoseconds of CPU time.

WORK is getpeercert or getpeercert_binary, of a client that has shaken hands in memory with a server that shows
CERTIFICATE; repr or equal, of the dictionary that it gets; decode, from PEM in a file in memory; or cryptography, which
reads the same of the same bytes with python3-cryptography. Else the standard library only, Python 3.6 and later.
"""
import os
import ssl
import sys
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
    """By the door that the subject takes."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from python_subject import Decoder
    with open(certificate) as file:
        pem = file.read()
    with Decoder() as decoder:
        return nanoseconds(lambda: decoder(pem))


def cryptography(certificate):
    from cryptography import x509
    with open(certificate) as file:
        der = ssl.PEM_cert_to_DER_cert(file.read())

    def read():
        read = x509.load_der_x509_certificate(der)
        names = [[(each.oid, each.value) for each in name] for name in (read.subject, read.issuer)]
        san = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return names, read.version, read.serial_number, read.not_valid_before, read.not_valid_after, list(san)

    return nanoseconds(read)


def main():
    work, certificate, root, key = sys.argv[1:]
    if work in ("decode", "cryptography"):
        print(globals()[work](certificate))
        return
    client, _server = shaken_hands(certificate, root, key)
    if work in ("repr", "equal"):
        one, other = client.getpeercert(), client.getpeercert()
        print(nanoseconds((lambda: ascii(one)) if work == "repr" else (lambda: one == other)))
        return
    argument = work == "getpeercert_binary"
    print(nanoseconds(lambda: client.getpeercert(argument)))


if __name__ == "__main__":
    main()
