#include "cli/follow_report.h"

#include <nlohmann/json.hpp>

namespace tabella::cli {

std::string text_of(const verifier::Round& round) {
  std::string text;
  if (round.verified) {
    text += "verified    " + std::to_string(round.verified->size) + " entries, root " +
            base64(round.verified->root) + "\n";
    for (const auto& [type, count] : round.posts) {
      text += "posts       " + std::to_string(count) + " " + type + "\n";
    }
  }
  for (const verifier::PhaseChange& change : round.phases) {
    text += "phase       " + change.election + " " +
            std::string(bulletin_board::name(change.phase)) + "\n";
  }
  for (const verifier::Alarm& alarm : round.alarms) {
    text += "ALARM       " + std::string(verifier::name(alarm.name)) + ": " + alarm.detail + "\n";
  }
  return text;
}

std::string json_lines_of(const verifier::Round& round) {
  using Json = nlohmann::ordered_json;
  std::string lines;
  const auto add = [&lines](const Json& line) {
    lines += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  };
  if (round.verified) {
    add({{"event", "verified"},
         {"size", round.verified->size},
         {"root", base64(round.verified->root)},
         {"posts", Json(round.posts)}});
  }
  for (const verifier::PhaseChange& change : round.phases) {
    add({{"event", "phase"},
         {"election", change.election},
         {"phase", bulletin_board::name(change.phase)}});
  }
  for (const verifier::Alarm& alarm : round.alarms) {
    add({{"event", "alarm"},
         {"alarm", verifier::name(alarm.name)},
         {"final", alarm.is_final()},
         {"detail", alarm.detail}});
  }
  return lines;
}

}  // namespace tabella::cli
