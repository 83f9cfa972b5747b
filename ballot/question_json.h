// One question of the definition's JSON.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ballot/definition.h"
#include "text/json_reader.h"

namespace tabella::ballot {

// What is wrong is kept in the reader's verdict. `earlier` are the questions before this one.
[[nodiscard]] Question read_question(const text::JsonReader& json,
                                     const std::vector<Question>& earlier);

[[nodiscard]] Text read_text(const text::JsonReader& json);
[[nodiscard]] std::uint64_t read_amount(const text::JsonReader& json);

// The index of the item that the identifier names; refused as `what` if there is none.
template <class Item>
[[nodiscard]] std::uint32_t find_id(const text::JsonReader& json, const std::vector<Item>& items,
                                    const char* what) {
  const auto item = std::ranges::find(items, json.string(), &Item::id);
  if (item != items.end()) return static_cast<std::uint32_t>(item - items.begin());
  json.refuse(what, "names nothing that stands before it");
  return 0;
}

}  // namespace tabella::ballot
