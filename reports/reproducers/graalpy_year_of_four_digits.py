#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _decode_certificate: ASN1_TIME_print): A year before 1000 has as many
#   digits as it needs: 'Jan 1 00:00:00 0 GMT'.
# Differs: ['notBefore']: expected 'Dec 31 23:59:59 99 GMT', got 'Dec 31 23:59:59 0099 GMT'
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/time/year_99/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICwjCCAaqgAwIBAgIEAKMABjANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwIBgP
MDA5OTEyMzEyMzU5NTlaFw00OTEyMzEyMzU5NTlaMAwxCjAIBgNVBAMMAXgwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC8wI5Pvp7t3I6NVmBs/WQ67a29
z1065GpXtQ3zdnsg+ghgatigPzsOsmMqBahjfKS8IIH8R3ueKVJOOatDss9AhcBR
FFQjltTRPf7CBqeZnY79OrIDFceDhEpOtN52wPphH6d3Ih3KlychxN1wg5D81CJD
3s/PAncHKDdRQYX10M4w1xXwVepjtj2QafVOW6lfr6SO5rQ+2/wf2w21qAZt1iI/
at0qd8ieAj0oW5xdZxeZELkCrwPfSOPHF1qlRV/k9xfT6mVUFX6VduqBP2DAEljA
ksIqijx41Ub1UpJ3XoPW3lROoGdU24UySkSKXViDX+9L7POUrP8QEIAOTGeVAgMB
AAEwDQYJKoZIhvcNAQELBQADggEBAFWIx91n1i+FjU0i4LOVHW/qp/RYRXQbQ8MT
qerLpc4XGBhD+kDTfQN/LpdJggdBpJyMg4QmyALfcJbF7B39xQem6pHBBKL/pax+
renF9A/Nd5JCfKEYBJ+AtXrbs11pxi3VNq99wJgsJI57ucix0EU7ItuJ71dysIWZ
gMbzOq1ToHANJTPWxPs+3I4J6Q6HfkN789VfSLeL5pLugmmnt8Ms9c+dYO10z7dm
o2nNkZHGzf/M9Xp1V11rLd6IyJwjtIv3LsnVCG+CV2G67UxnFSLPjPrKhfsCBczk
uJJadX5tF0Z3froKRXU44rXHsejryBNsBWei8rTnQ1n/Cia3axE=
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
expected = {'subject': ((('commonName', 'x'),),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A30006',
            'notBefore': 'Dec 31 23:59:59 99 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
