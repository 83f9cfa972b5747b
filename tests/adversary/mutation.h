// One attack on the good record. The name of its test says all that is expected of it:
//
//   "PF3 S2: a bit of 2 and one of -1 (C9 ballot.bits at ballot 3)"
//
// is row PF3 of the catalogue, sealed again as far as level S2 allows, which check C9 catches, with
// the rules' code ballot.bits, at the post of step "ballot 3". docs/adversary.md, "Kill matrix".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/adversary/good_election.h"
#include "tests/adversary/sealed_record.h"
#include "verifier/report.h"

namespace tabella::adversary {

class Mutation {
 public:
  explicit Mutation(ballot::Definition definition = short_definition(),
                    std::size_t voter_count = 12);

  // What the attacker changes: a step of the script, the finished entries, or the sealed files.
  Parties& parties() { return parties_; }
  Script script;
  std::function<void(std::vector<Bytes>&)> alter_entries;
  std::function<void(SealedRecord&, const std::vector<Bytes>&)> alter_record;
  // What is to be switched off, if not the code of the name.
  std::vector<std::string> off;
  // How the failure begins, if not with the entry of the step.
  std::string object;
  // The last entry that a step appended before `alter_entries`.
  [[nodiscard]] std::uint64_t entry_of(const std::string& step) const {
    return held_.entry_of.at(step);
  }
  // How many witnesses still cosign.
  std::size_t witnesses = 2;
  // The rules derive more entries than there are, or fewer.
  bool other_length = false;

  // Holds the election on a board without the check, seals its record, and requires that
  //   - an honest board refuses each hostile post with the code, and appends nothing;
  //   - the verifier fails exactly the named checks, at the object;
  //   - the product's own verifier, another program, says the same;
  //   - without the check the record is valid, and the check was asked.
  void require_caught();
  // The same without the last: more than one check is in the way. "PF4 S1 shadowed: ..."
  void require_noticed();

 private:
  struct Expected {
    std::string row;
    std::vector<std::string> checks;
    std::string code;
    std::vector<std::string> objects;
  };
  [[nodiscard]] static Expected expected_of(const std::string& test_name);
  void hold_and_seal();
  [[nodiscard]] bulletin_board::Block submit(bulletin_board::test::MemoryBoard& memory,
                                             const Submission& submission);
  void require_refused(bulletin_board::test::MemoryBoard& memory, const Step& step,
                       const Bytes& post);
  [[nodiscard]] std::vector<std::string> beginnings() const;
  void require_named(const verifier::Report& report) const;
  void require_same_from_product(const verifier::Report& report) const;

  SeededRandomness randomness_{"tabella"};
  Parties parties_;
  Expected expected_;
  Held held_;
  std::vector<Bytes> entries_;
  SealedRecord record_;
};

struct Verdict {
  verifier::Report report;
  std::uint64_t replayed = 0;  // entries
};
// With the policy of the record.
[[nodiscard]] Verdict verify(const SealedRecord& record);

}  // namespace tabella::adversary
