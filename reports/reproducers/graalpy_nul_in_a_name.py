#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _create_tuple_for_attribute, _get_peer_alt_names (bpo-18709,
#   CVE-2013-4238)): A NUL in a name is shown, and so is what follows it: 'localhost\x00.example' is
#   not 'localhost'.
# Differs: ['subject'][0][0][1]: expected '\x00', got ''
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/nul_alone/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwDCCAaigAwIBAgIEAKEAFTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAEAMIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
MA0GCSqGSIb3DQEBCwUAA4IBAQBgIkY5hB+WEN4pSpMB7w29QUsvbsP8tGDAq7b6
aGQmP9Tnzwq/Kas0H713wGjpf2I2z6GXzMAQ6gOcJKt/Y/GNXDZb24A3fHBL/wCT
acr5ZpfNpgmkShWC4l8yE2rsTnnR8t7gd8BnQGW3q0vEtXbiq6uuTnFgzLdtInVE
BtZRTWV/wHpipPs4+sR5zvIrJDYQEUSFANxbWugsEy4i3aH0N3PitZhdY/XJsrua
/tUSeEPIPHz1hCemDSNSxdagOxqxRF/YAFknHDBcy4RposFc5aHz4169R3X4jRVj
EivJTgbJRIYVCOBTLpVGkvzIsRLET2VVhIgbOP3YWdjwgBIE
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
expected = {'subject': ((('commonName', '\x00'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A10015',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
