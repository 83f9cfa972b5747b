#include "verifier/record_files.h"

#include <algorithm>

namespace tabella::verifier {

namespace {

// Letters, digits, "-", "_" and "."; at most 100, the first not a dot.
bool is_name(std::string_view name) {
  constexpr std::size_t kLongest = 100;
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kLongest && name.front() != '.' &&
         std::ranges::all_of(name, is_plain);
}

bool is_in_receipts(std::string_view path, std::string_view end) {
  if (!path.starts_with(kReceiptFolder) || !path.ends_with(end)) return false;
  path.remove_prefix(kReceiptFolder.size());
  return path.size() > end.size() && is_name(path.substr(0, path.size() - end.size()));
}

}  // namespace

bool is_receipt(std::string_view path) { return is_in_receipts(path, kReceiptEnd); }

bool is_receipt_post(std::string_view path) { return is_in_receipts(path, kReceiptPostEnd); }

bool is_record_file(std::string_view path) {
  return path == "checkpoint" || path == "policy.txt" || is_receipt(path) ||
         is_receipt_post(path) || bulletin_board::TileId::parse(path).has_value();
}

bool is_tile_of(const bulletin_board::TileId& tile, std::uint64_t size) {
  const std::uint32_t height = bulletin_board::kTileHeight * tile.level.value_or(0);
  const std::uint64_t hashes = height < 64 ? size >> height : 0;
  const std::uint64_t full = hashes / bulletin_board::kTileWidth;
  if (tile.width == bulletin_board::kTileWidth) return tile.index < full;
  return tile.index == full && tile.width == hashes % bulletin_board::kTileWidth;
}

}  // namespace tabella::verifier
