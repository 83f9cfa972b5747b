// The log as static files: tiles of 256 hashes and bundles of 256 entries (C2SP tlog-tiles).
// docs/log.md, "Tiles".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/log/merkle_tree.h"
#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

inline constexpr std::uint32_t kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr std::size_t kMaxEntrySize = 65'535;

// A file of the log. width is 256 for a full tile, 1 to 255 for a partial one.
struct TileId {
  // None for a bundle of entries.
  std::optional<std::uint32_t> level;
  std::uint64_t index = 0;
  std::uint32_t width = kTileWidth;
  friend auto operator<=>(const TileId&, const TileId&) = default;

  // "tile/0/x001/234.p/17", "tile/entries/000".
  [[nodiscard]] std::string path() const;
  // One spelling for each tile.
  [[nodiscard]] static std::optional<TileId> parse(std::string_view path);
};

// Visits every tile and bundle of a log of this size, from the lowest level, until visit returns
// false: a size is a claim, and nothing is allocated for it. False if a visit was.
bool visit_tiles(std::uint64_t size, const std::function<bool(const TileId&)>& visit);
// Entries, each with uint16_be(length) before it. Every entry fits.
[[nodiscard]] Bytes encode_bundle(const std::vector<Bytes>& entries);
// Code log.bundle: exactly `count` entries and nothing after them.
[[nodiscard]] Result<std::vector<Bytes>> decode_bundle(ByteView bytes, std::size_t count);

}  // namespace tabella::bulletin_board
