#include "search/host_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "search/dice.h"
#include "suite/verbs.h"

namespace peercert::search {
namespace {

using Labels = std::vector<std::string>;

// Few, so that names meet; then what has an odd lower case, and what repr() escapes.
constexpr std::array<std::string_view, 22> kLabels{"a",
                                                   "b",
                                                   "A",
                                                   "www",
                                                   "example",
                                                   "Example",
                                                   "org",
                                                   "xn--a",
                                                   "XN--A",
                                                   "w",
                                                   "1",
                                                   "",
                                                   "\xC3\xA9",
                                                   "\xC3\x89",
                                                   "\xC4\xB0",
                                                   "i\xCC\x87",
                                                   "\xCE\x91\xCE\xA3",
                                                   "\xCE\xB1\xCF\x82",
                                                   "\xCE\xB1\xCF\x83",
                                                   "\xC3\x9F",
                                                   "\xE1\xBA\x9E",
                                                   "\xF0\x90\x90\x80"};
constexpr std::array<std::string_view, 14> kOddities{
    "*", "*", "*", ".", " ", "\n", "'", "\"", "\\", "\xC2\xA0", "\xE2\x80\x8B", "\xED\xA0\x80", "\xF0\x9F\x98\x80",
    "%"};
constexpr std::array<std::string_view, 24> kAddresses{"127.0.0.1",
                                                      "10.0.0.1",
                                                      "127.1",
                                                      "2130706433",
                                                      "0x7f.0.0.1",
                                                      "0177.0.0.1",
                                                      "127.0.0.01",
                                                      "127.0.0.1 x",
                                                      "127.0.0.1.",
                                                      "256.0.0.1",
                                                      "1.2.3.4.5",
                                                      "::1",
                                                      "0:0:0:0:0:0:0:1",
                                                      "::7F00:1",
                                                      "::127.0.0.1",
                                                      "::ffff:127.0.0.1",
                                                      "2001:DB8:0:0:0:0:0:1",
                                                      "2001:db8::1",
                                                      "2001:0db8::0001",
                                                      "::1%lo",
                                                      "[::1]",
                                                      ":::1",
                                                      "<invalid>",
                                                      ""};
constexpr std::array<std::string_view, 6> kEnds{"\n", " ", "\t\r", "\xC2\x85", "\x1C", "x"};
// The same letters, or nearly, in the other case.
constexpr std::array<std::array<std::string_view, 2>, 6> kCases{{{"\xC3\xA9", "\xC3\x89"},
                                                                 {"\xC4\xB0", "i\xCC\x87"},
                                                                 {"\xCE\x91\xCE\xA3", "\xCE\xB1\xCF\x82"},
                                                                 {"\xCE\x91\xCE\xA3", "\xCE\xB1\xCF\x83"},
                                                                 {"\xC3\x9F", "\xE1\xBA\x9E"},
                                                                 {"\xF0\x90\x90\x80", "\xF0\x90\x90\xA8"}}};
constexpr std::array<std::string_view, 5> kOtherKinds{"URI", "email", "DirName", "dns", "ip address"};

class Maker {
 public:
  Maker(std::uint64_t seed, std::uint64_t number) : dice_(seed, number) {}

  suite::Step step(std::size_t index) {
    host_ = dice_.once_in(4) ? address() : joined(labels());
    Value host = text(host_);
    if (dice_.once_in(40)) host = oddity();
    return {fmt::format("s{}", index), "match_hostname", std::string(suite::kModuleName), {certificate(), host}, {}};
  }

 private:
  Value certificate() {
    if (dice_.once_in(30)) return oddity();
    Dict dict;
    if (!dice_.once_in(4)) dict.entries.push_back({text("subjectAltName"), sequence([this] { return name(); }, 5)});
    if (!dice_.once_in(3)) dict.entries.push_back({text("subject"), subject()});
    if (dice_.once_in(3)) dict.entries.push_back({text("version"), Integer(3)});
    return dict;
  }

  Value subject() {
    return sequence([this] { return sequence([this] { return attribute(); }, 3); }, 3);
  }

  Value attribute() {
    if (dice_.once_in(60)) return oddity();
    return Tuple{{text(dice_.once_in(4) ? "title" : "commonName"), value(pattern())}};
  }

  Value name() {
    if (dice_.once_in(60)) return oddity();
    if (dice_.once_in(8)) return Tuple{{text(std::string(dice_.one_of(kOtherKinds))), value(pattern())}};
    if (dice_.once_in(3)) return Tuple{{text("IP Address"), value(dice_.once_in(3) ? host_ + end() : address())}};
    return Tuple{{text("DNS"), value(pattern())}};
  }

  // A tuple, mostly; what else can be iterated over, and what cannot.
  template <typename Make>
  Value sequence(const Make& make, std::size_t most) {
    if (dice_.once_in(60)) return oddity();
    std::vector<Value> items;
    for (std::size_t count = dice_.below(most); count > 0; --count) items.push_back(make());
    if (dice_.once_in(20)) return List{std::move(items)};
    return Tuple{std::move(items)};
  }

  Value value(const std::string& usual) { return dice_.once_in(50) ? oddity() : text(usual); }

  // Values that have a truth, a length, a count('*') or a rstrip(), or none of these.
  Value oddity() {
    switch (dice_.below(12)) {
      case 0:
        return None{};
      case 1:
        return dice_.once_in(2);
      case 2:
        return Integer(static_cast<std::int64_t>(dice_.below(3)));
      case 3:
        return dice_.once_in(2) ? 0.0 : 1.5;
      case 4:
        return Bytes{dice_.once_in(2) ? "" : "127.0.0.1 "};
      case 5:
        return Tuple{};
      case 6:
        return Tuple{std::vector<Value>(1 + dice_.below(2), text(dice_.once_in(2) ? "*" : "a"))};
      case 7:
        return List{{text("DNS"), text(host_)}};
      case 8:
        return Dict{};
      case 9:
        return Dict{{{text("ab"), None{}}}};
      case 10:
        return text("DN");
      default:
        return Tuple{{text("DNS"), text("a"), text("b")}};
    }
  }

  // A name that is that of the host, or is near it, or has nothing to do with it.
  std::string pattern() {
    std::string name = dice_.once_in(4) ? joined(labels()) : host_;
    for (std::size_t count = dice_.below(3); count > 0; --count) change(name);
    return name;
  }

  void change(std::string& name) {
    const auto dot = name.find('.');
    switch (dice_.below(9)) {
      case 0:
      case 1:
      case 2:
        name = dot == std::string::npos ? "*" : "*" + name.substr(dot);
        break;
      case 3:
        for (char& each : name) each = static_cast<char>(each >= 'a' && each <= 'z' ? each - 'a' + 'A' : each);
        break;
      case 4:
        if (dot != std::string::npos) name.erase(0, dot + 1);
        break;
      case 5:
        name = std::string(dice_.one_of(kLabels)) + "." + name;
        break;
      case 6:
        name += dice_.once_in(2) ? "." : end();
        break;
      case 7:
        change_case(name);
        break;
      default:
        insert(name, dice_.one_of(kOddities));
    }
  }

  static void change_case(std::string& name) {
    for (const auto& [one, other] : kCases) {
      if (const auto at = name.find(one); at != std::string::npos) {
        name.replace(at, one.size(), other);
      } else if (const auto there = name.find(other); there != std::string::npos) {
        name.replace(there, other.size(), one);
      }
    }
  }

  // Anywhere, but not into a character of several bytes.
  void insert(std::string& name, std::string_view what) {
    std::size_t at = dice_.below(name.size() + 1);
    while (at < name.size() && (static_cast<unsigned char>(name[at]) & 0xC0U) == 0x80U) ++at;
    name.insert(at, what);
  }

  Labels labels() {
    Labels result;
    for (std::size_t count = dice_.below(4); count > 0; --count) result.emplace_back(dice_.one_of(kLabels));
    if (dice_.once_in(2)) result.insert(result.end(), {"example", "org"});
    return result;
  }

  std::string joined(const Labels& labels) {
    std::string name = fmt::format("{}", fmt::join(labels, "."));
    if (dice_.once_in(12)) insert(name, dice_.one_of(kOddities));
    if (dice_.once_in(60)) insert(name, std::string_view("\0", 1));
    return name;
  }

  std::string address() { return std::string(dice_.one_of(kAddresses)) + end(); }
  std::string end() { return dice_.once_in(6) ? std::string(dice_.one_of(kEnds)) : ""; }
  static Value text(std::string text) { return Str{std::move(text)}; }

  Dice dice_;
  std::string host_;
};

}  // namespace

suite::Scenario host_names(std::uint64_t seed, std::uint64_t number) {
  Maker maker(seed, number);
  suite::Scenario scenario;
  scenario.case_id = fmt::format("match_hostname/{}/{}", seed, number);
  scenario.needs = {"match_hostname"};
  for (std::size_t i = 0; i < kHostNamesAtATime; ++i) scenario.steps.push_back(maker.step(i));
  return scenario;
}

}  // namespace peercert::search
