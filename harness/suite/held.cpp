#include "suite/held.h"

#include <fmt/format.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "suite/judge.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

std::string strip(const std::string& text) {
  static const std::regex kPosition(R"( \(_ssl\.c:\d+\))");
  return std::regex_replace(text, kPosition, "");
}

Value strip(const Value& value) {
  if (const auto* text = value.get_if<Str>()) return Str{strip(text->text)};
  if (const auto* tuple = value.get_if<Tuple>()) {
    Tuple result;
    for (const Value& item : tuple->items) result.items.push_back(strip(item));
    return result;
  }
  if (const auto* dict = value.get_if<Dict>()) {
    Dict result;
    for (const DictEntry& entry : dict->entries) result.entries.push_back({entry.key, strip(entry.value)});
    return result;
  }
  return value;
}

// "ValueError('handshake not done yet')", as repr() of an exception reads.
std::string call_text(const std::string& type, const Value& args) {
  std::string text = to_literal(args);
  if (const auto* tuple = args.get_if<Tuple>(); tuple != nullptr && tuple->items.size() == 1) {
    text = "(" + to_literal(tuple->items.front()) + ")";
  }
  return type + text;
}

Value expected_exception(const Expectation& expected) {
  const std::string on = expected.on ? " on " + *expected.on : "";
  const std::string what = expected.args ? call_text(*expected.raises, *expected.args) : *expected.raises;
  return Other{*expected.raises, "raised " + what + on};
}

// except catches it; the exact type and the arguments are details.
void hold_exception(const Expectation& expected, const Observation& got, Held& held) {
  const Raised& raised = *got.raised;
  if (!raised.caught_by(*expected.raises) || got.on != expected.on) {
    held.at_level.push_back({"", DifferenceKind::kType, expected_exception(expected), as_value(got)});
    return;
  }
  if (raised.type != *expected.raises) {
    held.accidents.push_back({".type", DifferenceKind::kValue, Str{*expected.raises}, Str{raised.type}});
  }
  if (!expected.args) return;
  for (Difference& difference : differences(*expected.args, raised.args)) {
    difference.path.insert(0, ".args");
    held.accidents.push_back(std::move(difference));
  }
}

void hold_warnings(const Observation& got, Held& held) {
  for (std::size_t i = 0; i < got.warnings.size(); ++i) {
    const Warning& warning = got.warnings[i];
    held.accidents.push_back({fmt::format(".warnings[{}]", i), DifferenceKind::kSurplus, std::nullopt,
                              Other{warning.type, fmt::format("{}: {}", warning.type, warning.text)}});
  }
}

}  // namespace

Observation without_positions(Observation observation) {
  if (observation.raised) {
    Raised& raised = *observation.raised;
    raised.text = strip(raised.text);
    raised.args = strip(raised.args);
    raised.attributes = strip(raised.attributes);
  }
  return observation;
}

Value as_value(const Observation& observation) {
  if (!observation.raised) return observation.value.value_or(Value(None{}));
  const std::string on = observation.on ? " on " + *observation.on : "";
  return Other{observation.raised->type,
               "raised " + call_text(observation.raised->type, observation.raised->args) + on};
}

bool must_succeed(std::string_view verb) {
  return verb != "getpeercert" && verb != "read";
}

bool prepared(std::string_view verb, const Observation& observation) {
  if (!observation.raised) return true;
  const bool waits =
      observation.raised->caught_by("ssl.SSLWantReadError") || observation.raised->caught_by("ssl.SSLWantWriteError");
  return verb == "do_handshake" && waits;
}

Held held_against(const Expectation& expected, const Observation& got) {
  Held held;
  if (expected.value && got.value) {
    held.at_level =
        differences(*expected.value, *got.value, expected.any_order ? DictOrder::kIgnored : DictOrder::kCounts);
  } else if (expected.raises && got.raised) {
    hold_exception(expected, got, held);
  } else {
    const Value wanted = expected.value ? *expected.value : expected_exception(expected);
    held.at_level.push_back({"", DifferenceKind::kType, wanted, as_value(got)});
  }
  hold_warnings(got, held);
  return held;
}

}  // namespace peercert::suite
