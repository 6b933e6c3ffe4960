// The sanity scenario: the simplest thing that a subject can be asked, before it is asked anything else.
//
// A client that requires a certificate connects to a server with the suite's own, and has it as bytes and as a dict.
// Who cannot do that would fail everything, and one sentence says more than four hundred failures.
#ifndef PEERCERT_SUBJECT_SANITY_H
#define PEERCERT_SUBJECT_SANITY_H

#include <string>

#include "forge/fixtures.h"
#include "subject/subject.h"

namespace peercert::subject {

class Sanity {
 public:
  // Sanity takes the certificates "server" and "root". Throws std::runtime_error when there are none.
  explicit Sanity(const forge::Fixtures& fixtures);

  // why_not returns "" when `subject` plays the scenario as it should, over TLS 1.2 or else 1.3, in memory or else on a
  // socket, whichever it has. Else it returns in plain words what was expected and what came, with the end of the
  // subject's stderr; the subject has been ended then.
  [[nodiscard]] std::string why_not(Subject& subject) const;

 private:
  [[nodiscard]] suite::Scenario scenario(const std::string& tls, const std::string& transport) const;

  suite::Credential server_;
  std::string server_der_;
  std::string root_pem_;
};

}  // namespace peercert::subject

#endif
