#include "web/server/html/own_text.h"

namespace tabella::server {

OwnText own_text(const ballot::Text& text, const ballot::Definition& definition,
                 const PageText& page) {
  const std::string_view wanted = page.tag;
  // zh-Hans is also what a definition calls zh-Hans-CN, or zh.
  for (const std::string& language : definition.languages) {
    const bool same = language == wanted || language.starts_with(std::string(wanted) + "-") ||
                      wanted.starts_with(language + "-");
    if (same && text.contains(language)) return {text.at(language), language};
  }
  const std::string& first = definition.languages.front();
  return {text.at(first), first};
}

Html element(ElementName name, const OwnText& text) {
  return element({name, {.lang = text.language}}, text.words);
}

}  // namespace tabella::server
