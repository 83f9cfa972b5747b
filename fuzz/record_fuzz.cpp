// A record that its log signed, with any entries: verifying it ends with a report, and a valid one
// is, block by block, what the rules make of its posts.
#include <algorithm>

#include "bulletin_board/rules/block_reader.h"
#include "crypto/expects.h"
#include "crypto/initialize.h"
#include "tests/verifier/signed_record.h"
#include "verifier/verify.h"

using namespace tabella;

namespace {

// Entries as in a bundle, as many as there are; a length that leads beyond the end ends there.
std::vector<Bytes> split(ByteView data) {
  std::vector<Bytes> entries;
  while (data.size() > 2) {
    const std::size_t length = std::min<std::size_t>(data[0] * 256U + data[1], data.size() - 2);
    entries.emplace_back(data.begin() + 2, data.begin() + 2 + static_cast<std::ptrdiff_t>(length));
    data = data.subspan(2 + length);
  }
  return entries;
}

std::vector<Bytes> entries_of_rules(const std::vector<Bytes>& entries) {
  std::vector<Bytes> made;
  bulletin_board::Board board([&made](std::uint64_t index) { return made.at(index); },
                              bulletin_board::run_in_turn);
  bulletin_board::BlockReader reader;
  for (const Bytes& entry : entries) {
    const auto stored = reader.read(entry).value();
    if (!stored) continue;
    const auto block = board.apply(stored->time, stored->posts());
    made.insert(made.end(), block.entries.begin(), block.entries.end());
  }
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  crypto::initialize();
  const auto entries = split({data, size});
  if (entries.empty()) return 0;
  const verifier::test::SignedRecord record(entries);
  const auto verification =
      verifier::verify_record(record.read(), verifier::test::policy(), bulletin_board::run_in_turn,
                              [](std::uint64_t, std::uint64_t) {});
  if (!verification.report.valid()) return 0;
  EXPECTS(verification.board->size() == entries.size());
  EXPECTS(entries_of_rules(entries) == entries);
  return 0;
}
