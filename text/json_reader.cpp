#include "text/json_reader.h"

#include <algorithm>
#include <limits>

#include "text/identifier.h"

namespace tabella::text {

namespace {

// What a missing field reads as, after it was refused.
const JsonValue& nothing() {
  static const JsonValue kNothing{JsonObject()};
  return kNothing;
}

const JsonValue* find(const JsonObject& object, const char* name) {
  const auto field = std::ranges::find(object, name, &JsonField::key);
  return field == object.end() ? nullptr : &field->value;
}

}  // namespace

template <class T>
const T* JsonReader::as(const char* name) const {
  const T* value = std::get_if<T>(&value_->value);
  if (value == nullptr) refuse("type", std::string("must be ") + name);
  return value;
}

JsonReader JsonReader::child(const JsonValue& value, const std::string& name) const {
  return {value, *verdict_, path_.empty() ? name : path_ + "." + name};
}

std::string JsonReader::string() const {
  const auto* value = as<std::string>("a string");
  return value == nullptr ? std::string() : *value;
}

bool JsonReader::boolean() const {
  const auto* value = as<bool>("true or false");
  return value != nullptr && *value;
}

std::int64_t JsonReader::integer() const {
  const auto* value = as<std::int64_t>("an integer");
  return value == nullptr ? 0 : *value;
}

std::uint64_t JsonReader::number(std::uint64_t minimum, std::uint64_t maximum) const {
  const auto* value = as<std::int64_t>("an integer");
  if (value == nullptr) return minimum;
  const auto number = static_cast<std::uint64_t>(*value);
  if (*value >= 0 && number >= minimum && number <= maximum) return number;
  refuse("number", "must be from " + std::to_string(minimum) + " to " + std::to_string(maximum));
  return minimum;
}

std::uint32_t JsonReader::number32() const {
  return static_cast<std::uint32_t>(number(0, std::numeric_limits<std::uint32_t>::max()));
}

std::vector<JsonReader> JsonReader::array() const {
  std::vector<JsonReader> items;
  const auto* array = as<JsonArray>("a list");
  if (array == nullptr) return items;
  for (const JsonValue& value : *array) {
    std::string path = path_;
    path.append("[").append(std::to_string(items.size())).append("]");
    items.push_back({value, *verdict_, std::move(path)});
  }
  return items;
}

std::size_t JsonReader::one_of(std::span<const std::string_view> words) const {
  const std::string word = string();
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string known;
  for (const std::string_view each : words) known.append(known.empty() ? "" : ", ").append(each);
  refuse("value", "must be one of " + known);
  return 0;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::entries() const {
  std::vector<std::pair<std::string, JsonReader>> entries;
  const auto* object = as<JsonObject>("an object");
  if (object == nullptr) return entries;
  for (const auto& [name, value] : *object) {
    if (!is_identifier(name)) refuse("field", "has a key that is no identifier");
    entries.emplace_back(name, child(value, name));
  }
  return entries;
}

JsonReader JsonReader::operator[](const char* name) const {
  if (auto field = optional(name)) return *field;
  JsonReader missing = child(nothing(), name);
  missing.refuse("field", "is missing");
  return missing;
}

std::optional<JsonReader> JsonReader::optional(const char* name) const {
  const auto* object = as<JsonObject>("an object");
  const JsonValue* value = object == nullptr ? nullptr : find(*object, name);
  if (value == nullptr) return std::nullopt;
  return child(*value, name);
}

void JsonReader::only(const std::vector<std::string>& names) const {
  const auto* object = as<JsonObject>("an object");
  if (object == nullptr) return;
  for (const auto& [name, value] : *object) {
    if (std::ranges::find(names, name) != names.end()) continue;
    refuse("field", "has the unknown field " + (is_identifier(name) ? name : "(not printable)"));
  }
}

}  // namespace tabella::text
