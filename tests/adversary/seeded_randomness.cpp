#include "tests/adversary/seeded_randomness.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "crypto/bytes.h"
#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::adversary {

namespace {

std::array<std::uint8_t, 32> key;
std::uint64_t blocks_drawn = 0;

// One block of the stream for each call and 64 bytes, so that a draw's size moves nothing else.
void draw(void* const buffer, const std::size_t size) {
  auto* out = static_cast<std::uint8_t*>(buffer);
  std::size_t left = size;
  while (left > 0) {
    std::array<std::uint8_t, 64> block;
    const std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce =
        uint64_be(blocks_drawn++);
    crypto_stream_chacha20(block.data(), block.size(), nonce.data(), key.data());
    const std::size_t part = std::min(left, block.size());
    out = std::copy_n(block.begin(), part, out);
    left -= part;
  }
}

std::uint32_t draw_word() {
  std::uint32_t word = 0;
  draw(&word, sizeof(word));
  return word;
}

const char* name() { return "seeded, for tests"; }

randombytes_implementation seeded = {.implementation_name = name,
                                     .random = draw_word,
                                     .stir = nullptr,
                                     .uniform = nullptr,
                                     .buf = draw,
                                     .close = nullptr};

}  // namespace

SeededRandomness::SeededRandomness(std::string seed) : seed_(std::move(seed)) {
  begin("");
  EXPECTS(randombytes_set_implementation(&seeded) == 0);
}

SeededRandomness::~SeededRandomness() {
  EXPECTS(randombytes_set_implementation(&randombytes_sysrandom_implementation) == 0);
}

void SeededRandomness::begin(std::string_view label) {
  key = crypto::sha256({as_bytes(seed_), as_bytes("/"), as_bytes(label)});
  blocks_drawn = 0;
}

}  // namespace tabella::adversary
