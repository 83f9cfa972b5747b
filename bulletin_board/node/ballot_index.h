// Finds a credential's ballot, and a ballot by the beginning of its id, without waiting for the
// block that is being judged. What it says is a hint: whoever asks checks the entry and its
// receipt.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/sorted_runs.h"
#include "crypto/ballot_proof.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/ristretto255.h"

namespace tabella::bulletin_board {

struct CredentialStatus {
  std::string style;
  std::uint64_t weight = 1;
  std::optional<CountedBallot> ballot;  // the one that counts now
};

enum class BallotState { counts, replaced, tested };

struct FoundBallot {
  crypto::BallotId ballot{};
  std::uint64_t entry = 0;
  BallotState state = BallotState::counts;
};

class BallotIndex {
 public:
  static constexpr std::size_t kMinPrefix = 4;
  // Ids that begin alike; more are not told.
  static constexpr std::size_t kMaxFound = 16;

  using ReadEntry = std::function<Bytes(std::uint64_t index)>;
  explicit BallotIndex(ReadEntry read_entry) : read_entry_(std::move(read_entry)) {}

  // The ballots of a block, and its entries, appended from index `first` on; the board is as it is
  // behind them. From one thread at a time.
  void take(const Board& board, std::span<const AcceptedBallot> ballots, std::uint64_t first,
            std::span<const Bytes> entries);

  // From any thread. None if the credential is not on the roll, or the roll has not ended.
  [[nodiscard]] std::optional<CredentialStatus> credential(std::string_view election,
                                                           const crypto::Element& credential) const;
  // None if the election is not known; the prefix has at least kMinPrefix bytes.
  [[nodiscard]] std::optional<std::vector<FoundBallot>> ballots(std::string_view election,
                                                                ByteView prefix) const;

 private:
  // Sixteen bytes a ballot; the rest of the id is computed from the entry.
  struct Place {
    std::uint64_t id_begin = 0;  // the id's first eight bytes
    std::uint64_t entry = 0;
  };
  struct OfElection {
    crypto::Fingerprint fingerprint{};
    std::vector<std::string> styles;
    std::shared_ptr<const Roll> roll;
    std::vector<CountedBallot> counted;  // by the index of the roll; sequence 0: none
    SortedRuns<Place, &Place::id_begin> places;
  };
  struct News {
    Place place;
    // Of a ballot that was cast: whose, as an index of the roll.
    std::optional<std::size_t> voter;
    std::uint64_t sequence = 0;
  };

  void take_rolls(const Board& board);
  // The ballot of this member of the roll that counts; none if there is none.
  [[nodiscard]] static std::optional<CountedBallot> counted_of(const OfElection& election,
                                                               const ballot::RollEntry& member);
  [[nodiscard]] std::optional<FoundBallot> found_at(const OfElection& election,
                                                    std::uint64_t entry) const;

  ReadEntry read_entry_;
  mutable std::shared_mutex mutex_;  // elections_
  std::map<std::string, OfElection, std::less<>> elections_;
  std::map<crypto::Fingerprint, std::string> by_fingerprint_;
};

}  // namespace tabella::bulletin_board
