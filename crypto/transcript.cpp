#include "crypto/transcript.h"

#include <sodium.h>

#include "crypto/secret.h"

namespace tabella::crypto {

namespace {

static_assert(sizeof(crypto_hash_sha512_state) == 208);
static_assert(alignof(crypto_hash_sha512_state) <= 8);

crypto_hash_sha512_state* sha512(std::uint8_t* state) {
  return reinterpret_cast<crypto_hash_sha512_state*>(state);
}

}  // namespace

Transcript::Transcript(std::string_view domain) {
  crypto_hash_sha512_init(sha512(state_.data()));
  absorb("domain", as_bytes(domain));
}

Transcript::~Transcript() { wipe(state_.data(), sizeof(state_)); }

void Transcript::part(ByteView data) {
  crypto_hash_sha512_update(sha512(state_.data()), data.data(), data.size());
}

void Transcript::frame(ByteView data) {
  part(uint64_be(data.size()));
  part(data);
}

void Transcript::absorb(std::string_view label, ByteView data) {
  frame(as_bytes(label));
  frame(data);
}

void Transcript::absorb_u64(std::string_view label, std::uint64_t value) {
  absorb(label, uint64_be(value));
}

void Transcript::begin(std::string_view label, std::size_t total_size) {
  frame(as_bytes(label));
  part(uint64_be(total_size));
}

std::array<std::uint8_t, 64> Transcript::peek(ByteView label) const {
  Transcript copy = *this;
  copy.frame(label);
  std::array<std::uint8_t, 64> out;
  crypto_hash_sha512_final(sha512(copy.state_.data()), out.data());
  return out;
}

std::array<std::uint8_t, 64> Transcript::challenge_bytes(std::string_view label) {
  const auto out = peek(as_bytes(label));
  absorb(label, out);
  return out;
}

}  // namespace tabella::crypto
