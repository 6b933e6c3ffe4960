#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _create_tuple_for_attribute: ASN1_STRING_to_UTF8; RFC 5280, section
#   4.1.2.4): A UTF8String is UTF-8, a BMPString UCS-2, a UniversalString UCS-4; in a
#   PrintableString, IA5String, T61String or NumericString each byte is a character of Latin-1.
# Differs: ['subject'][0][0][1]: expected 'caf\xc3\xa9', got 'caf\ufffd\ufffd'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/printable_that_is_utf8/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICxDCCAaygAwIBAgIEAKEABDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAQMQ4wDAYDVQQDEwVjYWbDqTCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALzAjk++nu3cjo1WYGz9ZDrt
rb3PXTrkale1DfN2eyD6CGBq2KA/Ow6yYyoFqGN8pLwggfxHe54pUk45q0Oyz0CF
wFEUVCOW1NE9/sIGp5mdjv06sgMVx4OESk603nbA+mEfp3ciHcqXJyHE3XCDkPzU
IkPez88CdwcoN1FBhfXQzjDXFfBV6mO2PZBp9U5bqV+vpI7mtD7b/B/bDbWoBm3W
Ij9q3Sp3yJ4CPShbnF1nF5kQuQKvA99I48cXWqVFX+T3F9PqZVQVfpV26oE/YMAS
WMCSwiqKPHjVRvVSkndeg9beVE6gZ1TbhTJKRIpdWINf70vs85Ss/xAQgA5MZ5UC
AwEAATANBgkqhkiG9w0BAQsFAAOCAQEANv0ZXgxfMlz2JK7J6KoRIiC+5fgnhVJj
wAzF9ML7MFQOq3JPSYcntHcghS1w46TN7aU9F6WMUiF6bsxqZtcaXkv0aDZprdzj
MVM+wktfh+1cW2j2vUh6UQg8+Mb4DIyx2Fd4fLBiOpw0pJugIH/OUgxGKNy2LPjj
30cA8qmZ9u+PIbmSJAFII/aAnytKB8Xqw8wwlFrMKgFNAzfwGqWeUw12IQzjPujl
8tPiuu9BmsNsHSYW74NfKpJ1F0+crvfSX5FHrLzBFEL1FSl6sGcETKhLngZP1w2P
wJyqtwF0SgycnalSgURZIpN4FZVzBUM+WZweH155wuMFLCrTeCGh1Q==
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
expected = {'subject': ((('commonName', 'caf\xc3\xa9'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A10004',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
