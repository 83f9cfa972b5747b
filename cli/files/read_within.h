// A file of a folder that somebody else filled: what is in it may be meant to lead out of it, to
// keep the reader waiting or to fill its memory.
#pragma once

#include <cstdint>
#include <string>

#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::cli {

// The regular file at a path below the folder, of at most this size. No name on the way is a link,
// but the folder itself may be one. Code file.read.
[[nodiscard]] Result<Bytes> read_within(const std::string& folder, const std::string& path,
                                        std::uint64_t max_size);

}  // namespace tabella::cli
