// The log alone: what its entries mean does not matter here.
#include "verifier/log_reader.h"

#include <string>
#include <vector>

#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"
#include "tests/verifier/signed_record.h"

namespace tabella::verifier::test {

namespace {

std::vector<Bytes> some_entries(std::uint64_t count) {
  std::vector<Bytes> entries;
  for (std::uint64_t i = 0; i < count; ++i) entries.push_back(bulletin_board::test::entry(i));
  return entries;
}

// A reader of one record, which changes at will.
struct Reading {
  explicit Reading(std::uint64_t size) : record(some_entries(size)) {}

  // What is wanted first.
  [[nodiscard]] std::string next() const {
    const auto paths = reader.wants(1);
    return paths.empty() ? "" : paths.front();
  }
  std::string feed() {
    const auto failure = reader.feed(record.read()(next()));
    return failure ? failure->text : "";
  }
  void take(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      REQUIRE(reader.take_entry() == bulletin_board::test::entry(taken++));
    }
  }
  // Feeds bundles and takes their entries up to the last.
  std::vector<Bytes> take_all() {
    std::vector<Bytes> all;
    while (!reader.has_taken_all()) {
      if (!reader.has_entry()) REQUIRE(feed().empty());
      while (reader.has_entry()) all.push_back(reader.take_entry());
    }
    return all;
  }

  SignedRecord record;
  bulletin_board::Policy trusted = policy();
  Verification verification;
  LogReader reader{trusted, verification};
  std::uint64_t taken = 0;
};

}  // namespace

TEST_CASE("a log gives its entries in their order, then wants every tile once") {
  Reading r(600);
  REQUIRE(r.next() == "checkpoint");
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.size() == 600);
  REQUIRE(r.reader.wants(9) == std::vector<std::string>{"tile/entries/000", "tile/entries/001",
                                                        "tile/entries/002.p/88"});
  REQUIRE(r.take_all() == some_entries(600));
  REQUIRE_FALSE(r.reader.end_entries());
  REQUIRE(r.reader.wants(9) == std::vector<std::string>{"tile/0/000", "tile/0/001",
                                                        "tile/0/002.p/88", "tile/1/000.p/2"});
  while (r.reader.is_reading_tiles()) REQUIRE(r.feed().empty());
  REQUIRE(r.next().empty());
  const CheckReport& log = r.verification.report.checks()[static_cast<int>(CheckName::log)];
  REQUIRE(log.expected == 604);
  REQUIRE(log.applied == 604);
}

TEST_CASE(
    "LG1: entries under another root fail the log, and its tiles are looked at nevertheless") {
  Reading r(300);
  auto entries = some_entries(300);
  entries[299] = {'x'};
  r.record.files["tile/entries/001.p/44"] =
      bulletin_board::encode_bundle({entries.begin() + 256, entries.end()});
  REQUIRE(r.feed().empty());
  REQUIRE(r.take_all() == entries);
  const auto failure = r.reader.end_entries();
  REQUIRE(failure);
  REQUIRE(failure->check == CheckName::log);
  REQUIRE(r.feed().empty());
  REQUIRE(r.feed() == "tile/0/001.p/44: does not hold the hashes of the entries");
  r.record.files.erase("tile/1/000.p/1");
  REQUIRE(r.feed().starts_with("tile/1/000.p/1: file.read"));
  REQUIRE(r.next().empty());
}

TEST_CASE("entries that are looked at again come from their bundle, which must hold the same") {
  Reading r(600);
  REQUIRE(r.feed().empty());
  REQUIRE(r.feed().empty());
  r.take(256);
  REQUIRE(r.feed().empty());
  r.take(10);
  r.reader.read_again({3, 7, 260});
  REQUIRE(r.reader.wants(3) == std::vector<std::string>{"tile/entries/000", "tile/entries/001",
                                                        "tile/entries/002.p/88"});
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.is_reading_again());
  REQUIRE(r.feed().empty());
  REQUIRE_FALSE(r.reader.is_reading_again());
  const auto again = r.reader.take_again();
  REQUIRE(again.size() == 3);
  for (const std::uint64_t index : {3U, 7U, 260U}) {
    REQUIRE(again.at(index) == bulletin_board::test::entry(index));
  }
  REQUIRE(r.reader.take_again().empty());

  r.reader.read_again({7});
  auto entries = some_entries(256);
  entries[200] = {'x'};
  r.record.files["tile/entries/000"] = bulletin_board::encode_bundle(entries);
  REQUIRE(r.feed() == "tile/entries/000: holds other entries than before");
}

TEST_CASE("VE2: an empty log has a size that shows nothing") {
  Reading r(0);
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.has_taken_all());
  REQUIRE_FALSE(r.reader.end_entries());
  REQUIRE(r.reader.check_size()->check == CheckName::completeness);
}

}  // namespace tabella::verifier::test
