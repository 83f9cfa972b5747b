// Posts as JSON, made of their descriptions (post_fields.h). docs/log.md, "Posts".
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/rules/post_fields.h"
#include "crypto/bytes.h"
#include "crypto/ristretto255.h"
#include "text/json_reader.h"

namespace tabella::bulletin_board {

// ---- Values. A wrong one is refused with a code post.* ----

void read_value(const text::JsonReader& json, const Field& field, std::string& value);
void read_value(const text::JsonReader& json, const Field& field, std::uint32_t& value);
void read_value(const text::JsonReader& json, const Field& field, std::uint64_t& value);
void read_value(const text::JsonReader& json, const Field& field,
                std::map<std::string, std::string>& value);
void read_value(const text::JsonReader& json, const Field& field, Bytes& value);
void read_value(const text::JsonReader& json, const Field& field, VerifierKey& value);
void read_value(const text::JsonReader& json, const Field& field, crypto::Element& value);
void read_array(const text::JsonReader& json, std::span<std::uint8_t> value);
template <std::size_t N>
void read_value(const text::JsonReader& json, const Field&, std::array<std::uint8_t, N>& value) {
  read_array(json, value);
}

// ---- Fields ----

class FieldNames {
 public:
  explicit FieldNames(std::vector<std::string> first = {}) : names_(std::move(first)) {}

  void operator()(const Field& field, const auto&) { names_.emplace_back(field.name); }
  void constant(const char* name, std::string_view) { names_.emplace_back(name); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  // "[a, b]".
  [[nodiscard]] std::string listed() const;

 private:
  std::vector<std::string> names_;
};

// Reads the fields of an object. The first error is in the object's verdict.
class FieldReader {
 public:
  explicit FieldReader(const text::JsonReader& json) : json_(json) {}

  template <class T>
  void operator()(const Field& field, T& value) {
    read_value(json_[field.name], field, value);
  }
  // A number that is none of a trustee is well written, and for the rules to refuse.
  void operator()(const Field& field, crypto::TrusteeIndex& value);
  void constant(const char* name, std::string_view text);

  [[nodiscard]] bool has_trustee_zero() const { return has_trustee_zero_; }

 private:
  text::JsonReader json_;
  bool has_trustee_zero_ = false;
};

// Reads the fields of a row.
class RowReader {
 public:
  explicit RowReader(std::vector<text::JsonReader> values) : values_(std::move(values)) {}

  void operator()(const Field& field, auto& value) { read_value(values_[next_++], field, value); }

 private:
  std::vector<text::JsonReader> values_;
  std::size_t next_ = 0;
};

template <PartOfPost Part>
void read_value(const text::JsonReader& json, const Field&, Part& part) {
  FieldNames names;
  Part::fields(names, part);
  if constexpr (Part::kRow) {
    auto values = json.array();
    if (values.size() != names.names().size()) {
      return json.refuse("encoding", "is not " + names.listed());
    }
    RowReader reader(std::move(values));
    Part::fields(reader, part);
  } else {
    json.only(names.names());
    FieldReader reader(json);
    Part::fields(reader, part);
  }
}

template <class T>
void read_value(const text::JsonReader& json, const Field& field, std::vector<T>& values) {
  for (const text::JsonReader& item : json.array()) {
    if constexpr (std::is_same_v<T, VerifierKey>) {
      values.push_back(unread_key());
    } else {
      values.emplace_back();
    }
    read_value(item, field, values.back());
  }
}

// ---- Writing ----

using Json = nlohmann::ordered_json;

[[nodiscard]] Json written(const std::string& value);
[[nodiscard]] Json written(std::uint64_t value);
[[nodiscard]] Json written(const std::map<std::string, std::string>& value);
[[nodiscard]] Json written(ByteView value);
[[nodiscard]] Json written(const Bytes& value);
[[nodiscard]] Json written(const VerifierKey& value);
[[nodiscard]] Json written(const crypto::Element& value);
[[nodiscard]] Json written(crypto::TrusteeIndex value);
template <PartOfPost Part>
[[nodiscard]] Json written(const Part& part);
template <class T>
[[nodiscard]] Json written(const std::vector<T>& values);

class FieldWriter {
 public:
  explicit FieldWriter(Json json) : json_(std::move(json)) {}

  void operator()(const Field& field, const auto& value) {
    if (json_.is_array()) {
      json_.push_back(written(value));
    } else {
      json_[field.name] = written(value);
    }
  }
  void constant(const char* name, std::string_view text) { json_[name] = std::string(text); }
  [[nodiscard]] const Json& json() const { return json_; }

 private:
  Json json_;
};

template <PartOfPost Part>
Json written(const Part& part) {
  FieldWriter writer(Part::kRow ? Json::array() : Json::object());
  Part::fields(writer, part);
  return writer.json();
}

template <class T>
Json written(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(written(value));
  return list;
}

// ---- Whole lines ----

// Without its newline: "type" first, then the fields.
template <class Post>
[[nodiscard]] std::string encode_post(const Post& post) {
  FieldWriter writer(Json::object());
  writer.constant("type", Post::kType);
  Post::fields(writer, post);
  return writer.json().dump();
}

// The post of this type, of which nothing may be used if the verdict has an error.
template <class Post>
[[nodiscard]] Post read_post(FieldReader& reader, const text::JsonReader& json) {
  Post post;
  FieldNames names({"type"});
  Post::fields(names, post);
  json.only(names.names());
  Post::fields(reader, post);
  return post;
}

}  // namespace tabella::bulletin_board
