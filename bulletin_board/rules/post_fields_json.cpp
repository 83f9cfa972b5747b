#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

using text::JsonReader;

std::optional<VerifierKey> read_key(const JsonReader& json) {
  auto key = VerifierKey::parse(json.string());
  if (!key || key->type() != SignatureType::ed25519) {
    json.refuse("key", key ? "is no key for notes" : key.error().detail);
    return std::nullopt;
  }
  return *std::move(key);
}

Bytes read_bytes(const JsonReader& json) {
  auto bytes = decode_base64url(json.string());
  if (!bytes) json.refuse("encoding", "is no base64url");
  return std::move(bytes).value_or(Bytes());
}

crypto::Element read_element(const JsonReader& json) {
  const auto element = crypto::Element::decode(read_bytes(json));
  if (!element || element->is_identity()) json.refuse("encoding", "is no element");
  return element.value_or(crypto::Element());
}

}  // namespace tabella::bulletin_board
