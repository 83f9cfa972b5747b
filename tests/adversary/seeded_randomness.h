// Makes all randomness of a test program a function of one seed, so that two runs make the same
// record. libsodium draws from here while an object of this class lives; no product links it.
#pragma once

#include <string>
#include <string_view>

namespace tabella::adversary {

class SeededRandomness {
 public:
  explicit SeededRandomness(std::string seed);
  SeededRandomness(const SeededRandomness&) = delete;
  SeededRandomness& operator=(const SeededRandomness&) = delete;
  ~SeededRandomness();

  // What is drawn from now on depends on seed and label alone: bytes of ChaCha20 under the key
  // SHA-256(seed || "/" || label).
  void begin(std::string_view label);

 private:
  std::string seed_;
};

}  // namespace tabella::adversary
