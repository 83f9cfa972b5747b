// A whole file into memory, with a reason when that cannot be.
#pragma once

#include <string>

#include "crypto/result.h"

namespace tabella::cli {

// Code file.read.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

}  // namespace tabella::cli
