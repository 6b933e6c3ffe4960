#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute: ASN1_STRING_to_UTF8 fails): An attribute
#   value that is neither text nor a BIT STRING makes the call raise ssl.SSLError.
# Expected: raised ssl.SSLError
# Got: {'issuer': ((('countryName', 'XX'),), (('organizationName', 'peercert'),), (('commonName',
#   'peercert ... (('commonName', '\x02\x01\x00'),),), 'version': 3}
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/character_string/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwjCCAaqgAwIBAgIEAKEANzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAOMQwwCgYDVQQDPQMCAQAwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC8wI5Pvp7t3I6NVmBs/WQ67a29
z1065GpXtQ3zdnsg+ghgatigPzsOsmMqBahjfKS8IIH8R3ueKVJOOatDss9AhcBR
FFQjltTRPf7CBqeZnY79OrIDFceDhEpOtN52wPphH6d3Ih3KlychxN1wg5D81CJD
3s/PAncHKDdRQYX10M4w1xXwVepjtj2QafVOW6lfr6SO5rQ+2/wf2w21qAZt1iI/
at0qd8ieAj0oW5xdZxeZELkCrwPfSOPHF1qlRV/k9xfT6mVUFX6VduqBP2DAEljA
ksIqijx41Ub1UpJ3XoPW3lROoGdU24UySkSKXViDX+9L7POUrP8QEIAOTGeVAgMB
AAEwDQYJKoZIhvcNAQELBQADggEBAEpI2hWzIVa/Zd8b3bEb1WR+ElJj0+HpqyVL
fY5GtQr54JdAofxNm9HWHmOizwEkGwabVn+sq8qtjiR8E9YHdGTsCApG8A57LePq
0wjb4C3HhmNd7bA122IRrUcGDj+avLlUOtytpnynAtj2lwSDeojMy8bZjVyWf6FM
IA2gV1FB39R9hv1flQILZXnxcImlIfjDa5y6BUySajkQ0hBf+iI9H7Lf49C8WcLW
KOxb7tZVyrtOjZzQRjcgQr/fSKSEejW+QM70LdI/Ufz184r6uWrSe7MnqAywF4rb
G7nAM1Qa/pKo6e2hs4ANcRHV3S8uAQbbbaqeKDqoWU9rDEA7dGI=
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
print("expected:", 'ssl.SSLError')
print("got:     ", ascii(got))
sys.exit(0 if isinstance(got, ssl.SSLError) else 1)
