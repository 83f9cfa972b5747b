#include "bulletin_board/board.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "bulletin_board/rules/block_size.h"
#include "bulletin_board/rules/records_json.h"
#include "crypto/hash.h"

namespace tabella::bulletin_board {

const Election* Board::find(std::string_view election) const {
  const auto found = matters_.find(election);
  return found == matters_.end() ? nullptr : std::get_if<Election>(&found->second);
}

std::vector<ListedElection> Board::elections() const {
  std::vector<ListedElection> listed;
  for (const auto& [id, matter] : matters_) {
    if (const auto* election = std::get_if<Election>(&matter)) listed.push_back({id, *election});
  }
  return listed;
}

Election* Board::find_election(std::string_view id) {
  const auto found = matters_.find(id);
  return found == matters_.end() ? nullptr : std::get_if<Election>(&found->second);
}

Election* Board::find_election(const crypto::Fingerprint& fingerprint) {
  const auto id = by_fingerprint_.find(fingerprint);
  return id == by_fingerprint_.end() ? nullptr : find_election(id->second);
}

const Election* Board::find_election(const crypto::Fingerprint& fingerprint) const {
  const auto id = by_fingerprint_.find(fingerprint);
  return id == by_fingerprint_.end() ? nullptr : find(id->second);
}

void Board::append(Bytes entry, Block& block) {
  tree_.append(leaf_hash(entry));
  block.entries.push_back(std::move(entry));
  changed_ = true;
}

void Board::pass_time(Block& block) {
  for (auto& [id, matter] : matters_) {
    Passed passed =
        std::visit([this](auto& kind) { return kind.pass_time(time_, run_pieces_); }, matter);
    changed_ |= passed.changed;
    for (Bytes& record : passed.records) append(std::move(record), block);
  }
}

std::size_t Board::settled() const {
  std::size_t settled = 0;
  for (const auto& [id, matter] : matters_) {
    settled += std::visit([](const auto& kind) { return kind.settled(); }, matter);
  }
  return settled;
}

crypto::Fingerprint Board::state_root() const {
  Bytes all;
  for (const auto& [id, matter] : matters_) {
    const auto name_hash = crypto::sha256({as_bytes(id)});
    const auto digest = std::visit([](const auto& kind) { return kind.digest(); }, matter);
    all.insert(all.end(), name_hash.begin(), name_hash.end());
    all.insert(all.end(), digest.begin(), digest.end());
  }
  return crypto::sha256({as_bytes("tabella/v1/state"), all});
}

Block Board::begin_block(std::uint64_t time) {
  time_ = std::max(time_, time);
  changed_ = false;
  Block block;
  // The clock first: a ballot that arrives after closing time is late.
  pass_time(block);
  return block;
}

void Board::finish_block(std::span<CheckedPost> posts, Block& block) {
  block.verdicts.reserve(posts.size());
  BlockSize size;
  for (CheckedPost& post : posts) {
    if (!size.has_room_for(post.bytes.size())) {
      block.verdicts.push_back(
          {std::nullopt, Error{"rules.block", "", "the block is full; send it again"}, {}});
      continue;
    }
    block.verdicts.push_back(post.ballot ? take_ballot(*post.ballot, block)
                                         : take_other(post.bytes, block));
    if (!block.verdicts.back().index) continue;
    size.add(post.bytes.size());
    if (post.ballot) {
      block.ballots.push_back({*block.verdicts.back().index, *std::move(post.ballot->post)});
    }
    append(std::move(post.bytes), block);
  }
  pass_time(block);
  const std::size_t settled_before = std::exchange(settled_, settled());
  block.weighty = settled_ > settled_before;
  if (changed_) end_block(block);
}

void Board::end_block(Block& block) {
  ++height_;
  append(to_bytes(encode(BlockRecord{height_, time_, state_root()})), block);
  block_ends_.add(tree_.size(), tree_.root());
  if (!block.weighty) return;
  for (auto& [id, matter] : matters_) {
    std::visit([this](auto& kind) { kind.end_block(tree_.size()); }, matter);
  }
}

Block Board::apply(std::uint64_t time, std::span<const Bytes> posts) {
  Block block = begin_block(time);
  auto checked = check(posts);
  finish_block(checked, block);
  return block;
}

Block Board::apply(std::uint64_t time, std::span<CheckedPost> posts) {
  Block block = begin_block(time);
  finish_block(posts, block);
  return block;
}

std::optional<std::uint64_t> Board::next_due() const {
  std::optional<std::uint64_t> due;
  for (const auto& [id, matter] : matters_) {
    const auto at = std::visit([](const auto& kind) { return kind.next_due(); }, matter);
    if (at) due = std::min(due.value_or(*at), *at);
  }
  return due;
}

}  // namespace tabella::bulletin_board
