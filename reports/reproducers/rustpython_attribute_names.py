#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: what getpeercert() would say of this certificate
#   is not as expected.
# Rule (documented; ssl.SSLSocket.getpeercert, paragraph 3, sentence 1): Each relative distinguished
#   name is a sequence of pairs of a name and a value, one for each attribute in it.
# Differs: ['subject'][0][0][0]: expected 'domainComponent', got '0.9.2342.19200300.100.1.25'
# ['subject'][1][0][0]: expected 'domainComponent', got '0.9.2342.19200300.100.1.25'
# ['subject'][1][1]: missing, expected ('domainComponent', 'c')
# and in 10 more places
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/name/sets_of_several_sizes/direct.
import _ssl, ssl, sys, tempfile

CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIDMzCCAhugAwIBAgIEAKEAXDANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjB/MREwDwYKCZImiZPyLGQBGRYB\nYTEiMA8GCgmSJomT8ixkARkWAWIwDwYKCZImiZPyLGQBGRYBYzEzMA8GCgmSJomT\n8ixkARkWAWQwDwYKCZImiZPyLGQBGRYBZTAPBgoJkiaJk/IsZAEZFgFmMREwDwYK\nCZImiZPyLGQBGRYBZzCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALzA\njk++nu3cjo1WYGz9ZDrtrb3PXTrkale1DfN2eyD6CGBq2KA/Ow6yYyoFqGN8pLwg\ngfxHe54pUk45q0Oyz0CFwFEUVCOW1NE9/sIGp5mdjv06sgMVx4OESk603nbA+mEf\np3ciHcqXJyHE3XCDkPzUIkPez88CdwcoN1FBhfXQzjDXFfBV6mO2PZBp9U5bqV+v\npI7mtD7b/B/bDbWoBm3WIj9q3Sp3yJ4CPShbnF1nF5kQuQKvA99I48cXWqVFX+T3\nF9PqZVQVfpV26oE/YMASWMCSwiqKPHjVRvVSkndeg9beVE6gZ1TbhTJKRIpdWINf\n70vs85Ss/xAQgA5MZ5UCAwEAATANBgkqhkiG9w0BAQsFAAOCAQEAdu6C9uPLefPV\nnaH0YY8kSIYiT+7xIS9p59VF4rtiNL33Bf7YfR8caVwWHJU/oVZoRzqpNZnNRSSh\nj1P4IS3dwxIUaAa5UA2TBci0NUTTwsvVoIn2KJ0sANn88QLPl4PKek7qYN6vR+be\n9eJwMwERIdQhwvYgOpzGWkjIrE3GM6lD0rf4pfZo1tikY+LNKOg/y2i+WVlYTJ4Q\ncVRgdfPMaKfIhxhy+gx819aymYPVs4f+NsH2o+9xXD9xHR8YNQ33hO8net5W9oKP\noO6d7ls2x049sLtg2cm5eMMMpOCUsgDE6qm72nnyQBY0b2OkUo3KInysLcJ5Vutv\nveQf5qqFLQ==\n-----END CERTIFICATE-----\n'

def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except Exception as error:
        return error

with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
    file.write(CERTIFICATE)
    file.flush()
    got = attempt(_ssl._test_decode_cert, file.name)  # the decoder that getpeercert() uses
expected = {'subject': ((('domainComponent', 'a'),),
                        (('domainComponent', 'b'), ('domainComponent', 'c')),
                        (('domainComponent', 'd'),
                         ('domainComponent', 'e'),
                         ('domainComponent', 'f')),
                        (('domainComponent', 'g'),)),
            'issuer': ((('countryName', 'XX'),),
                       (('organizationName', 'peercert'),),
                       (('commonName', 'peercert root'),)),
            'version': 3,
            'serialNumber': 'A1005C',
            'notBefore': 'Jan  1 00:00:00 2020 GMT',
            'notAfter': 'Dec 31 23:59:59 2049 GMT'}
print("expected:", ascii(expected))
print("got:     ", ascii(got))
sys.exit(0 if got == expected else 1)
