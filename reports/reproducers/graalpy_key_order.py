#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names: X509_get_ext_d2i, told of no place for it; RFC
#   5280, section 4.2.1.6): Whether subjectAltName is critical makes no difference to the
#   dictionary.
# Expected: ['subject', 'issuer', 'version', 'serialNumber', 'notBefore', 'notAfter',
#   'subjectAltName']
# Got: {'issuer': ((('countryName', 'XX'),), (('organizationName', 'peercert'),), (('commonName',
#   'peercert ... , 'subjectAltName': (('DNS', 'a'),), 'version': 3}
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/critical/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC1TCCAb2gAwIBAgIEAKQANzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
oxMwETAPBgNVHREBAf8EBTADggFhMA0GCSqGSIb3DQEBCwUAA4IBAQBPBOEAzcHo
VrrndKIfD+0EyBwh59gnhbItPGK43hCfl3eJtGUDyltGVfwrycOig4yYaHrIivTe
ry6Du8j8yqbbI2ciI/cpygEwsKQHmEdkdDa9jBPh4DhVbUW6285rXNE6AlG4SygH
K4b1RZZ1YLI0alOhPTC/cDZ87eo38pNbX3vwJ+1R/vlxSVohbAhZZRALeo56Cd0M
xykZ/2+Jp2O1yMyOs0b+5cjdELFTlOhRr3hMf1ZgWtnLUl6/F7P0NqxglaS0UrjI
bMPqKwGJr+RL2sWEk5atAl3nB5VoV7y4eYdQCM1E1fGFVCp139kzd0RiGCmbSTMi
jKiyWeodtNS4
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
            'serialNumber': 'A40037',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('DNS', 'a'),)}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
