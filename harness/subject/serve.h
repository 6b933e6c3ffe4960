// The other side of the protocol: any Subject of this program, served to a harness (PROTOCOL.md).
#ifndef PEERCERT_SUBJECT_SERVE_H
#define PEERCERT_SUBJECT_SERVE_H

#include <iosfwd>

#include "subject/subject.h"

namespace peercert::subject {

// serve answers every line of `in` with one line on `out`, until it has answered `stop` or `in` ends. It does not throw
// for anything that it reads.
void serve(Subject& subject, std::istream& in, std::ostream& out);

}  // namespace peercert::subject

#endif
