#include "cli/party/announcement_text.h"

#include "ballot/receipt_code.h"
#include "cli/terminal/terminal_text.h"
#include "text/rfc3339.h"

namespace tabella::cli {

using bulletin_board::Election;

namespace {

std::string in_all(const ballot::Text& text, const ballot::Definition& definition) {
  std::string all;
  for (const std::string& language : definition.languages) {
    all += (all.empty() ? "" : " / ") + text.at(language);
  }
  return all;
}

std::string names(const std::vector<bulletin_board::VerifierKey>& keys) {
  std::string all;
  for (const auto& key : keys) all += (all.empty() ? "" : ", ") + key.name();
  return all;
}

std::string questions_text(const ballot::Definition& definition) {
  std::string text;
  for (const ballot::Question& question : definition.questions) {
    text += labelled("question", in_all(question.title, definition));
    for (const ballot::Option& option : question.options) {
      text += labelled("", "- " + in_all(option.text, definition));
    }
  }
  return text;
}

}  // namespace

std::string labelled(const char* label, const std::string& value) {
  constexpr std::size_t kLabelWidth = 12;
  return "  " + fitted(label, kLabelWidth) + " " + value + "\n";
}

std::string announcement_code(const Election& election) {
  return ballot::receipt_code(election.announcement());
}

std::string witnesses_text(const bulletin_board::Policy& policy) {
  if (!policy.has_quorum()) return "none: when things happen is the operator's word";
  std::string all;
  for (const auto& witness : policy.witnesses()) all += (all.empty() ? "" : ", ") + witness.name;
  return policy.quorum() + " of " + all;
}

std::string announcement_text(const Election& election, std::optional<crypto::TrusteeIndex> own) {
  const auto& definition = election.definition();
  const auto& post = election.post();
  std::string text = in_all(definition.title, definition) + "\n";
  text += labelled("election", definition.id);
  text += labelled("voting", text::encode_time(definition.schedule.opens) + " to " +
                                 text::encode_time(definition.schedule.closes));
  text += labelled("voters", "at most " + std::to_string(definition.roll.max_voters));
  text += labelled("officials",
                   std::to_string(post.officials_threshold) + " of " + names(post.officials));
  text += labelled("registrar", post.registrar.name());
  text += labelled("witnesses", witnesses_text(*election.policy()));
  text += labelled("trustees", std::to_string(definition.trustees.threshold) + " of " +
                                   std::to_string(definition.trustees.count) + " open the totals");
  for (std::size_t i = 0; i < post.trustees.size(); ++i) {
    const bool is_own = own == crypto::TrusteeIndex::from_position(i);
    text += labelled(
        "", std::to_string(i + 1) + " " + post.trustees[i].name() + (is_own ? "  (this key)" : ""));
  }
  if (definition.trustees.must_rehearse) text += labelled("", "who must rehearse first");
  if (definition.trustees.must_show_keys) {
    text += labelled("", "who must show their keys before voting opens");
  }
  text += questions_text(definition);
  return text + labelled("check code", announcement_code(election));
}

}  // namespace tabella::cli
