// The log alone: what its entries mean does not matter here.
#include "verifier/log_reader.h"

#include <functional>
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
  void feed_tiles() {
    while (!next().starts_with("tile/entries")) REQUIRE(feed().empty());
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

TEST_CASE("a log wants every tile once, then gives its entries in their order") {
  Reading r(600);
  REQUIRE(r.next() == "checkpoint");
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.size() == 600);
  REQUIRE(r.reader.wants(9) == std::vector<std::string>{"tile/0/000", "tile/0/001",
                                                        "tile/0/002.p/88", "tile/1/000.p/2",
                                                        "tile/entries/000", "tile/entries/001",
                                                        "tile/entries/002.p/88"});
  REQUIRE(r.reader.wants(2) == std::vector<std::string>{"tile/0/000", "tile/0/001"});
  r.feed_tiles();
  REQUIRE(r.take_all() == some_entries(600));
  r.reader.end_entries();
  REQUIRE(r.next().empty());
  const CheckReport& log = r.verification.report.checks()[static_cast<int>(CheckName::log)];
  REQUIRE(log.expected == 604);
  REQUIRE(log.applied == 604);
}

TEST_CASE("LG1: no entry is given that is not under the checkpoint's root") {
  const auto with = [](std::uint64_t size, const std::function<void(Reading&)>& alter) {
    Reading r(size);
    alter(r);
    REQUIRE(r.feed().empty());
    for (std::string failure; !r.reader.has_taken_all();) {
      failure = r.feed();
      if (!failure.empty()) return failure;
      while (r.reader.has_entry()) (void)r.reader.take_entry();
    }
    return std::string("good");
  };
  const auto flip = [](const char* path) {
    return [path](Reading& r) { r.record.files.at(path)[70] ^= 1; };
  };
  const std::string other_entries = ": does not hold the entries that the tree has";
  const std::string other_hashes = ": not under the checkpoint's root";
  REQUIRE(with(600, [](Reading&) {}) == "good");
  CHECK(with(600, flip("tile/entries/001")) == "tile/entries/001" + other_entries);
  CHECK(with(600, flip("tile/entries/002.p/88")) == "tile/entries/002.p/88" + other_entries);
  CHECK(with(600, [](Reading& r) {
          std::swap(r.record.files.at("tile/entries/000"), r.record.files.at("tile/entries/001"));
        }) == "tile/entries/000" + other_entries);
  CHECK(with(600, [](Reading& r) {
          r.record.files.at("tile/entries/000")[1] ^= 1;
        }).starts_with("tile/entries/000: log.bundle"));
  CHECK(with(600, flip("tile/0/001")) == "tile/0/001" + other_hashes);
  CHECK(with(600, [](Reading& r) {
          std::swap(r.record.files.at("tile/0/000"), r.record.files.at("tile/0/001"));
        }) == "tile/0/000" + other_hashes);
  // Of tiles that make the root together nobody can tell which is wrong.
  CHECK(with(600, flip("tile/0/002.p/88")) == "tile/0/002.p/88, tile/1/000.p/2" + other_hashes);
  CHECK(with(600, [](Reading& r) { r.record.files.at("tile/1/000.p/2").pop_back(); }) ==
        "tile/1/000.p/2: has another size");
  CHECK(with(600, [](Reading& r) {
          r.record.files.erase("tile/1/000.p/2");
        }).starts_with("tile/1/000.p/2: file.read"));
  // Full tiles alone, and a third level.
  CHECK(with(512, flip("tile/0/001")) == "tile/0/001" + other_hashes);
  CHECK(with(512, flip("tile/entries/001")) == "tile/entries/001" + other_entries);
  const std::uint64_t third = 256 * 256 + 300;
  CHECK(with(third, [](Reading&) {}) == "good");
  CHECK(with(third, flip("tile/0/007")) == "tile/0/007" + other_hashes);
  CHECK(with(third, flip("tile/1/000")) == "tile/1/000" + other_hashes);
  CHECK(with(third, flip("tile/entries/200")) == "tile/entries/200" + other_entries);
}

TEST_CASE("a log that grows wants what is new, and entries that still lead to the new root") {
  Reading r(300);
  REQUIRE(r.feed().empty());
  r.feed_tiles();
  REQUIRE(r.take_all() == some_entries(300));
  r.reader.end_entries();
  r.reader.grow();
  r.record = SignedRecord(some_entries(700));
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.wants(9) == std::vector<std::string>{"tile/0/001", "tile/0/002.p/188",
                                                        "tile/1/000.p/2", "tile/entries/001",
                                                        "tile/entries/002.p/188"});
  r.feed_tiles();
  const auto all = some_entries(700);
  REQUIRE(r.take_all() == std::vector<Bytes>(all.begin() + 300, all.end()));

  // Of one that is another log, the tiles that were read before are not under its root.
  Reading other(300);
  REQUIRE(other.feed().empty());
  other.feed_tiles();
  (void)other.take_all();
  other.reader.end_entries();
  other.reader.grow();
  auto changed = some_entries(700);
  changed[5] = {'x'};
  other.record = SignedRecord(changed);
  REQUIRE(other.feed().empty());
  REQUIRE(other.feed().empty());
  REQUIRE(other.feed().empty());
  REQUIRE(other.feed() == "tile/0/000: not under the checkpoint's root");
}

TEST_CASE("a size is a claim: nothing is kept for tiles and entries that are not there") {
  Reading r(300);
  const std::uint64_t claimed = std::uint64_t{1} << 62;
  r.record.add("checkpoint",
               bulletin_board::sign_checkpoint({kOrigin, claimed, bulletin_board::Hash{}},
                                               bulletin_board::test::counting_key(0x10))
                   .encode());
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.wants(2) == std::vector<std::string>{"tile/0/000", "tile/0/001"});
  REQUIRE(r.feed().empty());
  REQUIRE(r.feed().starts_with("tile/0/001: file.read"));
}

TEST_CASE("entries that are looked at again come from their bundle, which must hold the same") {
  Reading r(600);
  r.feed_tiles();
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
  REQUIRE(r.feed() == "tile/entries/000: does not hold the entries that the tree has");
}

TEST_CASE("VE2: an empty log has a size that shows nothing") {
  Reading r(0);
  REQUIRE(r.feed().empty());
  REQUIRE(r.reader.has_taken_all());
  r.reader.end_entries();
  REQUIRE(r.reader.check_size()->check == CheckName::completeness);
}

}  // namespace tabella::verifier::test
