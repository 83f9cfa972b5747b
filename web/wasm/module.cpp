// The module's functions, as JavaScript calls them (web/client/src/verifier). The caller writes
// bytes where reserve() says, then calls a function that reads them from there; a function that
// gives text leaves it where text() and text_size() say, until the next call. One verification an
// instance: a trap ends it, and is never a verdict.
#include <optional>
#include <string>

#include "crypto/expects.h"
#include "crypto/initialize.h"
#include "verifier/record_verifier.h"
#include "web/wasm/board_view_json.h"

namespace tabella::wasm {

namespace {

// Entries whose ballots are verified together. Larger batches are hardly faster on one thread, and
// the caller gets to show progress.
constexpr std::size_t kAhead = 512;

struct State {
  Bytes input;
  std::string output;
  std::optional<bulletin_board::Policy> policy;
  std::optional<verifier::RecordVerifier> verifier;
  std::optional<verifier::Verification> verification;
};

State& state() {
  static State state;
  return state;
}

std::string input_text() { return {state().input.begin(), state().input.end()}; }

}  // namespace

}  // namespace tabella::wasm

using tabella::wasm::state;

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

EXPORT(reserve) std::uint8_t* reserve(std::size_t size) {
  state().input.resize(size);
  return state().input.data();
}

EXPORT(text) const char* text() { return state().output.data(); }
EXPORT(text_size) std::size_t text_size() { return state().output.size(); }

// Reads a policy. 1, or 0 with the reason as text.
EXPORT(begin) int begin() {
  tabella::crypto::initialize();
  auto policy = tabella::bulletin_board::Policy::parse(tabella::wasm::input_text());
  if (!policy) {
    state().output = policy.error().message();
    return 0;
  }
  state().policy = *std::move(policy);
  state().verifier.emplace(*state().policy, tabella::bulletin_board::run_in_turn,
                           tabella::wasm::kAhead);
  return 1;
}

// The paths of the files that are wanted, a line each; the first is to be fed next. No text when
// the verification is over.
EXPORT(wants) void wants(std::size_t most) {
  state().output.clear();
  for (const std::string& path : state().verifier->wants(most)) {
    state().output += path + "\n";
  }
}

EXPORT(feed) void feed() { state().verifier->feed(state().input); }

// The file is not to be had; the input says why.
EXPORT(feed_missing) void feed_missing() {
  state().verifier->feed(tabella::Error{"file.read", "", tabella::wasm::input_text()});
}

EXPORT(entries_done) double entries_done() { return static_cast<double>(state().verifier->done()); }
EXPORT(entries_all) double entries_all() { return static_cast<double>(state().verifier->all()); }

// The report as `tabella verify --json` gives it, once nothing is wanted.
EXPORT(report) void report() {
  if (!state().verification) state().verification = state().verifier->finish();
  state().output = tabella::verifier::json_of(state().verification->report);
}

// The board, after the report.
EXPORT(view) void view() {
  EXPECTS(state().verification.has_value());
  state().output = tabella::wasm::json_of(*state().verification->board);
}
