#include "bulletin_board/log/tiles.h"

#include <algorithm>
#include <charconv>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

namespace {

constexpr std::uint32_t kMaxLevel = 63;

std::string three_digits(std::uint64_t n) {
  const std::string text = std::to_string(n);
  return std::string(3 - text.size(), '0') + text;
}

// Groups of three digits, all but the last with an x before.
std::string index_path(std::uint64_t index) {
  std::string path = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000)
    path = "x" + three_digits(index % 1000) + "/" + path;
  return path;
}

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string_view cut(std::string_view& rest, char separator) {
  const auto at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return part;
}

}  // namespace

std::string TileId::path() const {
  const std::string name = level ? std::to_string(*level) : "entries";
  const std::string partial = width == kTileWidth ? "" : ".p/" + std::to_string(width);
  return "tile/" + name + "/" + index_path(index) + partial;
}

std::optional<TileId> TileId::parse(std::string_view path) {
  const std::string_view whole = path;
  if (cut(path, '/') != "tile") return std::nullopt;
  TileId tile;
  const std::string_view name = cut(path, '/');
  if (name != "entries") {
    const auto level = number(name);
    if (!level || *level > kMaxLevel) return std::nullopt;
    tile.level = static_cast<std::uint32_t>(*level);
  }
  const auto partial = path.find(".p/");
  if (partial != std::string_view::npos) {
    const auto width = number(path.substr(partial + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    tile.width = static_cast<std::uint32_t>(*width);
    path = path.substr(0, partial);
  }
  // Nobody has more entries than 2^60.
  constexpr std::uint64_t kMostGroups = 7;
  for (std::uint64_t groups = 0; !path.empty(); ++groups) {
    std::string_view group = cut(path, '/');
    if (group.starts_with('x')) group.remove_prefix(1);
    const auto digits = number(group);
    if (!digits || *digits > 999 || groups == kMostGroups) return std::nullopt;
    tile.index = tile.index * 1000 + *digits;
  }
  // What is written the same way back is the only spelling.
  if (tile.path() != whole) return std::nullopt;
  return tile;
}

bool visit_tiles(std::uint64_t size, const std::function<bool(const TileId&)>& visit) {
  const auto visit_all = [&](std::optional<std::uint32_t> level, std::uint64_t hashes) {
    for (std::uint64_t i = 0; i < hashes / kTileWidth; ++i) {
      if (!visit({level, i, kTileWidth})) return false;
    }
    const auto rest = static_cast<std::uint32_t>(hashes % kTileWidth);
    return rest == 0 || visit({level, hashes / kTileWidth, rest});
  };
  if (!visit_all(std::nullopt, size)) return false;
  for (std::uint32_t level = 0; size > 0; ++level, size /= kTileWidth) {
    if (!visit_all(level, size)) return false;
  }
  return true;
}

Bytes encode_bundle(const std::vector<Bytes>& entries) {
  Bytes out;
  for (const Bytes& entry : entries) {
    EXPECTS(entry.size() <= kMaxEntrySize);
    out.push_back(static_cast<std::uint8_t>(entry.size() >> 8));
    out.push_back(static_cast<std::uint8_t>(entry.size() & 0xff));
    out.insert(out.end(), entry.begin(), entry.end());
  }
  return out;
}

Result<std::vector<Bytes>> decode_bundle(ByteView bytes, std::size_t count) {
  std::vector<Bytes> entries;
  while (!bytes.empty()) {
    if (bytes.size() < 2) return Error{"log.bundle", "", "ends within a length"};
    const std::size_t size = std::size_t{bytes[0]} << 8 | bytes[1];
    bytes = bytes.subspan(2);
    if (bytes.size() < size) return Error{"log.bundle", "", "ends within an entry"};
    if (entries.size() == count) {
      return Error{"log.bundle", "", "has more than " + std::to_string(count) + " entries"};
    }
    entries.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    bytes = bytes.subspan(size);
  }
  if (entries.size() != count) {
    return Error{"log.bundle", "", "has fewer than " + std::to_string(count) + " entries"};
  }
  return entries;
}

}  // namespace tabella::bulletin_board
