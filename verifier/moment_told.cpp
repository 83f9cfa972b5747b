#include <string>

#include "text/rfc3339.h"
#include "verifier/report.h"

namespace tabella::verifier {

using bulletin_board::MomentName;
using bulletin_board::MomentState;
using bulletin_board::WeightyMoment;

namespace {

std::string words_of(MomentName name) {
  switch (name) {
    case MomentName::closed:
      return "voting ended";
    case MomentName::cancelled:
      return "cancelled";
    case MomentName::finished:
      break;
  }
  return "the result was made";
}

std::string time_text(std::uint64_t seconds) {
  return text::encode_time(static_cast<std::int64_t>(seconds));
}

// "2 minutes", "30 seconds".
std::string duration_text(std::uint64_t seconds) {
  constexpr std::uint64_t kMinute = 60;
  return seconds < 2 * kMinute ? std::to_string(seconds) + " seconds"
                               : std::to_string(seconds / kMinute) + " minutes";
}

std::string seen_text(const WeightyMoment& moment, MomentState state) {
  switch (state) {
    case MomentState::shown:
      return "its witnesses saw it at " + time_text(moment.cosigned->time);
    case MomentState::later:
      return "its witnesses saw it " + duration_text(moment.cosigned->time - moment.time) +
             " later, at " + time_text(moment.cosigned->time) + ": not shown that it was on time";
    case MomentState::ahead:
      return "its witnesses saw it " + duration_text(moment.time - moment.cosigned->time) +
             " before that, at " + time_text(moment.cosigned->time) +
             ": the board's clock was ahead";
    case MomentState::not_shown:
      return "not shown: no time of its witnesses is on the log";
    case MomentState::operators_word:
      break;
  }
  return "times are the operator's word: its policy asks no witness";
}

}  // namespace

std::string text_of(const MomentTold& told) {
  return told.election + ": " + words_of(told.moment.name) + " at " + time_text(told.moment.time) +
         " by the board's clock; " + seen_text(told.moment, told.state);
}

}  // namespace tabella::verifier
