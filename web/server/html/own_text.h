// A text that the officials wrote, in the reader's language if the election has it.
#pragma once

#include <string>

#include "ballot/definition.h"
#include "web/server/html/elements.h"
#include "web/server/html/page_text.h"

namespace tabella::server {

struct OwnText {
  std::string words;
  std::string language;
};

// In the page's language, else in the election's first.
[[nodiscard]] OwnText own_text(const ballot::Text& text, const ballot::Definition& definition,
                               const PageText& page);
// In an element that says which language it is.
[[nodiscard]] Html element(ElementName name, const OwnText& text);

}  // namespace tabella::server
