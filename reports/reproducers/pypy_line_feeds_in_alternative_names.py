#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute, _get_peer_alt_names): Text is what the
#   certificate has: blanks, case, a final dot, xn-- and %20 stay as they are.
# Differs: ['subjectAltName'][1][1]: expected 'a\n', got 'a'
# Because: PyPy strips line feeds from both ends of every text that it decodes.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/line_ends/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC5zCCAc+gAwIBAgIEAKQABTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
oyUwIzAhBgNVHREEGjAYggNhCmKCAmEKgQUNCmFAYoYGdToJdgsMMA0GCSqGSIb3
DQEBCwUAA4IBAQBPGFMW+i//SU6rWO4royHmvkOj6Tf9ztX0mCatdNFMii/cdyXF
AjyDLb/dQZ721d2PCApvqb3coNRcaeRYS8HkfWDONBHKeXANEL4/I93UOj49HXb3
YWW+cQR+D+Td8pYpYWDoaaV9rXhbxEDOgC5CeKUWOBRrcvOhNCVXmyvB+a8rqnCz
D1jkQGinb71MR15UdAEIwGRNxkM2xbkWDRp4YrLNM992RZwuR0gYt5tWrf7gKhtg
S8o5zZHizw16L+W8cSO5I7O+RHXkwML+4xT7VrGDQrnWLYUrCevaIsbJ75ykD/ss
hfhCtvJQZJxOhupex97h82u2/n0EVsAHNNhS
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
            'serialNumber': 'A40005',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('DNS', 'a\nb'),
                               ('DNS', 'a\n'),
                               ('email', '\r\na@b'),
                               ('URI', 'u:\tv\x0b\x0c'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
