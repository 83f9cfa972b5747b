#include "bulletin_board/board.h"

#include <algorithm>
#include <string_view>

#include "bulletin_board/rules/block_size.h"
#include "bulletin_board/rules/records_json.h"
#include "crypto/hash.h"
#include "tally/result_json.h"

namespace tabella::bulletin_board {

const Election* Board::find(std::string_view election) const {
  const auto found = elections_.find(std::string(election));
  return found == elections_.end() ? nullptr : &found->second;
}

Election* Board::find_election(const std::string& id) {
  const auto found = elections_.find(id);
  return found == elections_.end() ? nullptr : &found->second;
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
  for (auto& [id, election] : elections_) {
    if (election.pass_time(time_)) changed_ = true;
    if (!election.derive_result()) continue;
    const std::string result = tally::encode(election.definition(), *election.results());
    append(to_bytes(encode(ResultRecord{id, crypto::sha256({as_bytes(result)})})), block);
  }
}

crypto::Fingerprint Board::state_root() const {
  Bytes all;
  for (const auto& [id, election] : elections_) {
    const auto name_hash = crypto::sha256({as_bytes(id)});
    const auto digest = election.digest();
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
  if (!changed_) return;
  ++height_;
  append(to_bytes(encode(BlockRecord{height_, time_, state_root()})), block);
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
  for (const auto& [id, election] : elections_) {
    const auto& schedule = election.definition().schedule;
    std::int64_t at = 0;
    if (election.phase() == Phase::ready) at = schedule.opens;
    if (election.phase() <= Phase::open && at == 0) at = schedule.closes;
    if (at > 0) due = std::min(due.value_or(~std::uint64_t{0}), static_cast<std::uint64_t>(at));
  }
  return due;
}

}  // namespace tabella::bulletin_board
