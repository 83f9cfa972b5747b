// One trustee of one election: what is due, and how it is done. Everything is computed from the
// trustee's own verified view of the log. docs/protocol.md, "Ceremony" and "Partial decryption".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/election/election.h"
#include "cli/party/key_file.h"
#include "cli/trustee/trustee_memory.h"
#include "crypto/result.h"
#include "crypto/trustee.h"

namespace tabella::cli {

// hold: shows before votes are cast that the key is still here. destroyed: says at the end that it
// is not any more; never due, since nobody should do it without meaning to.
enum class TrusteeStep { commit, deal, certify, hold, decrypt, destroyed };
[[nodiscard]] std::string_view name(TrusteeStep step);

// What a trustee has to do now, or why there is nothing.
struct Duty {
  std::optional<TrusteeStep> step;
  // "waits for trustee/2 and trustee/5 to commit".
  std::string words;
};

class Trustee {
 public:
  // Code trustee.none if the key is no trustee of the election. All outlive the trustee.
  [[nodiscard]] static Result<Trustee> of(const bulletin_board::Election& election,
                                          const PartyKey& key, const TrusteeMemory& memory);

  [[nodiscard]] crypto::TrusteeIndex index() const { return index_; }
  // What to post; none if it is on the log already. Safe to repeat: what was made once is
  // remembered and made no second time. Codes trustee.phase: not due, and what the election waits
  // for; trustee.*.
  [[nodiscard]] Result<std::vector<bulletin_board::SignedPost>> take(TrusteeStep step) const;

 private:
  Trustee(const bulletin_board::Election& election, const PartyKey& key,
          const TrusteeMemory& memory, crypto::TrusteeIndex index)
      : election_(election), key_(key), memory_(memory), index_(index) {}

  [[nodiscard]] Result<bulletin_board::SignedPost> commit() const;
  [[nodiscard]] Result<bulletin_board::SignedPost> deal() const;
  [[nodiscard]] Result<bulletin_board::SignedPost> certify() const;
  [[nodiscard]] Result<bulletin_board::SignedPost> hold() const;
  [[nodiscard]] Result<std::vector<bulletin_board::SignedPost>> decrypt() const;
  // Whether the step is on the log.
  [[nodiscard]] bool has_taken(TrusteeStep step) const;

  [[nodiscard]] const std::string& id() const { return election_.definition().id; }

  const bulletin_board::Election& election_;
  const PartyKey& key_;
  const TrusteeMemory& memory_;
  crypto::TrusteeIndex index_;
};

// The number of the trustee with these keys; none if there is none.
[[nodiscard]] std::optional<crypto::TrusteeIndex> find_trustee(
    const bulletin_board::Election& election, const bulletin_board::TrusteeKeys& keys);

[[nodiscard]] Duty duty_of(const bulletin_board::Election& election, crypto::TrusteeIndex trustee);

// docs/protocol.md, "Receipt codes". From the phase certify on.
[[nodiscard]] std::string ceremony_code(const bulletin_board::Election& election);

}  // namespace tabella::cli
