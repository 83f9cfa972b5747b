// Texts that voters read: valid UTF-8 that looks like what it is. docs/protocol.md, "Texts".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tabella::text {

// Why a text is refused: empty, not UTF-8, control characters, characters that reorder or hide
// others (Trojan Source), code points that are not characters, not in normalisation form C; none if
// it is fine.
[[nodiscard]] std::optional<std::string> refuse_text(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

// A language tag (BCP 47) in its canonical casing: language, script, region, as in "zh-Hans-CN".
[[nodiscard]] bool is_language_tag(std::string_view tag);

}  // namespace tabella::text
