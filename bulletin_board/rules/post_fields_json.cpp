#include "bulletin_board/rules/post_fields_json.h"

#include <algorithm>

namespace tabella::bulletin_board {

using text::JsonReader;

namespace {

// Numbers are exact in every language.
constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 53) - 1;

}  // namespace

void read_value(const JsonReader& json, const Field&, std::string& value) { value = json.string(); }

void read_value(const JsonReader& json, const Field&, std::uint32_t& value) {
  value = json.number32();
}

void read_value(const JsonReader& json, const Field& field, std::uint64_t& value) {
  value = json.number(field.minimum, kMaxNumber);
}

void read_value(const JsonReader& json, const Field&, std::map<std::string, std::string>& value) {
  for (const auto& [key, text] : json.entries()) value[key] = text.string();
}

void read_value(const JsonReader& json, const Field&, Bytes& value) {
  auto bytes = decode_base64url(json.string());
  if (!bytes) return json.refuse("encoding", "is no base64url");
  value = *std::move(bytes);
}

void read_value(const JsonReader& json, const Field&, VerifierKey& value) {
  auto key = VerifierKey::parse(json.string());
  if (!key || key->type() != SignatureType::ed25519) {
    return json.refuse("key", key ? "is no key for notes" : key.error().detail);
  }
  value = *std::move(key);
}

void read_value(const JsonReader& json, const Field& field, crypto::Element& value) {
  Bytes bytes;
  read_value(json, field, bytes);
  const auto element = crypto::Element::decode(bytes);
  if (!element || element->is_identity()) return json.refuse("encoding", "is no element");
  value = *element;
}

void read_array(const JsonReader& json, std::span<std::uint8_t> value) {
  Bytes bytes;
  read_value(json, {}, bytes);
  if (bytes.size() != value.size()) {
    return json.refuse("encoding", "is not " + std::to_string(value.size()) + " bytes");
  }
  std::ranges::copy(bytes, value.begin());
}

std::string FieldNames::listed() const {
  std::string list;
  for (const std::string& name : names_) list += (list.empty() ? "" : ", ") + name;
  return "[" + list + "]";
}

void FieldReader::operator()(const Field& field, crypto::TrusteeIndex& value) {
  const auto trustee = crypto::TrusteeIndex::from_number(json_[field.name].number32());
  has_trustee_zero_ |= !trustee;
  value = trustee.value_or(value);
}

void FieldReader::constant(const char* name, std::string_view text) {
  const JsonReader value = json_[name];
  if (value.string() != text) value.refuse("version", "is not known");
}

Json written(const std::string& value) { return value; }
Json written(std::uint64_t value) { return value; }
Json written(const std::map<std::string, std::string>& value) { return value; }
Json written(ByteView value) { return base64url(value); }
Json written(const Bytes& value) { return base64url(value); }
Json written(const VerifierKey& value) { return value.text(); }
Json written(const crypto::Element& value) { return base64url(value.bytes()); }
Json written(crypto::TrusteeIndex value) { return value.number(); }

}  // namespace tabella::bulletin_board
