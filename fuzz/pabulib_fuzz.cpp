// Any bytes are refused with a line and a reason, or read.
#include "cli/simulation/pabulib.h"
#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = tabella::cli::parse_pabulib(text);
  if (!file) {
    EXPECTS(!file.error().message().empty());
    return 0;
  }
  for (const auto& vote : file->votes) {
    for (const std::uint32_t project : vote.projects) EXPECTS(project < file->projects.size());
    EXPECTS(vote.points.empty() || vote.points.size() == vote.projects.size());
  }
  return 0;
}
