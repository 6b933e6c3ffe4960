#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _decode_certificate: X509_get_version() + 1; RFC 5280, section 4.1.2.1):
#   version is one more than the number that is written, whatever it is: 1 where none is, 129 for
#   128, 0 for -1.
# Expected: {'subject': ((('commonName', 'x'),),), 'issuer': ((('countryName', 'XX'),),
#   (('organizationName', 'p ... 2020 GMT', 'notAfter': 'Dec 31 23:59:59 2049 GMT'}
# Got: None
# Because: PyPy's decoder takes version 0 for a failure of OpenSSL, and returns nothing at all: `if
#   version == 0: return None`.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/number/version_0/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwDCCAaigAwIB/wIEAKIABjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
MA0GCSqGSIb3DQEBCwUAA4IBAQCJtKokveX5ElLkLq3Yyg7BiWLwBTYlMb1Kb250
BW2wGrXIJLm6nSdwZ4h9OCWcAjzLAwcGI0/eUOqQGn/UrNbZ02FMaEF+9WAT6NE5
cMd6xRyMTT6EdmAdzpF07lmjLKFaJsu/Z8wFnWCWKtQrnK36EBkEaYoggkivfg8H
ACcDgPh9CSLGMFA4cA8MyrDdKK8BaZomnhDp3xFfP6UC8kPcvib9nSXf/EUe/7s4
O6sAiCfaxFsnx19ig/YH71o4gj7eryQQq04cqcT+X6qOnLt/psJUlhyR5M2Dx/JH
iLxyWPNRC5VAXbuzbKWu7FdfdxwduRXVvQmDjb1NEX2QluE3
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
            'version': 0,
            'serialNumber': 'A20006',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
