#include "show/endpoint.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "show/found.h"
#include "value/code_points.h"
#include "value/printable.h"

namespace peercert::show {
namespace {

bool is_address_of(int family, const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, host.c_str(), bytes.data()) == 1;
}

NothingToShow no_endpoint(const std::string& text, const std::string& why) {
  return NothingToShow(fmt::format("{}: {}", one_line(text), why));
}

std::uint16_t read_port(const std::string& text, const std::string& port) {
  std::uint16_t number = 0;
  const char* const end = port.data() + port.size();
  const auto [at, error] = std::from_chars(port.data(), end, number);
  if (error == std::errc() && at == end && number > 0) return number;
  throw no_endpoint(text, fmt::format("there is no such file, and '{}' is no port from 1 to 65535", one_line(port)));
}

// The host without the brackets of an IPv6 address.
std::string read_host(const std::string& text, const std::string& host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  const std::string bare = bracketed ? host.substr(1, host.size() - 2) : host;
  const std::size_t zone = bare.find('%');  // "fe80::1%eth0"
  if (bracketed && is_address_of(AF_INET6, bare.substr(0, zone))) return bare;
  if (bracketed) throw no_endpoint(text, fmt::format("'{}' is no IPv6 address", one_line(bare)));
  if (bare.find(':') != std::string::npos) {
    throw no_endpoint(text, "an IPv6 address stands in brackets, such as [2001:db8::1]:443");
  }
  require_ascii(text, bare);
  return bare;
}

}  // namespace

Endpoint parse_endpoint(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (text.find("://") != std::string::npos) {
    throw no_endpoint(text, "is no file, and of a URL only HOST:PORT can be looked at, such as example.org:443");
  }
  if (text.find('/') != std::string::npos) throw no_endpoint(text, "there is no such file");
  if (colon == std::string::npos || colon == 0 || text.back() == ']') {
    throw no_endpoint(text, "there is no such file; a host needs a port, such as example.org:443");
  }
  const std::string host = read_host(text, text.substr(0, colon));
  return {host, read_port(text, text.substr(colon + 1))};
}

void require_ascii(const std::string& text, const std::string& name) {
  if (!is_ascii(name)) throw no_endpoint(text, "give the name as DNS has it, in ASCII, such as xn--mnchen-3ya.example");
}

bool is_address(const std::string& host) {
  return is_address_of(AF_INET, host) || is_address_of(AF_INET6, host);
}

}  // namespace peercert::show
