#include "crypto/vartime/backend.h"

#include <atomic>

namespace tabella::crypto::vartime {

namespace {

std::vector<const Backend*> detect() {
  std::vector<const Backend*> found;
#ifdef TABELLA_X86_BACKENDS
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0) {
    found.push_back(&avx512_backend());
  }
  if (__builtin_cpu_supports("avx2") != 0) found.push_back(&avx2_backend());
#endif
#ifdef __wasm_simd128__
  found = {&simd128_backend(), &portable_backend()};
#else
  // The last for tests: it is slow where 64-bit integers have a product.
  found.insert(found.end(), {&portable_backend(), &simd128_backend()});
#endif
  return found;
}

std::atomic<const Backend*>& chosen_backend() {
  static std::atomic<const Backend*> chosen = backends().front();
  return chosen;
}

}  // namespace

std::span<const Backend* const> backends() {
  static const std::vector<const Backend*> found = detect();
  return found;
}

const Backend& backend() { return *chosen_backend().load(std::memory_order_relaxed); }

void use_backend(const Backend& chosen) { chosen_backend().store(&chosen); }

}  // namespace tabella::crypto::vartime
