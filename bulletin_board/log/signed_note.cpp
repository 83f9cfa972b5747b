#include "bulletin_board/log/signed_note.h"

#include <algorithm>

#include "crypto/expects.h"
#include "crypto/hash.h"
#include "text/plain_text.h"

namespace tabella::bulletin_board {

namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kMaxNoteSize = std::size_t{1} << 20;

std::array<std::uint8_t, 1 + crypto::Ed25519PublicKey::kSize> typed_key(
    SignatureType type, const crypto::Ed25519PublicKey& key) {
  std::array<std::uint8_t, 1 + crypto::Ed25519PublicKey::kSize> bytes;
  bytes[0] = static_cast<std::uint8_t>(type);
  std::ranges::copy(key.bytes(), bytes.begin() + 1);
  return bytes;
}

// SHA256(name || 0x0A || type || public key)[:4]
KeyId key_id(std::string_view name, ByteView typed) {
  const auto hash = crypto::sha256({as_bytes(name), as_bytes("\n"), typed});
  KeyId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

Error malformed(std::string detail) { return {"note.form", "", std::move(detail)}; }

std::optional<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  NoteSignature out;
  out.name = line.substr(0, space);
  const auto blob = decode_base64(line.substr(space + 1));
  if (!is_key_name(out.name) || !blob || blob->size() <= out.key_id.size()) return std::nullopt;
  std::copy_n(blob->begin(), out.key_id.size(), out.key_id.begin());
  out.signature.assign(blob->begin() + 4, blob->end());
  return out;
}

}  // namespace

bool is_key_name(std::string_view name) {
  // Characters beyond ASCII may be white space in Unicode; names are host names and paths.
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f && c != '+'; });
}

bool is_note_text(std::string_view text) {
  if (text.empty() || text.back() != '\n' || !text::is_utf8(text)) return false;
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return c == '\n' || (byte >= 0x20 && byte != 0x7f);
  });
}

VerifierKey::VerifierKey(std::string name, SignatureType type, const crypto::Ed25519PublicKey& key)
    : name_(std::move(name)), type_(type), id_(key_id(name_, typed_key(type, key))), key_(key) {}

VerifierKey VerifierKey::make(std::string name, SignatureType type,
                              const crypto::Ed25519PublicKey& key) {
  EXPECTS(is_key_name(name));
  return {std::move(name), type, key};
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const auto wrong = [](const char* detail) { return Error{"note.key", "", detail}; };
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return wrong("is not name+id+key");
  const std::string_view name = text.substr(0, first);
  const auto id = decode_hex(text.substr(first + 1, second - first - 1));
  const auto typed = decode_base64(text.substr(second + 1));
  if (!is_key_name(name)) return wrong("has a name that is no key name");
  if (!id || id->size() != KeyId().size()) return wrong("has no key id of 8 hexadecimal digits");
  if (!typed || typed->size() != 1 + crypto::Ed25519PublicKey::kSize) {
    return wrong("is no Ed25519 key");
  }
  const auto type = static_cast<SignatureType>(typed->front());
  if (type != SignatureType::ed25519 && type != SignatureType::cosignature) {
    return wrong("has a type of signature that is not known");
  }
  const auto key = crypto::Ed25519PublicKey::decode(ByteView(*typed).subspan(1));
  if (!key) return wrong("is no Ed25519 key");
  VerifierKey out = make(std::string(name), type, *key);
  if (!std::ranges::equal(out.id(), *id)) return wrong("has an id that is not the key's");
  return out;
}

std::string VerifierKey::text() const {
  return name_ + "+" + hex(id_) + "+" + base64(typed_key(type_, key_));
}

std::string NoteSignature::line() const {
  Bytes blob(key_id.begin(), key_id.end());
  blob.insert(blob.end(), signature.begin(), signature.end());
  return std::string(kDash) + name + " " + base64(blob) + "\n";
}

Result<SignedNote> SignedNote::parse(std::string_view bytes) {
  if (bytes.size() > kMaxNoteSize) return malformed("is too large");
  // The text ends at the last empty line.
  const auto end = bytes.rfind("\n\n");
  if (end == std::string_view::npos) return malformed("has no empty line before its signatures");
  SignedNote note;
  note.text = bytes.substr(0, end + 1);
  if (!is_note_text(note.text)) return malformed("is no text that can be signed");
  std::string_view rest = bytes.substr(end + 2);
  if (rest.empty() || rest.back() != '\n') return malformed("has no signature, or not a whole one");
  while (!rest.empty()) {
    const auto newline = rest.find('\n');
    auto signature = parse_line(rest.substr(0, newline));
    if (!signature) {
      return malformed("signature " + std::to_string(note.signatures.size() + 1) +
                       " is no signature line");
    }
    if (note.signatures.size() == kMaxSignatures) return malformed("has too many signatures");
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(newline + 1);
  }
  return note;
}

std::string SignedNote::encode() const {
  std::string out = text + "\n";
  for (const NoteSignature& signature : signatures) out += signature.line();
  return out;
}

Result<Done> SignedNote::verify(const VerifierKey& key) const {
  EXPECTS(key.type() == SignatureType::ed25519);
  bool found = false;
  for (const NoteSignature& signature : signatures) {
    if (!signature.is_of(key)) continue;
    const bool right =
        signature.signature.size() == crypto::Ed25519Signature().size() &&
        key.public_key().verify(as_bytes(text), ByteView(signature.signature).first<64>());
    if (!right) return Error{"note.signature", key.name(), "is wrong"};
    found = true;
  }
  if (!found) return Error{"note.signature", key.name(), "is missing"};
  return Done{};
}

NoteSignature sign_note(std::string_view text, const std::string& name,
                        const crypto::Ed25519SecretKey& key) {
  EXPECTS(is_note_text(text));
  const auto signature = key.sign(as_bytes(text));
  return {name, VerifierKey::make(name, SignatureType::ed25519, key.public_key()).id(),
          Bytes(signature.begin(), signature.end())};
}

}  // namespace tabella::bulletin_board
