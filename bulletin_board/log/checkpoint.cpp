#include "bulletin_board/log/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

namespace {

constexpr std::size_t kTimeSize = 8;

// Decimal without sign or leading zeros.
std::optional<std::uint64_t> decimal(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || std::to_string(value) != digits) return std::nullopt;
  return value;
}

std::string cosigned_text(std::string_view checkpoint_text, std::uint64_t time) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(checkpoint_text);
}

std::uint64_t read_time(ByteView bytes) {
  std::uint64_t time = 0;
  for (const std::uint8_t byte : bytes) time = time << 8 | byte;
  return time;
}

}  // namespace

std::string Checkpoint::text() const {
  return origin + "\n" + std::to_string(size) + "\n" + base64(root) + "\n";
}

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
  const auto wrong = [](const char* detail) { return Error{"checkpoint.form", "", detail}; };
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const auto newline = text.find('\n');
    if (newline == std::string_view::npos) return wrong("has fewer than three lines");
    line = text.substr(0, newline);
    text.remove_prefix(newline + 1);
  }
  if (!text.empty()) return wrong("has an extension line");
  if (!is_key_name(lines[0])) return wrong("has no origin");
  const auto size = decimal(lines[1]);
  if (!size) return wrong("has a size that is no decimal number");
  const auto root = decode_base64(lines[2]);
  if (!root || root->size() != Hash().size()) return wrong("has no root of 32 bytes");
  Checkpoint out{std::string(lines[0]), *size, {}};
  std::ranges::copy(*root, out.root.begin());
  if (out.size == 0 && out.root != empty_root()) return wrong("has a root without entries");
  return out;
}

Result<SignedCheckpoint> SignedCheckpoint::open(std::string_view bytes, const VerifierKey& log) {
  auto note = SignedNote::parse(bytes);
  if (!note) return note.error();
  auto checkpoint = Checkpoint::parse(note->text);
  if (!checkpoint) return checkpoint.error();
  if (checkpoint->origin != log.name()) {
    return Error{"checkpoint.origin", checkpoint->origin, "is not " + log.name()};
  }
  if (const auto verified = note->verify(log); !verified) return verified.error();
  return SignedCheckpoint{*std::move(checkpoint), *std::move(note)};
}

SignedNote sign_checkpoint(const Checkpoint& checkpoint, const crypto::Ed25519SecretKey& log_key) {
  const std::string text = checkpoint.text();
  return {text, {sign_note(text, checkpoint.origin, log_key)}};
}

NoteSignature cosign(std::string_view checkpoint_text, std::uint64_t time, const std::string& name,
                     const crypto::Ed25519SecretKey& key) {
  EXPECTS(time > 0 && time >> 63 == 0);
  const auto signature = key.sign(as_bytes(cosigned_text(checkpoint_text, time)));
  const auto dated = uint64_be(time);
  Bytes blob(dated.begin(), dated.end());
  blob.insert(blob.end(), signature.begin(), signature.end());
  return {name, VerifierKey::make(name, SignatureType::cosignature, key.public_key()).id(),
          std::move(blob)};
}

Result<std::uint64_t> verify_cosignature(const SignedNote& note, const VerifierKey& cosigner) {
  EXPECTS(cosigner.type() == SignatureType::cosignature);
  const auto wrong = [&](const char* detail) {
    return Error{"checkpoint.cosignature", cosigner.name(), detail};
  };
  std::optional<std::uint64_t> latest;
  for (const NoteSignature& each : note.signatures) {
    if (!each.is_of(cosigner)) continue;
    const ByteView blob = each.signature;
    if (blob.size() != kTimeSize + crypto::Ed25519Signature().size()) return wrong("is wrong");
    const std::uint64_t time = read_time(blob.first(kTimeSize));
    if (time == 0 || time >> 63 != 0) return wrong("has an impossible time");
    if (!cosigner.public_key().verify(as_bytes(cosigned_text(note.text, time)), blob.last<64>())) {
      return wrong("is wrong");
    }
    latest = std::max(latest.value_or(0), time);
  }
  if (!latest) return wrong("is missing");
  return *latest;
}

}  // namespace tabella::bulletin_board
