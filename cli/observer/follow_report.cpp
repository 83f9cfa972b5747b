#include "cli/observer/follow_report.h"

#include <nlohmann/json.hpp>

namespace tabella::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& event) {
  return event.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string text_of(const verifier::PhaseChange& change) {
  return "phase       " + change.election + " " + std::string(bulletin_board::name(change.phase)) +
         "\n";
}

std::string text_of(const verifier::Round& round) {
  std::string text;
  if (round.verified) {
    text += "verified    " + std::to_string(round.verified->size) + " entries, root " +
            base64(round.verified->root) + "\n";
    for (const auto& [type, count] : round.posts) {
      text += "posts       " + std::to_string(count) + " " + type + "\n";
    }
  }
  for (const verifier::Alarm& alarm : round.alarms) {
    text += "ALARM       " + std::string(verifier::name(alarm.name)) + ": " + alarm.detail + "\n";
  }
  return text;
}

std::string json_line_of(const verifier::PhaseChange& change) {
  return line_of({{"event", "phase"},
                  {"election", change.election},
                  {"phase", bulletin_board::name(change.phase)}});
}

std::string json_lines_of(const verifier::Round& round) {
  std::string lines;
  const auto add = [&lines](const Json& line) { lines += line_of(line); };
  if (round.verified) {
    add({{"event", "verified"},
         {"size", round.verified->size},
         {"root", base64(round.verified->root)},
         {"posts", Json(round.posts)}});
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
