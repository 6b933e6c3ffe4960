#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _create_tuple_for_attribute: ASN1_STRING_to_UTF8): Text is shown whether
#   or not its string type permits its characters, and whether or not its attribute permits that
#   string type.
# Differs: ['subject'][2][0][0]: expected 'domainComponent', got 'OID.0.9.2342.19200300.100.1.25'
# ['subject'][4][0][1]: expected '1 2', got '#1203312032'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/any_string_type_for_any_attribute/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDEDCCAfigAwIBAgIEAKEAFDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjBcMQswCQYDVQQGHgIAyTENMAsG\nA1UEBRwEAAHRHjESMBAGCgmSJomT8ixkARkMAsOpMRAwDgYJKoZIhvcNAQkBFAHp\nMQwwCgYDVQQuEgMxIDIxCjAIBgNVBAMWAXgwggEiMA0GCSqGSIb3DQEBAQUAA4IB\nDwAwggEKAoIBAQC8wI5Pvp7t3I6NVmBs/WQ67a29z1065GpXtQ3zdnsg+ghgatig\nPzsOsmMqBahjfKS8IIH8R3ueKVJOOatDss9AhcBRFFQjltTRPf7CBqeZnY79OrID\nFceDhEpOtN52wPphH6d3Ih3KlychxN1wg5D81CJD3s/PAncHKDdRQYX10M4w1xXw\nVepjtj2QafVOW6lfr6SO5rQ+2/wf2w21qAZt1iI/at0qd8ieAj0oW5xdZxeZELkC\nrwPfSOPHF1qlRV/k9xfT6mVUFX6VduqBP2DAEljAksIqijx41Ub1UpJ3XoPW3lRO\noGdU24UySkSKXViDX+9L7POUrP8QEIAOTGeVAgMBAAEwDQYJKoZIhvcNAQELBQAD\nggEBAF94YsyOtX9LjGbmqmrDM8nSBMWVOBJNHpmM14zFvTsfMUzEB0hGJFlzr4oa\nT5dTijwT5m8DxVz4TVvHtH12DINeh7wfbYmMiREuASIpNB46WTFTyyCyWa3nNci8\nspTAAOq9AaRqsc73Ov9ZWsF/lVzvcxRZBUypHYbr2U5kC2lTOc8KdVwugzCz84En\nFVBeQtOG9I3JmQYUYWSdlhnWl3WHDmg9zhkm9WMs7w+Muj51dXlrdJA4kj5RjfOV\n9lio2FhHBtbPunQLOrCTG6q34Xn6QdBqVeLmDnqZeJrv1BmqY5oBjkEhpyHOn4+z\nCXOqsraTHx6Rup0xvuEhXMN9Ve0=\n-----END CERTIFICATE-----\n'

def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except Exception as error:
        return error

with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
    file.write(CERTIFICATE)
    file.flush()
    got = attempt(_ssl._test_decode_cert, file.name)  # the decoder that getpeercert() uses
expected = {'subject': ((('countryName', '\xc9'),),
                        (('serialNumber', '\U0001d11e'),),
                        (('domainComponent', '\xe9'),),
                        (('emailAddress', '\xe9'),),
                        (('dnQualifier', '1 2'),),
                        (('commonName', 'x'),)),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A10014',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
