#include "verifier/log_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::verifier {

using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::TileId;

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

// The bundle that an entry is in.
TileId LogReader::bundle_of(std::uint64_t index) const {
  const std::uint64_t number = index / kTileWidth;
  const std::uint64_t width = std::min(kTileWidth, checkpoint_.size - number * kTileWidth);
  return {std::nullopt, number, static_cast<std::uint32_t>(width)};
}

std::vector<std::string> LogReader::wants(std::size_t most) const {
  std::vector<std::string> paths;
  if (stage_ == Stage::checkpoint && most > 0) paths.push_back("checkpoint");
  if (stage_ == Stage::entries) {
    for (const auto& [bundle, indices] : wanted_again_) {
      if (paths.size() == most) return paths;
      paths.push_back(bundle_of(indices.front()).path());
    }
    std::uint64_t index = next_entry_ + (bundle_.size() - taken_);
    for (; paths.size() < most && index < checkpoint_.size; index += kTileWidth) {
      paths.push_back(bundle_of(index).path());
    }
  }
  if (stage_ == Stage::tiles) {
    for (auto tile = unchecked_tiles_.rbegin();
         tile != unchecked_tiles_.rend() && paths.size() < most; ++tile) {
      paths.push_back(tile->path());
    }
  }
  return paths;
}

std::optional<Failure> LogReader::feed(const Result<Bytes>& file) {
  switch (stage_) {
    case Stage::checkpoint:
      return open_checkpoint(file);
    case Stage::entries:
      return wanted_again_.empty() ? read_bundle(file) : read_bundle_again(file);
    case Stage::tiles:
      return check_tile(file);
    case Stage::over:
      break;
  }
  EXPECTS(stage_ != Stage::over);
  return std::nullopt;
}

std::optional<Failure> LogReader::open_checkpoint(const Result<Bytes>& file) {
  report().expect(CheckName::views);
  report().count(CheckName::views);
  if (!file) {
    return Failure{CheckName::completeness, "checkpoint: " + file.error().message()};
  }
  const auto opened = policy_.open(as_text(*file));
  if (!opened) {
    const std::string& code = opened.error().code;
    const bool of_policy = code.starts_with("policy.") || code == "checkpoint.cosignature";
    return Failure{of_policy ? CheckName::views : CheckName::log, opened.error().message()};
  }
  if (opened->checkpoint.size < checkpoint_.size) {
    return Failure{CheckName::views, "the log has fewer entries than before"};
  }
  report().expect(CheckName::log, opened->checkpoint.size - checkpoint_.size);
  verification_.checkpoint = as_text(*file);
  checkpoint_ = opened->checkpoint;
  stage_ = Stage::entries;
  return std::nullopt;
}

std::optional<Failure> LogReader::read_bundle(const Result<Bytes>& file) {
  const TileId bundle = bundle_of(next_entry_);
  auto entries = file ? bulletin_board::decode_bundle(*file, bundle.width) : file.error();
  if (!entries) {
    return Failure{CheckName::completeness, bundle.path() + ": " + entries.error().message()};
  }
  bundle_ = *std::move(entries);
  // The first of them are known from a smaller checkpoint.
  taken_ = next_entry_ % kTileWidth;
  return std::nullopt;
}

// A bundle whose entries were taken before. What it holds now must be the same.
std::optional<Failure> LogReader::read_bundle_again(const Result<Bytes>& file) {
  const auto wanted = wanted_again_.extract(wanted_again_.begin());
  const TileId bundle = bundle_of(wanted.mapped().front());
  auto entries = file ? bulletin_board::decode_bundle(*file, bundle.width) : file.error();
  if (!entries) {
    return Failure{CheckName::completeness, bundle.path() + ": " + entries.error().message()};
  }
  // The tree may have got further than the entries of this bundle, but not less far.
  std::vector<Hash> hashes;
  const std::uint64_t first = bundle.index * kTileWidth;
  const std::uint64_t known = std::min<std::uint64_t>(bundle.width, next_entry_ - first);
  for (std::size_t i = 0; i < known; ++i) {
    hashes.push_back(bulletin_board::leaf_hash((*entries)[i]));
  }
  const TileId tile{0, bundle.index, static_cast<std::uint32_t>(known)};
  if (hash_of_tile(hashes) != tiles_.hash_of(tile)) {
    return Failure{CheckName::log, bundle.path() + ": holds other entries than before"};
  }
  for (const std::uint64_t index : wanted.mapped()) {
    read_again_[index] = std::move((*entries)[index - first]);
  }
  return std::nullopt;
}

Bytes LogReader::take_entry() {
  EXPECTS(has_entry());
  Bytes entry = std::move(bundle_[taken_++]);
  const Hash leaf = bulletin_board::leaf_hash(entry);
  tree_.append(leaf);
  tiles_.append(leaf);
  ++next_entry_;
  report().count(CheckName::log);
  return entry;
}

void LogReader::read_again(const std::set<std::uint64_t>& indices) {
  for (const std::uint64_t index : indices) {
    EXPECTS(index < next_entry_);
    wanted_again_[index / kTileWidth].push_back(index);
  }
}

std::map<std::uint64_t, Bytes> LogReader::take_again() {
  EXPECTS(wanted_again_.empty());
  return std::exchange(read_again_, {});
}

// Whether all that a tile covers was there for an earlier checkpoint.
bool LogReader::is_known(const TileId& tile) const {
  const std::uint64_t hashes = tile.index * kTileWidth + tile.width;
  return hashes <= tiled_ >> (bulletin_board::kTileHeight * *tile.level);
}

std::optional<Failure> LogReader::end_entries() {
  EXPECTS(stage_ == Stage::entries && has_taken_all());
  bulletin_board::visit_tiles(checkpoint_.size, [this](const TileId& tile) {
    if (tile.level && !is_known(tile)) unchecked_tiles_.push_back(tile);
    return true;
  });
  std::ranges::reverse(unchecked_tiles_);
  report().expect(CheckName::log, unchecked_tiles_.size());
  stage_ = unchecked_tiles_.empty() ? Stage::over : Stage::tiles;
  if (tree_.root() != checkpoint_.root) {
    return Failure{CheckName::log, "the entries do not hash to the checkpoint's root"};
  }
  return std::nullopt;
}

std::optional<Failure> LogReader::check_tile(const Result<Bytes>& file) {
  const TileId tile = unchecked_tiles_.back();
  unchecked_tiles_.pop_back();
  if (unchecked_tiles_.empty()) stage_ = Stage::over;
  report().count(CheckName::log);
  if (file && crypto::sha256({*file}) != tiles_.hash_of(tile)) {
    return Failure{CheckName::log, tile.path() + ": does not hold the hashes of the entries"};
  }
  if (!file) {
    return Failure{CheckName::completeness, tile.path() + ": " + file.error().message()};
  }
  return std::nullopt;
}

void LogReader::grow() {
  EXPECTS(stage_ == Stage::over);
  tiled_ = checkpoint_.size;
  stage_ = Stage::checkpoint;
}

std::optional<Failure> LogReader::check_size() const {
  if (checkpoint_.size == 0) {
    return Failure{CheckName::completeness, "the log is empty: there is nothing to verify"};
  }
  return std::nullopt;
}

}  // namespace tabella::verifier
