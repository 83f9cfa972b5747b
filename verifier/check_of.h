// Which check a refusal of the rules belongs to, by its code. docs/observers.md, "Checks".
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "verifier/report.h"

namespace tabella::verifier {

struct CheckedCode {
  std::string_view code;
  CheckName check;
};

// What comes before the dot, where all codes of a family belong to one check.
inline constexpr auto kCheckedFamilies = std::to_array<CheckedCode>({
    {"ceremony", CheckName::ceremony},
    {"definition", CheckName::definition},
    {"election", CheckName::definition},
    {"key_held", CheckName::ceremony},
    {"notice", CheckName::encoding},
    {"policy", CheckName::definition},
    {"roll", CheckName::roll},
});

// Every code of the other families. A code is here or its family is above, never both, so that no
// order matters.
inline constexpr auto kCheckedCodes = std::to_array<CheckedCode>({
    {"ballot.alpha", CheckName::ciphertexts},  {"ballot.beta", CheckName::ciphertexts},
    {"ballot.bits", CheckName::bits},          {"ballot.credential", CheckName::credential},
    {"ballot.election", CheckName::rules},     {"ballot.encoding", CheckName::encoding},
    {"ballot.equation", CheckName::equations}, {"ballot.identity", CheckName::encoding},
    {"ballot.opening", CheckName::bits},       {"ballot.repeat", CheckName::repeats},
    {"ballot.revote", CheckName::rules},       {"ballot.roll", CheckName::credential},
    {"ballot.sequence", CheckName::rules},     {"ballot.shape", CheckName::shape},
    {"ballot.style", CheckName::credential},   {"ballot.tested", CheckName::rules},
    {"cosigned.checkpoint", CheckName::clock}, {"cosigned.covers", CheckName::rules},
    {"cosigned.election", CheckName::rules},   {"cosigned.encoding", CheckName::encoding},
    {"cosigned.none", CheckName::rules},       {"cosigned.policy", CheckName::clock},
    {"cosigned.root", CheckName::clock},       {"note.form", CheckName::encoding},
    {"note.key", CheckName::encoding},         {"note.signature", CheckName::authority},
    {"post.duplicate", CheckName::encoding},   {"post.encoding", CheckName::encoding},
    {"post.field", CheckName::encoding},       {"post.key", CheckName::encoding},
    {"post.number", CheckName::encoding},      {"post.origin", CheckName::encoding},
    {"post.signatures", CheckName::authority}, {"post.size", CheckName::encoding},
    {"post.spelling", CheckName::encoding},    {"post.type", CheckName::encoding},
    {"post.value", CheckName::encoding},       {"post.version", CheckName::encoding},
    {"rules.belongs", CheckName::authority},   {"rules.block", CheckName::rules},
    {"rules.disqualified", CheckName::rules},  {"rules.election", CheckName::rules},
    {"rules.key_reuse", CheckName::ceremony},  {"rules.keys", CheckName::rules},
    {"rules.last_keys", CheckName::rules},     {"rules.manifest", CheckName::rules},
    {"rules.official", CheckName::rules},      {"rules.page", CheckName::rules},
    {"rules.phase", CheckName::rules},         {"rules.reason", CheckName::encoding},
    {"rules.rehearsal", CheckName::rules},     {"rules.revoked", CheckName::authority},
    {"rules.trustee", CheckName::rules},       {"rules.twice", CheckName::rules},
    {"share.cosigned", CheckName::rules},      {"share.count", CheckName::shares},
    {"share.encoding", CheckName::shares},     {"share.equation", CheckName::shares},
    {"share.identity", CheckName::shares},     {"share.pool", CheckName::shares},
    {"share.repeat", CheckName::repeats},      {"share.repeated", CheckName::shares},
    {"share.size", CheckName::shares},         {"share.trustee", CheckName::shares},
    {"share.waits", CheckName::shares},        {"share.withheld", CheckName::shares},
    {"tested.cast", CheckName::rules},         {"tested.election", CheckName::rules},
    {"tested.encoding", CheckName::encoding},  {"tested.many", CheckName::rules},
    {"tested.proof", CheckName::credential},   {"tested.roll", CheckName::credential},
    {"tested.style", CheckName::credential},   {"tested.twice", CheckName::rules},
});

// None for a code that no refusal of a post has.
[[nodiscard]] std::optional<CheckName> find_check(std::string_view code);
// A code that is not known is a programmer's mistake: tests/verifier/check_of_test.cpp looks for
// those of all sources.
[[nodiscard]] CheckName check_of(std::string_view code);

}  // namespace tabella::verifier
