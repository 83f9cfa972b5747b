#include "verifier/report.h"

#include <algorithm>
#include <utility>

namespace tabella::verifier {

Report::Report()
    : checks_{{{"C1", "encoding: every entry is in its one form", 0, {}},
               {"C2", "definition: complete, compiled again, fingerprints computed again", 0, {}},
               {"C3", "ceremony: hashes, dealings, certificates, complaints", 0, {}},
               {"C4", "election key: the sum of the dealings", 0, {}},
               {"C5", "roll: within its bounds, nobody twice, in the fingerprint", 0, {}},
               {"C6", "authority: who may say what, with all signatures", 0, {}},
               {"C7", "shape: ballots have the size of their style", 0, {}},
               {"C8", "credential: on the roll, and its holder sealed the ballot", 0, {}},
               {"C9", "bits: every bit is 0 or 1", 0, {}},
               {"C10", "equations: answers obey the question", 0, {}},
               {"C11", "ciphertexts: encrypt what the proof speaks of", 0, {}},
               {"C12", "repeats: no alpha, B, K or commitment twice", 0, {}},
               {"C13", "rules: phases, times, sequences; the log replayed byte for byte", 0, {}},
               {"C14", "log: entries, tiles, tree and checkpoint", 0, {}},
               {"C15", "views: the policy's log key and cosignatures", 0, {}},
               {"C16", "aggregate: computed from the counted ballots", 0, {}},
               {"C17", "shares: proofs of the partial decryptions", 0, {}},
               {"C18", "result: totals, counting and decision derived again", 0, {}},
               {"C19", "completeness: nothing missing, nothing left over", 0, {}}}} {}

bool Report::valid() const {
  return std::ranges::all_of(checks_, [](const CheckReport& c) { return c.failures.empty(); });
}

CheckName check_of(std::string_view code) {
  using Name = CheckName;
  static constexpr std::array<std::pair<std::string_view, Name>, 29> kByCode = {{
      {"ballot.encoding", Name::encoding},
      {"ballot.identity", Name::encoding},
      {"ballot.shape", Name::shape},
      {"ballot.roll", Name::credential},
      {"ballot.style", Name::credential},
      {"ballot.credential", Name::credential},
      {"ballot.opening", Name::bits},
      {"ballot.bits", Name::bits},
      {"ballot.equation", Name::equations},
      {"ballot.alpha", Name::ciphertexts},
      {"ballot.beta", Name::ciphertexts},
      {"ballot.repeat", Name::repeats},
      {"ballot.", Name::rules},
      {"tested.encoding", Name::encoding},
      {"tested.roll", Name::credential},
      {"tested.proof", Name::credential},
      {"tested.", Name::rules},
      {"share.repeat", Name::repeats},
      {"share.", Name::shares},
      {"ceremony.", Name::ceremony},
      {"roll.", Name::roll},
      {"definition.", Name::definition},
      {"election.", Name::definition},
      {"post.signatures", Name::authority},
      {"note.signature", Name::authority},
      {"rules.", Name::rules},
      {"note.", Name::encoding},
      {"notice.", Name::encoding},
      {"post.", Name::encoding},
  }};
  const auto found = std::ranges::find_if(
      kByCode, [&](const auto& entry) { return code.starts_with(entry.first); });
  return found == kByCode.end() ? Name::rules : found->second;
}

std::string text_of(const Report& report) {
  std::string text;
  for (const CheckReport& check : report.checks()) {
    std::string id(check.id);
    id.resize(4, ' ');
    const char* verdict = !check.failures.empty() ? "FAILED "
                          : check.applied == 0    ? "-      "
                                                  : "ok     ";
    std::string count = std::to_string(check.applied);
    count.insert(0, 10 - std::min<std::size_t>(10, count.size()), ' ');
    text += id + verdict + count + "  " + std::string(check.title) + "\n";
    for (const std::string& failure : check.failures) text += "      " + failure + "\n";
  }
  return text + (report.valid() ? "valid\n" : "INVALID\n");
}

}  // namespace tabella::verifier
