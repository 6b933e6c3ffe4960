#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute: ASN1_STRING_to_UTF8; RFC 5280, section
#   4.1.2.4): A UTF8String is UTF-8, a BMPString UCS-2, a UniversalString UCS-4; in a
#   PrintableString, IA5String, T61String or NumericString each byte is a character of Latin-1.
# Differs: ['subject'][0][0][1]: expected 'A\xe9\ud7ff\ue000\uffff', got
#   '\x00A\x00\ufffd\ufffd\ufffd\ufffd\x00\ufffd\ufffd'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/bmp_up_to_its_end/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICyTCCAbGgAwIBAgIEAKEAETANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAVMRMwEQYDVQQDHgoAQQDp1//g
AP//MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZg
bP1kOu2tvc9dOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmr
Q7LPQIXAURRUI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTd
cIOQ/NQiQ97PzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sN
tagGbdYiP2rdKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbq
gT9gwBJYwJLCKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCA
DkxnlQIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQBrl/l+SSr0s8udlU7aAtNWXHaS
I/KjJEkPGqxjusTUah9GIVhI+FIgfs6jRXNDHE8Bb6EmKcQB50wuOf1HmVbzwAL/
ZOLFEp8upRQnoC8V5+3buJB4XH0dug9Fifkl5MCSLsNuOx/fFOBAiQgTZMRIwkJ1
AvM7PeG7L8dQlSWBHorNRY4kZG+Vecwt3e5DM3jPEKSVf5YTSuqtll8tjMOndTGq
8JoiQsS3YJXL11Wqd/awg6mG6oQXh+9n6nDxFFP7RV5qqLCc9L6MDHKCswSW7udf
G0tUNQZARn2i0SmFVNV0cXVu434W1U8aJ8X8vsgGcPnRvQ78pFe9pZW6k4Kr
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
expected = {'subject': ((('commonName', 'A\xe9\ud7ff\ue000\uffff'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A10011',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
