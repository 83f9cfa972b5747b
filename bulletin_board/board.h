// The rules: a deterministic state machine over posts. What it accepts is the log, and replaying
// the log gives the same state and the same log, byte for byte. Knows no clock, no file, no
// network, no thread of its own. docs/log.md, "Rules".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bulletin_board/election/checked_ballot.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/posts.h"
#include "bulletin_board/rules/block_ends.h"
#include "bulletin_board/rules/matter.h"
#include "bulletin_board/rules/run_pieces.h"
#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// What became of one submitted post.
struct Verdict {
  // Its index in the log; none if it was refused.
  std::optional<std::uint64_t> index;
  std::optional<Error> refusal;
  // Of a thorough board: what else is wrong with it.
  std::vector<Error> also;
};

// A post with what can be known of it before its turn: of a ballot, what its proof says.
struct CheckedPost {
  Bytes bytes;
  std::optional<CheckedBallot> ballot;
};

struct AcceptedBallot {
  std::uint64_t entry = 0;
  ballot::BallotPost post;
};

struct Block {
  // Whether something was settled that readers must not see in two versions: the end of an
  // election's voting, its result or its cancellation.
  bool weighty = false;
  std::vector<Verdict> verdicts;  // one for each submitted post
  std::vector<AcceptedBallot> ballots;
  // What is appended: accepted posts in their order, what the rules add, the block record last.
  // Empty if the block changes nothing.
  std::vector<Bytes> entries;
};

// What a board keeps.
using Matter = std::variant<Election>;
static_assert(KeptMatter<Election>);

struct ListedElection {
  const std::string& id;
  const Election& election;
};

class Board {
 public:
  // Reads an entry of an earlier block.
  using ReadEntry = std::function<Bytes(std::uint64_t index)>;
  using RunPieces = bulletin_board::RunPieces;

  Board(ReadEntry read_entry, RunPieces run_pieces, MakeStateTable make_table = make_memory_table)
      : read_entry_(std::move(read_entry)),
        run_pieces_(std::move(run_pieces)),
        make_table_(std::move(make_table)) {}

  // From now on, says everything that is wrong with a ballot, not only the first. Costs a check of
  // the proof where a cheaper one would do, so it is for verifiers.
  void be_thorough() { thorough_ = true; }

  // Time does not go back: an earlier one counts as that of the last block. Ballots are verified in
  // bulk; verdicts do not depend on how posts are put into blocks but for order, time and the room
  // that a block has.
  [[nodiscard]] Block apply(std::uint64_t time, std::span<const Bytes> posts);
  // The same in two steps, for callers that know the posts of many blocks: their ballots are then
  // verified together. The verdicts are the same.
  [[nodiscard]] std::vector<CheckedPost> check(std::span<const Bytes> posts) const;
  [[nodiscard]] Block apply(std::uint64_t time, std::span<CheckedPost> posts);
  // The entries before these posts that applying them may read, so that they can be made ready.
  [[nodiscard]] std::set<std::uint64_t> entries_read_by(std::span<const CheckedPost> posts) const;

  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Hash root() const { return tree_.root(); }
  [[nodiscard]] std::uint64_t height() const { return height_; }
  [[nodiscard]] std::uint64_t time() const { return time_; }
  [[nodiscard]] const std::optional<ManifestPost>& manifest() const { return manifest_; }
  // In the order of their identifiers.
  [[nodiscard]] std::vector<ListedElection> elections() const;
  [[nodiscard]] const Election* find(std::string_view election) const;
  // What the post belongs to on this board (rules/belonging.h). Codes rules.manifest,
  // rules.election.
  [[nodiscard]] Result<std::string> belongs_to(const SignedPost& post) const;
  // When the rules will do something without any post; none if nothing is due.
  [[nodiscard]] std::optional<std::uint64_t> next_due() const;

 private:
  // None if it is not here.
  [[nodiscard]] Election* find_election(std::string_view id);
  [[nodiscard]] Election* find_election(const crypto::Fingerprint& fingerprint);
  [[nodiscard]] const Election* find_election(const crypto::Fingerprint& fingerprint) const;
  [[nodiscard]] Block begin_block(std::uint64_t time);
  void finish_block(std::span<CheckedPost> posts, Block& block);
  [[nodiscard]] Verdict take_ballot(CheckedBallot& ballot, const Block& block);
  [[nodiscard]] Verdict take_other(ByteView entry, const Block& block);
  [[nodiscard]] Result<Done> take_notice(ByteView entry, const Block& block);
  [[nodiscard]] Result<Done> take_cosigned(ByteView entry);
  [[nodiscard]] Result<Done> take_signed(ByteView entry);
  [[nodiscard]] Result<Done> take(const ManifestPost& post, const SignedNote& note);
  [[nodiscard]] Result<Done> take(const ElectionPost& post, const SignedNote& note);
  template <class Post>
  [[nodiscard]] Result<Done> take(const Post& post, const SignedNote& note);
  // The entry of the credential's ballot that counts now.
  [[nodiscard]] std::optional<std::uint64_t> counted_entry(const crypto::Fingerprint& election,
                                                           const crypto::Element& credential) const;
  // The accepted ballot at that place.
  [[nodiscard]] ballot::BallotPost ballot_at(std::uint64_t entry, const Block& block) const;
  void append(Bytes entry, Block& block);
  void pass_time(Block& block);
  void end_block(Block& block);
  // Of all matters.
  [[nodiscard]] std::size_t settled() const;
  [[nodiscard]] crypto::Fingerprint state_root() const;

  ReadEntry read_entry_;
  RunPieces run_pieces_;
  MakeStateTable make_table_;
  MerkleEdge tree_;
  BlockEnds block_ends_;
  std::uint64_t height_ = 0;
  std::uint64_t time_ = 0;
  bool changed_ = false;
  bool thorough_ = false;
  std::optional<ManifestPost> manifest_;
  std::size_t settled_ = 0;  // up to the block before
  std::map<std::string, Matter, std::less<>> matters_;
  std::map<crypto::Fingerprint, std::string> by_fingerprint_;
  CeremonyKeySet used_keys_;
};

}  // namespace tabella::bulletin_board
