#include "cli/commands/vectors_command.h"

#include <cstdio>
#include <fstream>

#include "cli/files/read_file.h"
#include "cli/vectors/vectors.h"

namespace tabella::cli {

namespace {

constexpr std::string_view kHelp = R"(usage: tabella vectors FILE.json
       tabella vectors --make N FILE.json

Runs a file of ballot-proof vectors, one line for each case: the verdict must be the one that the
case expects, the ballot id the same and, where the case says what it was sealed from, every byte.
For whoever writes another implementation: its vectors here, ours there.

  --make N   writes a new file instead: N ballots of each of three kinds of questions, sealed from
             fresh randomness, which every implementation must accept

Exit status: 0 every case agrees; 1 one does not; 2 the file cannot be read, with the place.

example:
  tabella vectors tests/vectors/tabella/linear_ballot_proof.json
)";

int make_file(const Arguments& arguments, const std::string& path) {
  const auto count = arguments.number("make", 1, 1, 10'000);
  if (!count) return refuse("vectors: " + count.error().detail);
  std::ofstream out(path, std::ios::binary);
  const BallotVectors vectors = make_vectors(static_cast<std::uint32_t>(*count));
  if (!out || !(out << encode_vectors(vectors, "tabella vectors --make") << std::flush)) {
    return refuse("vectors: cannot write " + path);
  }
  std::printf("%zu cases written to %s\n", vectors.cases.size(), path.c_str());
  return kExitDone;
}

int run_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return refuse(text.error().message());
  const auto vectors = decode_vectors(*text);
  if (!vectors) return refuse(path + ": " + vectors.error().message());
  std::size_t different = 0;
  const auto say = [&different](const std::string& name, const std::string& agreed,
                                const std::string& difference) {
    if (difference.empty()) {
      std::printf("agrees   %s: %s\n", name.c_str(), agreed.c_str());
    } else {
      std::printf("DIFFERS  %s: %s\n", name.c_str(), difference.c_str());
      ++different;
    }
  };
  for (const auto& [index, expected] : vectors->generators) {
    say("H_" + std::to_string(index), "generator", disagreement(index, expected));
  }
  for (const BallotVector& vector : vectors->cases) {
    say(vector.name, vector.expect + (vector.seal ? ", sealed again byte for byte" : ""),
        disagreement(vector));
  }
  const std::size_t all = vectors->generators.size() + vectors->cases.size();
  std::printf("%zu of %zu agree\n", all - different, all);
  return different == 0 ? kExitDone : kExitDifferent;
}

int run_vectors(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE.json");
  return arguments.has("make") ? make_file(arguments, path) : run_file(path);
}

}  // namespace

Command vectors_command() {
  return {.name = "vectors",
          .summary = "checks this program against vectors of the ballot proof",
          .help = kHelp,
          .usages = {{.operands = {"FILE.json"}, .options = {{"make"}}, .run = run_vectors}}};
}

}  // namespace tabella::cli
