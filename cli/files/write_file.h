// Writes whole files so that a power cut leaves the old one or the new one.
#pragma once

#include <string>
#include <string_view>

#include "crypto/result.h"

namespace tabella::cli {

enum class Readers { everybody, owner };

// Code file.write. The file is replaced as a whole or not at all, and on the disk when this
// returns: what is posted next may rely on it.
[[nodiscard]] Result<Done> write_file(const std::string& path, std::string_view content,
                                      Readers readers = Readers::everybody);

// Gives a file or folder another name; it has it when this returns. Code file.write.
[[nodiscard]] Result<Done> rename_durably(const std::string& from, const std::string& to);

// A file that was made is there after a power cut too once this returns. Code file.write.
[[nodiscard]] Result<Done> make_name_durable(const std::string& path);

}  // namespace tabella::cli
