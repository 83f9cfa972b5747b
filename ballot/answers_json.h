// Answers as JSON, for programs that vote from a file. docs/protocol.md, "Answers".
//
//   {"vote": {"chosen": ["yes"]}, "why": "blank", "projects": {"ranking": [["a"], ["b", "c"]]}}
//
// by question: {"chosen": [option..]}, {"scores": {option: n..}}, {"grades": {option: grade..}},
// {"levels": {option: n..}}, {"ranking": [[option..]..]}, {"places": [option..]},
// {"cell": {"row": option, "column": column}} or "blank". Questions that are not asked are left
// out.
#pragma once

#include <string>
#include <string_view>

#include "ballot/answers.h"
#include "text/strict_json.h"

namespace tabella::ballot {

// Codes answers.*, with a path such as vote.chosen[0]. What the answers say is judged by to_bits.
[[nodiscard]] Result<Answers> decode_answers(const Definition& definition,
                                             const CompiledStyle& style,
                                             std::string_view json_text);

// Answers within another text, parsed with negative numbers allowed.
[[nodiscard]] Result<Answers> decode_answers(const Definition& definition,
                                             const CompiledStyle& style,
                                             const text::JsonValue& json);

// One line. The text is the vote in the open, for the voter's own eyes.
[[nodiscard]] std::string expose_as_json(const Definition& definition, const CompiledStyle& style,
                                         const Answers& answers);

}  // namespace tabella::ballot
