#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (compatible; CPython _get_peer_alt_names, 3.7.6, 3.8.1 and later (bpo-38820)): An address of
#   neither 4 nor 16 bytes is shown as '<invalid>'.
# Differs: ['subjectAltName'][0][1]: expected '<invalid>', got '<invalid length=3>'
# ['subjectAltName'][1][1]: expected '<invalid>', got '<invalid length=5>'
# ['subjectAltName'][2][1]: expected '<invalid>', got '<invalid length=8>'
# and in 3 more places
# Because: On PyPy an address is what OpenSSL prints, which tells the length since 3.0.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/addresses_of_other_lengths/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDMTCCAhmgAwIBAgIEAKQAFjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\no28wbTBrBgNVHREEZDBihwMBAgOHBQECAwQFhwgBAgME////AIcPAQEBAQEBAQEB\nAQEBAQEBhxEBAQEBAQEBAQEBAQEBAQEBAYcgAQEBAQEBAQEBAQEBAQEBAf//////\n//////////////+HBAECAwQwDQYJKoZIhvcNAQELBQADggEBAF9fvvICh4Hb8EPR\nHC4k4/RLba3M7K20bVWJqEYiNjWI/4FQfbjXj1MO6f+baq3tRfXOqxGfGqYO+6CR\nZ1zdV9k0SiH9+GGFX9ZMYs0S9+UI3yOsNLKzrZb9WXHgpjledvLcIhv+CxGndC5w\nfqJBvyoo2RMTunI88Z6lT4xwL948ClDehYGm+8VYmtRZLUUnmfyhi5whOs0HFyvt\nisR02M8gFWVjVtgfRJnmEFHUgBZwS1npqVYnZT0GXp8tUsvEpV65bJRqTN6lUBMK\nAniNrFNcr0uyQSwdH55lt98FG/Y5xM4KEfBhyIh31x284F6KxlrAtNhHpcI6IOef\nhq2ECF4=\n-----END CERTIFICATE-----\n'

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
            'serialNumber': 'A40016',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('IP Address', '<invalid>'),
                               ('IP Address', '<invalid>'),
                               ('IP Address', '<invalid>'),
                               ('IP Address', '<invalid>'),
                               ('IP Address', '<invalid>'),
                               ('IP Address', '<invalid>'),
                               ('IP Address', '1.2.3.4'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
