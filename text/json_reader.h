// Takes typed fields out of strict JSON. The first thing that is wrong is kept, with its path, and
// everything after it reads as empty: a reader of a format is a plain list of fields, and looks at
// the error once, at its end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/result.h"
#include "text/strict_json.h"

namespace tabella::text {

// The first error of one text.
class JsonVerdict {
 public:
  explicit JsonVerdict(std::string area) : area_(std::move(area)) {}

  // Codes "<area>.<what>".
  void refuse(const char* what, const std::string& path, std::string detail) {
    if (!error_) error_ = Error{area_ + "." + what, path, std::move(detail)};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::string area_;
  std::optional<Error> error_;
};

// One value and where it is. Refers to the parsed text and to the verdict, which must outlive it.
class JsonReader {
 public:
  JsonReader(const JsonValue& value, JsonVerdict& verdict) : JsonReader(value, verdict, "") {}

  [[nodiscard]] const std::string& path() const { return path_; }
  void refuse(const char* what, std::string detail) const {
    verdict_->refuse(what, path_, std::move(detail));
  }

  [[nodiscard]] bool is_string() const {
    return std::holds_alternative<std::string>(value_->value);
  }
  [[nodiscard]] std::string string() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer() const;
  // minimum <= value <= maximum.
  [[nodiscard]] std::uint64_t number(std::uint64_t minimum, std::uint64_t maximum) const;
  [[nodiscard]] std::uint32_t number32() const;
  [[nodiscard]] std::vector<JsonReader> array() const;
  // Index of the value among the words, of which one must be there.
  [[nodiscard]] std::size_t one_of(std::span<const std::string_view> words) const;
  // Keys and values of an object whose keys are data.
  [[nodiscard]] std::vector<std::pair<std::string, JsonReader>> entries() const;

  // Fields of an object.
  [[nodiscard]] JsonReader operator[](const char* name) const;
  [[nodiscard]] std::optional<JsonReader> optional(const char* name) const;
  // Refuses all other fields.
  void only(const std::vector<std::string>& names) const;

 private:
  JsonReader(const JsonValue& value, JsonVerdict& verdict, std::string path)
      : value_(&value), verdict_(&verdict), path_(std::move(path)) {}

  template <class T>
  [[nodiscard]] const T* as(const char* name) const;
  [[nodiscard]] JsonReader child(const JsonValue& value, const std::string& name) const;

  const JsonValue* value_;
  JsonVerdict* verdict_;
  std::string path_;
};

}  // namespace tabella::text
