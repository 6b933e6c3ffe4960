#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (accident; CPython _decode_certificate: BIO_gets reads one line of what i2a_ASN1_INTEGER
#   prints): Of a serial number longer than 35 bytes serialNumber has the first 35, a backslash and
#   a newline.
# Differs: ['serialNumber']: expected
#   'A20102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122\\\n', got
#   'A20102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122\\'
# Because: PyPy reads the same line as CPython, and strips the newline, though not the backslash
#   before it.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/number/serial_36_bytes/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC4TCCAcmgAwIBAgIlAKIBAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
ICEiIzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJYWDERMA8GA1UECgwIcGVl
cmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcN
NDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjANBgkqhkiG9w0BAQEFAAOC
AQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9dOuRqV7UN83Z7IPoIYGrY
oD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRUI5bU0T3+wganmZ2O/Tqy
AxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97PzwJ3Byg3UUGF9dDOMNcV
8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rdKnfIngI9KFucXWcXmRC5
Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLCKoo8eNVG9VKSd16D1t5U
TqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQABMA0GCSqGSIb3DQEBCwUA
A4IBAQBhPamMM9uzYGHFlwXBDmSF77P0xye9EYzafw8+Kpq6tRRCmLxZMloJUJGw
uy+PN5i5uCCaBkFQSQt6g/CR3bulNKCQ80VyO+R/SBxEicJoDQLH8MFjIwR7pxGr
/8PMS2/rTtaWNAcExRMZgaW+7QG20Ck2L941kP8Ka8LmtF09e7vx8wlAv52uZJEP
UTIsmMBBuPRs8Q282T3W/RBWNTuEz6gwTngyNd22FKgeEknwnhqR/aApLAXIpqBl
Asv/9ApxXXdkYhoaGksVLt4zLtsM3LkZXNWnNGqdXpHgs8k9KvmuJTpbmOlTMgRt
ftwuwyXly2yjH40JF/eeJX95vAn2
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
            'serialNumber': 'A20102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122\\\n',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
