#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names, 3.7.6, 3.8.1 and later (bpo-38820)): An address of
#   neither 4 nor 16 bytes is shown as '<invalid>'.
# Expected: {'subject': ((('commonName', 'x'),),), 'issuer': ((('countryName', 'XX'),),
#   (('organizationName', 'p ... ddress', '<invalid>'), ('IP Address', '1.2.3.4'))}
# Got: raised ssl.SSLError('Error decoding PEM-encoded file:
#   java.security.cert.CertificateParsingException: Invalid IPAddressName')
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/address_of_no_bytes/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC1zCCAb+gAwIBAgIEAKQAFTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
oxUwEzARBgNVHREECjAIhwCHBAECAwQwDQYJKoZIhvcNAQELBQADggEBABOIth5c
BAtVQt/eypsZwqbY9p6AgMsl0TiTBh7z1PUQnqJtomX+sPdMKxvHmJaJ/HZUaSFW
qgTsOqRqCFK5LIPZDly9cn+KLIW9MHtRjwOBdQOSkHUi1N9w0gjvGC1DEbqEkN0e
2cA8npZTJDS87WzwJrxu5bn/Tj/RvRsG9wKANsdtJ8lMj0JHCdjAZjrFrb6S9Mdn
d0wYP7UK7HZLPph9cfp44SyBarEABHj+0f7/lricZjNuGaNNkG5v6XpbEkDJ2b5b
caQPOyZp5T7nNrXUS5yepNBuTYw3eNUyA5Fw0HC6SHiNpvtGdd75+S5SAZTqHBEF
OGtdn7RE4sumKXE=
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
            'serialNumber': 'A40015',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('IP Address', '<invalid>'), ('IP Address', '1.2.3.4'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
