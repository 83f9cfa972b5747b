// What a witness is asked by anybody: one form of each request; and for no request anything is
// signed without the log's signature.
#include <string_view>

#include "bulletin_board/log/witness.h"
#include "crypto/expects.h"
#include "crypto/initialize.h"
#include "tests/bulletin_board/log/growing_log.h"

using namespace tabella::bulletin_board;

namespace {

// It has signed the first entry of the log in the kept inputs.
struct Watched {
  Watched()
      : log(VerifierKey::make("log.example/fuzz", SignatureType::ed25519,
                              test::counting_key(1).public_key())),
        witness("witness.example/fuzz", test::counting_key(2), {log}),
        recorded{{log.name(), 1, test::GrowingLog(1).root(1)}, {}} {}

  VerifierKey log;
  Witness witness;
  SignedCheckpoint recorded;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tabella::crypto::initialize();
  static const Watched kWatched;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto request = AddCheckpoint::parse(body);
  if (!request) {
    EXPECTS(request.error().code == "witness.form");
    return 0;
  }
  EXPECTS(request->encode() == body);
  const WitnessVerdict verdict = kWatched.witness.judge(*request, kWatched.recorded, 1);
  EXPECTS(verdict.record.has_value() == (verdict.reply.status == 200));
  if (verdict.record) EXPECTS(verdict.record->note.verify(kWatched.log).has_value());
  return 0;
}
