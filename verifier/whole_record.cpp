#include "verifier/whole_record.h"

#include <algorithm>
#include <optional>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/receipt.h"
#include "bulletin_board/log/tiles.h"
#include "verifier/record_files.h"
#include "verifier/tile_subtrees.h"

namespace tabella::verifier {

using bulletin_board::Checkpoint;
using bulletin_board::Policy;

namespace {

// Of a verification that could open it.
std::optional<Checkpoint> checkpoint_of(const Verification& verification) {
  const auto note = bulletin_board::SignedNote::parse(verification.checkpoint);
  if (!note) return std::nullopt;
  const auto checkpoint = Checkpoint::parse(note->text);
  if (!checkpoint) return std::nullopt;
  return *checkpoint;
}

void check_pair(const ReadFile& read, const std::string& path, const Policy& policy,
                Verification& verification) {
  const auto receipt = read(path);
  const auto post = read(path + ".post");
  if (receipt && post) return check_receipt(read, path, *receipt, *post, policy, verification);
  verification.report.expect(CheckName::receipts);
  verification.report.fail(CheckName::receipts, (receipt ? post : receipt).error().message());
}

}  // namespace

void check_files(const ReadFile& read, std::span<const std::string> files, const Policy& policy,
                 Verification& verification) {
  const auto checkpoint = checkpoint_of(verification);
  for (const std::string& path : files) {
    const auto tile = bulletin_board::TileId::parse(path);
    if (is_receipt(path)) {
      check_pair(read, path, policy, verification);
    } else if (is_receipt_post(path)) {
      const std::string receipt = path.substr(0, path.size() - std::string(".post").size());
      if (std::ranges::find(files, receipt) == files.end()) {
        verification.report.fail(CheckName::completeness, path + ": has no receipt beside it");
      }
    } else if (tile && checkpoint && !is_tile_of(*tile, checkpoint->size)) {
      verification.report.fail(CheckName::completeness,
                               path + ": is no tile of a log of this size");
    } else if (!is_record_file(path)) {
      verification.report.fail(CheckName::completeness, path + ": is no file of a record");
    }
  }
}

void check_receipt(const ReadFile& read, const std::string& name, ByteView receipt, ByteView post,
                   const Policy& policy, Verification& verification) {
  Report& report = verification.report;
  report.expect(CheckName::receipts);
  const auto fail = [&](const std::string& reason) {
    report.fail(CheckName::receipts, name + ": " + reason);
  };
  const auto parsed = bulletin_board::Receipt::parse(as_text(receipt));
  if (!parsed) return fail(parsed.error().message());
  // Without a log to compare with it is not done, which says nothing against the receipt.
  const auto checkpoint = checkpoint_of(verification);
  if (!checkpoint || report.fails(CheckName::log)) return;
  const auto entry = entry_of(read, *parsed, post, policy, *checkpoint);
  if (!entry) return fail(entry.error().message());
  report.count(CheckName::receipts);
}

Result<std::uint64_t> entry_of(const ReadFile& read, const bulletin_board::Receipt& receipt,
                               ByteView post, const Policy& policy, const Checkpoint& record) {
  const auto under = bulletin_board::verify_receipt(receipt, post, policy);
  if (!under) return under.error();
  if (under->size > record.size) {
    return Error{"receipt.record", "",
                 "is of a log of " + std::to_string(under->size) + " entries, this one has " +
                     std::to_string(record.size)};
  }
  if (!TileSubtrees(read, record.size).prove_extension(*under, record.root)) {
    return Error{"receipt.record", "", "this log does not extend the one of the receipt"};
  }
  return receipt.index;
}

std::optional<std::string> find_stale(const bulletin_board::SignedNote& checkpoint,
                                      const Policy& policy, const bulletin_board::Board& board,
                                      const Freshness& freshness) {
  // Clocks differ by a little. What is dated later than that would be new for as long as its
  // witness likes.
  const std::uint64_t latest = freshness.now + kClocksDiffer;
  const auto quorum = policy.seen_at(checkpoint, latest);
  if (!quorum) return "not seen by a quorum at any time up to now";
  const std::uint64_t seen = *quorum == 0 ? board.time() : *quorum;
  if (seen > latest) return "its last block is dated in the future";
  if (seen >= freshness.now || freshness.now - seen <= freshness.max_age) return std::nullopt;
  return "last seen " + std::to_string(freshness.now - seen) + " s ago, more than " +
         std::to_string(freshness.max_age) + " s";
}

void check_age(const Freshness& freshness, const Policy& policy, Verification& verification) {
  Report& report = verification.report;
  report.expect(CheckName::views);
  const auto note = bulletin_board::SignedNote::parse(verification.checkpoint);
  if (!note) return;
  report.count(CheckName::views);
  if (const auto stale = find_stale(*note, policy, *verification.board, freshness)) {
    report.fail(CheckName::views, "stale: " + *stale);
  }
}

}  // namespace tabella::verifier
