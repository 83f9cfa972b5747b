// What Unicode's normalisation form C (UAX 15) needs to know of characters; ascending.
#pragma once

#include <array>
#include <cstdint>

namespace tabella::text::nfc {

// Code points first to last.
struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Canonical combining class of marks; of all others it is 0.
struct ClassRange {
  std::uint32_t first;
  std::uint32_t last;
  std::uint8_t combining_class;
};

// Form C writes the two as one.
struct Composite {
  std::uint32_t composed;
  std::uint32_t first;
  std::uint32_t second;
};

extern const std::array<Range, 73> kNeverInNfc;
extern const std::array<ClassRange, 382> kCombiningClasses;
extern const std::array<Composite, 941> kComposites;

}  // namespace tabella::text::nfc
