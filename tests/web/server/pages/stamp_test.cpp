// Stamping: exactly what docs/api.md says, byte by byte.
#include "web/server/pages/stamp.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"

namespace tabella::server::test {

namespace {

constexpr const char* kRelease =
    "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "connect-src 'none'; img-src data:\"><script type=\"application/json\" "
    "id=\"tabella-stamp\">null</script><p>text</p>";

Stamp full_stamp() {
  return {.page = "voter",
          .election = "council-2026",
          .definition = R"({"title":{"en":"</script><script>alert(1)</script> & 评议"}})",
          .fingerprint = std::string(64, 'a'),
          .election_key = std::string(64, 'b'),
          .policy = "log x\nquorum none\n",
          .operators = {"https://board.example", "https://b.example:8443/tabella",
                        "https://board.example/other"},
          .practice = false};
}

std::string code_of(const Result<std::string>& result) { return result ? "" : result.error().code; }

}  // namespace

TEST_CASE("a stamped page has the stamp and the origins, and is otherwise the release") {
  const std::string page = stamp_page(kRelease, full_stamp()).value();
  CHECK(page ==
        "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "connect-src https://board.example https://b.example:8443; img-src data:\"><script "
        "type=\"application/json\" id=\"tabella-stamp\">" +
            encode(full_stamp()) + "</script><p>text</p>");
  CHECK(page_hash(page) == page_hash(stamp_page(kRelease, full_stamp()).value()));
  CHECK(page_hash("") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
}

TEST_CASE("a stamp is one line that cannot leave its script element, and reads back") {
  const std::string json = encode(full_stamp());
  CHECK(json.find_first_of("<>&\n") == std::string::npos);
  CHECK(json.starts_with(R"({"version":"tabella/v1","page":"voter","election":"council-2026",)"
                         R"("definition":")"));
  const auto read = nlohmann::json::parse(json);
  CHECK(read["definition"] == *full_stamp().definition);
  CHECK(read["operators"].size() == 3);
  CHECK(read["practice"] == false);
}

TEST_CASE("what does not exist yet is null in a stamp") {
  CHECK(encode({.page = "authority", .operators = {"https://a"}}) ==
        R"({"version":"tabella/v1","page":"authority","election":null,"definition":null,)"
        R"("fingerprint":null,"election_key":null,"policy":"","operators":["https://a"],)"
        R"("practice":false})");
}

TEST_CASE("a page that is no release, or stamped already, is refused") {
  const std::string release = kRelease;
  const std::string stamped = stamp_page(release, full_stamp()).value();
  CHECK(code_of(stamp_page(stamped, full_stamp())) == "stamp.page");
  CHECK(code_of(stamp_page("", full_stamp())) == "stamp.page");
  CHECK(code_of(stamp_page(release + release, full_stamp())) == "stamp.page");
  CHECK(code_of(stamp_page(release + "connect-src 'none'", full_stamp())) == "stamp.page");
  Stamp bad = full_stamp();
  bad.policy = "\xff";
  CHECK(code_of(stamp_page(release, bad)) == "stamp.policy");
}

TEST_CASE("an operator's URL can say nothing but where it is") {
  CHECK(origin_of("http://127.0.0.1:8080").value() == "http://127.0.0.1:8080");
  CHECK(origin_of("https://[2001:db8::1]:8443/x/Y_z~1").value() == "https://[2001:db8::1]:8443");
  CHECK(origin_of("https://[::1]").value() == "https://[::1]");
  for (const char* url : {"",
                          "board.example",
                          "ftp://a",
                          "https://",
                          "https://a/",
                          "https://A.example",
                          "https://a;script-src *",
                          "https://a b",
                          "https://a'",
                          "https://a\"",
                          "https://a,b",
                          "https://a:",
                          "https://a:x",
                          "https://a:123456",
                          "https://u@a",
                          "https://a?x",
                          "https://a#x",
                          "https://a/x/",
                          "https://a/x;y",
                          "https://*",
                          "javascript://a",
                          "https://[x]",
                          "https://[]"}) {
    INFO(url);
    CHECK(code_of(origin_of(url)) == "stamp.operator");
  }
  Stamp none = full_stamp();
  none.operators.clear();
  CHECK(code_of(stamp_page(kRelease, none)) == "stamp.operator");
}

}  // namespace tabella::server::test
