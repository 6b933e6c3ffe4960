#include "export/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "forge/pem.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::StepResult;

bool all_paths(const StepResult& result, std::initializer_list<std::string_view> starts) {
  return std::all_of(result.differences.begin(), result.differences.end(), [&](const Difference& one) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return one.path.rfind(start, 0) == 0; });
  });
}

std::string in_words(const std::string& text) {
  return '"' + text + '"';
}

std::string name_of(const std::string& type) {
  return type.substr(type.rfind('.') + 1);
}

class CheckWriter {
 public:
  explicit CheckWriter(const Writing& writing)
      : writing_(writing), result_(writing.finding.row.steps.at(writing.finding.step)) {}

  void write() {
    if (is_about_warnings(result_)) {
      compare(Value(List{}), false);
    } else if (result_.expected) {
      against_rule(*result_.expected);
    } else if (result_.reference && result_.verdict == suite::Verdict::kDiverge) {
      against_reference(*result_.reference);
    } else {
      preparation();
    }
  }

 private:
  void line(const std::string& text) { writing_.script.line(text); }

  void finish(const std::string& expected, const std::string& same) {
    line(fmt::format("print(\"expected:\", {})", expected));
    line("print(\"got:     \", ascii(got))");
    line(fmt::format("sys.exit(0 if {} else 1)", same));
  }

  void against_rule(const suite::Expectation& expected) {
    if (expected.value) return compare(*expected.value, expected.any_order);
    if (expected.outcome) return outcome(*expected.outcome);
    const bool in_detail = !result_.differences.empty() && all_paths(result_, {".type", ".args"});
    if (in_detail) return exactly(*expected.raises, expected.args, "");
    const std::string who = expected.on ? " and " + is_end(*expected.on) : "";
    finish(in_words(*expected.raises), fmt::format("isinstance(got, {}){}", type(*expected.raises), who));
  }

  void compare(const Value& expected, bool any_order) {
    if (!assign_der(expected)) writing_.script.assign("expected", expected);
    // ascii() tells types and the order of keys apart, which == does not.
    finish("ascii(expected)", any_order ? "got == expected" : "ascii(got) == ascii(expected)");
  }

  // The bytes of a certificate that stands above.
  bool assign_der(const Value& expected) {
    if (!expected.is<Bytes>()) return false;
    for (const auto& [name, credential] : writing_.scenario().certificates) {
      for (const std::string& pem : credential.chain) {
        const std::string constant = writing_.script.known_pem(pem);
        if (constant.empty() || pem != forge::certificate_to_pem(expected.get_if<Bytes>()->data)) continue;
        line(fmt::format("expected = ssl.PEM_cert_to_DER_cert({})", constant));
        return true;
      }
    }
    return false;
  }

  void outcome(const std::string& wanted) {
    if (wanted == "done") return finish(in_words("no exception"), "not isinstance(got, Exception)");
    writing_.script.help("waits");
    if (wanted == "wants_more") return finish(in_words("that it wants to read or write"), "isinstance(got, WAITS)");
    finish(in_words("an exception that is no wish for more"),
           "isinstance(got, Exception) and not isinstance(got, WAITS)");
  }

  void exactly(const std::string& raised, const std::optional<Value>& args, const std::string& more) {
    std::string same = fmt::format("type(got) is {}{}", type(raised), more);
    if (args) {
      writing_.script.use("re");
      line("arguments = re.sub(r\" \\(_ssl\\.c:\\d+\\)\", \"\", ascii(getattr(got, \"args\", None)))");
      writing_.script.assign("expected", *args);
      same += " and arguments == ascii(expected)";
    }
    finish(args ? in_words(raised) + ", ascii(expected)" : in_words(raised), same);
  }

  void against_reference(const suite::Observation& reference) {
    const suite::Observation seen = suite::without_positions(reference);
    if (all_paths(result_, {".bases", ".attributes", ".text"})) {
      throw CannotReproduce("what differs is " + result_.differences.front().path.substr(1) +
                            " of the exception alone, which no rule speaks of");
    }
    if (!seen.raised) return compare(seen.value.value_or(Value(None{})), false);
    const std::string who = seen.on ? " and " + is_end(*seen.on) : "";
    exactly(seen.raised->type, seen.raised->args, who);
  }

  void preparation() {
    const std::string verb = writing_.scenario().steps.at(writing_.finding.step).verb;
    if (verb != "do_handshake" && verb != "unwrap" && verb != "write") {
      return finish(in_words("no exception"), "not isinstance(got, Exception)");
    }
    writing_.script.help("waits");
    finish(in_words("no exception but that it wants to read or write"),
           "isinstance(got, WAITS) or not isinstance(got, Exception)");
  }

  [[nodiscard]] std::string is_end(const std::string& connection) const {
    const auto& spec = writing_.scenario().connections.at(connection);
    return spec.transport == "asyncio" ? "who == " + quoted(connection) : "who is " + variable(connection);
  }

  // The expression for an exception's type.
  [[nodiscard]] std::string type(const std::string& name) const {
    if (name == "ssl.SSLCertVerificationError" && !writing_.finding.has_tls_version) {
      return "getattr(ssl, \"SSLCertVerificationError\", ())";  // as old as TLSVersion
    }
    if (const std::size_t dot = name.find('.'); dot != std::string::npos) writing_.script.use(name.substr(0, dot));
    return name;
  }

  const Writing& writing_;
  const StepResult& result_;
};

std::string exception_text(const Raised& raised, bool before_3_7) {
  const Tuple* args = raised.args.get_if<Tuple>();
  const bool alone = args != nullptr && args->items.size() == 1 && !before_3_7;
  return name_of(raised.type) + (alone ? "(" + to_literal(args->items[0]) + ")" : to_literal(raised.args));
}

}  // namespace

bool is_about_warnings(const StepResult& result) {
  return result.expected && !result.differences.empty() && all_paths(result, {".warnings"});
}

std::string got_text(const suite::Observation& got, bool before_3_7) {
  if (got.raised) return exception_text(*got.raised, before_3_7);
  return to_literal(got.value.value_or(Value(None{})));
}

void write_check(const Writing& writing) {
  CheckWriter(writing).write();
}

}  // namespace peercert::exports
