#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names, 3.7.6, 3.8.1 and later (bpo-38820)): An IPv4
#   address is dotted decimal; an IPv6 address is eight upper-case hexadecimal groups, none left
#   out.
# Differs: ['subjectAltName'][0][1]: expected '1:10:100:1000:F:AB:CDE:F00D', got
#   '1:10:100:1000:f:ab:cde:f00d'
# ['subjectAltName'][1][1]: expected 'FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF', got
#   'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
# ['subjectAltName'][2][1]: expected '8000:80:800:8:7FFF:FF:100:1', got
#   '8000:80:800:8:7fff:ff:100:1'
# and in 1 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/ipv6_groups/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIEAKQAEzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\no0MwQTA/BgNVHREEODA2hxAAAQAQAQAQAAAPAKsM3vANhxD/////////////////\n////hxCAAACACAAACH//AP8BAAABMA0GCSqGSIb3DQEBCwUAA4IBAQAS+Zor+mJV\nd+bQPltKf7Mmbv9VIXrNQNcQ2F1FKm9zGmadPqPigU6HZu4A4CW5/5U0KXsESMrq\nWv+ZRsLxtDU9xZ3tZJETHnfGlL2LPOjqQq4Lq+HjfJG2GMywQUPVp8r4TMnQO50P\nZ8JPAuA6noL4k+xosuh6K3v4xjYmRjFu3bNZ2DEYPeFv1fliEVgSkdPPU5+ycdCM\n9DRUmri+I5CaioPaz+OSEhQbF9imeYhChB7vj+ls0jznNS70xPzg4nzVLsbw9GwE\nsr2NxnQ9NuexFrcMpxzK7z5uYMBEtgQrMrj5OEKK/hfaT58Snb3s772FoqDgLYfK\nOWgjKQiMRfo3\n-----END CERTIFICATE-----\n'

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
            'serialNumber': 'A40013',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('IP Address', '1:10:100:1000:F:AB:CDE:F00D'),
                               ('IP Address', 'FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF'),
                               ('IP Address', '8000:80:800:8:7FFF:FF:100:1'))}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
