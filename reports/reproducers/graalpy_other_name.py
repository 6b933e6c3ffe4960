#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names: GENERAL_NAME_print): X400Name, EdiPartyName, and
#   othername where OpenSSL has no text for it, have the value '<unsupported>'.
# Differs: ['subjectAltName'][0]: missing, expected ('othername', '<unsupported>')
# ['subjectAltName'][1]: missing, expected ('othername', '<unsupported>')
# ['subjectAltName'][2]: missing, expected ('othername', '<unsupported>')
# and in 3 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/other_names_of_another_string_type/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDZTCCAk2gAwIBAgIEAKQAKTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\no4GiMIGfMIGcBgNVHREEgZQwgZGgGAYKKwYBBAGCNxQCA6AKFgh1c2VyQGRvbaAZ\nBggrBgEFBQcICaANFgtlQGEuZXhhbXBsZaAfBggrBgEFBQcIBaATFhFqdWxpZXRA\naW0uZXhhbXBsZaAcBggrBgEFBQcICKAQFg5AcmVhbG0uZXhhbXBsZaAbBggrBgEF\nBQcIB6APDA1faW1hcC5leGFtcGxlMA0GCSqGSIb3DQEBCwUAA4IBAQCRHkmLLLr/\nSmGnqQwBh3ddKTupQI3VRAllOE076xRemtqvYgD/PtDeCzZyJ62PBQZ8V5O9m8EU\nu+KDJhV9tSzo9nttDc226SfqfXE8qIwwZtJJ6Ktq1BPpfLbRXLQQWBBq5jBCnRDj\nIrvaBdeTOHvQ/DorsWZsHvtoKXTYwmi+fc/51pfM91rHTVAr3P0vnIlS52iYZdVU\nc9TGjbgXEmyobUMdF03JHDFMhBjtt49qObkNksVZdRuW3zv3taJhWWGo7N99JG5K\nH/jrBGSh0GGBjK00s+4YATzPXlcXrNPqPJTAhqGUUk5gwITyV/wtsqYMx40ooewa\nH8JmlR5oCbug\n-----END CERTIFICATE-----\n'

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
            'serialNumber': 'A40029',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('othername', '<unsupported>'),
                               ('othername', '<unsupported>'),
                               ('othername', '<unsupported>'),
                               ('othername', '<unsupported>'),
                               ('othername', '<unsupported>'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
