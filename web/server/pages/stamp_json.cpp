#include "web/server/pages/stamp.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "crypto/bytes.h"
#include "crypto/hash.h"
#include "text/plain_text.h"

namespace tabella::server {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBefore = R"(<script type="application/json" id="tabella-stamp">)";
constexpr std::string_view kEmpty = "null";
constexpr std::string_view kAfter = "</script>";
constexpr std::string_view kConnect = "connect-src ";
constexpr std::string_view kNowhere = "'none'";

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

// Where it is, if it is there once.
std::optional<std::size_t> only_place(std::string_view text, std::string_view wanted) {
  const auto first = text.find(wanted);
  if (first == std::string_view::npos) return std::nullopt;
  if (text.find(wanted, first + 1) != std::string_view::npos) return std::nullopt;
  return first;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}
bool is_path_character(char c) {
  return is_host_character(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '~' || c == '/';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {  // IPv6
    const auto within = host.substr(1, host.size() - 2);
    return within.size() > 1 && std::ranges::all_of(within, [](char c) {
             return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
           });
  }
  return !host.empty() && std::ranges::all_of(host, is_host_character);
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && std::ranges::all_of(port, is_digit);
}

// The origins, each once, in the order of the operators.
Result<std::string> origins_of(const std::vector<std::string>& operators) {
  std::vector<std::string> origins;
  std::string joined;
  for (const std::string& each : operators) {
    auto origin = origin_of(each);
    if (!origin) return origin;
    if (std::ranges::find(origins, *origin) != origins.end()) continue;
    joined += (joined.empty() ? "" : " ") + *origin;
    origins.push_back(*std::move(origin));
  }
  if (joined.empty()) return Error{"stamp.operator", "", "there is none"};
  return joined;
}

}  // namespace

std::string encode(const Stamp& stamp) {
  const std::string json = Json{
      {"version", "tabella/v1"},
      {"page", stamp.page},
      {"election", or_null(stamp.election)},
      {"definition", or_null(stamp.definition)},
      {"fingerprint", or_null(stamp.fingerprint)},
      {"election_key", or_null(stamp.election_key)},
      {"policy", stamp.policy},
      {"operators", stamp.operators},
      {"practice",
       stamp.practice}}.dump();
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else if (c == '>') {
      safe += "\\u003e";
    } else if (c == '&') {
      safe += "\\u0026";
    } else {
      safe += c;
    }
  }
  return safe;
}

Result<std::string> origin_of(std::string_view operator_url) {
  const auto refuse = [&](const char* reason) {
    return Error{"stamp.operator", std::string(operator_url), reason};
  };
  const auto scheme = operator_url.find("://");
  const std::string_view name = operator_url.substr(0, scheme);
  if (scheme == std::string_view::npos || (name != "http" && name != "https")) {
    return refuse("does not begin with https:// or http://");
  }
  const auto slash = operator_url.find('/', scheme + 3);
  const std::string_view origin = operator_url.substr(0, slash);
  const std::string_view path =
      slash == std::string_view::npos ? std::string_view() : operator_url.substr(slash);
  std::string_view host = origin.substr(scheme + 3);
  const auto colon = host.rfind(':');
  // The colons within [] are those of an address.
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    if (!is_port(host.substr(colon + 1))) return refuse("has no proper port");
    host = host.substr(0, colon);
  }
  if (!is_host(host)) return refuse("has no proper host (lower case)");
  if (path.ends_with('/')) return refuse("ends with a slash");
  if (!std::ranges::all_of(path, is_path_character)) return refuse("has no proper path");
  return std::string(origin);
}

Result<std::string> stamp_page(std::string_view release, const Stamp& stamp) {
  const std::string stamp_place = std::string(kBefore) + std::string(kEmpty) + std::string(kAfter);
  const std::string connect_place = std::string(kConnect) + std::string(kNowhere);
  const auto stamp_at = only_place(release, stamp_place);
  if (!stamp_at) {
    return Error{"stamp.page", stamp.page, "has not exactly one empty stamp: is it a release?"};
  }
  const auto connect_at = only_place(release, connect_place);
  if (!connect_at) {
    return Error{"stamp.page", stamp.page, "has not exactly one connect-src 'none'"};
  }
  if (!text::is_utf8(stamp.policy)) return Error{"stamp.policy", "", "is no UTF-8"};
  const auto origins = origins_of(stamp.operators);
  if (!origins) return origins.error();

  struct Change {
    std::size_t at;
    std::size_t size;
    std::string text;
  };
  std::array changes = {
      Change{*stamp_at + kBefore.size(), kEmpty.size(), encode(stamp)},
      Change{*connect_at + kConnect.size(), kNowhere.size(), *origins},
  };
  if (changes[0].at > changes[1].at) std::swap(changes[0], changes[1]);
  std::string page;
  std::size_t done = 0;
  for (const Change& change : changes) {
    page += release.substr(done, change.at - done);
    page += change.text;
    done = change.at + change.size;
  }
  page += release.substr(done);
  return page;
}

std::string page_hash(std::string_view page) { return base64url(crypto::sha256({as_bytes(page)})); }

}  // namespace tabella::server
