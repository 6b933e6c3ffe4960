#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute, _get_peer_alt_names): Text is what the
#   certificate has: blanks, case, a final dot, xn-- and %20 stay as they are.
# Differs: ['caIssuers'][0]: expected '\r\n\thttp://c.example/, URI:http://d.example/\n', got
#   '\r\n\thttp://c.example/, URI:http://d.example/'
# Because: What PyPy makes text of loses the line feeds at either end, as it has to where OpenSSL
#   has printed the text.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/url/newline/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIDjDCCAnSgAwIBAgIEAKUAEjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
o4HJMIHGMIGEBggrBgEFBQcBAQR4MHYwOgYIKwYBBQUHMAGGLmh0dHA6Ly9hLmV4
YW1wbGUvCk9DU1AgLSBVUkk6aHR0cDovL2IuZXhhbXBsZS8wOAYIKwYBBQUHMAKG
LA0KCWh0dHA6Ly9jLmV4YW1wbGUvLCBVUkk6aHR0cDovL2QuZXhhbXBsZS8KMD0G
A1UdHwQ2MDQwMqAwoC6GKWh0dHA6Ly9lLmV4YW1wbGUvCiAgVVJJOmh0dHA6Ly9m
LmV4YW1wbGUvhgF/MA0GCSqGSIb3DQEBCwUAA4IBAQCDRKFZwe05wWjnm6LRqSDY
S6sQTccQZgo2ugzenUwzdOBhNsGgjd8qva6nQAy5St53r3BKuJ1G0BnRXxaeQoAF
RCUuca8N0ASpEhp8GYA1gqEazmYAiIAvNCMVReZ1PmyBGbduVFo+TLs3V1fzEC0q
TJo6PZaVzOMekRZKXT2R0CEgWD5fT+/AEaa6V3GmJ0UnAua6NQaO3Sox4lStU2Wp
3XN+C4rxX+2hj2qifa0HK5ggtbAmc1gfAWaczhq81aaOGujVpBg8LrqzS+6gE6HG
ireJ77S7JlHG+POgKKeXBiuAb1JqpRAUtUTLVHzmHNi8q7mbMi+pcTrYp+EwQJzF
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
            'serialNumber': 'A50012',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'OCSP': ('http://a.example/\nOCSP - URI:http://b.example/',),
            'caIssuers': ('\r\n\thttp://c.example/, URI:http://d.example/\n',),
            'crlDistributionPoints': ('http://e.example/\n  URI:http://f.example/', '\x7f')}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
