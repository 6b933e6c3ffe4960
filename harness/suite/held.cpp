#include "suite/held.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/judge.h"
#include "suite/verbs.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

// By hand: std::regex recurses once for each digit, and the text is whatever the subject likes.
std::string strip(const std::string& text) {
  static constexpr std::string_view kStart = " (_ssl.c:";
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find(kStart); at != std::string::npos; at = text.find(kStart, at + 1)) {
    const std::size_t number = at + kStart.size();
    const std::size_t end = std::min(text.find_first_not_of("0123456789", number), text.size());
    if (end == number || end == text.size() || text[end] != ')') continue;
    result.append(text, copied, at - copied);
    copied = end + 1;
  }
  return result.append(text, copied);
}

std::vector<Value> strip(const std::vector<Value>& items);

Value strip(const Value& value) {
  if (const auto* text = value.get_if<Str>()) return Str{strip(text->text)};
  if (const auto* tuple = value.get_if<Tuple>()) {
    return Tuple{strip(tuple->items)};
  }
  if (const auto* list = value.get_if<List>()) return List{strip(list->items)};
  if (const auto* dict = value.get_if<Dict>()) {
    Dict result;
    for (const DictEntry& entry : dict->entries) result.entries.push_back({entry.key, strip(entry.value)});
    return result;
  }
  return value;
}

std::vector<Value> strip(const std::vector<Value>& items) {
  std::vector<Value> result;
  for (const Value& item : items) result.push_back(strip(item));
  return result;
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
  if (expected.outcome) return Other{"outcome", *expected.outcome};
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

Value texts(const std::vector<std::string>& items) {
  List list;
  for (const std::string& item : items) list.items.push_back(Str{item});
  return list;
}

Value warnings(const Observation& observation) {
  List list;
  for (const Warning& warning : observation.warnings) {
    list.items.push_back(Other{warning.type, fmt::format("{}: {}", warning.type, warning.text)});
  }
  return list;
}

}  // namespace

Observation without_positions(Observation observation) {
  if (observation.raised) {
    Raised& raised = *observation.raised;
    raised.text = strip(raised.text);
    raised.args = strip(raised.args);
    raised.attributes = strip(raised.attributes);
  }
  for (Warning& warning : observation.warnings) warning.text = strip(warning.text);
  return observation;
}

Value as_value(const Observation& observation) {
  if (!observation.raised) return observation.value.value_or(Value(None{}));
  const std::string on = observation.on ? " on " + *observation.on : "";
  return Other{observation.raised->type,
               "raised " + call_text(observation.raised->type, observation.raised->args) + on};
}

bool must_succeed(std::string_view verb) {
  const Verb* known = find_verb(verb);
  return known != nullptr && known->if_silent != IfSilent::kAnswer;
}

bool prepared(std::string_view verb, const Observation& observation) {
  const Verb* known = find_verb(verb);
  const bool may_wait = known != nullptr && known->if_silent == IfSilent::kMayWait;
  if (observation.raised) return may_wait && outcome_of(observation) == "wants_more";
  return verb == "write" || verb == "connect_ex" || observation.value == Value(None{});
}

std::string_view outcome_of(const Observation& observation) {
  if (!observation.raised) return "done";
  const bool waits =
      observation.raised->caught_by("ssl.SSLWantReadError") || observation.raised->caught_by("ssl.SSLWantWriteError");
  return waits ? "wants_more" : "failed";
}

std::vector<Difference> between(const Observation& reference, const Observation& got) {
  auto result = differences(as_value(reference), as_value(got));
  const auto add = [&result](const char* path, const Value& left, const Value& right) {
    for (Difference& difference : differences(left, right)) {
      difference.path.insert(0, path);
      result.push_back(std::move(difference));
    }
  };
  if (reference.raised && got.raised) {
    add(".bases", texts(reference.raised->bases), texts(got.raised->bases));
    add(".attributes", reference.raised->attributes, got.raised->attributes);
    add(".text", Str{reference.raised->text}, Str{got.raised->text});
  }
  add(".warnings", warnings(reference), warnings(got));
  return result;
}

std::string malformed(const std::vector<Step>& steps, const std::vector<Observation>& observations) {
  if (observations.size() != steps.size()) {
    return fmt::format("expected {} observations, found {}", steps.size(), observations.size());
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const Observation& seen = observations[i];
    if (seen.step != step.id) return fmt::format("expected step '{}', found '{}'", step.id, seen.step);
    if (seen.value.has_value() == seen.raised.has_value()) {
      return fmt::format("step '{}': expected either a value or an exception, found {}", step.id,
                         seen.value ? "both" : "neither");
    }
    if (seen.on.has_value() != (step.verb == "handshake" && seen.raised)) {
      return fmt::format("step '{}': 'on' names the connection exactly when a handshake raised", step.id);
    }
  }
  return "";
}

Held held_against(const Expectation& expected, const Observation& got) {
  Held held;
  if (expected.outcome == outcome_of(got)) {
    // nothing more is said of it
  } else if (expected.value && got.value && !got.raised) {
    held.at_level =
        differences(*expected.value, *got.value, expected.any_order ? DictOrder::kIgnored : DictOrder::kCounts);
  } else if (expected.raises && got.raised && !got.value) {
    hold_exception(expected, got, held);
  } else {
    const Value wanted = expected.value ? *expected.value : expected_exception(expected);
    held.at_level.push_back({"", DifferenceKind::kType, wanted, as_value(got)});
  }
  hold_warnings(got, held);
  return held;
}

}  // namespace peercert::suite
