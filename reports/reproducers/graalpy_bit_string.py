#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _create_tuple_for_attribute, 3.10 and later (bpo-46232)): A BIT STRING
#   is bytes, with its unused bits 0.
# Differs: ['subject'][0][0][1]: expected b'\x00\xa5\x00' (bytes), got '#03040000a500' (str)
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/bit_string/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwzCCAaugAwIBAgIEAKEAKjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAPMQ0wCwYDVQQtAwQAAKUAMIIB
IjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2t
vc9dOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXA
URRUI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQi
Q97PzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYi
P2rdKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJY
wJLCKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQID
AQABMA0GCSqGSIb3DQEBCwUAA4IBAQBK/MAJ/miTztP1mk2ucXs0ao6Jv1Wfk/n5
FAcglkD1pePNy3tT8x8cleZAExyroxmziSzat7+QuBwBK4xqRsv7BOKzITTy40f5
ZASx1eWalT8Q8Tg5WOr8H4mM7FFChrp+ucGrlt2ZS+C1poda9kezDXvb77INX4QJ
QS/+2cjSy/l0Gq+Y+ZmRaIsbOrzEVrweIKzuSGN5/xVp9Z9IoR6g9evy/+alVSPR
gtXv/n4J9qCd4HNr1DwDYu2UikkNNGOgwzCtiYdcqJPyJ0BJUWtqsZd4A4sDjm/Q
5vHJgjmwD+K9UaAxpiEtvYRS2npjSJAdZRgvZJNXWa46FINQj4qy
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
expected = {'subject': ((('x500UniqueIdentifier', b'\x00\xa5\x00'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A1002A',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
