// The parts of a sealed ballot are where the table of docs/protocol.md, "Sealed bytes", says.
#include "crypto/ballot_proof/sealed_layout.h"

#include <vector>

#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

// Two counters, three bits.
const Style kStyle{.bits = 3, .counters = {{{0, 1}}, {{1, 1}, {2, 1}}}, .equations = {}};
const std::vector<std::string> kParts = {
    "alpha_1", "beta_1", "alpha_2", "beta_2", "B",   "A",   "C",   "D",   "T_alpha", "T_beta",
    "K",       "d",      "f_1",     "f_2",    "f_3", "z_A", "z_C", "z_r", "z_K"};

// Bytes whose part number n is all n, for parts of `size` bytes.
Bytes numbered(std::size_t size) {
  Bytes bytes;
  for (std::size_t n = 0; n < kParts.size(); ++n) {
    bytes.insert(bytes.end(), size, static_cast<std::uint8_t>(n));
  }
  return bytes;
}

template <Group G>
void require_order(std::size_t size) {
  const Bytes bytes = numbered(size);
  REQUIRE(SealedViewOf<G>::size(kStyle) == bytes.size());
  const SealedViewOf<G> view(kStyle, bytes);
  std::vector<ByteView> parts = {view.alpha(0),  view.ciphertext(0).last(size),
                                 view.alpha(1),  view.ciphertext(1).last(size),
                                 view.B(),       view.A(),
                                 view.C(),       view.D(),
                                 view.T_alpha(), view.T_beta(),
                                 view.K(),       view.d(),
                                 view.f(0),      view.f(1),
                                 view.f(2),      view.z_A(),
                                 view.z_C(),     view.z_r(),
                                 view.z_K()};
  REQUIRE(parts.size() == kParts.size());
  for (std::size_t n = 0; n < parts.size(); ++n) {
    INFO(kParts[n]);
    REQUIRE(parts[n].data() == bytes.data() + n * size);
    REQUIRE(parts[n].size() == size);
  }
  REQUIRE(view.ciphertexts().data() == bytes.data());
  REQUIRE(view.ciphertexts().size() == 4 * size);
  REQUIRE(view.commitments().data() == view.A().data());
  REQUIRE(view.commitments().size() == 6 * size);
  for (std::size_t place = 0; place < view.order().elements(); ++place) {
    REQUIRE(view.element(place).data() == bytes.data() + place * size);
  }
}

}  // namespace

TEST_CASE("every part of sealed bytes is where the protocol's table says") {
  require_order<Ristretto255>(32);
  require_order<TinyGroup<13>>(1);
}

TEST_CASE("elements and scalars of different sizes do not shift each other") {
  // Elements of 4 bytes, scalars of 1.
  using Wide = TinyGroup<13, 4>;
  REQUIRE(SealedViewOf<Wide>::size(kStyle) == 4 * 11 + 8);
  const Bytes bytes(4 * 11 + 8);
  const SealedViewOf<Wide> view(kStyle, bytes);
  REQUIRE(view.K().data() == bytes.data() + 40);
  REQUIRE(view.d().data() == bytes.data() + 44);
  REQUIRE(view.z_K().data() == bytes.data() + 51);
}

TEST_CASE("every byte of a ballot has the name of its part") {
  for (std::size_t offset = 0; offset < 32 * kParts.size(); ++offset) {
    REQUIRE(part_at(kStyle, offset) == kParts[offset / 32]);
  }
}

TEST_CASE("without z_K a ballot is 32 bytes shorter") {
  const Bytes bytes = numbered(32);
  REQUIRE(without_z_K(bytes).data() == bytes.data());
  REQUIRE(without_z_K(bytes).size() == bytes.size() - 32);
}
