#include "bulletin_board/log/receipt.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tabella::bulletin_board {

namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
// No tree is higher.
constexpr std::size_t kMaxPath = 64;

Error wrong(std::string detail) { return {"receipt.form", "", std::move(detail)}; }

// The next line, without its newline; what follows stays.
std::optional<std::string_view> next_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string Receipt::encode() const {
  std::string out = std::string(kHeader) + std::string(kIndex) + std::to_string(index) + "\n";
  for (const Hash& hash : path) out += base64(hash) + "\n";
  return out + "\n" + checkpoint;
}

Result<Receipt> Receipt::parse(std::string_view text) {
  if (!text.starts_with(kHeader)) return wrong("is no tlog-proof of version 1");
  text.remove_prefix(kHeader.size());
  auto line = next_line(text);
  if (line && line->starts_with(kExtra)) {
    if (!decode_base64(line->substr(kExtra.size()))) return wrong("has extra data without base64");
    line = next_line(text);
  }
  if (!line || !line->starts_with(kIndex)) return wrong("has no index");
  const std::string_view digits = line->substr(kIndex.size());
  Receipt receipt;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), receipt.index);
  if (error != std::errc() || std::to_string(receipt.index) != digits) {
    return wrong("has an index that is no decimal number");
  }
  for (line = next_line(text); line && !line->empty(); line = next_line(text)) {
    const auto hash = decode_base64(*line);
    if (!hash || hash->size() != Hash().size()) return wrong("has a hash that is not 32 bytes");
    if (receipt.path.size() == kMaxPath) return wrong("has too many hashes");
    std::ranges::copy(*hash, receipt.path.emplace_back().begin());
  }
  if (!line || text.empty()) return wrong("has no checkpoint");
  receipt.checkpoint = text;
  return receipt;
}

Result<Checkpoint> verify_receipt(const Receipt& receipt, ByteView entry, const Policy& policy) {
  const auto opened = policy.open(receipt.checkpoint);
  if (!opened) return opened.error();
  const Checkpoint& checkpoint = opened->checkpoint;
  if (!verify_inclusion(receipt.index, checkpoint.size, leaf_hash(entry), receipt.path,
                        checkpoint.root)) {
    return Error{"receipt.inclusion", "entry " + std::to_string(receipt.index),
                 "is not this one under the checkpoint of size " + std::to_string(checkpoint.size)};
  }
  return checkpoint;
}

}  // namespace tabella::bulletin_board
