// Writes the good record, and every secret of it, into a folder. docs/adversary.md.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "crypto/initialize.h"
#include "tests/adversary/keys_json.h"
#include "tests/adversary/sealed_record.h"
#include "tests/adversary/values_json.h"

namespace {

using namespace tabella;
using namespace tabella::adversary;

void write(const std::filesystem::path& path, const Bytes& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string values(const std::string& seed) {
  SeededRandomness randomness(seed);
  Parties parties(randomness, good_definition(), Parties::VoterKeys::from_codes);
  Held held;
  hold(parties.script(), held);
  return values_json(parties, held);
}

SealedRecord make(const std::string& seed) {
  SeededRandomness randomness(seed);
  Parties parties(randomness, good_definition(), Parties::VoterKeys::from_codes);
  Held held;
  hold(parties.script(), held);
  SealedRecord record = seal_record(held.memory.entries, parties);
  const auto& election = parties.on(held.memory.board);
  for (std::size_t voter = 0; voter < parties.voters.size(); ++voter) {
    const auto member = election.member(parties.voters[voter].credential);
    if (!member || !member->ballot) continue;
    add_receipt(record, held.memory.entries, voter, member->ballot->entry);
  }
  record.put("keys.json", keys_json(parties, held, seed));
  return record;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fputs(
        "Usage: make_record DIR|--values [SEED]\n\n"
        "Writes a whole election's record into DIR, and its keys and nonces into DIR/keys.json;\n"
        "or what a verifier computes on its way, as JSON, to standard output.\n"
        "The same SEED (\"tabella\" if none is given) gives the same bytes.\n",
        stderr);
    return 2;
  }
  try {
    crypto::initialize();
    const std::string seed = argc == 3 ? argv[2] : "tabella";
    if (std::string_view(argv[1]) == "--values") {
      std::fputs(values(seed).c_str(), stdout);
      return 0;
    }
    const SealedRecord record = make(seed);
    for (const auto& [path, bytes] : record.files) {
      write(std::filesystem::path(argv[1]) / path, bytes);
    }
    std::printf("%zu files in %s\n", record.files.size(), argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "make_record: %s\n", error.what());
    return 1;
  }
}
