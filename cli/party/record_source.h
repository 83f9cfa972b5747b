// Where a record is read from: a server's URL, a folder, or an archive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/result.h"
#include "verifier/verify.h"

namespace tabella::cli {

struct RecordSource {
  verifier::ReadFile read;
  // Every file of the record, sorted; none of a server, which cannot be asked.
  std::optional<std::vector<std::string>> files;
};

[[nodiscard]] bool is_url(const std::string& source);
[[nodiscard]] Result<RecordSource> open_record(const std::string& source);

}  // namespace tabella::cli
