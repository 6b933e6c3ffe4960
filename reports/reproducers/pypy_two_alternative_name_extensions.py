#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _get_peer_alt_names, 3.7 and later: X509_get_ext_d2i; RFC 5280, section
#   4.2): A certificate with two subjectAltName extensions gives a dictionary without
#   subjectAltName.
# Differs: ['subjectAltName']: surplus, got (('DNS', 'a'), ('DNS', 'b'))
# Because: PyPy goes from one subjectAltName extension to the next, as CPython did until 3.6.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/two_extensions/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC4DCCAcigAwIBAgIEAKQAODANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
ox4wHDAMBgNVHREEBTADggFhMAwGA1UdEQQFMAOCAWIwDQYJKoZIhvcNAQELBQAD
ggEBAH8KiVvi0vbgxulbSb0FLIp0ATk2j6+xsBsAdUIAFoRg4nMfFUc8bIMcECqo
SprgsFDn3gVJ5XimfiOD2qcKKhLcs7LnKnzSPQwfthkwRWfHOLhQXANpQw34kQza
amVjchF6UEP2wN6zMYS0755p1T/zMeOWAA9yusMPhuYfbEoujiSO0M4xoqDa7vRd
GdwnoFLWVUL7VpX8YcoiDvwOnuX9DL4ZaKLS4cLxyNgDzoGpw3IivzYH2j8Bxz16
VB4ZrJJ1FH7JbXi7lqbd9zNW5Adr4mEFy1PDDmyGytDNB6GtkkTm+h1YUPTi7SC9
R5Nrue6zcPEhaujgNdmrHoC2vv4=
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
            'serialNumber': 'A40038',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
