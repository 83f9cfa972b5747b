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

// As the good election, but that what the trustees open depends on how many voted.
Script script_of_small_groups(Parties& parties) {
  Script script = parties.script_until_close();
  for (;;) {
    Held so_far;
    hold(script, so_far);
    bool some_due = false;
    for (const auto& pool : parties.on(so_far.memory.board).pools()) {
      if (pool.state != tally::PoolState::due) continue;
      some_due = true;
      parties.add_shares(script, {1, 3, 4}, pool.name);
    }
    if (!some_due) return script;
  }
}

SealedRecord make(const std::string& seed, bool of_small_groups) {
  SeededRandomness randomness(seed);
  Parties parties(randomness, of_small_groups ? small_groups_definition() : good_definition(),
                  Parties::VoterKeys::from_codes);
  Held held;
  hold(of_small_groups ? script_of_small_groups(parties) : parties.script(), held);
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
  const bool of_small_groups = argc > 1 && std::string_view(argv[1]) == "--small-groups";
  if (of_small_groups) {
    ++argv;
    --argc;
  }
  if (argc < 2 || argc > 3) {
    std::fputs(
        "Usage: make_record [--small-groups] DIR [SEED], or make_record --values [SEED]\n\n"
        "Writes a whole election's record into DIR, and its keys and nonces into DIR/keys.json;\n"
        "with --small-groups of one in which not all totals may be opened;\n"
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
    const SealedRecord record = make(seed, of_small_groups);
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
