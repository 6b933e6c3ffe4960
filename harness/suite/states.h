// The states of a connection: the rows of the table that `peercert list --states` prints. A theme, or a case of it,
// names the one to which it belongs.
#ifndef PEERCERT_SUITE_STATES_H
#define PEERCERT_SUITE_STATES_H

#include <array>
#include <string_view>

namespace peercert::suite {

struct State {
  std::string_view id;
  std::string_view says;
};

inline constexpr std::array<State, 10> kStates{{
    {"no_transport", "never connected, listening, connecting, refused, closed, detached; data before the handshake"},
    {"during", "not begun; after each single call; one side done; a second hello; in read() and write()"},
    {"failure", "verification, versions, ciphers; garbage, a truncated flight, a peer that is gone"},
    {"after", "reading, writing, the ends of a connection: close_notify, none, reset, alert, close, detach"},
    {"resumption", "sessions by id and by ticket, modes that have changed since, sessions of other contexts"},
    {"asked_later", "post-handshake authentication: requested, answered, refused"},
    {"contexts", "verify modes that change, contexts that are swapped or shared, every mode with every certificate"},
    {"no_certificate", "anonymous ciphers, pre-shared keys, a client that has or shows none"},
    {"call", "the arguments of the call, and the order of its checks"},
    {"around", "threads, many connections, results that are changed, long chains, renegotiation"},
}};

}  // namespace peercert::suite

#endif
