#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names; RFC 5280, section 4.2.1.6): The kinds in
#   subjectAltName are DNS, email, URI, IP Address, DirName and Registered ID; all are kept, in
#   order.
# Differs: ['subjectAltName'][0][1]: expected 'X509v3 Subject Alternative Name', got '2.5.29.17'
# ['subjectAltName'][1][1]: expected 'RSA Data Security, Inc.', got '1.2.840.113549'
# ['subjectAltName'][2][1]: expected 'Microsoft User Principal Name', got '1.3.6.1.4.1.311.20.2.3'
# and in 2 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/registered_id_known/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC6zCCAdOgAwIBAgIEAKQAITANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
oykwJzAlBgNVHREEHjAciANVHRGIBiqGSIb3DYgKKwYBBAGCNxQCA4gBKjANBgkq
hkiG9w0BAQsFAAOCAQEATCfTzIqqzBuXcXe+yM5w4tDr8buvaVHeGI9ZucgHhxx1
3JAIM0apbV70QRUoLQ0wrJ/qa81c7suN/KiTOLJAb4aiimTSL1OKQNMBqg3f/TWH
yHWnCQbLmprNPuuotWD7YoLafT2MH5aoBfcQCvgGAwRs52XJvaGYzGYZAt+md3r0
OwGhJOJKKDslb9MYvhlvNWAwptfJ7/QQJuf6yVfk5D9rmzSKZNLk3MyL3bWvu7Gp
c+JwGHsmpbdTD1BilvapvEfXdi8nFZCAnlPq06p5cS76uCJb7pkmZaWhbljb2erZ
6eh27/JKRA0z6nMCSYnfapMYcgGM5bQjQji2IsSygQ==
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
            'serialNumber': 'A40021',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('Registered ID', 'X509v3 Subject Alternative Name'),
                               ('Registered ID', 'RSA Data Security, Inc.'),
                               ('Registered ID', 'Microsoft User Principal Name'),
                               ('Registered ID', 'ISO Member Body'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
