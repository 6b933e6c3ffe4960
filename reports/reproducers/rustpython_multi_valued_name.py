#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (compatible; CPython _create_tuple_for_X509_NAME): The attributes of a relative distinguished
#   name come in the order of the certificate, be it DER's or not.
# Differs: ['subject'][0][1]: missing, expected ('title', 'b')
# ['subject'][0][2]: missing, expected ('commonName', 'aaa')
# ['subject'][1]: surplus, got (('2.5.4.12', 'b'),)
# and in 2 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/sorted_set/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIC1jCCAb6gAwIBAgIEAKEAWTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAiMSAwCAYDVQQKDAFjMAgGA1UE
DAwBYjAKBgNVBAMMA2FhYTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
ALzAjk++nu3cjo1WYGz9ZDrtrb3PXTrkale1DfN2eyD6CGBq2KA/Ow6yYyoFqGN8
pLwggfxHe54pUk45q0Oyz0CFwFEUVCOW1NE9/sIGp5mdjv06sgMVx4OESk603nbA
+mEfp3ciHcqXJyHE3XCDkPzUIkPez88CdwcoN1FBhfXQzjDXFfBV6mO2PZBp9U5b
qV+vpI7mtD7b/B/bDbWoBm3WIj9q3Sp3yJ4CPShbnF1nF5kQuQKvA99I48cXWqVF
X+T3F9PqZVQVfpV26oE/YMASWMCSwiqKPHjVRvVSkndeg9beVE6gZ1TbhTJKRIpd
WINf70vs85Ss/xAQgA5MZ5UCAwEAATANBgkqhkiG9w0BAQsFAAOCAQEASFUYR48Z
3SFQKLDbHKiiXhjImmmAX7tFImxbHWWTm6eF+3tLdsAVMm/GfvZQZETx/eftAKzA
5v8bE0lCjy4v2EdCYFte9IzSRjumK4lW5xtHK77Gz+c/g0wJ0qvbVuNuyY3choc2
CONeCj4150L9QfzvGJp514p+BSpknqi1Tet5MBNn9m8wfUyJ2xj9SiTHKhEylwfx
tSprpZz9jQcQo2DGOh8JYW9ltfxLqwn1+4OxHi1jnq9QwGUTis4g2QdOMp0Gbvtd
gFkdS9JSthIWlcSaIAhy6dWxYvOI24iDiikBE/xGrQRAPGdi0iyn5q5iidaovNTF
O+d89q+aJOUlHQ==
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
expected = {'subject': ((('organizationName', 'c'), ('title', 'b'), ('commonName', 'aaa')),),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A10059',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
