// HTML that cannot be broken: text is escaped when it becomes Html, and tags and attributes are
// made here alone. No string is ever taken for markup.
//
//   element({"p", {.css = "phase"}}, "Voting is open.")
//   element("li", inline_element({"a", {.href = "/e/" + id}}, title))
#pragma once

#include <string>
#include <string_view>

namespace tabella::server {

struct Opening;

// A piece of a page. Text turns into one by itself, and is escaped as it does.
class Html {
 public:
  Html() = default;
  Html(std::string_view text);
  Html(const std::string& text) : Html(std::string_view(text)) {}
  Html(const char* text) : Html(std::string_view(text)) {}

  Html& operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
  }
  friend Html operator+(Html first, const Html& second) {
    first += second;
    return first;
  }

  [[nodiscard]] bool empty() const { return markup_.empty(); }
  [[nodiscard]] const std::string& markup() const { return markup_; }

 private:
  friend Html inline_element(const Opening& opening, const Html& content);

  std::string markup_;
};

// In the order in which they are written. What is empty is left out.
struct Attributes {
  std::string css = {};  // the attribute "class"
  std::string lang = {};
  std::string hreflang = {};
  std::string href = {};
  std::string scope = {};
  std::string colspan = {};
  std::string min = {};
  std::string max = {};
  std::string value = {};
  std::string datetime = {};
  std::string aria_hidden = {};
};

// The name of an element, known when this is compiled: letters and digits.
class ElementName {
 public:
  consteval ElementName(const char* name) : name_(name) {
    for (const char c : name_) {
      const bool is_fine = (c >= 'a' && c <= 'z') || (c >= '1' && c <= '6');
      if (!is_fine) throw "an element's name has small letters and digits";
    }
  }
  [[nodiscard]] std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

struct Opening {
  ElementName name;
  Attributes attributes = {};
};

// <p class="phase">...</p>, and a line's end after it.
[[nodiscard]] Html element(const Opening& opening, const Html& content);
[[nodiscard]] inline Html element(ElementName name, const Html& content) {
  return element(Opening{name}, content);
}
// The same within a line.
[[nodiscard]] Html inline_element(const Opening& opening, const Html& content);

// A whole file that loads nothing but this style.
struct Document {
  std::string_view language;
  std::string_view title;
  std::string_view style_path;
};
[[nodiscard]] std::string html_document(const Document& document, const Html& body);

}  // namespace tabella::server
