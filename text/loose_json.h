// JSON of which a reader takes what it knows: files that this program wrote for itself, answers of
// a server. What is signed or hashed goes through strict_json.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace tabella::text {

// is_discarded() for what is not JSON. The library alone takes a zero byte for the end of the text
// and is silent about what stands behind it; JSON has no such byte anywhere.
template <class Json = nlohmann::json>
[[nodiscard]] Json parse_loose_json(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return Json(nlohmann::json::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

}  // namespace tabella::text
