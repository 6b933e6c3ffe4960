// A step of a scenario as Python.
#ifndef PEERCERT_EXPORT_FORM_H
#define PEERCERT_EXPORT_FORM_H

#include <set>
#include <string>
#include <vector>

#include "export/peers.h"

namespace peercert::exports {

struct Form {
  std::string statement;  // lets exceptions out; "" for nothing to do
  std::string outcome;    // an expression that gives what is returned or raised; "" where a step cannot fail
  std::vector<std::string> before{};  // lines that prepare it
};

// method returns the form of a call, which uses the helper "attempt".
[[nodiscard]] Form method(const std::string& callee, const std::string& arguments = "");

// call_form returns the form of a step that is something that a program calls. Throws CannotReproduce for a verb that
// it does not know.
[[nodiscard]] Form call_form(const Writing& writing, const suite::Step& step);

// Wire knows where the bytes of the connections are on their way.
class Wire {
 public:
  explicit Wire(const Writing& writing) : writing_(writing) {}

  // moves returns whether a verb is about bytes on their way; form returns the form of such a step.
  [[nodiscard]] static bool moves(const std::string& verb);
  [[nodiscard]] Form form(const suite::Step& step);

  // end returns a connection as the argument of the helper "handshake".
  [[nodiscard]] std::string end(const std::string& connection) const;
  // help_deliver adds the helper "deliver" for this connection.
  void help_deliver(const std::string& connection) const;

 private:
  [[nodiscard]] const suite::ConnectionSpec& spec(const std::string& connection) const;
  [[nodiscard]] bool in_memory(const std::string& connection) const { return spec(connection).transport == "memory"; }
  [[nodiscard]] std::string sent(const std::string& connection) const;
  [[nodiscard]] std::string received(const std::string& connection) const;
  [[nodiscard]] Form deliver(const suite::Step& step) const;
  [[nodiscard]] Form truncate(const suite::Step& step) const;
  [[nodiscard]] Form inject(const suite::Step& step) const;
  [[nodiscard]] Form eof(const suite::Step& step);
  [[nodiscard]] Form reset(const suite::Step& step) const;
  [[nodiscard]] Form below_tls(const std::string& connection, const std::string& method,
                               const std::string& argument) const;
  [[nodiscard]] Form settled(const std::string& connection, std::vector<std::string> lines) const;

  const Writing& writing_;
  std::set<std::string> ended_;  // connections to which nothing more comes
};

}  // namespace peercert::exports

#endif
