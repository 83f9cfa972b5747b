// Finds a credential's ballot, and a ballot by the beginning of its id.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bulletin_board/node/block_observer.h"
#include "bulletin_board/node/sqlite.h"
#include "crypto/ballot_proof/ballot_proof.h"
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

// What it says is a hint: those who ask check the entry and its receipt. It is kept in a file that
// each start makes anew. Owned by the node; readers may call from any thread, and do not wait for
// the block that is being judged. Every function throws StoreFailure when the disk fails.
class BallotIndex : public BlockObserver {
 public:
  static constexpr std::size_t kMinPrefix = 4;
  // Ids that begin alike; more are not told.
  static constexpr std::size_t kMaxFound = 16;

  using ReadEntry = std::function<Bytes(std::uint64_t index)>;
  BallotIndex(std::string path, ReadEntry read_entry);

  void after(const DurableBlock& block, const Board& board) override;

  // From any thread. None if the credential is not on the roll, or the roll has not ended.
  [[nodiscard]] std::optional<CredentialStatus> credential(std::string_view election,
                                                           const crypto::Element& credential) const;
  // None if the election is not known; the prefix has at least kMinPrefix bytes.
  [[nodiscard]] std::optional<std::vector<FoundBallot>> ballots(std::string_view election,
                                                                ByteView prefix) const;

 private:
  struct OfElection {
    std::uint64_t number = 0;  // in the file
    std::vector<std::string> styles;
    std::shared_ptr<const RollTable> roll;
  };

  void add_rolls(const Board& board);
  // Of an entry that is a ballot or a notice with this id.
  void put_place(const OfElection& election, const crypto::BallotId& id, std::uint64_t entry);
  // The credential's ballot that counts; none if there is none.
  [[nodiscard]] std::optional<CountedBallot> counted_of(const OfElection& election,
                                                        const crypto::Element& credential) const;
  [[nodiscard]] std::optional<FoundBallot> found_at(const OfElection& election,
                                                    std::uint64_t entry) const;
  // Entries whose ids begin so, in their order, at most kMaxFound.
  [[nodiscard]] std::vector<std::uint64_t> places_of(const OfElection& election,
                                                     ByteView prefix) const;
  [[nodiscard]] const OfElection* find(std::string_view election) const;

  ReadEntry read_entry_;
  mutable std::mutex mutex_;  // elections_
  std::map<std::string, OfElection, std::less<>> elections_;
  std::map<crypto::Fingerprint, std::string> by_fingerprint_;

  ScratchFile file_;
  mutable std::mutex database_mutex_;  // all below
  Database database_;
  Query put_counted_;
  Query put_place_;
  mutable Query find_counted_;
  mutable Query find_places_;
};

}  // namespace tabella::bulletin_board
