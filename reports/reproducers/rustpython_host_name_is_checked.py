#!/usr/bin/env python3
# RustPython 0.6.0, OpenSSL 3.3.0-compatible: client.handshake() is not as expected.
# Rule (compatible; CPython _create_tuple_for_attribute, _get_peer_alt_names): Text is what the
#   certificate has: blanks, case, a final dot, xn-- and %20 stay as they are.
# Rule (documented; ssl.SSLSocket.getpeercert, paragraph 5, sentence 1): With binary_form true, the
#   answer is the DER encoding of the whole certificate, as bytes.
# Expected: None
# Got: raised ssl.SSLCertVerificationError('[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify
#   failed: Hostname mismatch, certificate is not valid for') on client
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   certificates/alt_name/line_ends/handshake[tls=1.2].
import ssl, sys, tempfile

TRUSTED = '-----BEGIN CERTIFICATE-----\nMIIC5zCCAc+gAwIBAgIEAKQABTANBgkqhkiG9w0BAQsFADA4MQswCQYDVQQGEwJY\nWDERMA8GA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwHhcN\nMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAMMQowCAYDVQQDDAF4MIIBIjAN\nBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9d\nOuRqV7UN83Z7IPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRU\nI5bU0T3+wganmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97P\nzwJ3Byg3UUGF9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rd\nKnfIngI9KFucXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLC\nKoo8eNVG9VKSd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQAB\noyUwIzAhBgNVHREEGjAYggNhCmKCAmEKgQUNCmFAYoYGdToJdgsMMA0GCSqGSIb3\nDQEBCwUAA4IBAQBPGFMW+i//SU6rWO4royHmvkOj6Tf9ztX0mCatdNFMii/cdyXF\nAjyDLb/dQZ721d2PCApvqb3coNRcaeRYS8HkfWDONBHKeXANEL4/I93UOj49HXb3\nYWW+cQR+D+Td8pYpYWDoaaV9rXhbxEDOgC5CeKUWOBRrcvOhNCVXmyvB+a8rqnCz\nD1jkQGinb71MR15UdAEIwGRNxkM2xbkWDRp4YrLNM992RZwuR0gYt5tWrf7gKhtg\nS8o5zZHizw16L+W8cSO5I7O+RHXkwML+4xT7VrGDQrnWLYUrCevaIsbJ75ykD/ss\nhfhCtvJQZJxOhupex97h82u2/n0EVsAHNNhS\n-----END CERTIFICATE-----\n'
LINE_ENDS_KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC8wI5Pvp7t3I6N\nVmBs/WQ67a29z1065GpXtQ3zdnsg+ghgatigPzsOsmMqBahjfKS8IIH8R3ueKVJO\nOatDss9AhcBRFFQjltTRPf7CBqeZnY79OrIDFceDhEpOtN52wPphH6d3Ih3Klych\nxN1wg5D81CJD3s/PAncHKDdRQYX10M4w1xXwVepjtj2QafVOW6lfr6SO5rQ+2/wf\n2w21qAZt1iI/at0qd8ieAj0oW5xdZxeZELkCrwPfSOPHF1qlRV/k9xfT6mVUFX6V\nduqBP2DAEljAksIqijx41Ub1UpJ3XoPW3lROoGdU24UySkSKXViDX+9L7POUrP8Q\nEIAOTGeVAgMBAAECggEAILwscjwXCB2mQ3DljEFt7qJl7XNXMe2HW+q0nrK/q/px\nFXeyVihhL61UcWdFyutFDrN8l6o2EDoOYi6yOy15sDECJ42lAf8YralY04Gf845V\nzCkv0kUmsvJwiLHpmyLgyZNZ0dmC3S3VxY+E8AyBSrfnsWmlFLvStNUOsvLwLq9Z\ns6OzuLkBVciSesi6N0KayKrtuGmwba7iOdRnElIc6yHQJghy0pOaQC3c9y9Dmf8y\naRvf8LVwpL0HniHrV43ngQyRhHZhwo5fLOzg6Nt3HWo0e8ANFUO3shC8SWQnKyhF\naH5EJcdKtdZnRK5wJQQqejw683oBvZeMBYnzJ7m5CQKBgQDdAu4unAPJxBYBXGGT\n/Cmp7LvVFZS2n8D6Drp5zgdHc6dzcMXsi0ARBke9ika+hO92qmqGpiO1bLhXx9+9\n+T6dLPP8um7QXDREY2e7dzcDDgrLJxeXYtbe5rIslwa/JsEZt5eSHTYXwcoIJwLp\nAWJ3nDCv+FaNGmZyumHbGzoUGwKBgQDaojvNx0Nw4P2cZG5AzDVJBs1JbhJpNP26\n1QVZawCTy2hQTYb2809knyicmpuVVk9B94/gAMxSxJoWtuH9fTHkNka1RVxE/UhM\n0M1rXNHnvlexgLGFBh4DqaRJ70qYuYqG+tdMfDSPJ6btot4FGlamYOJ2EJTi58zL\nvGOgRZ9ODwKBgDI13TjXlwC6vKkYfM6rBiglsVKqsXt/9c6ZlAHiLcMs4kkWwNCJ\nnkd/3sKP7JySBPk3pDXs/sXT6ll+/jThsDjzIoczL8PEftdeog1z+xqFkSwwOGrb\nOKexT59TvGOnAU2/aP74BfcFvsl1W3LmLqGv6VvBFqC987Jy55JosBwrAoGAYc8o\nYAPgGPSeoMORS23P/M6NMmeK1wQ86sN39CvZg0UBcsNsOLha8VH+sii8p8+H/6QH\n+peA0RphMP46FdRXaJgbg+b2w2poWO0kqP5KbZmK078WK8Oz08Gl3Omvfqmq3n4D\nqZT7UnvTwwYUu0WwNBit11HNucEnrpGmJEJhZWMCgYBDwJ/Y1p/qeFffD1mWVJA3\nHcCVBF6K26OOlMoYO412JB/1u0T6C7e6EQOReZDh9MKthbXwxv679bP+TfTXARMw\nD2GHaDzJPaLgqVDsJIibnbaKtXXDRxZSJV6sWc33U17pgWzrpTCsyjRX7d3PqaG3\nHP9mpbgOb5zRbEPUVY+3kg==\n-----END PRIVATE KEY-----\n'

def present(context, *pems):
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        print(*pems, sep="\n", file=file, flush=True)
        context.load_cert_chain(file.name)

def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except Exception as error:
        return error

WAITS = (ssl.SSLWantReadError, ssl.SSLWantWriteError)

def handshake(*ends):
    """Lets both work in turn; returns who failed first, and what it raised."""
    seen, order = {}, []
    for tls in ends * 8:
        if tls not in order:
            seen[tls] = attempt(tls.do_handshake)
            if not isinstance(seen[tls], WAITS):
                order.append(tls)
    order += [tls for tls in ends if tls not in order]
    return next(((tls, seen[tls]) for tls in order if seen[tls]), (None, None))

client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
client_context.check_hostname = False
client_context.verify_flags |= 0x80000  # VERIFY_X509_PARTIAL_CHAIN
client_context.load_verify_locations(cadata=TRUSTED)
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.minimum_version = server_context.maximum_version = ssl.TLSVersion.TLSv1_2
server_context.verify_flags |= 0x80000  # VERIFY_X509_PARTIAL_CHAIN
present(server_context, TRUSTED, LINE_ENDS_KEY)
to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
client = client_context.wrap_bio(to_client, to_server)
server = server_context.wrap_bio(to_server, to_client, server_side=True)
who, got = handshake(client, server)
print("expected:", "no exception")
print("got:     ", ascii(got))
sys.exit(0 if not isinstance(got, Exception) else 1)
