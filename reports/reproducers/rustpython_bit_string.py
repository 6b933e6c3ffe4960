#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute, 3.10 and later (bpo-46232)): A BIT STRING
#   is bytes, with its unused bits 0.
# Differs: ['subject'][0][0][1]: expected b'\x80' (bytes), got '\x07\ufffd' (str)
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/bit_string_one_bit/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwTCCAamgAwIBAgIEAKEALDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjANMQswCQYDVQQDAwIH/zCCASIw
DQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALzAjk++nu3cjo1WYGz9ZDrtrb3P
XTrkale1DfN2eyD6CGBq2KA/Ow6yYyoFqGN8pLwggfxHe54pUk45q0Oyz0CFwFEU
VCOW1NE9/sIGp5mdjv06sgMVx4OESk603nbA+mEfp3ciHcqXJyHE3XCDkPzUIkPe
z88CdwcoN1FBhfXQzjDXFfBV6mO2PZBp9U5bqV+vpI7mtD7b/B/bDbWoBm3WIj9q
3Sp3yJ4CPShbnF1nF5kQuQKvA99I48cXWqVFX+T3F9PqZVQVfpV26oE/YMASWMCS
wiqKPHjVRvVSkndeg9beVE6gZ1TbhTJKRIpdWINf70vs85Ss/xAQgA5MZ5UCAwEA
ATANBgkqhkiG9w0BAQsFAAOCAQEAPPKvr8asZUxz0omdl6IjZesNF344fazDiitF
en9QQXjOhhOdg+tyVcMVbqdzgpjqWjuy8+fYq0KVzp7oprcwM6ezpwREdmne60m/
AY1XcfTTElArm1UJ5y/x5hPHbY49bAaiLk0tYkbHYhTIl4oY3UeTq6Yxuzu7zYOv
hh3T7ztT8n5QJSpf7VwomrfUZHO1sw127r72wJXbrQJvTX7UxvggsDSoomhZ9suU
eoQAn1QORzxIkD5et8X55aW0mG+Je2L6O2Q6iVQJUzXThUv7NtFsjVoZWM2kJgq3
itNL2opWymm5RDjJWARloBm0D6T7sf/5RDR1EJ9Yb3+98P3mUA==
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
expected = {'subject': ((('commonName', b'\x80'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A1002C',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
