#include "verifier/verify.h"

#include "verifier/record_verifier.h"

namespace tabella::verifier {

Verification verify_record(const ReadFile& read, const bulletin_board::Policy& policy,
                           bulletin_board::Board::RunPieces run_pieces,
                           const ShowProgress& show_progress) {
  RecordVerifier verifier(policy, std::move(run_pieces), kAhead);
  std::uint64_t shown = 0;
  for (auto next = verifier.wants(1); !next.empty(); next = verifier.wants(1)) {
    verifier.feed(read(next.front()));
    if (verifier.done() == shown) continue;
    shown = verifier.done();
    show_progress(shown, verifier.all());
  }
  return verifier.finish();
}

}  // namespace tabella::verifier
