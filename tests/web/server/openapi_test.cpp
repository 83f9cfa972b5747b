// docs/openapi.json describes the routes that there are, and no others.
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/web/server/served.h"
#include "web/server/html/page_style.h"

namespace tabella::server::test {

namespace {

using nlohmann::json;

json description() {
  std::ifstream file(TABELLA_SOURCE_DIR "/docs/openapi.json");
  return json::parse(file);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

// The pattern with something in its places.
std::string filled(std::string path, bool is_there) {
  const auto put = [&](const std::string& name, const std::string& value) {
    const auto at = path.find("{" + name + "}");
    if (at != std::string::npos) path.replace(at, name.size() + 2, value);
  };
  put("election", is_there ? "sample-2026" : "none");
  put("index", is_there ? "0" : "99");
  put("path", is_there ? "0/000.p/4" : "9/000");
  put("credential", std::string(64, '0'));
  put("prefix", "00112233");
  put("name", is_there ? page_style_name() : "none.css");
  return path;
}

}  // namespace

TEST_CASE("every route is described, and everything described is a route") {
  std::set<std::string> described;
  const json document = description();
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      described.insert(method + " " + path);
      CHECK(!operation["summary"].get<std::string>().empty());
    }
  }
  std::set<std::string> answered;
  for (const BoardApi::Route& route : BoardApi::routes()) {
    answered.insert(lower(std::string(route.method)) + " " + std::string(route.pattern));
  }
  CHECK(described == answered);
}

TEST_CASE("the server answers with the status and the type that are described") {
  const Served served;
  const bulletin_board::test::Parties parties;
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const json document = description();
  for (const auto& [path, methods] : document["paths"].items()) {
    if (!methods.contains("get") || path == "/events") continue;
    for (const bool is_there : {true, false}) {
      const std::string target = filled(path, is_there);
      INFO(target);
      const std::string answer = served.raw(get_request(target));
      const std::string status = answer.substr(9, 3);
      const json& responses = methods["get"]["responses"];
      REQUIRE(responses.contains(status));
      bool is_described = false;
      for (const auto& [type, unused] : responses[status]["content"].items()) {
        // Parameters of a type, such as a version, may follow.
        const std::string bare = type.substr(0, type.find(';'));
        is_described |= answer.find("Content-Type: " + bare) != std::string::npos;
      }
      CHECK(is_described);
      // What is not on this board is 404, where the path can name it; the verifier's files are the
      // same for every election.
      const bool names_it =
          target != filled(path, true) && path.find("verifier") == std::string::npos;
      if (!is_there && names_it) CHECK(status == "404");
    }
  }
}

TEST_CASE("the status has the fields that are described") {
  const Served served;
  const bulletin_board::test::Parties parties;
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const json status = json::parse(served.get("/status").body);
  const json schema = description()["components"]["schemas"]["status"];
  for (const auto& [field, value] : status.items()) CHECK(schema["properties"].contains(field));
  for (const auto& field : schema["required"]) CHECK(status.contains(field));
  const json& election = schema["properties"]["elections"]["items"];
  for (const auto& [field, value] : status["elections"][0].items()) {
    INFO(field);
    CHECK(election["properties"].contains(field));
  }
  for (const auto& field : election["required"]) CHECK(status["elections"][0].contains(field));
}

}  // namespace tabella::server::test
