// What can be said of a record beyond its log: that no file is left over, that every receipt leads
// into this log, that it is as new as the caller asks. Called after the log was verified; each adds
// to the report.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/receipt.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/verification.h"
#include "verifier/verify.h"

namespace tabella::verifier {

// C19, C20: `files` are all that the record has.
void check_files(const ReadFile& read, std::span<const std::string> files,
                 const bulletin_board::Policy& policy, Verification& verification);

// C20: the post is in this very log, under the receipt's checkpoint, which this log extends.
void check_receipt(const ReadFile& read, const std::string& name, ByteView receipt, ByteView post,
                   const bulletin_board::Policy& policy, Verification& verification);
// The same for a record that was verified under this checkpoint; the entry that the post is.
[[nodiscard]] Result<std::uint64_t> entry_of(const ReadFile& read,
                                             const bulletin_board::Receipt& receipt, ByteView post,
                                             const bulletin_board::Policy& policy,
                                             const bulletin_board::Checkpoint& record);

// How new the log has to be, by the caller's clock.
struct Freshness {
  std::uint64_t now = 0;
  std::uint64_t max_age = 0;
};
// So much may a witness's clock be ahead of the caller's, in seconds.
inline constexpr std::uint64_t kClocksDiffer = 60;

// Why the log is not so new, if it is not: the quorum of the policy saw it, or without one the last
// block was made, longer ago. What is dated in the future does not say when it was made.
[[nodiscard]] std::optional<std::string> find_stale(const bulletin_board::SignedNote& checkpoint,
                                                    const bulletin_board::Policy& policy,
                                                    const bulletin_board::Board& board,
                                                    const Freshness& freshness);
// The same as a check: C15, "stale".
void check_age(const Freshness& freshness, const bulletin_board::Policy& policy,
               Verification& verification);

}  // namespace tabella::verifier
