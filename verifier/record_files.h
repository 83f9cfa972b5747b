// The files of a record by their names: what belongs to one, wherever it is kept.
// docs/log.md, "The record".
#pragma once

#include <cstdint>
#include <string_view>

#include "bulletin_board/log/tiles.h"

namespace tabella::verifier {

// No file of a record is larger: 256 of the largest entries.
inline constexpr std::uint64_t kMaxFileSize = std::uint64_t{256} * (65'535 + 2);

// A receipt is NAME.tlog-proof, the post that it is for NAME.tlog-proof.post next to it.
inline constexpr std::string_view kReceiptFolder = "receipts/";
inline constexpr std::string_view kReceiptEnd = ".tlog-proof";
inline constexpr std::string_view kReceiptPostEnd = ".tlog-proof.post";

// checkpoint, policy.txt, a tile or bundle of any size, a receipt or its post. Nothing that is so
// named leads out of a folder.
[[nodiscard]] bool is_record_file(std::string_view path);
[[nodiscard]] bool is_receipt(std::string_view path);
[[nodiscard]] bool is_receipt_post(std::string_view path);
// Whether a log of this size has the tile or bundle.
[[nodiscard]] bool is_tile_of(const bulletin_board::TileId& tile, std::uint64_t size);

}  // namespace tabella::verifier
