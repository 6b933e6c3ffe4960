#!/usr/bin/env python3
# PyPy 7.3.11, OpenSSL 3.0.15: what getpeercert() would say of this certificate is not as expected.
# Rule (documented; ssl.SSLSocket.getpeercert, paragraph 3, sentence 1): subject and issuer are
#   tuples of relative distinguished names, all of them, in the order of the certificate.
# Expected: {'subject': (), 'issuer': ((('countryName', 'XX'),), (('organizationName',
#   'peercert'),), (('commonN ... 2020 GMT', 'notAfter': 'Dec 31 23:59:59 2049 GMT'}
# Got: None
# Because: PyPy's decoder takes an empty name, which is an empty tuple, for a failure: `if not peer:
#   return None`.
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/empty_subject/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICtDCCAZygAwIBAgIEAKEAXzANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY
WDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN
MjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAAMIIBIjANBgkqhkiG9w0BAQEF
AAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9dOuRqV7UN83Z7IPoI
YGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRUI5bU0T3+wganmZ2O
/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97PzwJ3Byg3UUGF9dDO
MNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rdKnfIngI9KFucXWcX
mRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLCKoo8eNVG9VKSd16D
1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQABMA0GCSqGSIb3DQEB
CwUAA4IBAQBEQ7KK3P+Ln9GXEjsELfLSogUdIdB0/jihUCDWKybmwqQql356JLMs
p0FqHH1H9Y0OglFtopg7HE4bfOyDDvsnmGNfyvcXMUhgY2Mh0K+vrVVCfd61MZnT
VbxQ/WEHQT07QjCEsSumRFpfhYyPBoy2z2RttuasGoZLTyiWhkkEBZoj7a6XrF29
JXYzuMQQ5nvKbgVkfjxAcjE4EK5D33H5GHvfrOGA6Lvg1hfp/ojyjX76aYFk+T4J
ljqfbXGCKCLMjW+w0Xi0VUvWHhyfzg5+ow7ahKWoVqv3XxosZZx/ev3Sf6u8u19b
9H3m4w1dZCP86pyleX2iUe4jGwhVwAOU
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
expected = {'subject': (),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A1005F',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if ascii(got) == ascii(expected) else 1)
