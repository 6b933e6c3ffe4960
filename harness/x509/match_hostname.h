/// @file
/// ssl.match_hostname(): whether a certificate, as getpeercert() shows it, is for a host.
///
///     match_hostname(connection.getpeercert(), Str{"www.example.org"});  // returns, or throws CertificateError
///
/// The semantics are those of CPython 3.7 to 3.11, the last that have the function. It looks at the dictionary alone:
/// it knows nothing of the trust in the certificate, of the name that the handshake was done with, or of IDNA.
#ifndef PEERCERT_X509_MATCH_HOSTNAME_H
#define PEERCERT_X509_MATCH_HOSTNAME_H

#include "value/export.h"
#include "value/value.h"
#include "x509/peer_certificate.h"

namespace peercert {

/// match_hostname returns when `certificate`, the dictionary of getpeercert(), is for `hostname`. Its DNS and IP
/// Address entries under subjectAltName are looked at in their order, and, when it has neither, the common names of the
/// subject. Throws PythonException:
///
///   - ssl.SSLCertVerificationError, which Python also calls ssl.CertificateError, when none of them matches, and at
///     the first with a wildcard that is not the whole of its leftmost label;
///   - ValueError for a certificate whose truth value is false, as None and {} are, and for an IP Address entry
///     that is no address, when the host name is one;
///   - what Python raises for a dictionary of another shape and a host name that is no str: TypeError, AttributeError,
///     ValueError, UnicodeEncodeError.
///
/// Throws std::invalid_argument for a Str that is no text (value.h).
///
/// Source: Lib/ssl.py, match_hostname, _dnsname_match, _inet_paton and _ipaddress_match.
PEERCERT_EXPORT void match_hostname(const Value& certificate, const Value& hostname);

/// match_hostname does the same with the dictionary of `certificate`.
PEERCERT_EXPORT void match_hostname(const PeerCertificate& certificate, const Value& hostname);

}  // namespace peercert

#endif
