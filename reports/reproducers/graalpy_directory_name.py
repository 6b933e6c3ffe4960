#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_peer_alt_names: _create_tuple_for_X509_NAME): The value of a
#   DirName is a name like subject: of the same shape, with the same texts, and what cannot be read
#   fails alike.
# Rule (compatible; CPython _create_tuple_for_attribute; RFC 5280, section 4.1.2.4): Attribute
#   values are str whatever their ASN.1 string type, control characters and markup included.
# Differs: ['subjectAltName'][0][1][2][0][1]: expected '\U0001d11e', got '#1c040001d11e'
# ['subjectAltName'][0][1][3][0][1]: expected '\xe9\x00', got '\xe9\\00'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfte ... alNumber', 'subject', 'subjectAltName', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/directory_strings/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDCzCCAfOgAwIBAgIEAKQAGzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\no0kwRzBFBgNVHREEPjA8pDowODENMAsGA1UEAx4EAOlbVzEKMAgGA1UEAxQB6TEN\nMAsGA1UEAxwEAAHRHjEMMAoGA1UEAwwDw6kAMA0GCSqGSIb3DQEBCwUAA4IBAQBJ\n9qMOavbmLr5yymx6lN9vrhqlJ6qekl63ShaujXFXmpF3FJX/XZjN1AASgbzs0/J8\n0b3EF9iB8rfV5VLM5spaXPIpEg2Q7j1rj3+rOW3JxRlLWEar0nE7vk5sCo3UEoLW\nZj4j+0KwCWKKd2nl060SQAMGeLYZqX8p9VTuLA+HtUv+j6ERHYlTENhCEBlKaZ0W\ntvCOfXSuogTXq0QFgKZfuJH7hII/DTZCmGmP4zuKuR52naXEoI/VRRepP/rTpkQr\n/1APhhpA6YmwNfHZpxfw2PyPk149vxcwbJXDCIEmFptINJ0cstQyi9ZDGhfaePKh\nRkDpL2TCkUzq/9yPWocS\n-----END CERTIFICATE-----\n'

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
            'serialNumber': 'A4001B',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT',
            'subjectAltName': (('DirName',
                                ((('commonName', '\xe9\u5b57'),),
                                 (('commonName', '\xe9'),),
                                 (('commonName', '\U0001d11e'),),
                                 (('commonName', '\xe9\x00'),))),)}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
