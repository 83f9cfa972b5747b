// What the guides show is what the program accepts.
#include <fstream>
#include <sstream>

#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

TEST_CASE("the definition in the operators' guide compiles") {
  const std::ifstream file(TABELLA_SOURCE_DIR "/docs/operators.md");
  std::ostringstream text;
  text << file.rdbuf();
  const std::string guide = text.str();
  const std::string fence = "```json\n";
  const auto begin = guide.find(fence);
  REQUIRE(begin != std::string::npos);
  const auto end = guide.find("```", begin + fence.size());
  const auto definition =
      decode_definition(guide.substr(begin + fence.size(), end - begin - fence.size()));
  REQUIRE((definition ? "" : definition.error().message()) == std::string());
  REQUIRE(compile_all(*definition).has_value());
}

}  // namespace tabella::ballot::test
