// Errors of untrusted input as values. Result<T> has the names of std::expected (C++23), which
// GCC 12 in C++20 mode does not ship.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "crypto/expects.h"

namespace tabella {

// Written "code: path: detail", as in "answers.maximum: question 2: 4 options chosen, at most 3".
// The code is the name of the check in docs/protocol.md; the path says where in the input; each
// layer puts what it was reading before the path.
struct Error {
  std::string code;
  std::string path;
  std::string detail;

  [[nodiscard]] std::string message() const {
    std::string text = code;
    if (!path.empty()) text += ": " + path;
    if (!detail.empty()) text += ": " + detail;
    return text;
  }

  [[nodiscard]] Error within(const std::string& outer) && {
    path = path.empty() ? outer : outer + ", " + path;
    return std::move(*this);
  }

  friend bool operator==(const Error&, const Error&) = default;
};

// A value, or why there is none. Asking an error for its value ends the program, also in release
// builds.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const T& value() const& {
    EXPECTS(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& value() & {
    EXPECTS(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T value() && {
    EXPECTS(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] const Error& error() const& {
    EXPECTS(!has_value());
    return *std::get_if<1>(&state_);
  }
  [[nodiscard]] Error error() && {
    EXPECTS(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> state_;
};

// For acts that give nothing but may fail: return Done{}.
struct Done {};

}  // namespace tabella
