// What is posted without a signature of its own: ballots, verified in bulk before their turn,
// notices of tested ones, and checkpoints that witnesses have signed.
#include <algorithm>
#include <array>
#include <string_view>

#include "ballot/ballot_post.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/board.h"

namespace tabella::bulletin_board {

namespace {

// Posts that one piece of the work decodes.
constexpr std::size_t kPiece = 256;
constexpr std::string_view kBallotBegin = R"({"type":"ballot",)";
constexpr std::string_view kCosignedBegin = R"({"type":"cosigned",)";
constexpr std::string_view kNoticeBegin = R"({"type":"tested",)";

bool is_ballot(ByteView entry) { return as_text(entry).starts_with(kBallotBegin); }
bool is_cosigned(ByteView entry) { return as_text(entry).starts_with(kCosignedBegin); }
bool is_notice(ByteView entry) { return as_text(entry).starts_with(kNoticeBegin); }

}  // namespace

std::vector<CheckedPost> Board::check(std::span<const Bytes> posts) const {
  std::vector<CheckedPost> checked(posts.size());
  run_pieces_((posts.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    for (std::size_t i = piece * kPiece; i < std::min(posts.size(), (piece + 1) * kPiece); ++i) {
      checked[i].bytes = posts[i];
      if (!is_ballot(posts[i])) continue;
      checked[i].ballot.emplace(
          CheckedBallot{ballot::decode_ballot_post(as_text(posts[i])), false, 0, {}, {}});
    }
  });
  std::map<std::string, std::vector<CheckedBallot*>> by_election;
  for (CheckedPost& each : checked) {
    if (!each.ballot || !each.ballot->post) continue;
    const Election* election = find_election(each.ballot->post->election);
    if (election == nullptr || !is_worth_checking(*election, *each.ballot, thorough_)) continue;
    by_election[election->definition().id].push_back(&*each.ballot);
  }
  for (auto& [id, ballots] : by_election) check_proofs(*find(id), ballots, run_pieces_);
  return checked;
}

std::optional<std::uint64_t> Board::counted_entry(const crypto::Fingerprint& election,
                                                  const crypto::Element& credential) const {
  const Election* found = find_election(election);
  if (found == nullptr) return std::nullopt;
  const auto member = found->member(credential);
  if (!member || !member->ballot) return std::nullopt;
  return member->ballot->entry;
}

std::set<std::uint64_t> Board::entries_read_by(std::span<const CheckedPost> posts) const {
  std::set<std::uint64_t> entries;
  const auto add = [&entries](std::optional<std::uint64_t> entry) {
    if (entry) entries.insert(*entry);
  };
  for (const CheckedPost& each : posts) {
    if (each.ballot && each.ballot->post) {
      add(counted_entry(each.ballot->post->election, each.ballot->post->credential));
    } else if (is_notice(each.bytes)) {
      const auto notice = ballot::decode_tested_notice(as_text(each.bytes));
      if (notice) add(counted_entry(notice->election, notice->credential));
    }
  }
  return entries;
}

ballot::BallotPost Board::ballot_at(std::uint64_t entry, const Block& block) const {
  const std::uint64_t first = tree_.size() - block.entries.size();
  const Bytes bytes = entry >= first ? block.entries[entry - first] : read_entry_(entry);
  auto post = ballot::decode_ballot_post(as_text(bytes));
  EXPECTS(post.has_value());
  return *std::move(post);
}

Verdict Board::take_ballot(CheckedBallot& ballot, const Block& block) {
  if (!ballot.post) return {std::nullopt, ballot.post.error(), {}};
  Election* found = find_election(ballot.post->election);
  if (found == nullptr) {
    return {std::nullopt, Error{"ballot.election", "election", "is not known on this board"}, {}};
  }
  Election& election = *found;
  const ballot::BallotPost& post = *ballot.post;
  // Not looked at before: then the reason may be gone, by a post before this one.
  if (!ballot.checked && is_worth_checking(election, ballot, thorough_)) {
    std::array alone = {&ballot};
    check_proofs(election, alone, run_pieces_);
  }
  const auto voter = election.voter_of(post);
  std::vector<Error> errors = election.why_not_cast(post, voter);
  for (const crypto::Check check : crypto::kChecks) {
    if (!ballot.failed.contains(check)) continue;
    errors.push_back(
        {"ballot." + std::string(crypto::name(check)), "sealed", "the proof does not hold"});
  }
  if (!errors.empty()) {
    Verdict refused{std::nullopt, errors.front(), {}};
    if (thorough_) refused.also.assign(errors.begin() + 1, errors.end());
    return refused;
  }
  EXPECTS(ballot.checked);
  const auto replaced = voter->ballot
                            ? ciphertexts_of(election, ballot_at(voter->ballot->entry, block))
                            : std::vector<crypto::vartime::AffinePoint>();
  election.cast(post, *voter, tree_.size(), ballot.ciphertexts, replaced);
  return {tree_.size(), std::nullopt, {}};
}

Verdict Board::take_other(ByteView entry, const Block& block) {
  const auto done = is_notice(entry)     ? take_notice(entry, block)
                    : is_cosigned(entry) ? take_cosigned(entry)
                                         : take_signed(entry);
  if (!done) return {std::nullopt, done.error(), {}};
  return {tree_.size(), std::nullopt, {}};
}

Result<Done> Board::take_cosigned(ByteView entry) {
  const auto post = decode_cosigned_post(as_text(entry));
  if (!post) return post.error();
  Election* election = find_election(post->election);
  if (election == nullptr) return Error{"cosigned.election", post->election, "is not here"};
  return election->take(*post, block_ends_, tree_.size());
}

Result<Done> Board::take_notice(ByteView entry, const Block& block) {
  const auto notice = ballot::decode_tested_notice(as_text(entry));
  if (!notice) return notice.error();
  Election* election = find_election(notice->election);
  if (election == nullptr) {
    return Error{"tested.election", "election", "is not known on this board"};
  }
  std::optional<crypto::BallotId> counted;
  const auto member = election->member(notice->credential);
  if (member && member->ballot) {
    counted = election->ballot_id(ballot_at(member->ballot->entry, block));
  }
  return election->note_test(*notice, counted);
}

}  // namespace tabella::bulletin_board
