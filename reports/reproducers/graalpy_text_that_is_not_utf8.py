#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names: PyUnicode_FromString): The text of a general name
#   is read as UTF-8; when it is none, the call raises UnicodeDecodeError.
# Expected: raised UnicodeDecodeError('utf-8', b'u:\x80', 2, 3, 'invalid start byte')
# Got: {'issuer': ((('countryName', 'XX'),), (('organizationName', 'peercert'),), (('commonName',
#   'peercert ... ectAltName': (('URI', 'u:\ufffd'),), 'version': 3}
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/latin_1_uri/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC1DCCAbygAwIBAgIEAKQACzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
oxIwEDAOBgNVHREEBzAFhgN1OoAwDQYJKoZIhvcNAQELBQADggEBABpLSSt3tRaP
LKyk+Bzfs81LsJ1B8cng8e4VMCyAs5iiL5NlWgVra4mqq/Un6zpQZhz241BD7pZz
VzHFIuQ1m5oDZOE3gLC4ge9RAhZjzbmpR4fWkxw3aF8RGcmMy2TMOQjIJUoHrldp
rN51m9uluqB2q3UOmh5W6RhdAvBhL3uvFTca8aiAJaV7mJCgUB0kTfat/0s0JZDR
GzAz02w+QFv3NfG6LU9WyOrSjc4OTm03TMAvVaB6x5dai0377eO1aonsNeyeGf1E
ZzFghid4JOtyI+8aKvse245DI+I/rxDQybLYP2WDyFVO6HlTlFfXs/dWYy6rHF+Y
Iu01NYQs1t0=
-----END CERTIFICATE-----
"""

def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except Exception as error:
        return error

with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
    file.write(CERTIFICATE)
    file.flush()
    got = attempt(_ssl._test_decode_cert, file.name)  # the decoder that getpeercert() uses
print("expected:", 'UnicodeDecodeError')
print("got:     ", ascii(got))
sys.exit(0 if isinstance(got, UnicodeDecodeError) else 1)
