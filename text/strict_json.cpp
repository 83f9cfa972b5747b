#include "text/strict_json.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace tabella::text {

namespace {

// Builds the value from the parser's events; returning false ends the parse.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const std::string& area, Negatives negatives) : area_(area), negatives_(negatives) {}

  bool null() override { return refuse("type", "null"); }
  bool boolean(bool value) override { return add({value}); }
  bool number_integer(number_integer_t value) override {
    // "-0" arrives here as well: a second form of 0.
    if (negatives_ == Negatives::refused || value == 0) return refuse("number", "has a sign");
    return add({std::int64_t{value}});
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
      return refuse("number", "is beyond 2^63 - 1");
    }
    return add({static_cast<std::int64_t>(value)});
  }
  bool number_float(number_float_t, const string_t& text) override {
    return refuse("number", text.substr(0, 40) + " is not an integer below 2^63");
  }
  bool string(string_t& value) override { return add({std::move(value)}); }
  bool binary(binary_t&) override { return refuse("type", "binary"); }

  bool start_object(std::size_t) override { return open({JsonObject()}); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open({JsonArray()}); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = open_.back();
    level.key = name;
    if (!level.keys.insert(std::move(name)).second) {
      return refuse("duplicate", "stands there twice");
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    error_ = Error{area_ + ".encoding", "", "not JSON at byte " + std::to_string(position)};
    return false;
  }

  Result<JsonValue> finish() && {
    if (error_) return *std::move(error_);
    EXPECTS(root_.has_value());
    return *std::move(root_);
  }

 private:
  // An object or array whose end was not seen, and the key that its next value gets.
  struct Level {
    JsonValue value;
    std::string key;
    std::set<std::string> keys;
  };

  bool open(JsonValue value) {
    if (open_.size() == kMaxJsonDepth) {
      return refuse("encoding", "is nested deeper than " + std::to_string(kMaxJsonDepth));
    }
    open_.push_back({.value = std::move(value), .key = {}, .keys = {}});
    return true;
  }

  bool close() {
    JsonValue value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  bool add(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Level& level = open_.back();
    if (auto* object = std::get_if<JsonObject>(&level.value.value)) {
      object->push_back({std::move(level.key), std::move(value)});
      level.key.clear();
    } else {
      std::get<JsonArray>(level.value.value).push_back(std::move(value));
    }
    return true;
  }

  // Keys may hold anything at this point, so a path ends where one is not plain.
  std::string path() const {
    std::string path;
    for (const Level& level : open_) {
      if (const auto* array = std::get_if<JsonArray>(&level.value.value)) {
        path.append("[").append(std::to_string(array->size())).append("]");
      } else {
        const bool plain = std::ranges::all_of(
            level.key, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
        if (!plain) return path;
        path.append(path.empty() ? "" : ".").append(level.key);
      }
    }
    return path;
  }

  bool refuse(const char* what, std::string detail) {
    error_ = Error{area_ + "." + what, path(), std::move(detail)};
    return false;
  }

  const std::string& area_;
  Negatives negatives_;
  std::vector<Level> open_;
  std::optional<JsonValue> root_;
  std::optional<Error> error_;
};

}  // namespace

Result<JsonValue> parse_strict_json(std::string_view text, const std::string& area,
                                    std::size_t max_size, Negatives negatives) {
  if (text.size() > max_size) {
    return Error{area + ".encoding", "", "is larger than " + std::to_string(max_size) + " bytes"};
  }
  // The parser would skip a byte order mark.
  if (text.starts_with('\xef')) return Error{area + ".encoding", "", "begins with a mark"};
  // It would also take a zero byte for the end, and be silent about what stands behind it.
  if (const auto at = text.find('\0'); at != std::string_view::npos) {
    return Error{area + ".encoding", "", "not JSON at byte " + std::to_string(at + 1)};
  }
  Builder builder(area, negatives);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder).finish();
}

}  // namespace tabella::text
