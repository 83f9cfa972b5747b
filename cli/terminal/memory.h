// The memory of the process.
#pragma once

#include <cstdint>

namespace tabella::cli {

// The most that it has held so far.
[[nodiscard]] std::uint64_t peak_memory_bytes();
// What it holds now; 0 where the system does not say.
[[nodiscard]] std::uint64_t memory_bytes();
// From now on large blocks go back to the system as soon as they are freed. Otherwise the C library
// keeps ever larger ones, so that a server's memory follows its largest block of posts.
void return_large_blocks();

}  // namespace tabella::cli
