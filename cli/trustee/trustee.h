// One trustee of one election: what is due, and how it is done. Everything is computed from the
// trustee's own verified view of the log. docs/protocol.md, "Ceremony" and "Partial decryption".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/election/election.h"
#include "cli/party/party_key.h"
#include "cli/trustee/trustee_memory.h"
#include "crypto/result.h"
#include "crypto/trustee.h"

namespace tabella::cli {

// hold: shows before votes are cast that the key is still here. destroyed: says at the end that it
// is not any more; never due, since nobody should do it without meaning to.
enum class TrusteeStep { join, commit, deal, certify, hold, decrypt, destroyed };

// What a trustee has to do now, or why there is nothing.
struct Duty {
  std::optional<TrusteeStep> step;
  // "waits for trustee/2 and trustee/5 to commit".
  std::string words;
};

// What a trustee posts in one step.
struct StepPosts {
  // None if the step is on the log already.
  std::vector<bulletin_board::SignedPost> posts;
  // What the trustee found wrong, where it complains instead of certifying.
  std::optional<Error> complaint = {};
};

class Trustee;

// All that tells one step from another; the table of them is in trustee.cpp.
struct StepRule {
  TrusteeStep step;
  std::string_view name;  // on the command line, and in Duty::words
  // The phase that waits for the step; none if nobody waits for it.
  std::optional<bulletin_board::Phase> due_in;
  // Whether the rules accept the step in a phase that does not wait for it.
  bool (*is_accepted_in)(bulletin_board::Phase);
  // What the trustee is told in the phase that waits for the step; null if there is none.
  Duty (*duty)(const StepRule&, const bulletin_board::Election&, crypto::TrusteeIndex);
  // Whether the step is on the log.
  bool (*done)(const bulletin_board::Election&, crypto::TrusteeIndex);
  // Only when it is due or accepted, and not done.
  Result<StepPosts> (Trustee::*make)() const;
};

// One for each step, in the order of an election.
[[nodiscard]] std::span<const StepRule> step_rules();
[[nodiscard]] const StepRule& rule_of(TrusteeStep step);
[[nodiscard]] inline std::string_view name(TrusteeStep step) { return rule_of(step).name; }

// Made for one step and thrown away: it sees one state of one election.
class Trustee {
 public:
  // Code trustee.none if no trustee of the election has this key. Election and memory outlive the
  // trustee.
  [[nodiscard]] static Result<Trustee> of(const bulletin_board::Election& election,
                                          const PartyKey& key, const TrusteeMemory& memory);

  [[nodiscard]] crypto::TrusteeIndex index() const { return index_; }
  // Safe to repeat: what was made once is remembered and made no second time. Codes trustee.phase:
  // not due, and what the election waits for; trustee.static: somebody else has joined in this
  // trustee's name; trustee.*.
  [[nodiscard]] Result<StepPosts> make(TrusteeStep step) const;

 private:
  friend std::span<const StepRule> step_rules();

  Trustee(const bulletin_board::Election& election, crypto::SecretScalar static_secret,
          const TrusteeMemory& memory, crypto::TrusteeIndex index)
      : election_(election),
        static_secret_(std::move(static_secret)),
        memory_(memory),
        index_(index) {}

  [[nodiscard]] Result<StepPosts> join() const;
  [[nodiscard]] Result<StepPosts> commit() const;
  [[nodiscard]] Result<StepPosts> deal() const;
  [[nodiscard]] Result<StepPosts> certify() const;
  [[nodiscard]] Result<StepPosts> hold() const;
  [[nodiscard]] Result<StepPosts> decrypt() const;
  [[nodiscard]] Result<StepPosts> destroyed() const;

  [[nodiscard]] const std::string& id() const { return election_.definition().id; }

  const bulletin_board::Election& election_;
  crypto::SecretScalar static_secret_;
  const TrusteeMemory& memory_;
  crypto::TrusteeIndex index_;
};

// The number of the trustee with this key; none if there is none.
[[nodiscard]] std::optional<crypto::TrusteeIndex> find_trustee(
    const bulletin_board::Election& election, const bulletin_board::VerifierKey& key);

[[nodiscard]] Duty duty_of(const bulletin_board::Election& election, crypto::TrusteeIndex trustee);

// docs/protocol.md, "Receipt codes". From the phase certify on.
[[nodiscard]] std::string ceremony_code(const bulletin_board::Election& election);

}  // namespace tabella::cli
