// C2SP signed-note v1.0: a text, an empty line, signature lines. docs/log.md, "Notes".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

using KeyId = std::array<std::uint8_t, 4>;

// The signature types of the specification that Tabella makes and checks.
enum class SignatureType : std::uint8_t {
  ed25519 = 0x01,      // over the text
  cosignature = 0x04,  // over a dated checkpoint (checkpoint.h)
};

// Without white space, control characters and "+".
[[nodiscard]] bool is_key_name(std::string_view name);

// Who signs, and how: "name+hex8(key id)+base64(type || public key)". Invariant: the name is a key
// name, the id is the hash of the rest.
class VerifierKey {
 public:
  [[nodiscard]] static VerifierKey make(std::string name, SignatureType type,
                                        const crypto::Ed25519PublicKey& key);
  // Code note.key. Types that Tabella does not know are refused.
  [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] SignatureType type() const { return type_; }
  [[nodiscard]] const KeyId& id() const { return id_; }
  [[nodiscard]] const crypto::Ed25519PublicKey& public_key() const { return key_; }

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

 private:
  VerifierKey(std::string name, SignatureType type, const crypto::Ed25519PublicKey& key);

  std::string name_;
  SignatureType type_;
  KeyId id_;
  crypto::Ed25519PublicKey key_;
};

struct NoteSignature {
  std::string name;
  KeyId key_id{};
  Bytes signature;

  // "— name base64(key id || signature)\n".
  [[nodiscard]] std::string line() const;
  [[nodiscard]] bool is_of(const VerifierKey& key) const {
    return name == key.name() && key_id == key.id();
  }
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct SignedNote {
  static constexpr std::size_t kMaxSignatures = 64;

  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;

  // Code note.form. Nothing has been verified yet.
  [[nodiscard]] static Result<SignedNote> parse(std::string_view bytes);
  [[nodiscard]] std::string encode() const;

  // Whether there is a signature by this Ed25519 key and every signature of that name and id is
  // right. Code note.signature says what is missing or wrong.
  [[nodiscard]] Result<Done> verify(const VerifierKey& key) const;

  friend bool operator==(const SignedNote&, const SignedNote&) = default;
};

// A text that can be signed: ends in a newline, UTF-8, no control characters but newlines.
[[nodiscard]] bool is_note_text(std::string_view text);

// A signature of type ed25519.
[[nodiscard]] NoteSignature sign_note(std::string_view text, const std::string& name,
                                      const crypto::Ed25519SecretKey& key);

}  // namespace tabella::bulletin_board
