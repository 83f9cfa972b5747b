// C2SP tlog-policy: which log a reader asks for, and whose cosignatures are enough. docs/log.md,
// "Policies".
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/signed_note.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

struct PolicyWitness {
  std::string name;
  VerifierKey key;
  std::string url;  // empty if none
};

// `threshold` of the members, which are witnesses or other groups.
struct PolicyGroup {
  std::string name;
  std::uint32_t threshold = 1;
  std::vector<std::string> members;
};

// The text of the policy that asks nobody but the log.
[[nodiscard]] std::string policy_without_witnesses(const VerifierKey& log);

class Policy {
 public:
  static constexpr std::size_t kMaxLines = 1024;
  static constexpr std::string_view kNone = "none";

  // Codes policy.* with the line. A name is defined on an earlier line and is a member once at
  // most; no key occurs twice.
  [[nodiscard]] static Result<Policy> parse(std::string_view text);

  // One log, so that a fork names its author.
  [[nodiscard]] const VerifierKey& log() const { return log_.front(); }
  [[nodiscard]] const std::string& log_url() const { return log_url_; }
  [[nodiscard]] const std::vector<PolicyWitness>& witnesses() const { return witnesses_; }
  [[nodiscard]] const std::vector<PolicyGroup>& groups() const { return groups_; }
  [[nodiscard]] const std::string& quorum() const { return quorum_; }
  // Whether anybody but the log itself has to sign.
  [[nodiscard]] bool has_quorum() const { return quorum_ != kNone; }

  // Whether those whose cosignature is there and right make up the quorum. A wrong cosignature of a
  // known witness is an error, not just missing. Code policy.quorum.
  [[nodiscard]] Result<Done> check(const SignedNote& checkpoint) const;
  // The latest time at which a whole quorum had seen the checkpoint: of K that are asked for, the
  // K-th newest cosignature. One dishonest or forgetful witness makes nothing look newer. A
  // cosignature that is dated after `latest` says nothing about when it was made, and counts as
  // missing. 0 if the quorum is none. Codes as check.
  [[nodiscard]] Result<std::uint64_t> seen_at(
      const SignedNote& checkpoint,
      std::uint64_t latest = std::numeric_limits<std::uint64_t>::max()) const;
  // Opens a checkpoint of the log and checks the quorum.
  [[nodiscard]] Result<SignedCheckpoint> open(std::string_view checkpoint) const;

 private:
  Policy() = default;
  class Parser;

  std::vector<VerifierKey> log_;  // one
  std::string log_url_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<PolicyGroup> groups_;
  std::string quorum_;
};

}  // namespace tabella::bulletin_board
