// Whole files for commands.
#pragma once

#include <string>
#include <string_view>

#include "crypto/result.h"

namespace tabella::cli {

// Code file.write. The file is replaced as a whole or not at all.
[[nodiscard]] Result<Done> write_file(const std::string& path, std::string_view content);

}  // namespace tabella::cli
