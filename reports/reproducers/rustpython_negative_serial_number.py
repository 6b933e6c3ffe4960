#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _decode_certificate: i2a_ASN1_INTEGER; RFC 5280, section 4.1.2.2): A
#   negative serial number is a minus sign and the digits of its magnitude.
# Differs: ['serialNumber']: expected '-80', got '80'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/number/serial_minus_128/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICvTCCAaWgAwIBAgIBgDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJYWDER
MA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcNMjAw
MTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjANBgkq
hkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9dOuRq
V7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRUI5bU
0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97PzwJ3
Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rdKnfI
ngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLCKoo8
eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQABMA0G
CSqGSIb3DQEBCwUAA4IBAQAwC4jdwnLPoBQEJC/dAfSCNw0jMTZIlMdz3spwSw0o
uCpeptNcCmKgQVZX+kfW6jhVnGiQtHVYDfdlY5BdUEagV+8dzX4hDUWDw72As5/9
K5KCQjBHfn8GEQD+qLiwoCSBfVa8Tx3V+aBoxeHxLuXLytyW1dtiS89A+qm2Xh/7
+Vpo0eTQg3BAis7iw3ai3VRlnwxrg4s+mSvw0dDENyVMQfFrw+76904ZqJb7P1Vu
tKsF94X9zQAY2vlhqfZCkbW+K7YoXzZBs1buKkJ3O8zSP+JBZ82imL1xuYLK52TZ
Z4c5MJ6ZHHlMJ/xkqNpxigpo7cn7dCkdXwh+bOJ7Ee4e
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
            'serialNumber': '-80',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
