// The log itself: blocks, tiles, checkpoints, cosignatures, receipts.
#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/receipt.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/adversary/mutation.h"
#include "tests/adversary/switch.h"
#include "tests/bulletin_board/log/static_log.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

namespace {

constexpr char kTile[] = "tile/0/000.p/";

std::optional<BlockRecord> block_at(const std::vector<Bytes>& entries, std::uint64_t at) {
  return decode_block_record(std::string(entries[at].begin(), entries[at].end()));
}

// The block record that ends the block of this entry.
std::uint64_t block_after(const std::vector<Bytes>& entries, std::uint64_t at) {
  while (!block_at(entries, at)) ++at;
  return at;
}

void erase(std::vector<Bytes>& entries, std::uint64_t first, std::uint64_t count) {
  const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
  entries.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
}

// Up to where voting goes on: later on the log holds a checkpoint of itself, which another history
// contradicts, too.
void end_while_open(Mutation& mutation) { mutation.script.end_after("announcement"); }

// The block record after the notice of a test, altered.
void alter_block(const std::function<void(BlockRecord&)>& alter) {
  Mutation mutation;
  end_while_open(mutation);
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = block_after(entries, mutation.entry_of("test 7"));
    BlockRecord record = *block_at(entries, at);
    alter(record);
    const std::string line = encode(record);
    entries[at] = Bytes(line.begin(), line.end());
    mutation.object = "entry " + std::to_string(at) + ": ";
  };
  mutation.require_caught();
}

void alter_files(
    const std::function<void(Mutation&, SealedRecord&, const std::vector<Bytes>&)>& alter) {
  Mutation mutation;
  mutation.alter_record = [&](SealedRecord& record, const std::vector<Bytes>& entries) {
    alter(mutation, record, entries);
  };
  mutation.require_caught();
}

std::string tile_of(const std::vector<Bytes>& entries) {
  return kTile + std::to_string(entries.size());
}

SignedNote checkpoint_in(const SealedRecord& record) {
  return SignedNote::parse(record.text("checkpoint")).value();
}

// The same election, with two ballots of one block the other way round: another log of one size.
std::vector<Bytes> other_history() {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Script script = parties.script();
  std::swap(script.at("ballot 2").make, script.at("ballot 3").make);
  Held held;
  hold(script, held);
  return held.memory.entries;
}

}  // namespace

TEST_CASE("VE1 S1: a digest of the state that is another (C13 at block)") {
  alter_block([](BlockRecord& record) { record.state_root[0] ^= 1; });
}

TEST_CASE("VE1 S1: a height that is another (C13 at block)") {
  alter_block([](BlockRecord& record) { record.height += 1; });
}

TEST_CASE("BA19 S1: a clock that goes back (C13 at block)") {
  alter_block([](BlockRecord& record) { record.time -= 1000; });
}

TEST_CASE("BA11 S1: the notice of a test is dropped (C13 at block)") {
  Mutation mutation;
  end_while_open(mutation);
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = mutation.entry_of("test 7");
    erase(entries, at, 2);
    mutation.object = "entry " + std::to_string(block_after(entries, at)) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("BA11 S1 shadowed: a ballot is dropped (C13 at block)") {
  Mutation mutation;
  end_while_open(mutation);
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = mutation.entry_of("ballot 5");
    erase(entries, at, 2);
    mutation.object = "entry " + std::to_string(block_after(entries, at)) + ": ";
  };
  mutation.require_noticed();
}

TEST_CASE("BA6 S1: two ballots of a block in another order (C13 at block)") {
  Mutation mutation;
  end_while_open(mutation);
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    std::swap(entries[mutation.entry_of("ballot 2")], entries[mutation.entry_of("ballot 3")]);
    mutation.object =
        "entry " + std::to_string(block_after(entries, mutation.entry_of("ballot 3"))) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("VE1 S1: two blocks made one (C13 at block)") {
  Mutation mutation;
  end_while_open(mutation);
  mutation.other_length = true;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = block_after(entries, mutation.entry_of("test 7"));
    erase(entries, at, 1);
    mutation.object = "entry " + std::to_string(block_after(entries, at)) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("VE1 S1: a block in which nothing happened (C13 at block)") {
  Mutation mutation;
  mutation.other_length = true;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    BlockRecord record = *block_at(entries, entries.size() - 1);
    ++record.height;
    const std::string line = encode(record);
    entries.emplace_back(line.begin(), line.end());
    mutation.object = "entry " + std::to_string(entries.size() - 1) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("LG1 S0: a hash in a tile is another (C14 at tile)") {
  alter_files([](Mutation& m, SealedRecord& record, const std::vector<Bytes>& entries) {
    record.files[tile_of(entries)][40] ^= 1;
    m.object = tile_of(entries) + ": ";
  });
}

TEST_CASE("LG1 S0: a tile with a hash too many (C14 at tile)") {
  alter_files([](Mutation& m, SealedRecord& record, const std::vector<Bytes>& entries) {
    Bytes& tile = record.files[tile_of(entries)];
    tile.resize(tile.size() + 32);
    m.object = tile_of(entries) + ": ";
  });
}

TEST_CASE("LG1 S1: other entries under a cosigned checkpoint (C14 at tile)") {
  alter_files([](Mutation& m, SealedRecord& record, const std::vector<Bytes>& entries) {
    for (auto& [path, bytes] : bulletin_board::test::StaticLog(other_history()).files()) {
      record.files[path] = bytes;
    }
    m.object = tile_of(entries) + ": ";
  });
}

TEST_CASE("LG2 S1: a checkpoint of another origin (C14 checkpoint.origin at checkpoint)") {
  alter_files([](Mutation& m, SealedRecord& record, const std::vector<Bytes>& entries) {
    const bulletin_board::test::StaticLog log(entries);
    const Checkpoint other{"other.example", log.size(), log.root()};
    SignedNote note{other.text(), {sign_note(other.text(), kOrigin, m.parties().log_key)}};
    for (const Witness& witness : m.parties().witnesses) {
      note.signatures.push_back(cosign(note.text, time_after(entries), witness.name, witness.key));
    }
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE("LG2 S1: the entries of another log, signed as this one (C15 at manifest)") {
  Mutation mutation;
  mutation.parties().origin = "other.example/log";
  mutation.require_caught();
}

TEST_CASE("LG2 S1: a checkpoint with an extension line (C14 checkpoint.form at checkpoint)") {
  alter_files([](Mutation& m, SealedRecord& record, const std::vector<Bytes>& entries) {
    const std::string text = checkpoint_in(record).text + "extension\n";
    SignedNote note{text, {sign_note(text, kOrigin, m.parties().log_key)}};
    for (const Witness& witness : m.parties().witnesses) {
      note.signatures.push_back(cosign(note.text, time_after(entries), witness.name, witness.key));
    }
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE("LG2 S0: a checkpoint that the log did not sign (C14 note.signature at checkpoint)") {
  alter_files([](Mutation&, SealedRecord& record, const std::vector<Bytes>&) {
    SignedNote note = checkpoint_in(record);
    note.signatures[0].signature[10] ^= 1;
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE("LG2 S0: a checkpoint without the log's signature (C14 note.signature at checkpoint)") {
  alter_files([](Mutation&, SealedRecord& record, const std::vector<Bytes>&) {
    SignedNote note = checkpoint_in(record);
    note.signatures.erase(note.signatures.begin());
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE("LG3 S1: an earlier state of the log, signed anew (C15 policy.quorum at checkpoint)") {
  Mutation mutation;
  mutation.witnesses = 0;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    entries.resize(block_after(entries, mutation.entry_of("ballot 5")) + 1);
  };
  mutation.require_caught();
}

TEST_CASE("LG3 S1: a fork, which no witness cosigns (C15 policy.quorum at checkpoint)") {
  Mutation mutation;
  mutation.witnesses = 0;
  mutation.alter_entries = [](std::vector<Bytes>& entries) { entries = other_history(); };
  mutation.require_caught();
}

TEST_CASE("LG5 S1: one witness where two have to cosign (C15 policy.quorum at checkpoint)") {
  Mutation mutation;
  mutation.witnesses = 1;
  mutation.require_caught();
}

TEST_CASE(
    "LG5 S1: a witness's cosignature under the other's name (C15 checkpoint.cosignature at "
    "checkpoint)") {
  alter_files([](Mutation&, SealedRecord& record, const std::vector<Bytes>&) {
    SignedNote note = checkpoint_in(record);
    note.signatures[2].signature = note.signatures[1].signature;
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE(
    "LG6 S1: a cosignature whose date was altered (C15 checkpoint.cosignature at checkpoint)") {
  alter_files([](Mutation&, SealedRecord& record, const std::vector<Bytes>&) {
    SignedNote note = checkpoint_in(record);
    note.signatures[2].signature[7] ^= 1;
    record.put("checkpoint", note.encode());
  });
}

TEST_CASE("VE2 S4: a log without entries (C19 at the log is empty)") {
  Mutation mutation;
  mutation.alter_entries = [](std::vector<Bytes>& entries) { entries.clear(); };
  mutation.require_caught();
}

TEST_CASE("VE2 S4: a log that ends within a block (C19 at log)") {
  Mutation mutation;
  mutation.other_length = true;
  mutation.object = "the log ends within a block";
  mutation.alter_entries = [](std::vector<Bytes>& entries) { entries.pop_back(); };
  mutation.require_caught();
}

TEST_CASE("VE2 S0 shadowed: a tile is missing (C19 at tile)") {
  Mutation mutation;
  mutation.alter_record = [&](SealedRecord& record, const std::vector<Bytes>& entries) {
    record.files.erase(tile_of(entries));
    mutation.object = tile_of(entries) + ": ";
  };
  mutation.require_noticed();
}

TEST_CASE("VE2 S0 shadowed: a bundle of entries is missing (C19 at tile)") {
  Mutation mutation;
  mutation.alter_record = [&](SealedRecord& record, const std::vector<Bytes>& entries) {
    const std::string path = "tile/entries/000.p/" + std::to_string(entries.size());
    record.files.erase(path);
    mutation.object = path + ": ";
  };
  mutation.require_noticed();
}

// ---- Receipts: no part of a record, so they are judged by themselves ----

namespace {

// Whether the receipt of ballot 5, altered, is refused with the code, and taken without the check.
void refuse_receipt(const std::string& code,
                    const std::function<void(Receipt&, Bytes& entry, const Held&)>& alter) {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Held held;
  hold(parties.script(), held);
  const auto& entries = held.memory.entries;
  const SealedRecord record = seal_record(entries, parties);
  const std::uint64_t at = held.entry_of.at("ballot 5");
  Receipt receipt{at, bulletin_board::test::StaticLog(entries).inclusion(at),
                  record.text("checkpoint")};
  Bytes entry = entries[at];
  const auto policy = Policy::parse(parties.policy_of(kOrigin)).value();
  REQUIRE(verify_receipt(receipt, entry, policy));
  alter(receipt, entry, held);
  const auto refused = verify_receipt(receipt, entry, policy);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().code == code);
  const SwitchedOff without({code});
  REQUIRE(verify_receipt(receipt, entry, policy));
}

}  // namespace

TEST_CASE("BA10 S1: the receipt of another's ballot (C20 receipt.inclusion at receipt)") {
  refuse_receipt("receipt.inclusion", [](Receipt&, Bytes& entry, const Held& held) {
    entry = held.memory.entries[held.entry_of.at("ballot 6")];
  });
}

TEST_CASE("EN3 S1: a receipt whose index is one more (C20 receipt.inclusion at receipt)") {
  refuse_receipt("receipt.inclusion",
                 [](Receipt& receipt, Bytes&, const Held&) { ++receipt.index; });
}

TEST_CASE("BA11 S1: a receipt from a fork that nobody cosigned (C20 policy.quorum at receipt)") {
  refuse_receipt("policy.quorum", [](Receipt& receipt, Bytes&, const Held&) {
    SignedNote note = SignedNote::parse(receipt.checkpoint).value();
    note.signatures.resize(1);
    receipt.checkpoint = note.encode();
  });
}

}  // namespace tabella::adversary
