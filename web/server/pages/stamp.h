// From the page of a release to the page of one election: what it trusts is written into the file,
// so that the same bytes work from any server or disk, and have one hash. docs/api.md, "Stamping".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/result.h"

namespace tabella::server {

struct Stamp {
  std::string page;  // "voter", "check", ...
  // None where they do not exist: the authority page has no election, and the fingerprint and the
  // key come with the roll and the ceremony.
  std::optional<std::string> election = {};
  std::optional<std::string> definition = {};   // byte for byte
  std::optional<std::string> fingerprint = {};  // hexadecimal
  std::optional<std::string> election_key = {};
  std::string policy = {};  // the text of policy.txt
  // Base URLs of the HTTP API.
  std::vector<std::string> operators = {};
  bool practice = false;
};

// One line of JSON that is safe within a script element:
// {"version":"tabella/v1","page":"voter","election":"town",...}.
[[nodiscard]] std::string encode(const Stamp& stamp);

// "https://host" of "https://host/path": an operator's URL has http or https, a host in lower case,
// perhaps a port and a path, and no slash at its end. Code stamp.operator.
[[nodiscard]] Result<std::string> origin_of(std::string_view operator_url);

// The page with the stamp in place of null, and the operators' origins as what it may connect to.
// Codes stamp.page: the release does not have exactly one place for either; stamp.policy: is
// not UTF-8; stamp.operator.
[[nodiscard]] Result<std::string> stamp_page(std::string_view release, const Stamp& stamp);

// base64url of the SHA-256 of a page's bytes: what a page post says (docs/log.md, "Posts").
[[nodiscard]] std::string page_hash(std::string_view page);

}  // namespace tabella::server
