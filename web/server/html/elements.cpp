#include "web/server/html/elements.h"

#include "web/server/html/escape_html.h"

namespace tabella::server {

namespace {

std::string written(const Attributes& attributes) {
  std::string text;
  const auto write = [&text](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    text += ' ';
    text += name;
    text += "=\"" + escape_html(value) + "\"";
  };
  write("class", attributes.css);
  write("lang", attributes.lang);
  write("hreflang", attributes.hreflang);
  write("href", attributes.href);
  write("scope", attributes.scope);
  write("colspan", attributes.colspan);
  write("min", attributes.min);
  write("max", attributes.max);
  write("value", attributes.value);
  write("datetime", attributes.datetime);
  write("aria-hidden", attributes.aria_hidden);
  return text;
}

}  // namespace

Html::Html(std::string_view text) : markup_(escape_html(text)) {}

Html inline_element(const Opening& opening, const Html& content) {
  const std::string name(opening.name.text());
  Html html;
  html.markup_ =
      "<" + name + written(opening.attributes) + ">" + content.markup_ + "</" + name + ">";
  return html;
}

Html element(const Opening& opening, const Html& content) {
  return inline_element(opening, content) + "\n";
}

std::string html_document(const Document& document, const Html& body) {
  return "<!doctype html>\n<html lang=\"" + escape_html(document.language) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<title>" +
         escape_html(document.title) + "</title>\n<link rel=\"stylesheet\" href=\"" +
         escape_html(document.style_path) + "\">\n</head>\n<body>\n" + body.markup() +
         "</body>\n</html>\n";
}

}  // namespace tabella::server
