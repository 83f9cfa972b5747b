// What the board asks of a matter that it keeps: an election, and whatever else has posts, a
// schedule and a state of its own. The board (board.h) holds a closed list of kinds and visits it;
// no kind knows another, so what passes between two of them goes through the board.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/rules/run_pieces.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"

namespace tabella::bulletin_board {

// Static and ephemeral keys of the ceremonies that this log has seen.
using CeremonyKeySet = std::set<crypto::Element>;

struct Moment {
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block, in seconds since 1970
  // No ceremony takes one of these again.
  const CeremonyKeySet& used_keys;
};

// What a post did that the board has to know of.
struct Taken {
  // Under which ballots name the matter from now on.
  std::optional<crypto::Fingerprint> fingerprint = {};
  // Which no ceremony on this log takes from now on.
  std::optional<crypto::Element> used_key = {};
};

// What the time of a block did.
struct Passed {
  bool changed = false;
  // Lines that the rules add to the log (records.h).
  std::vector<Bytes> records = {};
};

template <class Kind>
concept KeptMatter = requires(Kind& matter, const Kind& kept, const typename Kind::Posts& post,
                              const SignedNote& signed_by, const Moment& now, std::uint64_t time,
                              const RunPieces& run_pieces) {
  // A post whose signatures stand in this note. Checks first, and changes nothing when it refuses.
  { matter.take(post, signed_by, now) } -> std::same_as<Result<Taken>>;
  // What the schedule does at this time, and what has become due by posts.
  { matter.pass_time(time, run_pieces) } -> std::same_as<Passed>;
  // The block in which it changed ended, at this size of the log.
  { matter.end_block(time) } -> std::same_as<void>;
  // When it will do something without any post; none if nothing is due.
  { kept.next_due() } -> std::same_as<std::optional<std::uint64_t>>;
  // Covers all that it is made of.
  { kept.digest() } -> std::same_as<crypto::Fingerprint>;
  // How much is settled of what readers must never see in two versions: it only grows, and a block
  // in which it does is weighty.
  { kept.settled() } -> std::same_as<std::size_t>;
};

}  // namespace tabella::bulletin_board
