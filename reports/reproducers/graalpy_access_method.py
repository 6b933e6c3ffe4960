#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: what getpeercert() would say of this certificate is not as
#   expected.
# Rule (compatible; CPython _get_aia_uri: OBJ_obj2nid(ad->method) != nid): An access description is
#   of OCSP or caIssuers if its method is just that object identifier; any other is not even
#   decoded.
# Differs: ['OCSP']: surplus, got ('http://longer.example/',)
# ['caIssuers']: surplus, got ('http://longer-issuer.example/',)
# the value: expected the order ['subject', 'issuer', 'version', 'serialNumber', 'notBefore',
#   'notAfter'], got ['issuer', 'notAfter', 'notBefore', 'serialNumber', 'subject', 'version']
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/url/method_alike/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIDTDCCAjSgAwIBAgIEAKUAAzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d
OuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU
I5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P
zwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd
KnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC
Koo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB
o4GJMIGGMIGDBggrBgEFBQcBAQR3MHUwIwYJKwYBBQUHMAEBhhZodHRwOi8vbG9u
Z2VyLmV4YW1wbGUvMCIGBysGAQUFBzCGF2h0dHA6Ly9zaG9ydGVyLmV4YW1wbGUv
MCoGCSsGAQUFBzACAYYdaHR0cDovL2xvbmdlci1pc3N1ZXIuZXhhbXBsZS8wDQYJ
KoZIhvcNAQELBQADggEBAIXlBaxARCvxzqYURGfU2zhpDADccsM68QPyhbXpHFYs
iJ9gWCVqLCLURyOl4F4SSQdtiR06Zg/I7NAf6sGEzOSItFwpXvQjV9AwVjGrlCMD
0hb6bITLFrdiovGxYw76nU1yO0sKXdkTQnNyhARLmInGbpAEq2Dm/8JeakCCTIbL
1hIikwDbpSAOERmdMjqGCTaGVx04UfSyFidtNzAiLifAQ/3pZYMBW5b72Dky/GQy
xFFA8VTaOCvhzkY6azOQHxcSCafHE0d/yIhQnqV2JHrqXb2N3TC1qn9BKUCklYOF
/RTOCQO+y2Txj/ftYK6dQHNDuCeNgrinX1/Uily2eIQ=
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
            'serialNumber': 'A50003',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
