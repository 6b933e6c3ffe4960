#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _decode_certificate: peer_alt_names != Py_None; RFC 5280, section
#   4.2.1.6, wants one name): A subjectAltName extension without names is the key with an empty
#   tuple.
# Differs: ['subjectAltName']: missing, expected ()
# Because: PyPy asks how many names there are, not whether there is an extension.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/no_names/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICzzCCAbegAwIBAgIEAKQANjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
ow0wCzAJBgNVHREEAjAAMA0GCSqGSIb3DQEBCwUAA4IBAQB+MCwfONuFETQA23Vh
IxVyVCi6B8peraGq5QUnwTV9DpqeKaHXxMnW+DJITjrh3afk6vlOMippWet/UG1r
DGZeuv+0ZO1SIMGTlYpY+3GDpaHiNcTGLdzLFjieKXfSYjUTJ9gqWZOBmA58IuNq
SpWsCuqu5iGXeFSn85V/A6y+zn6Wj8Ht1zBBRZ3QGE3RYYOF7Lag6bgunlRKcair
zqUIcODiXsxRBGa0/gLvBqaBQ/vs20hlp3WyVNT/NNmBzVvqRE2g++X+J9IHRSto
+vE5Bc9axwk1oJW6VtFxqY/4GQkAh/CzQblxC7SzVsEEHTkRpLyfaN4q+VUsawtf
4oNQ
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
expected = {'subject': ((('commonName', 'x'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A40036',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': ()}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
