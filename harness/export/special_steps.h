// The steps of a scenario that take many lines of Python.
#ifndef PEERCERT_EXPORT_SPECIAL_STEPS_H
#define PEERCERT_EXPORT_SPECIAL_STEPS_H

#include <string>

#include "export/peers.h"

namespace peercert::exports {

// write_special adds a step whose verb asks getpeercert() in odd circumstances: `got` is what that gives. Throws
// CannotReproduce for one that it does not know.
void write_special(const Writing& writing, const suite::Step& step);

// write_asyncio_handshake adds the handshake of a connection over asyncio, which leaves `transports`, and when it is
// the `last` step `who` and `got`.
void write_asyncio_handshake(const Writing& writing, const std::string& connection, bool last);

}  // namespace peercert::exports

#endif
