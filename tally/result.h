// The result of an election: derived from totals by the rules of its definition, never entered.
// docs/protocol.md, "Counting" and "Decisions".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/definition.h"
#include "crypto/fingerprint.h"
#include "tally/counting/standing.h"
#include "tally/question_count.h"

namespace tabella::tally {

// What the election says about a question, in one word.
enum class Outcome {
  counted,            // no counting method: the totals are the result
  elected,            // the winners; none if nobody chose an option
  funded,             // the winners are what the envelope pays for
  adopted,            // the option whose win means so is among the winners
  rejected,           // it is not
  too_few_took_part,  // the turnout was not reached: nothing is decided, whatever else is so
  no_majority,        // no winner has the majority that the definition asks for
  no_votes,           // nobody answered the question
  withheld,           // too few ballots: the totals are not opened
};

// A question's result, derived again by everybody who reads the totals.
struct QuestionResult {
  QuestionCount count;
  std::vector<CrowdCount> by_style;  // of a question that is reported so, unless it is withheld
  Outcome outcome = Outcome::counted;
  // None without a counting method, without votes and where the totals are withheld.
  std::optional<Standing> standing;
  // In the order that was made; also of a question that is rejected. None that nobody chose, and
  // none where too few took part.
  std::vector<std::uint32_t> winners;
  // Options that the method left equal and of which only some won because of the tie rule.
  Tier tie;
  std::uint64_t spent = 0;  // of the envelope

  friend bool operator==(const QuestionResult&, const QuestionResult&) = default;
};

// counted[q] is of definition.questions[q]; the definition compiles.
[[nodiscard]] QuestionResult derive_result(const ballot::Question& question,
                                           CountedQuestion counted,
                                           const crypto::Fingerprint& election);
[[nodiscard]] std::vector<QuestionResult> derive_results(const ballot::Definition& definition,
                                                         std::vector<CountedQuestion> counted,
                                                         const crypto::Fingerprint& election);

}  // namespace tabella::tally
