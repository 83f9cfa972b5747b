// Times on the log: UTC to the second, "2026-05-01T08:00:00Z" (RFC 3339), one form only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tabella::text {

// Seconds since 1970-01-01T00:00:00Z; years 1970 to 9999, no leap seconds.
[[nodiscard]] std::optional<std::int64_t> decode_time(std::string_view text);
[[nodiscard]] std::string encode_time(std::int64_t seconds);

}  // namespace tabella::text
