// What a trustee remembers of one election, in a folder, so that it can be ended at any moment and
// goes on where it was: what it joined, the dealing that it hashed, and the one box of ballots that
// it opened pools of. docs/command-line.md, "A trustee's folder".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"

namespace tabella::cli {

// Only the path: any number of them may be made of one folder, but one program at a time may work
// in it, as a trustee's person does.
class TrusteeMemory {
 public:
  explicit TrusteeMemory(std::string folder) : folder_(std::move(folder)) {}

  // The check code of the announcement that its person compared with the others.
  [[nodiscard]] bool has_joined() const;
  [[nodiscard]] Result<Done> join(const std::string& check_code) const;
  // Code trustee.join: not joined, or joined another announcement.
  [[nodiscard]] Result<Done> expect_joined(const std::string& check_code) const;

  // The dealing as it was made the first time: its hash may be on its way. Code trustee.dealing.
  [[nodiscard]] Result<Bytes> dealing_or(const std::function<Bytes()>& make) const;
  [[nodiscard]] Result<Bytes> dealing() const;

  // Of a pool of this box (Election::box_fingerprint), as it was made the first time: the totals of
  // two boxes, subtracted, would open what one has more. Durable when this returns. Code
  // trustee.aggregate if something of another box was opened.
  [[nodiscard]] Result<Bytes> partial_decryption_of(const crypto::Fingerprint& box,
                                                    const std::string& pool,
                                                    const std::function<Bytes()>& make) const;
  [[nodiscard]] bool has_opened() const;

 private:
  [[nodiscard]] std::string file(const char* name) const { return folder_ + "/" + name; }
  [[nodiscard]] Result<Done> write(const char* name, const std::string& content) const;

  std::string folder_;
};

}  // namespace tabella::cli
