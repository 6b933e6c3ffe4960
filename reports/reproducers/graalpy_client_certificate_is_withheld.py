#!/usr/bin/env python3
# GraalPy 25.2.4, OpenSSL compatible: client.handshake() is not as expected.
# Rule (compatible; ssl.SSLCertVerificationError, since 3.7; CPython PySSL_SetError): A certificate
#   that was asked for and does not validate makes the handshake raise ssl.SSLCertVerificationError.
# Expected: raised ssl.SSLCertVerificationError on server
# Got: None
# Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case
#   handshake/server_refuses_the_client_tls_1_2[leaf=client_untrusted,mode=CERT_OPTIONAL,tls=1.2,transport=memory].
import ssl, sys, tempfile

TRUSTED = '-----BEGIN CERTIFICATE-----\nMIIDMDCCAhigAwIBAgICCgEwDQYJKoZIhvcNAQELBQAwODELMAkGA1UEBhMCWFgx\nETAPBgNVBAoMCHBlZXJjZXJ0MRYwFAYDVQQDDA1wZWVyY2VydCByb290MCAXDTE5\nMTIzMTIzNTk1OVoYDzIwNjkwMjAzMDQwNTA2WjA4MQswCQYDVQQGEwJYWDERMA8G\nA1UECgwIcGVlcmNlcnQxFjAUBgNVBAMMDXBlZXJjZXJ0IHJvb3QwggEiMA0GCSqG\nSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCRa1QNJF0CR20tRguymsxijKVOofisIv5g\n0SgsZtnPeBTodurXQq3QWiUaMp9dzoy6uNML6Hi+NfmEBOVxmG3I28Jc15WufRIX\nKpB7+GlsSmbJcVpq8koj5hkF6YGrQhsVrKItgxaf98uy2/BrB/HmCW4zoq38lle2\nDrR0zODqFCXScLLyGYoSApkToPhiSmBVz/P44Zv5gNb62qrqdg8pzQmbF/FkOXQk\nGtrzDxtjmMvuBDxOY08zLh8bmTz6EqDD62A//NvKOuHJQZTH1gERxgD7PSCGm2g0\n7ecAJT9mgWvFmtEBp+sQ+yrAbjlJRe8QYjup5NcINqCEoxpUlW5pAgMBAAGjQjBA\nMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBRr2Qsu\nVTgsnb/eqwCX8eo+anJBTjANBgkqhkiG9w0BAQsFAAOCAQEAP7zHCQFhVvusgPkq\ni35uVHsSyzZdkWNU9Wc6LyIvaIhWounhN62ofO7c8CTqEsWwwJJNf7ZQmRrNzsPh\nBj8ACVIm+iXOz0n5BrCKpItnwTW+JSMWIbU/DdSuMLJKXszJWHIaKdkDS8OnNos1\nd8TxlyeIlUpQf3gRvhP0GfiB9bGWuVXZu13LDXsGVle35Igl2EaI/P0WvihYR60c\nwAYIPjoT7fZ0SZ7p0ohM7PEBq03sWkEdW9qRreP8igrBWrFQKj5qSJy7+mMf4Z4X\nUxlcZj6AfkcKGz+LVANUwYKbo0KusO3SyIQkWf/sKo1SCSm3Js+mBXF9IkcaW1R3\nc6fdbQ==\n-----END CERTIFICATE-----\n'
CLIENT_UNTRUSTED = '-----BEGIN CERTIFICATE-----\nMIIDiTCCAnGgAwIBAgIDDAXiMA0GCSqGSIb3DQEBCwUAMEIxCzAJBgNVBAYTAlhY\nMREwDwYDVQQKDAhwZWVyY2VydDEgMB4GA1UEAwwXcGVlcmNlcnQgdW50cnVzdGVk\nIHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjA5MQswCQYDVQQG\nEwJYWDERMA8GA1UECgwIcGVlcmNlcnQxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxl\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAo9QI+Oe4SCLsfgGyuf9A\ns/4n7EeB+xQcYx19q4Vdga+BvbApY+Btc0a9OEUNmhiQUXVuUK3u78pQVvUiVYqi\nZHLh6D8w8N+j5o7k9b8KYfDHPDulAPz53AHITtj03r55faxLSeR9mVJSc7IzCRUD\n56UfFaSGr/E0pIZQNpyVHXOQgNNCHOnp49DC288SavdnRbjzskZkK+v6ZcnzS6mz\neVuOCtN/FqfTmmogyNVqNqrBI1dHL9n2ajaozYqbI22IAAd79bMHUkN6JoB60lAO\n465b5zu+wdmLT9/GvFaHzR1hwjY/PJFDDEP8dR9zsg6uB6hQwuc6pKdvT027BARo\nfQIDAQABo4GQMIGNMCYGA1UdEQQfMB2CDmNsaWVudC5leGFtcGxlggtjbGllbnQu\ndGVzdDAOBgNVHQ8BAf8EBAMCBaAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O\nBBYEFHZrphO+GH08Ug04vMesBPDWjwwXMB8GA1UdIwQYMBaAFL6OgXTs2ZQZYNWm\nGEzys310uhrDMA0GCSqGSIb3DQEBCwUAA4IBAQBqH+XG1MvCWMxJRrIjPjXUMdmo\nh56JCQ7TpbpHJd3JRdpLYJ8Gk7uv1yRYvLQmhdBIdtsh2v0HE/4imqfHBmbxT3FR\n03ZTKtHdM8e9HIBEgMiQ67xbWcgUGrAodHuF7adLal9+njbLYyUUNsUBHfcCFbdC\n4Gq5NcTB+5AYq/e1wOgxRdj+W0syAFQ27vl3TY+I/vm8TXRBeOJ5RHhit5IXfyR9\nvui9qJaCUjD1VrUv0N/GS04OMoNDvYFoU39pTyOMC2kG9NgfkRi0VK7K9+MxCVXT\nJIABc212NKm+SkoFAb2jNRNQC166Pd00wAH5xHALHr0Ygz1N90AbUX+bxJSL\n-----END CERTIFICATE-----\n'
CLIENT_UNTRUSTED_KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCj1Aj457hIIux+\nAbK5/0Cz/ifsR4H7FBxjHX2rhV2Br4G9sClj4G1zRr04RQ2aGJBRdW5Qre7vylBW\n9SJViqJkcuHoPzDw36PmjuT1vwph8Mc8O6UA/PncAchO2PTevnl9rEtJ5H2ZUlJz\nsjMJFQPnpR8VpIav8TSkhlA2nJUdc5CA00Ic6enj0MLbzxJq92dFuPOyRmQr6/pl\nyfNLqbN5W44K038Wp9OaaiDI1Wo2qsEjV0cv2fZqNqjNipsjbYgAB3v1swdSQ3om\ngHrSUA7jrlvnO77B2YtP38a8VofNHWHCNj88kUMMQ/x1H3OyDq4HqFDC5zqkp29P\nTbsEBGh9AgMBAAECggEACVaDImjWzKnM8Au5u7dMYVYJwYJ76qtFSPL74ERsRYGS\n9BRv74TxyCHOlD//W/qtcy8t2ARp+5n9BU/YoqaRxgb0UHAVoo0kwvX/H/DBLz7x\npEHEEG/a8Arb936PSojx1NN2wSH4dL5H+9c66HgdrlzvjiTAFpQ5i20qckpvh2uh\nAKxEUixqwYBLvQ/qLjAzCSWAcze/sX18GaFqWwYH/bGfF5a8guUZC0TzlUXQRUw9\n64L9OqNCTv9g+zKbhkbYPXjl0CF2xzHrNz40ThV9PUvCkRse6ZANFtg7VxAvDir8\nLL23lhu+QNLRJLW/0ubx/h04PzN2iAXBQvylsQ3hcwKBgQDWULK2PIprNQ0rV8uf\nTCP98oXnsF5NC1DS8bUSnxZNTnLb6V8W7QyMweK1+OMI0IL2qGJUn1MZFs5+vHYi\ncTvTaEdzkSe06n81ftNpqLQ/kQxrW0knzWG9H0K90HEAwbla7mb//aK+/H/C2+V4\n1RGfOtGIFJZvIFK9WbWOB78R9wKBgQDDsXZQbeiqchwnEKFC74NRHBAoXVBvldn9\n0AQFEZCfYEmUefDaf6P8BLKruw097SCu2DwRHvh+ZFJFGOLxLsJorBg2plDNVxmY\noSMBuSDF+6G1jNNfS2/p883IT2clowxrc1vROu8tKKxGg9FUbHmwmWz7Bdm0j0+A\nZPbxWV28KwKBgFnDGObc+nimkqp5ri49HMILJuyAYS7Rs3t2gwmWmies2MyktRAM\nHvqBZmwjHywc8Q1QP0cEKDDU7Y4Fb1FDrfQAtBSCUmgi4z7LrM6PO1d4cAQzCrPi\nALLOegy4VewkN3cPbRKA7/4gEX7SzQzL6QKRBxuAy/UlS6JFBZbERdHHAoGBAJ8S\nrWM5xIxwz5Otv/hiK7OOBVBach0Sia35HptkKNR097ra2L80TH967iYMmfoBvLSE\nD2e3bjWHpRyH20pEQUHGyrP5w+r251abfZJUA2EMZ+nlPJjVAHcDeP5gFS+R93GM\nx1Ev/+YMjuWPF2Tx/IViYiU3Hz3X1L9A0z9i7oAbAoGBAM5TXmqiqmUh/Z5kSzWC\nsl/EBWfTZ+mt4BHE/YONoIqE9EkTZ5/7MjyYl3V+bpt9IbU+2FlODEiWoqV4rbOa\nASHl3IFE1rpHu9zPxka2R34e3PCml/bwQlfD1mx/0nE4GgwDNcAO7oUPudiDs8JH\nezi2aH8y6fFvCcRf0a6JuoUm\n-----END PRIVATE KEY-----\n'
SERVER = '-----BEGIN CERTIFICATE-----\nMIIDeDCCAmCgAwIBAgIDCwGvMA0GCSqGSIb3DQEBCwUAMDgxCzAJBgNVBAYTAlhY\nMREwDwYDVQQKDAhwZWVyY2VydDEWMBQGA1UEAwwNcGVlcmNlcnQgcm9vdDAeFw0y\nMTAzMDQwNTA2MDdaFw00ODEwMTExMjEzMTRaMDQxCzAJBgNVBAYTAlhYMREwDwYD\nVQQKDAhwZWVyY2VydDESMBAGA1UEAwwJbG9jYWxob3N0MIIBIjANBgkqhkiG9w0B\nAQEFAAOCAQ8AMIIBCgKCAQEAvMCOT76e7dyOjVZgbP1kOu2tvc9dOuRqV7UN83Z7\nIPoIYGrYoD87DrJjKgWoY3ykvCCB/Ed7nilSTjmrQ7LPQIXAURRUI5bU0T3+wgan\nmZ2O/TqyAxXHg4RKTrTedsD6YR+ndyIdypcnIcTdcIOQ/NQiQ97PzwJ3Byg3UUGF\n9dDOMNcV8FXqY7Y9kGn1TlupX6+kjua0Ptv8H9sNtagGbdYiP2rdKnfIngI9KFuc\nXWcXmRC5Aq8D30jjxxdapUVf5PcX0+plVBV+lXbqgT9gwBJYwJLCKoo8eNVG9VKS\nd16D1t5UTqBnVNuFMkpEil1Yg1/vS+zzlKz/EBCADkxnlQIDAQABo4GOMIGLMCQG\nA1UdEQQdMBuCCWxvY2FsaG9zdIIOc2VydmVyLmV4YW1wbGUwDgYDVR0PAQH/BAQD\nAgWgMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBRtlv3oumunaHcIGDEv\njps0RhqGGTAfBgNVHSMEGDAWgBRr2QsuVTgsnb/eqwCX8eo+anJBTjANBgkqhkiG\n9w0BAQsFAAOCAQEASCHWwfCdyeJpbaq8KOGOyT64A27D3nstBBQCL+pGecOq3spv\nNE+OQsRJ2QRpdF7KMEHs2sXvgCkvEzSk0k5IppiUxFDTNuMl4Gm3TvAutg7Ok5Tv\nyiVjL8u40iQTOZ+7HsRadpIl+8eMlPAQw1a1galak1/0e9snx57XlJl9ygN8Kh/a\nmge33t0ZHrqrHwzmk691kux5tZYTuuiwGg+8w/q+q13oOJdhqNolqkU5rHz086Zw\nj2bkSEunsEPxGn0e1JiYDgTk+4sFgKYmu9hVM6bMxN2/89MFc5lE7nt1h9Ob1wiE\nLYg/hvMK4hOmaE9ie9TKeWtnDxOcQZyfea8YwA==\n-----END CERTIFICATE-----\n'
SERVER_KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC8wI5Pvp7t3I6N\nVmBs/WQ67a29z1065GpXtQ3zdnsg+ghgatigPzsOsmMqBahjfKS8IIH8R3ueKVJO\nOatDss9AhcBRFFQjltTRPf7CBqeZnY79OrIDFceDhEpOtN52wPphH6d3Ih3Klych\nxN1wg5D81CJD3s/PAncHKDdRQYX10M4w1xXwVepjtj2QafVOW6lfr6SO5rQ+2/wf\n2w21qAZt1iI/at0qd8ieAj0oW5xdZxeZELkCrwPfSOPHF1qlRV/k9xfT6mVUFX6V\nduqBP2DAEljAksIqijx41Ub1UpJ3XoPW3lROoGdU24UySkSKXViDX+9L7POUrP8Q\nEIAOTGeVAgMBAAECggEAILwscjwXCB2mQ3DljEFt7qJl7XNXMe2HW+q0nrK/q/px\nFXeyVihhL61UcWdFyutFDrN8l6o2EDoOYi6yOy15sDECJ42lAf8YralY04Gf845V\nzCkv0kUmsvJwiLHpmyLgyZNZ0dmC3S3VxY+E8AyBSrfnsWmlFLvStNUOsvLwLq9Z\ns6OzuLkBVciSesi6N0KayKrtuGmwba7iOdRnElIc6yHQJghy0pOaQC3c9y9Dmf8y\naRvf8LVwpL0HniHrV43ngQyRhHZhwo5fLOzg6Nt3HWo0e8ANFUO3shC8SWQnKyhF\naH5EJcdKtdZnRK5wJQQqejw683oBvZeMBYnzJ7m5CQKBgQDdAu4unAPJxBYBXGGT\n/Cmp7LvVFZS2n8D6Drp5zgdHc6dzcMXsi0ARBke9ika+hO92qmqGpiO1bLhXx9+9\n+T6dLPP8um7QXDREY2e7dzcDDgrLJxeXYtbe5rIslwa/JsEZt5eSHTYXwcoIJwLp\nAWJ3nDCv+FaNGmZyumHbGzoUGwKBgQDaojvNx0Nw4P2cZG5AzDVJBs1JbhJpNP26\n1QVZawCTy2hQTYb2809knyicmpuVVk9B94/gAMxSxJoWtuH9fTHkNka1RVxE/UhM\n0M1rXNHnvlexgLGFBh4DqaRJ70qYuYqG+tdMfDSPJ6btot4FGlamYOJ2EJTi58zL\nvGOgRZ9ODwKBgDI13TjXlwC6vKkYfM6rBiglsVKqsXt/9c6ZlAHiLcMs4kkWwNCJ\nnkd/3sKP7JySBPk3pDXs/sXT6ll+/jThsDjzIoczL8PEftdeog1z+xqFkSwwOGrb\nOKexT59TvGOnAU2/aP74BfcFvsl1W3LmLqGv6VvBFqC987Jy55JosBwrAoGAYc8o\nYAPgGPSeoMORS23P/M6NMmeK1wQ86sN39CvZg0UBcsNsOLha8VH+sii8p8+H/6QH\n+peA0RphMP46FdRXaJgbg+b2w2poWO0kqP5KbZmK078WK8Oz08Gl3Omvfqmq3n4D\nqZT7UnvTwwYUu0WwNBit11HNucEnrpGmJEJhZWMCgYBDwJ/Y1p/qeFffD1mWVJA3\nHcCVBF6K26OOlMoYO412JB/1u0T6C7e6EQOReZDh9MKthbXwxv679bP+TfTXARMw\nD2GHaDzJPaLgqVDsJIibnbaKtXXDRxZSJV6sWc33U17pgWzrpTCsyjRX7d3PqaG3\nHP9mpbgOb5zRbEPUVY+3kg==\n-----END PRIVATE KEY-----\n'

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
client_context.minimum_version = client_context.maximum_version = ssl.TLSVersion.TLSv1_2
client_context.load_verify_locations(cadata=TRUSTED)
present(client_context, CLIENT_UNTRUSTED, CLIENT_UNTRUSTED_KEY)
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.verify_mode = ssl.CERT_OPTIONAL
server_context.minimum_version = server_context.maximum_version = ssl.TLSVersion.TLSv1_2
server_context.load_verify_locations(cadata=TRUSTED)
present(server_context, SERVER, SERVER_KEY)
to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
client = client_context.wrap_bio(to_client, to_server)
server = server_context.wrap_bio(to_server, to_client, server_side=True)
who, got = handshake(client, server)
print("expected:", "ssl.SSLCertVerificationError")
print("got:     ", ascii(got))
sys.exit(0 if isinstance(got, ssl.SSLCertVerificationError) and who is server else 1)
