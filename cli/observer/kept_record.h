// A monitor's own copy of what it verified, FOLDER/record: a record as static files, so that a
// restart reads from the disk, and anybody can verify what the monitor saw.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/verify.h"

namespace tabella::cli {

// Owned and called by the one thread that follows the log (`tabella follow`).
class KeptRecord {
 public:
  // Of a monitor's folder; code file.write if it cannot be made.
  [[nodiscard]] static Result<KeptRecord> in(const std::string& folder);

  // The checkpoint that was verified last, as signed; empty if there is none yet.
  [[nodiscard]] Result<std::string> checkpoint() const;
  [[nodiscard]] verifier::ReadFile read() const;
  // Reads from elsewhere and keeps each tile and bundle, but never over one that was verified.
  // They need not be on the disk when power fails: what is wrong in a copy is found when it is
  // read.
  [[nodiscard]] verifier::ReadFile keeping(verifier::ReadFile read);
  // The first so many entries were verified under this checkpoint, which is on the disk when this
  // returns; what belongs to a smaller log alone is gone. Code file.write, also if something could
  // not be kept before.
  [[nodiscard]] Result<Done> keep(std::uint64_t size, const std::string& checkpoint);

 private:
  explicit KeptRecord(std::string folder) : folder_(std::move(folder)) {}
  void keep_file(const std::string& path, const Bytes& content);

  std::string folder_;
  std::uint64_t verified_ = 0;     // entries
  std::string kept_;               // their checkpoint
  std::set<std::string> partial_;  // tiles and bundles that are not full
  std::optional<Error> failure_;
};

}  // namespace tabella::cli
