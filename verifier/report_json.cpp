#include <nlohmann/json.hpp>

#include "verifier/report.h"

namespace tabella::verifier {

std::string json_of(const Report& report) {
  using Json = nlohmann::ordered_json;
  Json checks = Json::array();
  for (const CheckReport& check : report.checks()) {
    checks.push_back(Json{{"check", std::string(check.id)},
                          {"covers", std::string(check.title)},
                          {"state", std::string(name(check.state()))},
                          {"expected", check.expected},
                          {"applied", check.applied},
                          {"failures", check.failures}});
  }
  Json unfinished = Json::array();
  for (const Unfinished& each : report.unfinished()) {
    unfinished.push_back(Json{{"election", each.election}, {"phase", each.phase}});
  }
  Json moments = Json::array();
  for (const MomentTold& told : report.moments()) {
    const auto& cosigned = told.moment.cosigned;
    moments.push_back(Json{{"election", told.election},
                           {"moment", std::string(bulletin_board::name(told.moment.name))},
                           {"time", told.moment.time},
                           {"cosigned_time", cosigned ? Json(cosigned->time) : Json(nullptr)},
                           {"state", std::string(bulletin_board::name(told.state))}});
  }
  return Json{{"valid", report.valid()},
              {"sound", report.is_sound()},
              {"unfinished", std::move(unfinished)},
              {"moments", std::move(moments)},
              {"passed", report.count_in(CheckState::passed)},
              {"failed", report.count_in(CheckState::failed)},
              {"undone", report.count_in(CheckState::undone)},
              {"without_objects", report.count_in(CheckState::nothing)},
              {"checks", std::move(checks)}}
             .dump(2) +
         "\n";
}

}  // namespace tabella::verifier
