#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _get_peer_alt_names: _create_tuple_for_X509_NAME): The value of a
#   DirName is a name like subject: of the same shape, with the same texts, and what cannot be read
#   fails alike.
# Differs: ['subjectAltName'][0][1][0][1]: missing, expected ('countryName', 'XX')
# ['subjectAltName'][0][1][0][2]: missing, expected ('organizationName', 'a')
# ['subjectAltName'][0][1][1][0][0]: expected 'commonName', got 'countryName'
# and in 6 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/directory_multi_valued/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDDjCCAfagAwIBAgIEAKQAGjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\no0wwSjBIBgNVHREEQTA/pD0wOzEhMAoGA1UECgwDenp6MAkGA1UEBhMCWFgwCAYD\nVQQKDAFhMQowCAYDVQQDDAFjMQowCAYDVQQDDAFjMA0GCSqGSIb3DQEBCwUAA4IB\nAQB7RlKtVMa54K87lht8FtjjbVCFWRMhZTJRsOYbMgrMGchHItogPJIDF4IphYwL\ni8l/ab61UNtGRk/vMxdc/bUKV0rATi84TzU6tO9e46jqYwfmGga/5vJXMOtY4as0\nGR7zUK15ZI9ep19ckDfs9yb+vy0E/wubZP/OXfXtOji1hoje+b5Yur5re7QJpseT\n3NsEdspq+RqbrTfsWTVIDkca/+A+i5QayY2RQ7TrQJqfhWwZ0gUgJcQO2KBmqXxu\nAKldxTGAY18T4TmZvTdUJ3HiKAAINxxK33BbWqlCZ75IYA8m/DHnauclv4dCOH3k\n39xVGdaHMmI07jWsffCELZGF\n-----END CERTIFICATE-----\n'

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
            'serialNumber': 'A4001A',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('DirName',
                                ((('organizationName', 'zzz'),
                                  ('countryName', 'XX'),
                                  ('organizationName', 'a')),
                                 (('commonName', 'c'),),
                                 (('commonName', 'c'),))),)}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
