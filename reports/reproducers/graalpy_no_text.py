#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _create_tuple_for_attribute: ASN1_STRING_to_UTF8 fails): An attribute
#   value that is neither text nor a BIT STRING makes the call raise ssl.SSLError.
# Expected: raised ssl.SSLError
# Got: {'issuer': ((('countryName', 'XX'),), (('organizationName', 'peercert'),), (('commonName',
#   'peercert ... ect': ((('commonName', '#3000'),),), 'version': 3}
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/sequence_empty/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICvzCCAaegAwIBAgIEAKEAMDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjALMQkwBwYDVQQDMAAwggEiMA0G
CSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC8wI5Pvp7t3I6NVmBs/WQ67a29z106
5GpXtQ3zdnsg+ghgatigPzsOsmMqBahjfKS8IIH8R3ueKVJOOatDss9AhcBRFFQj
ltTRPf7CBqeZnY79OrIDFceDhEpOtN52wPphH6d3Ih3KlychxN1wg5D81CJD3s/P
AncHKDdRQYX10M4w1xXwVepjtj2QafVOW6lfr6SO5rQ+2/wf2w21qAZt1iI/at0q
d8ieAj0oW5xdZxeZELkCrwPfSOPHF1qlRV/k9xfT6mVUFX6VduqBP2DAEljAksIq
ijx41Ub1UpJ3XoPW3lROoGdU24UySkSKXViDX+9L7POUrP8QEIAOTGeVAgMBAAEw
DQYJKoZIhvcNAQELBQADggEBAGh6l2e5u3quuP7Mc2K/MeOmAa3wURb4ZJxerkXo
P7/wKz7hPFZjrALtH+PJDfe085ChXZ2VwZf4Qgv0E88k8wEg6T+idUwMfCETmkLI
DrNUwWN9Czb49GN2rkXUqrIeH3Rn0uJRdrtUmtZDuAC0Z+pAF21ep2FfFyeAGGud
x3CdKn0ZIChlITfEoqQkcCYt0Gh6ytawNHEXZjPMXxJJrT7XdgOKL70VOdJEkJur
35BDxhNYvKCHqpb26i2yRwnk20hLaKU4kuS9sX+ts43WQqXfCuU16ErpgzD1RpZi
fmjcXWBa+2hJ0N5uJXlhUKtlmsDZmcjmDQGQkP5eSQsMRcY=
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
