// What every decoder of fixed bytes must keep: encode gives back, byte for byte, what it accepts.
#pragma once

#include <algorithm>

#include "crypto/bytes.h"
#include "crypto/expects.h"

namespace tabella::fuzz {

template <class T>
void expect_one_encoding(ByteView bytes) {
  const auto decoded = T::decode(bytes);
  if (decoded) EXPECTS(std::ranges::equal(decoded->encode(), bytes));
  if (bytes.size() != T::kSize) EXPECTS(!decoded);
}

}  // namespace tabella::fuzz
