// Whether a text is in Unicode's normalisation form C: each text that looks like another one to a
// reader of canonical equivalence has the same bytes. docs/protocol.md, "Texts".
#pragma once

#include <string_view>

namespace tabella::text {

// For code points, without surrogates. Of characters that the tables do not know, none composes.
[[nodiscard]] bool is_nfc(std::u32string_view text);

}  // namespace tabella::text
