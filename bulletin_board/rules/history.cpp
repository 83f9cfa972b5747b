#include "bulletin_board/rules/history.h"

#include "crypto/hash.h"

namespace tabella::bulletin_board {

void History::add(ByteView change) { chain_ = crypto::sha256({chain_, change}); }

crypto::Fingerprint History::digest(std::uint64_t phase, ByteView beside) const {
  return crypto::sha256({as_bytes(domain_), uint64_be(phase), uint64_be(counter_), chain_, beside});
}

}  // namespace tabella::bulletin_board
