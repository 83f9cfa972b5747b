// Verdicts of another implementation on proofs, right and spoiled: tests/vectors/merkle/README.md.
#include <fstream>
#include <nlohmann/json.hpp>

#include "bulletin_board/log/merkle_tree.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

Hash hash_of(const nlohmann::json& text) {
  const Bytes bytes = decode_hex(text.get<std::string>()).value();
  Hash hash;
  REQUIRE(bytes.size() == hash.size());
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

template <class Verify>
std::size_t run(const nlohmann::json& probes, Verify verify) {
  for (const auto& probe : probes) {
    HashPath path;
    for (const auto& hash : probe.at("path")) path.push_back(hash_of(hash));
    INFO(probe.at("name").get<std::string>());
    CHECK(verify(probe.at("first").get<std::uint64_t>(), probe.at("size").get<std::uint64_t>(),
                 hash_of(probe.at("start")), path,
                 hash_of(probe.at("root"))) == probe.at("valid").get<bool>());
  }
  return probes.size();
}

}  // namespace

TEST_CASE("LG1: another implementation's verdicts on 572 proofs") {
  std::ifstream in(TABELLA_SOURCE_DIR "/tests/vectors/merkle/probes.json");
  const auto probes = nlohmann::json::parse(in);
  const std::size_t count = run(probes.at("inclusion"), verify_inclusion) +
                            run(probes.at("consistency"),
                                [](std::uint64_t old_size, std::uint64_t size, const Hash& old_root,
                                   const HashPath& path, const Hash& root) {
                                  return verify_consistency(old_size, size, path, old_root, root);
                                });
  REQUIRE(count == 572);
}

}  // namespace tabella::bulletin_board::test
