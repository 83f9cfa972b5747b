// Notes, checkpoints, receipts and policies: what is accepted is written back byte for byte, or, of
// a policy, has what a reader needs.
#include <string_view>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/receipt.h"
#include "crypto/expects.h"

using namespace tabella::bulletin_board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto note = SignedNote::parse(text)) EXPECTS(note->encode() == text);
  if (const auto checkpoint = Checkpoint::parse(text)) EXPECTS(checkpoint->text() == text);
  if (const auto key = VerifierKey::parse(text)) EXPECTS(key->text() == text);
  if (const auto receipt = Receipt::parse(text)) {
    // The line "extra" is read and not written.
    EXPECTS(text.find("\nextra ") != std::string_view::npos || receipt->encode() == text);
  }
  if (const auto policy = Policy::parse(text)) {
    EXPECTS(!policy->log().name().empty() && !policy->quorum().empty());
    (void)policy->open(text);
  }
  return 0;
}
