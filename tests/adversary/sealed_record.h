// Entries as a record that a stranger can verify: tiles, bundles, checkpoint, policy, receipts. The
// board hashes and signs; which witnesses cosign is the attack's seal level.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/adversary/good_election.h"

namespace tabella::adversary {

struct SealedRecord {
  // By path: "checkpoint", "policy.txt", "tile/...", "receipts/...".
  std::map<std::string, Bytes> files;

  [[nodiscard]] std::string text(const std::string& path) const {
    const Bytes& bytes = files.at(path);
    return {bytes.begin(), bytes.end()};
  }
  void put(const std::string& path, const std::string& text) {
    files[path] = Bytes(text.begin(), text.end());
  }
};

// A checkpoint of these entries, cosigned by the first `witnesses`, at this time.
[[nodiscard]] std::string checkpoint_of(const std::vector<Bytes>& entries, const Parties& parties,
                                        std::uint64_t time, std::size_t witnesses = 2);
// The time of the last block record, and a second.
[[nodiscard]] std::uint64_t time_after(const std::vector<Bytes>& entries);
[[nodiscard]] SealedRecord seal_record(const std::vector<Bytes>& entries, const Parties& parties,
                                       std::size_t witnesses = 2);
// receipts/voter-N.tlog-proof and, next to it, the post that it is for.
void add_receipt(SealedRecord& record, const std::vector<Bytes>& entries, std::size_t voter,
                 std::uint64_t entry);

}  // namespace tabella::adversary
