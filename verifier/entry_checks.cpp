#include "verifier/entry_checks.h"

#include <initializer_list>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/belonging.h"
#include "text/json_reader.h"
#include "text/strict_json.h"

namespace tabella::verifier {

namespace {

using Visit = std::function<void(CheckName, std::uint64_t)>;

void visit_each(std::initializer_list<CheckName> checks, const Visit& visit) {
  for (const CheckName check : checks) visit(check, 1);
}

// How many a part of the roll names; one for what cannot be read. Elements are not decoded: whether
// a credential is one is for the rules, which count nothing if it is not.
std::uint64_t credentials_in(std::string_view entry) {
  constexpr const char* kArea = "post";
  const auto note = bulletin_board::SignedNote::parse(entry);
  if (!note) return 1;
  const auto json = text::parse_strict_json(bulletin_board::split_post_text(note->text).line, kArea,
                                            bulletin_board::kMaxEntrySize);
  if (!json) return 1;
  text::JsonVerdict verdict(kArea);
  const std::size_t count = text::JsonReader(*json, verdict)["entries"].array().size();
  return verdict.error() ? 1 : count;
}

}  // namespace

std::string_view type_of(std::string_view entry) {
  constexpr std::string_view kBegin = R"({"type":")";
  if (!entry.starts_with(kBegin)) return {};
  entry.remove_prefix(kBegin.size());
  const auto end = entry.find('"');
  return end == std::string_view::npos ? std::string_view() : entry.substr(0, end);
}

void visit_checks(std::string_view entry, const Visit& visit) {
  using Name = CheckName;
  const std::string_view type = type_of(entry);
  visit(Name::rules, 1);
  if (type == "block") return;
  if (type == "result") return visit(Name::result, 1);
  visit(Name::encoding, 1);
  if (type == "ballot") {
    return visit_each({Name::shape, Name::credential, Name::bits, Name::equations,
                       Name::ciphertexts, Name::repeats},
                      visit);
  }
  if (type == "tested") return visit(Name::credential, 1);
  if (type == "cosigned") return visit(Name::clock, 1);
  visit(Name::authority, 1);
  if (type == "election") visit(Name::definition, 1);
  if (type == "join" || type == "commit" || type == "deal" || type == "certify" ||
      type == "complaint" || type == "key_held") {
    visit(Name::ceremony, 1);
  }
  if (type == "roll") visit(Name::roll, credentials_in(entry));
  if (type == "roll_end") visit_each({Name::election_key, Name::aggregate}, visit);
  if (type == "share") visit(Name::shares, 1);
}

}  // namespace tabella::verifier
